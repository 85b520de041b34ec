"""The desk against telegram-test-api, an emulator of the Bot API that this project did not write."""
