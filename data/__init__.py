"""What is kept: tables, the vocabulary they are written in, named queries and the engine. No rules."""
