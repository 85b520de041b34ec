"""The desk's web pages."""
