"""Who takes part: the organisation, joining it, and addresses."""
