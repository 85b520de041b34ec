"""The Telegram edge: parse, one call into casework, render. Nothing here knows the rules of a case."""
