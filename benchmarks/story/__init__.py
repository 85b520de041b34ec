"""A year in a compound, told by the clock: simulated people, the real desk, its books checked at the end."""
