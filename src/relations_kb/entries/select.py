"""Chooses events by theme, type, actor, place, period and words."""

from __future__ import annotations

from typing import Any

from relations_kb.dates.edtf import Bounds, DateError, bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.errors import UsageError
from relations_kb.suggest import suggestion

PARTIES = ("iran", "russia")
_FEW = 60


def select_events(
    base: Base,
    *,
    theme: str | None = None,
    type: str | None = None,
    actor: str | None = None,
    place: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
    text: str | None = None,
) -> list[Entry]:
    """Return the valid events for which every condition given holds, by date, then id.

    ``actor`` may be ``iran`` or ``russia``; ``place`` also finds what lies within it; years
    are inclusive. Raises `UsageError` for a name that does not exist, with near ones.
    """
    _check_concept(base, "theme", theme)
    _check_concept(base, "event-type", type)
    actors = _actors(base, actor) if actor else None
    places = _places(base, place) if place else None
    words = [word.casefold() for word in text.split()] if text else []
    chosen = []
    for entry in base.valid("event"):
        data = entry.data
        if theme and theme not in data["themes"]:
            continue
        if type and type != data["type"]:
            continue
        if actors is not None and not actors & {p["actor"] for p in data["participations"]}:
            continue
        if places is not None and not places & set(data.get("places") or ()):
            continue
        if not in_period(data["date"], first_year, last_year):
            continue
        if words and not all(word in _text_of(data) for word in words):
            continue
        chosen.append(entry)
    return sorted(chosen, key=date_order)


def in_period(date: str, first_year: int | None, last_year: int | None) -> bool:
    """Return whether an EDTF date may touch the years from first to last, inclusive."""
    span = _bounds(date)
    if span is None:
        return False
    after_start = first_year is None or span.latest is None or span.latest.year >= first_year
    before_end = last_year is None or span.earliest is None or span.earliest.year <= last_year
    return after_start and before_end


def date_order(entry: Entry) -> tuple[str, str, str]:
    """Return the sort key of an event: earliest day, latest day, id."""
    span = _bounds(entry.data.get("date", ""))
    earliest = span.earliest.isoformat() if span and span.earliest else "0000"
    latest = span.latest.isoformat() if span and span.latest else "9999"
    return earliest, latest, entry.id


def _bounds(date: str) -> Bounds | None:
    try:
        return bounds(date)
    except DateError:
        return None


def _check_concept(base: Base, scheme: str, name: str | None) -> None:
    if name is not None:
        _known(name, base.concepts.get(scheme, []), scheme.replace("event-", ""))


def _known(name: str, names: list[str], what: str) -> None:
    if name in names:
        return
    all_of_them = f"there are: {', '.join(names)}"
    search = f"find one by words: relations-kb search {name}"
    hint = suggestion(name, names) or (all_of_them if len(names) <= _FEW else search)
    raise UsageError(f"no {what} '{name}'; {hint}")


def _actors(base: Base, actor: str) -> set[str]:
    entries = base.by_id["actor"]
    if actor in PARTIES:
        members = {i for i, e in entries.items() if e.data.get("party") == actor}
    else:
        _known(actor, sorted([*entries, *PARTIES]), "actor")
        members = {actor}
    return _with_parts(members, entries, "part-of")


def _places(base: Base, place: str) -> set[str]:
    entries = base.by_id["place"]
    _known(place, sorted(entries), "place")
    return _with_parts({place}, entries, "within")


def _with_parts(members: set[str], entries: dict[str, Entry], key: str) -> set[str]:
    found = set(members)
    grown = True
    while grown:
        below = {i for i, e in entries.items() if found & set(e.data.get(key) or ())}
        grown = not below <= found
        found |= below
    return found


def _text_of(data: dict[str, Any]) -> str:
    parts = [data["id"], data["summary"], *data["title"].values()]
    parts += [variant["name"] for variant in data.get("names") or ()]
    return " ".join(parts).casefold()
