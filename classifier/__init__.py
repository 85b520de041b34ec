"""Reads one resident's message and says what it is about, how urgent it is and where it is."""
