"""What happens to a case, from the first words to the archive."""
