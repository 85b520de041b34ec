"""The rules of the desk: plain functions over a database session; time and persons are arguments."""
