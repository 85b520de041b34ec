"""Sample files that ship with the program."""
