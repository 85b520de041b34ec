"""The Telegram edge: parse, one casework call, render."""
