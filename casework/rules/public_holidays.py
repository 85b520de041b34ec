"""The public holidays of a country or region, year by year, as the library ``holidays`` knows them."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import holidays

# Whose government makes the days off and the make-up days of a year known shortly before it begins. For
# later years the library knows only what the law fixes.
ANNOUNCED_YEARLY = frozenset({"CN"})
SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True, slots=True)
class Year:
    """A year's days off beside the weekend, and the days of weekends that are worked in exchange."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()


def check_country(country: str, subdivision: str | None = None) -> None:
    """Raise ValueError with the mend when the library knows no such country or part of one."""
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        raise ValueError(
            f"the holidays of «{country}» are not known; write a code of two letters such as CN, TW or HK, "
            "or none, and the days themselves under «holidays»"
        )
    if subdivision is not None and subdivision not in known[country]:
        parts = ", ".join(known[country]) or "none: leave the line out"
        raise ValueError(f"{country} has no part «{subdivision}»; write one of: {parts}")


@cache
def year_of(country: str, subdivision: str | None, year: int) -> Year:
    """Return a year's holidays and make-up days."""
    found = holidays.country_holidays(country, subdiv=subdivision, years=[year])
    off = frozenset(day for day in found if day.year == year)
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    return Year(off, worked)


@cache
def weekend_of(country: str, subdivision: str | None) -> frozenset[int]:
    """Return the days of the week that are off, Monday being 0."""
    return frozenset(holidays.country_holidays(country, subdiv=subdivision).weekend)


def covers(country: str, subdivision: str | None, year: int) -> bool:
    """Say whether the holidays of a year are known in full, make-up days included."""
    found = holidays.country_holidays(country, subdiv=subdivision)
    if not found.start_year <= year <= found.end_year:
        return False
    return country not in ANNOUNCED_YEARLY or bool(year_of(country, subdivision, year).worked)
