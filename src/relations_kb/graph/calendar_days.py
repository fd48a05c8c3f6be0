"""The day on which an event began, in each calendar: for anniversaries and months of mourning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.dates.calendars import CALENDARS, describe_day, from_gregorian
from relations_kb.dates.edtf import bounds

Node = dict[str, Any]
_LANGUAGES = ("en", "ru", "fa")


def calendar_days(text: str, iri: str) -> Iterator[Node]:
    """Yield a JSON-LD node for each calendar: the day on which what is dated ``text`` began.

    ``text`` is EDTF, ``iri`` that of the event. Nothing is yielded where the day is not known
    or its date is qualified as uncertain or approximate: such a date has no anniversary. The
    lunar Hijri calendar is the tabular civil one, so its day may be out by one or two.
    """
    span = bounds(text)
    day = span.earliest
    if day is None or day != span.latest_begin or span.uncertain or span.approximate:
        return
    for calendar in CALENDARS:
        year, month, number = from_gregorian(calendar, day)
        yield {
            "@id": f"{iri}#day-{calendar}",
            "@type": "CalendarDay",
            "calendar": f"concept/calendar/{calendar}",
            "year": year,
            "month": month,
            "dayOfMonth": number,
            "title": {language: describe_day(day, calendar, language) for language in _LANGUAGES},
        }
