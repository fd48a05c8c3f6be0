"""An entry as text for people at a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from relations_kb.dates.calendars import describe_day
from relations_kb.dates.edtf import bounds
from relations_kb.dates.wording import date_in_words
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.search import label_of
from relations_kb.errors import UnknownEntryError
from relations_kb.output.entry_mentions import SHOWN, mention_lines
from relations_kb.output.entry_sources import source_lines
from relations_kb.output.page_text import PageText
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
_LONG_NUMBER = re.compile(r"\b[1-9]\d{4,}\b", re.ASCII)
_REFERRED = {"places": "place", "within": "place", "documents": "document"}
_RECORD_KEYS = (
    "symbol", "country", "title-en", "authors", "author", "container", "volume", "issue", "pages",
    "publisher", "language", "source", "locator", "doi", "isbn", "url", "archive-url", "mirror-of",
)  # fmt: skip
_HEADINGS = {
    "title-en": "In English", "doi": "DOI", "isbn": "ISBN", "url": "Address",
    "archive-url": "Archived", "mirror-of": "Copy of",
}  # fmt: skip


def entry_text(
    base: Base, entry: Entry, lang: str = "en", width: int = 80, limit: int | None = SHOWN
) -> str:
    """Return an entry for reading, at most ``width`` columns wide but for ids and addresses.

    It ends with the entries that name it, the latest ``limit`` of each kind; None for all.
    Raises `UnknownEntryError` for an entry that does not fit the model.
    """
    if entry.record is None:
        raise UnknownEntryError(
            f"{entry.file.path}: '{entry.id}' does not fit the model; run relations-kb validate, "
            "or see the file with --format yaml"
        )
    return "\n".join(_Page(PageText(base, lang, width), entry, limit).lines())


class _Page:
    def __init__(self, page: PageText, entry: Entry, limit: int | None) -> None:
        self.page = page
        self.base = page.base
        self.entry = entry
        self.data = entry.data
        self.lang = page.lang
        self.limit = limit
        self.name = page.name
        self.concept = page.concept
        self.listed = page.listed
        self.wrapped = page.wrapped
        self.item = page.item

    def lines(self) -> Iterator[str]:
        yield from self.head()
        for section in (
            self.dates, self.facts, self.summary, self.parties, self.vote, self.sanctions,
            self.measures, self.stages, self.offices, self.evidence, self.relations,
            self.alternatives, self.mentions, self.citations, self.content,
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
        kind = self.entry.kind.name
        words = [kind]
        for key, scheme in (("type", f"{kind}-type"), ("status", "status"), ("standing",) * 2):
            if key in self.data:
                words.append(self.concept(scheme, self.data[key]))
        name, marks = f"{kind}/{self.entry.id}", f"[{' · '.join(words)}]"
        fits = len(name) + 2 + len(marks) <= self.page.width
        yield from [f"{name}  {marks}"] if fits else [name, f"  {marks}"]

    def dates(self) -> Iterator[str]:
        for key in ("date", "existed", "lived", "issued", "made-on"):
            if key not in self.data:
                continue
            text = self.data[key]
            if key == "date":
                yield f"Date: {text.replace('/', ' – ')} (Gregorian)"
                yield from self.calendars(text)
            else:
                yield f"{_heading(key)}: {date_in_words(text, self.lang)}"
        printed = self.data.get("date-as-printed")
        if printed:
            yield f"  as printed: {printed['date']} ({printed['calendar']})"

    def calendars(self, text: str) -> Iterator[str]:
        span = bounds(text)
        if span.precision != "day" or span.earliest is None:
            yield f"  {date_in_words(text, self.lang)}"
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
                shown = [self.referred(key, value) for value in values]
                yield from self.wrapped(f"{_heading(key)}: {self.listed(shown)}")
        yield from self.bibliographic()
        point = self.data.get("coordinates")
        if point:
            yield f"Coordinates: {point['lat']}° N, {point['lon']}° E (WGS84)"
        coding = self.data.get("coding")
        if coding:
            score = f"Goldstein {coding['goldstein']:+g}"
            yield f"Coding: {coding['plover']}, {coding['direction']}, {score}"

    def referred(self, key: str, value: str) -> str:
        if key == "themes":
            return self.concept("theme", value)
        return self.name(_REFERRED.get(key, "actor"), value)

    def bibliographic(self) -> Iterator[str]:
        for key in _RECORD_KEYS:
            value = self.data.get(key)
            if isinstance(value, list) and value:
                value = "; ".join(value)
            if isinstance(value, str) and value:
                shown = self.name("source", value) if key == "source" else value
                label = f"{_HEADINGS.get(key, _heading(key))}: "
                yield from [label + shown] if "url" in key else self.wrapped(label + shown)

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
            role = self.concept("role", part["role"])
            text = self.listed([self.name("actor", part["actor"]), role])
            if persons:
                text += f" ({self.listed([self.name('person', p) for p in persons])})"
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
                rows.append(
                    (label, str(count), self.listed([self.name("actor", m) for m in members]))
                )
        indent = 24
        for label, count, members in rows:
            lines = textwrap.wrap(members, self.page.width - indent) or [""]
            yield f"  {label:<18}{count:>3} {lines[0]}"
            yield from (" " * indent + line for line in lines[1:])

    def sanctions(self) -> Iterator[str]:
        measure = self.data.get("sanctions")
        if not measure:
            return
        authority = self.name("actor", measure["authority"])
        kinds = [self.concept("sanction-measure", kind) for kind in measure["kind"]]
        yield f"Sanctions by {authority}: {self.listed(kinds)}"
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
                    self.concept("quantity", m["what"]),
                    number,
                    self.concept("unit", m["unit"]),
                    m.get("held-by", ""),
                ]
            )
        header = ["what", "value", "unit", "held by"]
        if not any(row[-1] for row in rows):
            header, rows = header[:-1], [row[:-1] for row in rows]
        lines = table(header, rows, self.page.width - 2).split("\n")
        yield from ("  " + line for line in lines)

    def stages(self) -> Iterator[str]:
        if not self.data.get("life-cycle"):
            return
        yield "Life"
        for stage in self.data["life-cycle"]:
            by = f", {self.name('actor', stage['by'])}" if stage.get("by") else ""
            yield from self.item(
                f"{stage['date'].replace('/', ' – ')}  {stage['stage'].replace('-', ' ')}{by}"
            )

    def offices(self) -> Iterator[str]:
        if self.data.get("offices"):
            yield "Offices"
        for office in self.data.get("offices") or ():
            held = f", {date_in_words(office['held'], self.lang)}" if office.get("held") else ""
            yield from self.item(f"{office['title']}, {self.name('actor', office['actor'])}{held}")

    def evidence(self) -> Iterator[str]:
        pieces = self.data.get("evidence") or []
        for stance in ("supports", "contradicts", "qualifies"):
            chosen = [piece for piece in pieces if piece["stance"] == stance]
            if chosen:
                yield f"Evidence that {stance} ({len(chosen)})"
            for piece in chosen:
                event = piece.get("event")
                what = (
                    f"{self.name('event', event)}{self.dated(event)}"
                    if event
                    else self.name("source", piece["citation"]["source"])
                )
                yield from self.item(f"{what} [{piece['strength']}]: {piece['because']}")
                yield f"    {event or piece['citation']['source']}"
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
                because = "" if isinstance(other, str) else f": {other['because']}"
                name = f"{self.name('event', identifier)}{self.dated(identifier)}"
                yield from self.item(f"{relation.replace('-', ' ')} {name}{because}")
                yield f"    {identifier}"

    def dated(self, event: str) -> str:
        found = self.base.by_id["event"].get(event)
        return f" ({found.data['date'].replace('/', ' – ')})" if found and found.record else ""

    def alternatives(self) -> Iterator[str]:
        for rival in self.data.get("alternatives") or ():
            value = _LONG_NUMBER.sub(lambda found: _number(int(found.group())), str(rival["value"]))
            yield from self.wrapped(
                f"Rival {rival['field']} ({rival['rank']}): {value}, held by "
                f"{rival['held-by']}. {rival['reason']}"
            )

    def mentions(self) -> Iterator[str]:
        yield from mention_lines(self.page, self.entry, self.limit)

    def citations(self) -> Iterator[str]:
        yield from source_lines(self.page, self.entry)

    def content(self) -> Iterator[str]:
        """Yield what to note beside a citation: the hash tells whether the entry changed."""
        yield f"Content hash: {content_hash(self.data)[:_HASH_DIGITS]}"


def _heading(key: str) -> str:
    return key.replace("-", " ").capitalize()


def _number(value: float | int | None) -> str:
    return "…" if value is None else f"{value:,}".replace(",", "\u202f")
