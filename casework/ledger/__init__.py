"""The accounts of promises: what is counted in a quarter, and what becomes of it."""
