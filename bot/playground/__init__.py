"""A strict stand-in for Telegram's Bot API with people on phones, for tests and for the demo."""
