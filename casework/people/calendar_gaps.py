"""The coordinators hear of a year whose days off nobody has written down, once, before it begins."""

from casework.desk import Desk
from casework.notice import Notice
from casework.notices import tell_coordinators
from casework.rules.calendar import LOOK_AHEAD, years_uncovered


def tell_due(desk: Desk) -> int:
    """Tell of each year that due dates reach and whose holidays are not known; return how many were new."""
    today = desk.now.astimezone(desk.zone).date()
    told = desk.community.gap_told_year or 0
    years = [year for year in years_uncovered(desk.parameters, today, LOOK_AHEAD) if year > told]
    for year in years:
        country = desk.parameters.calendar.country
        tell_coordinators(desk, Notice.CALENDAR_GAP, {"year": year, "country": country})
        desk.community.gap_told_year = year
        desk.session.add(desk.community)
    return len(years)
