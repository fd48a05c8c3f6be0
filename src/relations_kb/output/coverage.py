"""What the base holds, and where it is thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from relations_kb.checking.rules._citations import citations, publisher
from relations_kb.checking.rules._dates import safe_bounds
from relations_kb.dates.edtf import bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.select import date_order
from relations_kb.query.results import table

Report = dict[str, Any]
_SIDES = ("IR", "RU")


def measure(base: Base) -> Report:
    """Return the numbers of a base as plain data, for printing or JSON."""
    dated = [entry for entry in base.valid("event") if safe_bounds(entry.data["date"])]
    events = sorted(dated, key=date_order)
    cited = {entry.id: list(_sources(entry.data)) for entry in events}
    checks = Counter(check for found in cited.values() for _, check in found)
    countries = {
        entry.id: {_country(base, source) for source, _ in cited[entry.id]} for entry in events
    }
    with_side = [entry.id for entry in events if countries[entry.id] & set(_SIDES)]
    one_sided = [
        entry.id
        for entry in events
        if countries[entry.id]
        and len(countries[entry.id]) == 1
        and countries[entry.id] <= set(_SIDES)
    ]
    independent = [entry for entry in events if len(_publishers(base, entry)) > 1]
    total = len(events)
    return {
        "entries": {kind: len(found) for kind, found in base.by_id.items() if found},
        "events-by-decade-and-theme": _matrix(events),
        "sources-per-event": round(sum(len({s for s, _ in c}) for c in cited.values()) / total, 2)
        if total
        else 0,
        "events-by-number-of-sources": dict(
            sorted(Counter(str(len({s for s, _ in c})) for c in cited.values()).items())
        ),
        "share-of-citations-read": _share(checks["read"], sum(checks.values())),
        "share-of-events-with-two-independent-publishers": _share(len(independent), total),
        "share-of-events-with-an-iranian-or-russian-source": _share(len(with_side), total),
        "events-told-by-one-side-only": one_sided,
        "newest-event": events[-1].id if events else None,
        "events-by-status": dict(sorted(Counter(e.data["status"] for e in events).items())),
    }


def as_text(report: Report, width: int) -> str:
    """Return the report for reading in a terminal of ``width`` columns."""
    lines = ["Entries: " + ", ".join(f"{n} {kind}" for kind, n in report["entries"].items()), ""]
    matrix: dict[str, dict[str, int]] = report["events-by-decade-and-theme"]
    totals: Counter[str] = Counter()
    for row in matrix.values():
        totals.update({theme: n for theme, n in row.items() if theme != "all"})
    themes = _fitting([theme for theme, _ in totals.most_common()], width - len("decade  events"))
    rows = [
        [decade, str(row["all"]), *(str(row.get(theme, "·")) for theme in themes)]
        for decade, row in matrix.items()
    ]
    lines.append(table(["decade", "events", *themes], rows, width))
    lines += ["", "Events by theme: " + ", ".join(f"{t} {n}" for t, n in totals.most_common()), ""]
    lines.append(f"Sources per event: {report['sources-per-event']}")
    for key in [key for key in report if key.startswith("share-of")]:
        lines.append(f"{key.replace('-', ' ').capitalize()}: {report[key]:.0%}")
    lines.append("Status: " + ", ".join(f"{n} {s}" for s, n in report["events-by-status"].items()))
    lines.append(f"Newest event: {report['newest-event']}")
    one_sided = report["events-told-by-one-side-only"]
    lines.append(f"Told by one side only: {len(one_sided)}")
    lines += [f"  {identifier}" for identifier in one_sided]
    return "\n".join(lines)


def _publishers(base: Base, entry: Entry) -> set[str]:
    """Return who publishes the pages that were read for an entry; a mirror is what it copies."""
    read = (found for _, found in citations(entry) if found["check"] == "read")
    return {publisher(base, found["source"]) for found in read}


def _fitting(themes: list[str], width: int) -> list[str]:
    """Return as many of the first themes as fit side by side."""
    kept: list[str] = []
    for theme in themes:
        width -= len(theme) + 2
        if width < 0:
            break
        kept.append(theme)
    return kept


def _matrix(events: list[Entry]) -> dict[str, dict[str, int]]:
    matrix: dict[str, Counter[str]] = {}
    for entry in events:
        span = bounds(entry.data["date"])
        year = span.earliest_year or span.latest_year or 0
        row = matrix.setdefault(f"{year // 10}0s", Counter())
        row["all"] += 1
        row.update(entry.data["themes"])
    return {decade: dict(row) for decade, row in sorted(matrix.items())}


def _sources(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "source" in value and "check" in value:
            yield value["source"], value["check"]
        for inner in value.values():
            yield from _sources(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _sources(inner)


def _country(base: Base, source: str) -> str:
    entry = base.by_id["source"].get(source)
    return str(entry.data.get("country", "")) if entry else ""


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
