"""Anniversaries of events as iCalendar (RFC 5545), for any calendar program."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from relations_kb.dates.edtf import bounds
from relations_kb.dates.wording import date_in_words, year_in
from relations_kb.entries.base import Entry
from relations_kb.entries.concept_labels import labels_of_scheme
from relations_kb.errors import MissingExtraError
from relations_kb.output.part import Part
from relations_kb.output.timeline import title

if TYPE_CHECKING:
    import icalendar

_BEGINS = {"en": "{} (beginning)", "ru": "{} (начало)", "fa": "{} (آغاز)"}


def icalendar_file(part: Part, lang: str = "en") -> bytes:
    """Return a calendar with a yearly all-day event for each event whose day is known.

    Times come from the facts and the release, so the same facts give the same bytes; the UID
    of an event is made of its id and stays the same in every release. Raises
    `MissingExtraError` without the extra ``calendar``.
    """
    try:
        import icalendar
    except ImportError as error:
        raise MissingExtraError("iCalendar", "icalendar", "calendar") from error
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//relations-kb//{part.dataset['release']}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = part.dataset["title"].get(lang) or part.dataset["title"]["en"]
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    for event in part.events:
        if first_day(event) is not None:
            calendar.add_component(_component(part, event, lang))
    return bytes(calendar.to_ical())


def first_day(event: Entry) -> datetime.date | None:
    """Return the day on which an event happened or began, if it is known and not doubtful."""
    span = bounds(event.data["date"])
    if span.precision not in ("day", "interval") or span.uncertain or span.approximate:
        return None
    return span.earliest if span.earliest == span.latest_begin else None


def notices(part: Part) -> list[str]:
    """Return how many events have no day to remember."""
    without = sum(first_day(event) is None for event in part.events)
    return [
        f"{len(part.events) - without} anniversaries; {without} of {len(part.events)} events "
        "have no certain first day and are left out"
    ]


def _component(part: Part, event: Entry, lang: str) -> icalendar.Event:
    import icalendar

    data = event.data
    day = first_day(event)
    assert day is not None
    found = icalendar.Event()
    found.add("uid", f"{event.id}@relations-kb")
    stamp = datetime.date.fromisoformat(part.dataset["released-on"])
    found.add("dtstamp", datetime.datetime.combine(stamp, datetime.time(), datetime.UTC))
    found.add("dtstart", day)
    found.add("dtend", day + datetime.timedelta(days=1))
    found.add("rrule", _every_year(day))
    summary = title(event, lang)
    if bounds(data["date"]).precision == "interval":
        summary = _BEGINS[lang].format(summary)
    found.add("summary", f"{summary}{', ' if lang != 'fa' else '، '}{year_in(day.year, lang)}")
    address = f"{part.base_iri}event/{event.id}"
    # A line each, since each may run in another direction.
    lines = (date_in_words(data["date"], lang), data["summary"], address)
    found.add("description", "\n".join(lines))
    found.add("url", address)
    concepts = labels_of_scheme(part.base.home.ontology / "concepts.ttl", "theme")
    names = [concepts[t].label(lang) if t in concepts else t for t in data["themes"]]
    found.add("categories", names)
    _add_place(part, found, data.get("places") or [], lang)
    found.add("transp", "TRANSPARENT")
    return found


def _every_year(day: datetime.date) -> dict[str, object]:
    """Return the rule of the anniversary; the 29th of February is kept on the last of the month."""
    if (day.month, day.day) == (2, 29):
        return {"freq": "yearly", "bymonth": 2, "bymonthday": -1}
    return {"freq": "yearly"}


def _add_place(part: Part, found: icalendar.Event, places: list[str], lang: str) -> None:
    entries = [part.base.by_id["place"][place] for place in places]
    names = [entry.data["name"].get(lang) or entry.data["name"]["en"] for entry in entries]
    if names:
        found.add("location", "; ".join(names))
    points = [entry.data["coordinates"] for entry in entries if entry.data.get("coordinates")]
    if len(points) == 1 == len(entries):
        found.add("geo", (points[0]["lat"], points[0]["lon"]))
