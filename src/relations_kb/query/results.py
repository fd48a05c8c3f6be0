"""Query results as tables and in the W3C formats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import pyoxigraph as ox

from relations_kb.errors import UsageError

TABULAR = ("table", "csv", "tsv", "json", "xml", "markdown")
RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}
_W3C = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}

# Behind a slash, or a hyphen that no number follows: within an id, an interval, a double name.
_PART = re.compile(r"(?<=[^\W_]-)(?=[^\W\d_])|(?<=[^\W_]/)(?=\w)")

_NUMERIC = {f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal")}
_NUMBER = re.compile(r"-?\d[\d.,]*")


def render(answer: Any, format_name: str, prefixes: dict[str, str], width: int | None) -> str:
    """Return the answer of a query as text.

    ``answer`` is what `KnowledgeBase.query` gave; ``width`` is that of the terminal in
    columns, or None for no limit. Raises `UsageError` if the format does not fit the answer.
    """
    if isinstance(answer, ox.QueryBoolean):
        if format_name in ("json", "xml"):
            return _text(answer.serialize(format=_W3C[format_name]))
        return "yes" if bool(answer) else "no"
    if isinstance(answer, ox.QueryTriples):
        return _graph(answer, format_name, prefixes)
    if format_name in RDF:
        raise UsageError(f"a SELECT gives rows; {format_name} is for CONSTRUCT and DESCRIBE")
    if format_name in _W3C:
        return _text(answer.serialize(format=_W3C[format_name])).rstrip("\r\n")
    header = [variable.value for variable in answer.variables]
    rows = [[_for_people(row[name], prefixes) for name in header] for row in answer]
    return markdown(header, rows) if format_name == "markdown" else table(header, rows, width)


def shown(term: Any, prefixes: dict[str, str]) -> str:
    """Return a term for people: IRIs by prefix, literals by their text, nothing as empty."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        best = max(
            (p for p, n in prefixes.items() if term.value.startswith(n)),
            key=lambda prefix: len(prefixes[prefix]),
            default=None,
        )
        return f"{best}:{term.value[len(prefixes[best]) :]}" if best else term.value
    return term.value if isinstance(term, ox.Literal) else str(term)


def _for_people(term: Any, prefixes: dict[str, str]) -> str:
    """Return a term as `shown` does, with commas in large numbers; a year has none."""
    text = shown(term, prefixes)
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMERIC:
        return text
    whole, point, rest = text.partition(".")
    if not whole.lstrip("-").isdecimal() or len(whole.lstrip("-")) < 5:
        return text
    return f"{int(whole):,}{point}{rest}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """Return rows under a header; the widest columns are wrapped to fit ``width`` columns."""
    if not rows:
        return "  ".join(header) + "\n(no rows)"
    cells = [[_one_line(cell) for cell in row] for row in rows]
    widths = [
        max(columns(header[i]), max(columns(row[i]) for row in cells)) for i in range(len(header))
    ]
    if width is not None:
        _narrow(widths, header, cells, width)
    lines = [*_lines(header, widths), "  ".join("─" * w for w in widths)]
    for row in cells:
        lines += _lines(row, widths)
    return "\n".join(lines)


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table."""
    escaped = [[_one_line(cell).replace("|", r"\|") for cell in row] for row in rows]
    lines = [_bar(header), _bar(["---"] * len(header)), *map(_bar, escaped)]
    return "\n".join(lines)


def columns(text: str) -> int:
    """Return how many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return (
        len(text)
        + wide
        - sum(
            unicodedata.combining(c) != 0 or unicodedata.category(c) in ("Cf", "Mn") for c in text
        )
    )


def wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of at most ``width`` columns.

    Broken at spaces; a word that is too long, behind its hyphens and slashes; else anywhere.

    >>> wrapped("UN Security Council resolution 1929", 20)
    ['UN Security Council', 'resolution 1929']
    >>> wrapped("1837-11-23/1838-09-09", 12)
    ['1837-11-23/', '1838-09-09']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and columns(lines[-1]) + 1 + columns(word) <= width:
            lines[-1] += " " + word
            continue
        lines.append("")
        for part in _PART.split(word):
            if lines[-1] and columns(lines[-1] + part) > width:
                lines.append("")
            for character in part:
                if columns(lines[-1] + character) > width:
                    lines.append("")
                lines[-1] += character
    return lines or [""]


def cut(text: str, width: int) -> str:
    """Return a text cut to ``width`` columns, with an ellipsis if something was lost."""
    if columns(text) <= width:
        return text
    kept = ""
    for character in text:
        if columns(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def _graph(triples: Any, format_name: str, prefixes: dict[str, str]) -> str:
    chosen = "turtle" if format_name == "table" else format_name
    if chosen not in RDF:
        raise UsageError(f"this query gives a graph; choose one of {', '.join(RDF)}")
    ordered = sorted(set(triples), key=str)
    used = {p: n for p, n in prefixes.items() if any(n in str(triple) for triple in ordered)}
    return _text(ox.serialize(ordered, format=RDF[chosen], prefixes=used)).rstrip("\n")


def _text(content: bytes | None) -> str:
    assert content is not None
    return content.decode("utf-8")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _narrow(
    widths: list[int], header: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> None:
    """Take columns from the widest until the table fits; cut words only if it must be."""
    spare = sum(widths) + 2 * (len(widths) - 1) - width
    for floors in _floors(header, rows):
        while spare > 0:
            loose = [i for i in range(len(widths)) if widths[i] > floors[i]]
            if not loose:
                break
            widths[max(loose, key=lambda i: widths[i])] -= 1
            spare -= 1


def _floors(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Yield the least widths that cut no word, then no part of a word, then no number."""
    cells = list(zip(header, *rows, strict=True))
    yield [max(columns(word) for cell in of for word in cell.split(" ")) for of in cells]
    yield [max(columns(part) for cell in of for part in _parts(cell)) for of in cells]
    yield [
        max(6, columns(of[0]), *(columns(cell) for cell in of if _NUMBER.fullmatch(cell)))
        for of in cells
    ]


def _parts(text: str) -> list[str]:
    return [part for word in text.split(" ") for part in _PART.split(word)]


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*cells, fillvalue=""):
        padded = (part + " " * (w - columns(part)) for part, w in zip(parts, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _bar(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
