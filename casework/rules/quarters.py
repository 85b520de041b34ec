"""Quarters of a year as people name them: 2026Q4, from its first midnight to the next one's."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_WRITTEN = re.compile(r"(\d{4})\s*[-年]?\s*(?:Q|第)?\s*([1-4一二三四])\s*季?[度]?", re.IGNORECASE)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    def next(self) -> "Quarter":
        """Return the quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def before(self) -> "Quarter":
        """Return the quarter before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return its first moment and the first moment after it, in UTC."""
        return _midnight(self.first_day(), zone), _midnight(self.next().first_day(), zone)


def of(moment: datetime, zone: ZoneInfo) -> Quarter:
    """Return the quarter that the local calendar shows at a moment."""
    local = moment.astimezone(zone)
    return Quarter(local.year, (local.month + 2) // 3)


def parse(words: str) -> Quarter:
    """Read «2026Q4», «2026-4» or «2026年第四季度»; raise ValueError with the mend for anything else."""
    match = _WRITTEN.fullmatch(words.strip())
    if match is None or int(match[1]) == 0:
        raise ValueError(f"«{words}» is no quarter; write one such as 2026Q4")
    return Quarter(int(match[1]), _CHINESE.get(match[2]) or int(match[2]))


def year_span(year: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a year's first moment and the first moment after it, in UTC."""
    return _midnight(date(year, 1, 1), zone), _midnight(date(year + 1, 1, 1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone).astimezone(UTC)
