"""Our classifier beside what a user could pick instead: ``make bench-classifier``."""
