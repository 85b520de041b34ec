"""Conduct: too many messages, bans with an end, and demands that two people decline in public."""
