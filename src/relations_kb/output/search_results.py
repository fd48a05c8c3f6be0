"""What a search found, as a list at a terminal, a table, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from itertools import zip_longest

from relations_kb.dates.wording import short_date
from relations_kb.entries.search import Hit
from relations_kb.output.timeline import DATE_COLUMNS
from relations_kb.query.results import columns, markdown, table, wrapped

FORMS = ("table", "markdown", "csv", "json")
_HEADER = ("kind", "id", "date", "name")


def results_text(hits: Sequence[Hit], form: str, width: int | None) -> str:
    """Return kind, id, date (EDTF) and name of each hit in one of `FORMS`.

    A table that is wider than ``width`` columns becomes a list, so that no id is broken: each id
    stands on a line of its own, to be copied.
    """
    if form == "json":
        data = [dict(zip(_HEADER, _row(hit), strict=True)) for hit in hits]
        return json.dumps(data, ensure_ascii=False, indent=2)
    rows = [_row(hit) for hit in hits]
    if form == "csv":
        written = io.StringIO()
        csv.writer(written, lineterminator="\n").writerows([_HEADER, *rows])
        return written.getvalue().rstrip("\n")
    if form == "markdown":
        return markdown(_HEADER, rows)
    whole = table(_HEADER, rows, None)
    if width is None or max(map(columns, whole.split("\n"))) <= width:
        return whole
    return _list(hits, width)


def _row(hit: Hit) -> list[str]:
    return [hit.entry.kind.name, hit.entry.id, hit.date, hit.label]


def _list(hits: Sequence[Hit], width: int) -> str:
    kinds = max(len(hit.entry.kind.name) for hit in hits)
    dates = min(max(columns(short_date(hit.date)) for hit in hits), DATE_COLUMNS)
    indent = kinds + 2 + (dates + 2 if dates else 0)
    lines = []
    for hit in hits:
        name = wrapped(" ".join(hit.label.split()), max(20, width - indent))
        date = wrapped(short_date(hit.date), dates) if dates else [""]
        for i, (day, text) in enumerate(zip_longest(date, [*name, hit.entry.id], fillvalue="")):
            start = f"{'' if i else hit.entry.kind.name:<{kinds}}  "
            start += f"{day}{' ' * (dates - columns(day))}  " if dates else ""
            lines.append((start + text).rstrip())
    return "\n".join(lines)
