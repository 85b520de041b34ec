"""Tells a year of a compound and checks its books.

    python -m benchmarks.story [--concerns 10000] [--households 1200] [--days 365]
                               [--seed 2026] [--keep FOLDER]

The exit code is 0 when every rule of ``casework.audit`` holds for every case and no notice named a
resident to somebody who may not know them.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.story.figures import show
from benchmarks.story.year import tell


def main() -> int:
    """Tell the story with the options of the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks.story", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--concerns", type=int, default=10_000)
    parser.add_argument("--households", type=int, default=1_200)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        year = tell(options.concerns, options.households, options.days, options.seed, folder)
        return show(year, options.concerns)


if __name__ == "__main__":
    sys.exit(main())
