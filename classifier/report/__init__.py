"""A page that shows people who are not engineers how well messages are understood."""
