"""What of a resident others may see: words passed on, what is revealed, what is taken away again."""
