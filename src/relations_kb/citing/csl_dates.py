"""EDTF dates as dates of the Citation Style Language, and back.

CSL-JSON 1.0.2 knows a date or a range of two (``date-parts``; an end of 0 is open), a
``season`` from 1 (spring) to 4 (winter) and ``circa``. What EDTF says beyond that is given
as the nearest range, marked ``circa`` where the range is ours: ``196X`` is circa 1960–1969.
"""

from __future__ import annotations

from typing import Any

from relations_kb.dates.edtf import Bounds, DateError, bounds

CslDate = dict[str, Any]

_FIRST_SEASON = 21
_OPEN = ("", "..")


def csl_date(text: str) -> CslDate:
    """Return an EDTF text as a CSL date; a text that is no EDTF becomes ``literal``.

    >>> csl_date("1904~")
    {'date-parts': [[1904]], 'circa': True}
    >>> csl_date("2010-03/2011-05-04")
    {'date-parts': [[2010, 3], [2011, 5, 4]]}
    >>> csl_date("2010-21")
    {'date-parts': [[2010]], 'season': 1}
    """
    try:
        span = bounds(text)
    except DateError:
        return {"literal": text}
    date: CslDate = {"date-parts": _parts(text, span)}
    if span.precision == "season":
        date["season"] = int(text.strip("?~%")[5:7]) - _FIRST_SEASON + 1
    if _is_circa(text, span):
        date["circa"] = True
    return date


def edtf_of(date: CslDate) -> str:
    """Return a CSL date as EDTF level 1, which biblatex reads; a literal as it stands.

    >>> edtf_of({"date-parts": [[1904]], "circa": True})
    '1904~'
    >>> edtf_of({"date-parts": [[2010, 3], [0]]})
    '2010-03/..'
    """
    if "literal" in date:
        return str(date["literal"])
    mark = "~" if date.get("circa") else ""
    sides = [".." if part == [0] else iso(part) + mark for part in date["date-parts"]]
    if "season" in date:
        sides[0] = f"{iso(date['date-parts'][0])}-{_FIRST_SEASON + date['season'] - 1}{mark}"
    return "/".join(sides)


def iso(part: list[int]) -> str:
    """Return one of the ``date-parts`` as ISO 8601: ``[1828, 2]`` is ``1828-02``."""
    return "-".join([f"{part[0]:04}", *(f"{number:02}" for number in part[1:])])


def _parts(text: str, span: Bounds) -> list[list[int]]:
    if span.precision == "interval":
        start, end = text.split("/")
        if start in _OPEN:
            return [_end(end)]
        return [_start(start), [0] if end in _OPEN else _end(end)]
    if span.precision in ("day", "month", "year", "season"):
        return [_start(text, year_only=span.precision == "season")]
    # Sets and decades: the years from first to last.
    first, last = span.earliest_year, span.latest_year
    if first is None:
        return [[last or 0]]
    if last is None:
        return [[first], [0]]
    return [[first]] if first == last else [[first], [last]]


def _is_circa(text: str, span: Bounds) -> bool:
    ours = span.precision in ("years", "one-of") or text.split("/")[0] in _OPEN
    return span.uncertain or span.approximate or ours


def _start(text: str, *, year_only: bool = False) -> list[int]:
    span = bounds(text)
    assert span.earliest is not None
    return _cut(span.earliest, "year" if year_only else span.precision)


def _end(text: str) -> list[int]:
    span = bounds(text)
    assert span.latest is not None
    return _cut(span.latest, span.precision)


def _cut(day: Any, precision: str) -> list[int]:
    whole = [day.year, day.month, day.day]
    # The end of a season within an interval is its month: CSL has no seasons there.
    return whole[: {"day": 3, "month": 2, "season": 2}.get(precision, 1)]
