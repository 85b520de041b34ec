"""Accounts on paper: sheets and pages of tables and bars, for whoever has words and figures."""
