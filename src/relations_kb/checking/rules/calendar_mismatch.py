"""A date as printed that does not convert to the date.

`date` is New Style; `date-as-printed` must be the same day in its own calendar. For the
lunar Hijri calendar one day more or less is allowed, since months began by sighting.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.dates.calendars import to_gregorian
from relations_kb.dates.edtf import DateError, bounds
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each printed date that is another day than the date."""
    for entry in base.valid("event"):
        printed = entry.data.get("date-as-printed")
        if not printed:
            continue
        place = ("date-as-printed", "date")
        try:
            converted = to_gregorian(printed["calendar"], printed["date"])
            ours, theirs = bounds(entry.data["date"]), bounds(converted)
        except DateError as error:
            yield entry.file.problem(place, "calendar-mismatch", str(error), "write YYYY-MM-DD")
            continue
        slack = 2 if printed["calendar"] == "lunar-hijri" else 0
        if None in (ours.earliest, ours.latest, theirs.earliest, theirs.latest):
            continue
        apart = (ours.earliest - theirs.latest).days > slack  # type: ignore[operator]
        if apart or (theirs.earliest - ours.latest).days > slack:  # type: ignore[operator]
            message = f"{printed['date']} ({printed['calendar']}) is {converted}"
            message += f", not {entry.data['date']}"
            yield entry.file.problem(place, "calendar-mismatch", message, "check both dates")
