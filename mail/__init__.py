"""The edge of e-mail: letters to those without Telegram, composed, sent and tried again."""
