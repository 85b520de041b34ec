"""The demo in a real browser: the page, the phones and the desk behind them."""
