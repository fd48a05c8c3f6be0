"""An entry as text for people at a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from relations_kb.dates.calendars import describe_day
from relations_kb.dates.edtf import bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.search import label_of
from relations_kb.query.results import table
from relations_kb.releases.content_hash import content_hash

_CALENDAR_NAMES = {
    "julian": "Julian (Old Style)",
    "solar-hijri": "Solar Hijri",
    "lunar-hijri": "lunar Hijri, tabular",
}
_VOTES = (
    ("for", "for"), ("against", "against"), ("abstaining", "abstaining"),
    ("not-participating", "not participating"), ("absent", "absent"),
)  # fmt: skip
_JULIAN_UNTIL = 1918
_SOLAR_FROM = 1925
_HASH_DIGITS = 16


def entry_text(base: Base, entry: Entry, lang: str = "en", width: int = 80) -> str:
    """Return an entry for reading, at most ``width`` columns wide."""
    return "\n".join(_Page(base, entry, lang, width).lines())


class _Page:
    def __init__(self, base: Base, entry: Entry, lang: str, width: int) -> None:
        self.base = base
        self.entry = entry
        self.data = entry.data
        self.lang = lang
        self.width = max(width, 40)

    def lines(self) -> Iterator[str]:
        yield from self.head()
        for section in (
            self.dates, self.facts, self.summary, self.parties, self.vote, self.sanctions,
            self.measures, self.stages, self.evidence, self.relations, self.alternatives,
            self.citations, self.content,
        ):  # fmt: skip
            found = list(section())
            if found:
                yield ""
                yield from found

    def head(self) -> Iterator[str]:
        names = self.data.get("title") or self.data.get("name") or self.data.get("text")
        if isinstance(names, dict):
            first = names.get(self.lang) or names.get("en")
            yield from self.wrapped(str(first))
            others = [str(n) for k, n in names.items() if n and n != first]
            if others:
                yield from self.wrapped(" · ".join(others))
        else:
            yield from self.wrapped(label_of(self.entry))
        variants = [v["name"] for v in self.data.get("names") or ()]
        if variants:
            yield from self.wrapped("also: " + " · ".join(variants))
        words = [
            self.entry.kind.name,
            str(self.data.get("type", "")),
            str(self.data.get("status", "")),
        ]
        yield f"{self.entry.kind.name}/{self.entry.id}  [{' · '.join(w for w in words if w)}]"

    def dates(self) -> Iterator[str]:
        for key in ("date", "existed", "lived", "issued", "made-on"):
            if key not in self.data:
                continue
            text = self.data[key]
            yield f"{key.replace('-', ' ').capitalize()}: {text.replace('/', ' – ')}" + (
                " (Gregorian)" if key == "date" else ""
            )
            if key == "date":
                yield from self.calendars(text)
        printed = self.data.get("date-as-printed")
        if printed:
            yield f"  as printed: {printed['date']} ({printed['calendar']})"

    def calendars(self, text: str) -> Iterator[str]:
        span = bounds(text)
        if span.precision != "day" or span.earliest is None:
            return
        day = span.earliest
        yield f"  {describe_day(day, 'gregorian', self.lang)}"
        names = ["lunar-hijri"]
        if day.year <= _JULIAN_UNTIL:
            names.insert(0, "julian")
        if day.year >= _SOLAR_FROM:
            names.insert(0, "solar-hijri")
        for name in names:
            yield f"  {describe_day(day, name, self.lang)}, {_CALENDAR_NAMES[name]}"

    def facts(self) -> Iterator[str]:
        for key in ("places", "themes", "documents", "parties", "succeeds", "part-of", "within"):
            values = self.data.get(key)
            if isinstance(values, list) and values:
                kind = {"places": "place", "within": "place", "documents": "document"}.get(
                    key, "actor"
                )
                shown = values if key == "themes" else [self.name(kind, v) for v in values]
                yield from self.wrapped(f"{key.replace('-', ' ').capitalize()}: {', '.join(shown)}")
        for key in ("symbol", "country", "author", "publisher", "url", "locator"):
            if isinstance(self.data.get(key), str):
                yield f"{key.capitalize()}: {self.data[key]}"
        point = self.data.get("coordinates")
        if point:
            yield f"Coordinates: {point['lat']}° N, {point['lon']}° E (WGS84)"
        coding = self.data.get("coding")
        if coding:
            score = f"Goldstein {coding['goldstein']:+g}"
            yield f"Coding: {coding['plover']}, {coding['direction']}, {score}"

    def summary(self) -> Iterator[str]:
        for key in ("summary", "note"):
            if isinstance(self.data.get(key), str):
                yield from self.wrapped(self.data[key])

    def parties(self) -> Iterator[str]:
        if not self.data.get("participations"):
            return
        yield "Who took part"
        for part in self.data["participations"]:
            by = part.get("by")
            persons = [by] if isinstance(by, str) else by or []
            text = f"{self.name('actor', part['actor'])}, {part['role'].replace('-', ' ')}"
            if persons:
                text += f" ({', '.join(self.name('person', p) for p in persons)})"
            yield from self.item(text + (f": {part['note']}" if part.get("note") else ""))

    def vote(self) -> Iterator[str]:
        vote = self.data.get("vote")
        if not vote:
            return
        symbol = vote.get("symbol") or vote.get("draft") or ""
        yield f"Vote of {self.name('actor', vote['body'])} {symbol}: {vote['outcome']}"
        rows = []
        for key, label in _VOTES:
            members = vote.get(key) or []
            count = len(members) or (vote.get("tally") or {}).get(key, 0)
            if count:
                rows.append((label, str(count), ", ".join(self.name("actor", m) for m in members)))
        indent = 24
        for label, count, members in rows:
            lines = textwrap.wrap(members, self.width - indent) or [""]
            yield f"  {label:<18}{count:>3} {lines[0]}"
            yield from (" " * indent + line for line in lines[1:])

    def sanctions(self) -> Iterator[str]:
        measure = self.data.get("sanctions")
        if not measure:
            return
        authority = self.name("actor", measure["authority"])
        yield f"Sanctions by {authority}: {', '.join(measure['kind'])}"
        if measure.get("programme"):
            yield from self.item(f"programme: {measure['programme']}")
        targets = [self.name("actor", t) for t in measure.get("targets") or ()]
        targets += measure.get("named") or []
        if targets:
            yield from self.item(f"targets: {'; '.join(targets)}")
        if measure.get("legal-basis"):
            yield from self.item(f"legal basis: {'; '.join(measure['legal-basis'])}")
        for stage in measure.get("life-cycle") or ():
            yield from self.item(f"{stage['stage']} {stage['date'].replace('/', ' – ')}")

    def measures(self) -> Iterator[str]:
        if not self.data.get("measures"):
            return
        yield "Numbers"
        rows = []
        for m in self.data["measures"]:
            low, high, value = m.get("at-least"), m.get("at-most"), m.get("value")
            number = _number(value) if value is not None else f"{_number(low)}–{_number(high)}"
            rows.append(
                [
                    m["what"].replace("-", " "),
                    number,
                    m["unit"].replace("-", " "),
                    m.get("held-by", ""),
                ]
            )
        yield from (
            "  " + line
            for line in table(["what", "value", "unit", "held by"], rows, self.width - 2).split(
                "\n"
            )
        )

    def stages(self) -> Iterator[str]:
        if not self.data.get("life-cycle"):
            return
        yield "Life"
        for stage in self.data["life-cycle"]:
            by = f", {self.name('actor', stage['by'])}" if stage.get("by") else ""
            yield from self.item(
                f"{stage['date'].replace('/', ' – ')}  {stage['stage'].replace('-', ' ')}{by}"
            )

    def evidence(self) -> Iterator[str]:
        pieces = self.data.get("evidence") or []
        for stance in ("supports", "contradicts", "qualifies"):
            chosen = [piece for piece in pieces if piece["stance"] == stance]
            if chosen:
                yield f"Evidence that {stance} ({len(chosen)})"
            for piece in chosen:
                what = (
                    self.name("event", piece["event"])
                    if "event" in piece
                    else piece["citation"]["source"]
                )
                yield from self.item(f"{what} [{piece['strength']}]: {piece['because']}")
        searched = self.data.get("counter-evidence")
        if searched:
            yield from self.wrapped(
                f"Searched against it on {searched['searched-on']}: {searched['found']}"
            )

    def relations(self) -> Iterator[str]:
        relations = self.data.get("relations") or {}
        if relations:
            yield "Linked events"
        for relation, others in relations.items():
            for other in others:
                identifier = other if isinstance(other, str) else other["event"]
                yield from self.item(
                    f"{relation.replace('-', ' ')}: {self.name('event', identifier)}"
                )

    def alternatives(self) -> Iterator[str]:
        for rival in self.data.get("alternatives") or ():
            yield from self.wrapped(
                f"Rival {rival['field']} ({rival['rank']}): {rival['value']}, held by "
                f"{rival['held-by']}. {rival['reason']}"
            )

    def citations(self) -> Iterator[str]:
        found = list(_citations(self.data))
        if not found:
            return
        yield "Sources"
        seen = set()
        number = 0
        for citation in found:
            key = (citation["source"], citation["says"])
            if key in seen:
                continue
            seen.add(key)
            number += 1
            source = self.base.by_id["source"].get(citation["source"])
            title = label_of(source) if source else citation["source"]
            publisher = f", {source.data['publisher']}" if source else ""
            where = f", {citation['locator']}" if citation.get("locator") else ""
            checked = f"[{citation['check']} {citation['checked-on']}]"
            yield from self.item(f"{number}. {title}{publisher}{where} {checked}")
            if source and source.data.get("url"):
                yield f"     {source.data['url']}"
            yield from self.item("   " + citation["says"])

    def content(self) -> Iterator[str]:
        """Yield what to note beside a citation: the hash tells whether the entry changed."""
        yield f"Content hash: {content_hash(self.data)[:_HASH_DIGITS]}"

    def name(self, kind: str, identifier: str) -> str:
        found = self.base.by_id[kind].get(identifier)
        if found is None:
            return identifier
        names = found.data.get("title") or found.data.get("name") or {}
        return str((names.get(self.lang) or names.get("en")) if isinstance(names, dict) else names)

    def wrapped(self, text: str) -> list[str]:
        return textwrap.wrap(text, self.width, break_long_words=False, break_on_hyphens=False)

    def item(self, text: str) -> list[str]:
        stripped = text.lstrip()
        start = "  " + " " * (len(text) - len(stripped))
        return textwrap.wrap(
            stripped, self.width, initial_indent=start, subsequent_indent=start + "  ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip


def _citations(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "source" in value and "says" in value:
            yield value
        for inner in value.values():
            yield from _citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _citations(inner)


def _number(value: float | int | None) -> str:
    return "…" if value is None else f"{value:,}".replace(",", "\u202f")
