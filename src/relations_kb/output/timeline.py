"""Events in order of time, under the names of their eras."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from relations_kb.dates.edtf import bounds
from relations_kb.dates.wording import short_date
from relations_kb.entries.base import Base, Entry
from relations_kb.query.results import columns, wrapped
from relations_kb.query.results import markdown as markdown_table

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RKB = "https://w3id.org/relations-kb/ontology#"
_FAR = 9999
DATE_COLUMNS = 23


@dataclass(frozen=True, slots=True)
class Era:
    """A period by years, both inclusive, with its names by language."""

    first: int
    last: int
    names: dict[str, str]


def eras(base: Base) -> list[Era]:
    """Return the eras of the ontology, in order."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(base.home.ontology / "concepts.ttl"), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        f"SELECT ?first ?last ?name {{ ?era <{_RKB}firstYear> ?first ; <{_SKOS}prefLabel> ?name ."
        f" OPTIONAL {{ ?era <{_RKB}lastYear> ?last }} }}"
    )
    found: dict[int, Era] = {}
    for row in rows:  # type: ignore[union-attr]
        first = int(row["first"].value)
        last = int(row["last"].value) if row["last"] else _FAR
        era = found.setdefault(first, Era(first, last, {}))
        era.names[row["name"].language] = row["name"].value
    return [found[first] for first in sorted(found)]


def text(
    events: Sequence[Entry],
    eras: Sequence[Era],
    lang: str,
    width: int | None,
    *,
    ids: bool = False,
) -> str:
    """Return date and title of each event, grouped by era, in lines of at most ``width`` columns.

    With ``ids``, the id of an event follows its title.
    """
    if not events:
        return "no events"
    date_width = min(max(columns(shown_date(e, lang)) for e in events), DATE_COLUMNS)
    lines: list[str] = []
    for era, members in _grouped(events, eras):
        lines += ["", _heading(era, lang)] if lines else [_heading(era, lang)]
        for entry in members:
            room = max(20, width - date_width - 4) if width else _FAR
            date = wrapped(shown_date(entry, lang), date_width)
            name = wrapped(title(entry, lang), room)
            lines += beside(date, name, date_width, entry.id if ids else None)
    return "\n".join(lines)


def beside(
    dates: Sequence[str], texts: Sequence[str], width: int, identifier: str | None = None
) -> list[str]:
    """Return lines of a date, padded to ``width`` columns, beside those of a text.

    ``identifier`` follows on a line of its own, whole, to be copied.
    """
    lines = [
        f"  {date}{' ' * (width - columns(date))}  {text}".rstrip()
        for date, text in zip_longest(dates, texts, fillvalue="")
    ]
    return lines if identifier is None else [*lines, " " * (width + 4) + identifier]


def markdown(
    events: Sequence[Entry],
    eras: Sequence[Era],
    lang: str,
    _width: int | None,
    *,
    ids: bool = False,
) -> str:
    """Return a Markdown table for each era; with ``ids``, the id of each event in a column."""
    header = ["date", "event", "summary", *(["id"] if ids else [])]
    parts = []
    for era, members in _grouped(events, eras):
        rows = [
            [shown_date(e, lang), title(e, lang), e.data["summary"], *([e.id] if ids else [])]
            for e in members
        ]
        parts.append(f"## {_heading(era, lang)}\n\n{markdown_table(header, rows)}")
    return "\n\n".join(parts) or "no events"


def as_json(events: Sequence[Entry], lang: str) -> str:
    """Return the events as a JSON array: id, date, title, type, themes, status."""
    keys = ("id", "date", "type", "themes", "status")
    rows = [{**{k: e.data[k] for k in keys}, "title": title(e, lang)} for e in events]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def title(entry: Entry, lang: str) -> str:
    """Return the title in a language, else in English."""
    titles = entry.data["title"]
    return str(titles.get(lang) or titles["en"])


def shown_date(entry: Entry, lang: str = "en") -> str:
    """Return the date in digits with an en dash, ``1804 – 1813``, or in words, ``about 1651``."""
    return short_date(str(entry.data["date"]), lang)


def _grouped(
    events: Sequence[Entry], eras: Sequence[Era]
) -> Iterator[tuple[Era | None, list[Entry]]]:
    for era, members in groupby(events, lambda entry: _era_of(entry, eras)):
        yield era, list(members)


def _era_of(entry: Entry, eras: Sequence[Era]) -> Era | None:
    span = bounds(entry.data["date"])
    year = span.earliest_year or span.latest_year or 0
    return next((era for era in eras if era.first <= year <= era.last), None)


def _heading(era: Era | None, lang: str) -> str:
    if era is None:
        return "Before 1500"
    last = "" if era.last == _FAR else str(era.last)
    return f"{era.names.get(lang) or era.names['en']} ({era.first}–{last})"
