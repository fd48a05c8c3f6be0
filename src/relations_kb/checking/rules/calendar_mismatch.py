"""A date as printed that does not convert to the date.

`date` is New Style; `date-as-printed` must be the same day in its own calendar. For the
lunar Hijri calendar two days more or less are allowed, since months began by sighting.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import safe_bounds
from relations_kb.dates.calendars import CALENDARS, to_gregorian
from relations_kb.dates.edtf import Bounds, DateError, bounds
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


_LUNAR_SLACK = 2


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each printed date that is another day than the date."""
    for entry in base.valid("event"):
        printed = entry.data.get("date-as-printed")
        if not printed or printed["calendar"] not in CALENDARS:
            continue
        place = ("date-as-printed", "date")
        try:
            converted = to_gregorian(printed["calendar"], printed["date"])
            theirs = bounds(converted)
        except DateError as error:
            message, _, fix = str(error).partition("; ")
            fix = fix or "write a day of that calendar as YYYY-MM-DD"
            yield entry.file.problem(place, "calendar-mismatch", message, fix)
            continue
        ours = safe_bounds(entry.data["date"])
        if ours is None:
            continue
        slack = _LUNAR_SLACK if printed["calendar"] == "lunar-hijri" else 0
        if _days_after(ours, theirs) > slack or _days_after(theirs, ours) > slack:
            message = f"{printed['date']} ({printed['calendar']}) is {converted}"
            message += f", not {entry.data['date']}"
            yield entry.file.problem(place, "calendar-mismatch", message, "check both dates")


def _days_after(one: Bounds, other: Bounds) -> int:
    """Return how many days after the end of ``other`` ``one`` begins; 0 if they may meet."""
    if one.earliest is None or other.latest is None:
        return 0
    return max(0, (one.earliest - other.latest).days)
