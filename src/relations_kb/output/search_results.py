"""What a search found, as a list at a terminal, a table, Markdown, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from relations_kb.entries.search import Hit
from relations_kb.query.results import columns, cut, markdown, table, wrapped

FORMS = ("table", "markdown", "csv", "json")
_HEADER = ("kind", "id", "date", "name")
_LONGEST_DATE = 23


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
    dates = min(max(columns(_date(hit)) for hit in hits), _LONGEST_DATE)
    indent = kinds + 2 + (dates + 2 if dates else 0)
    lines = []
    for hit in hits:
        date = cut(_date(hit), dates)
        start = f"{hit.entry.kind.name:<{kinds}}  "
        start += f"{date}{' ' * (dates - columns(date))}  " if dates else ""
        name = wrapped(" ".join(hit.label.split()), max(20, width - indent))
        lines.append((start + name[0]).rstrip())
        lines += [" " * indent + part for part in (*name[1:], hit.entry.id)]
    return "\n".join(lines)


def _date(hit: Hit) -> str:
    return hit.date.replace("/", " – ")
