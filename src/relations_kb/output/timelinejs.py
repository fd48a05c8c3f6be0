"""TimelineJS 3 JSON (timeline.knightlab.com/docs/json-format.html), in one language."""

from __future__ import annotations

import html
import json
from typing import Any

from relations_kb.dates.edtf import bounds
from relations_kb.dates.wording import date_in_words
from relations_kb.entries.base import Entry
from relations_kb.entries.concept_labels import labels_of_scheme
from relations_kb.entries.search import label_of
from relations_kb.output.part import Part
from relations_kb.output.timeline import Era, eras, title

GROUPS = ("theme", "era", "type", "none")
_WORDS = {
    "en": {"sources": "Sources", "entry": "Entry", "disputed": "The facts are disputed.",
           "reported": "Reported by a single or an interested source."},
    "ru": {"sources": "Источники", "entry": "Запись", "disputed": "Факты оспариваются.",
           "reported": "По сообщению одного или заинтересованного источника."},
    "fa": {"sources": "منابع", "entry": "مدخل", "disputed": "دربارهٔ این رویداد اختلاف هست.",
           "reported": "به گزارش یک منبع یا منبعی ذی‌نفع."},
}  # fmt: skip
Date = dict[str, Any]


def timeline(part: Part, lang: str = "en", group: str = "theme") -> dict[str, Any]:
    """Return the events of a part as TimelineJS wants them.

    ``group`` puts events in rows: by their first theme, by ``era``, by ``type``, or ``none``.
    Dates are as exact as they are known; the words of the date are always given, since
    TimelineJS knows no "about". Years before Christ would be negative; the base has none. An
    open end is left out: TimelineJS would draw it to a day that nobody stated.
    """
    periods = eras(part.base)
    events = [_slide(part, event, lang, group, periods) for event in part.events]
    dataset = part.dataset
    description = dataset["description"]
    return {
        "title": {
            "unique_id": "about",
            "text": {
                "headline": _safe(dataset["title"].get(lang) or dataset["title"]["en"]),
                "text": _paragraph(description.get(lang) or description["en"], lang),
            },
        },
        "events": events,
        "eras": [_era(period, lang, part) for period in _touched(periods, part)],
        "scale": "human",
    }


def timelinejs(part: Part, lang: str = "en", group: str = "theme") -> bytes:
    """Return `timeline` as JSON text."""
    return json.dumps(timeline(part, lang, group), ensure_ascii=False, indent=1).encode() + b"\n"


def _slide(part: Part, event: Entry, lang: str, group: str, periods: list[Era]) -> dict[str, Any]:
    data = event.data
    start, end = _dates(data["date"])
    slide: dict[str, Any] = {"unique_id": event.id, "start_date": start}
    if end is not None:
        slide["end_date"] = end
    slide["display_date"] = date_in_words(data["date"], lang)
    slide["text"] = {
        "headline": _safe(title(event, lang)),
        "text": _text(part, event, lang),
    }
    name = _group(part, event, lang, group, periods)
    if name:
        slide["group"] = name
    slide["autolink"] = False
    return slide


def _dates(text: str) -> tuple[Date, Date | None]:
    """Return start and end of an EDTF date, each with no part that is not known."""
    span = bounds(text)
    if span.precision == "interval":
        first, _, last = text.partition("/")
        start = None if first in ("", "..") else _dates(first)[0]
        end = None if last in ("", "..") else _last(last)
        found = start or end
        assert found is not None
        return found, end if start else None
    first_day = span.earliest or span.latest
    assert first_day is not None
    parts = {"day": 3, "month": 2, "year": 1}.get(span.precision)
    if parts is not None:
        return _parts(first_day.isoformat(), parts), None
    return _parts(first_day.isoformat(), 2 if span.precision == "season" else 1), (
        _parts(span.latest.isoformat(), 2 if span.precision == "season" else 1)
        if span.latest and span.earliest
        else None
    )


def _last(text: str) -> Date:
    start, end = _dates(text)
    return end or start


def _parts(day: str, number: int) -> Date:
    names = ("year", "month", "day")[:number]
    return {name: int(value) for name, value in zip(names, day.split("-"), strict=False)}


def _text(part: Part, event: Entry, lang: str) -> str:
    words = _WORDS[lang]
    data = event.data
    parts = [_paragraph(data["summary"], lang)]
    if data["status"] in words:
        parts.append(f"<p>{_safe(words[data['status']])}</p>")
    sources = []
    for identifier in dict.fromkeys(c["source"] for c in data.get("citations") or ()):
        source = part.base.by_id["source"].get(identifier)
        if source is None:
            continue
        name = _isolated(f"{label_of(source)}, {source.data['publisher']}", lang)
        address = source.data.get("url")
        sources.append(f'<a href="{_safe(address)}">{name}</a>' if address else name)
    if sources:
        parts.append(f"<p>{words['sources']}: {'; '.join(sources)}</p>")
    address = _safe(f"{part.base_iri}event/{event.id}")
    parts.append(f'<p>{words["entry"]}: <a href="{address}">{_isolated(event.id, lang)}</a></p>')
    return "".join(parts)


def _paragraph(text: str, lang: str) -> str:
    """Return a text, which may be in another language than the page, as a paragraph of HTML."""
    return f'<p dir="auto">{_isolated(text, lang)}</p>'


def _isolated(text: str, lang: str) -> str:
    """Return a text that keeps its own direction inside a Persian page.

    TimelineJS takes ``dir`` from paragraphs, so Unicode's isolates (UAX 9) say it as well.
    """
    return f"\u2068{_safe(text)}\u2069" if lang == "fa" else _safe(text)


def _safe(text: str) -> str:
    """Return a text that HTML shows as it stands."""
    return html.escape(text, quote=True)


def _group(part: Part, event: Entry, lang: str, group: str, periods: list[Era]) -> str | None:
    if group == "none":
        return None
    if group == "era":
        year = bounds(event.data["date"]).earliest_year or bounds(event.data["date"]).latest_year
        found = [p for p in periods if year is not None and p.first <= year <= p.last]
        return (found[0].names.get(lang) or found[0].names["en"]) if found else None
    scheme, name = (
        ("theme", event.data["themes"][0]) if group == "theme" else ("event-type",
                                                                     event.data["type"])
    )  # fmt: skip
    concepts = labels_of_scheme(part.base.home.ontology / "concepts.ttl", scheme)
    return concepts[name].label(lang) if name in concepts else name


def _touched(periods: list[Era], part: Part) -> list[Era]:
    """Return the eras in which an event of the part begins."""
    years = {
        year
        for event in part.events
        if (year := bounds(event.data["date"]).earliest_year) is not None
    }
    return [p for p in periods if any(p.first <= year <= p.last for year in years)]


def _era(period: Era, lang: str, part: Part) -> dict[str, Any]:
    # TimelineJS needs an end for every era; that of the present one is the year of the release.
    last = min(period.last, int(part.dataset["released-on"][:4]))
    return {
        "start_date": {"year": period.first},
        "end_date": {"year": max(last, period.first)},
        "text": {"headline": _safe(period.names.get(lang) or period.names["en"])},
    }
