"""``python -m app`` is ``linli``."""

from app.cli import main

main()
