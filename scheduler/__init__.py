"""When, not what: a few fixed ticks that call casework's sweeps."""
