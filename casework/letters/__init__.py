"""Letters to those without Telegram, and the answers that come by their links."""
