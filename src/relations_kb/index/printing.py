"""The index as a table, CSV, JSON or Markdown; every form says how much it rests on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from relations_kb.index.series import BETWEEN, SMALL, Point
from relations_kb.query.results import markdown, table

FORMS = ("table", "csv", "json", "markdown")

_SELECTION = (
    "The base holds the events that its curators chose and that sources kept: treaties and "
    "wars more than quiet months, recent years more than old ones. A mean is that of these "
    "events, not of the relation."
)
_SCALE = (
    "Goldstein values, −10 (conflict) to +10 (cooperation), code the type of an act and not "
    "its weight: a treaty under duress is an agreement."
)
_COLUMNS = ("period", "direction", "n", "mean", "95 %", "coders", "sum")
_CSV_COLUMNS = (
    "period", "first_year", "last_year", "direction", "n", "mean", "interval_low",
    "interval_high", "coders_low", "coders_high", "sum", "cooperative", "conflictual",
    "with_variants", "small_n",
)  # fmt: skip


def notes(points: Sequence[Point], undated: int = 0) -> list[str]:
    """Return what a reader of these numbers must know, a sentence or three each."""
    counts = [point.count for point in points if point.count]
    small = sum(count < SMALL for count in counts)
    events = {event for point in points for event in point.events}
    varied = {point.direction: 0 for point in points}
    for point in points:
        varied[point.direction] += point.variants
    # The pooled series has the events of the others once more.
    pooled = varied.pop(BETWEEN, 0)
    variants = max(pooled + varied.get("third-party", 0), sum(varied.values()))
    found = [f"n is the number of events, {len(events):,} in all. {_SCALE}"]
    if small:
        found.append(
            f"Small n: {small} of {len(counts)} means rest on fewer than {SMALL} events (marked *) "
            "and have no interval; read them as anecdotes."
        )
    found.append(
        "95 % is a bootstrap interval: how far a mean hangs on single events. It does not know "
        "what is missing from the base."
    )
    found.append(
        f"The band of coders is that of the entries which name another coding ({variants:,} of "
        f"{len(events):,}); real coders would differ more."
    )
    found.append(f"Selection: {_SELECTION}")
    if undated:
        found.append(f"Left out: {undated} events without a first year.")
    return found


def printed(points: Sequence[Point], form: str, width: int | None = None, undated: int = 0) -> str:
    """Return the points in a form of `FORMS`, without a line end.

    Tables leave out periods without an event; CSV and JSON keep them, with n of 0. CSV has
    no place for notes: give those of `notes` apart.
    """
    if form == "csv":
        return _csv(points)
    if form == "json":
        return _json(points, undated)
    rows = _rows(points)
    below = notes(points, undated)
    if form == "markdown":
        return "\n".join([markdown(_COLUMNS, rows), "", *(f"- {note}" for note in below)])
    from textwrap import fill

    lines = [fill(note, width or 80, subsequent_indent="  ") for note in below]
    return "\n".join([table(_COLUMNS, rows, width), "", *lines])


def _rows(points: Sequence[Point]) -> list[list[str]]:
    rows = []
    before = ""
    for point in points:
        if point.mean is None:
            continue
        rows.append([
            point.period if point.period != before else "",
            point.direction,
            f"{point.count}{'*' if point.small else ''}",
            _signed(point.mean),
            _range(point.interval),
            _range(point.coders) if point.variants else "",
            _signed(point.total),
        ])  # fmt: skip
        before = point.period
    return rows


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")


def _range(bounds: tuple[float, float] | None) -> str:
    return f"{_signed(bounds[0])} … {_signed(bounds[1])}" if bounds else ""


def _csv(points: Sequence[Point]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for point in points:
        writer.writerow([
            point.period, point.first_year, point.last_year, point.direction, point.count,
            _plain(point.mean), *_pair(point.interval), *_pair(point.coders), _plain(point.total),
            point.cooperative, point.conflictual, point.variants,
            "true" if point.small else "false",
        ])  # fmt: skip
    return written.getvalue().rstrip("\n")


def _pair(bounds: tuple[float, float] | None) -> tuple[str, str]:
    return (_plain(bounds[0]), _plain(bounds[1])) if bounds else ("", "")


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def _json(points: Sequence[Point], undated: int) -> str:
    return json.dumps(
        {"notes": notes(points, undated), "points": [_mapping(point) for point in points]},
        ensure_ascii=False,
        indent=2,
    )


def _mapping(point: Point) -> dict[str, object]:
    def rounded(bounds: tuple[float, float] | None) -> list[float] | None:
        return [round(bound, 4) for bound in bounds] if bounds else None

    return {
        "period": point.period,
        "first_year": point.first_year,
        "last_year": point.last_year,
        "direction": point.direction,
        "n": point.count,
        "small_n": point.small,
        "mean": None if point.mean is None else round(point.mean, 4),
        "interval": rounded(point.interval),
        "coders": rounded(point.coders),
        "sum": round(point.total, 4),
        "cooperative": point.cooperative,
        "conflictual": point.conflictual,
        "with_variants": point.variants,
        "categories": point.categories,
        "events": list(point.events),
    }
