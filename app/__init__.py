"""Settings, logging, wiring and the ``linli`` command. No rules."""
