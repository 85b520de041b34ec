"""Who acts when somebody isn't there: they left, they are away, or it is not their shift."""
