"""Measurements on the running desk and its parts; slow, run by hand, never by the tests."""
