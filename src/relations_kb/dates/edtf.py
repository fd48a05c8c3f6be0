"""The first and last day that an EDTF date may mean.

EDTF is ISO 8601-2:2019 and its Library of Congress profile, levels 0 to 2, as far as
historians use it. Dates are proleptic Gregorian; years run from 1 to 9999. Qualifiers
(``?`` uncertain, ``~`` approximate, ``%`` both) are kept as flags and do not widen the
span: how far "about 1651" reaches is a judgement that the notation does not make.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from functools import lru_cache

_YEAR = re.compile(r"(\d[\dX]{3})\Z", re.ASCII)
_MONTH = re.compile(r"(\d[\dX]{3})-(\d\d|XX)\Z", re.ASCII)
_DAY = re.compile(r"(\d[\dX]{3})-(\d\d|XX)-(\d\d|XX)\Z", re.ASCII)
_QUALIFIER = re.compile(r"[?~%]")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z", re.ASCII)
_LOOSE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
# ISO 8601-2 table 1: 21 to 24 are the seasons; ours are the northern, by whole months.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_OPEN = ("", "..")


class DateError(ValueError):
    """A text that is not a date we understand; ``message; suggestion``."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The span of a date. None is an open or unknown end.

    ``earliest`` and ``latest`` bound the whole; ``latest_begin`` and ``earliest_end`` are
    the inner bounds of an interval, as SEM's four timestamps have them.
    """

    earliest: datetime.date | None
    latest: datetime.date | None
    latest_begin: datetime.date | None
    earliest_end: datetime.date | None
    precision: str
    uncertain: bool = False
    approximate: bool = False

    @property
    def earliest_year(self) -> int | None:
        """Return the year of ``earliest``."""
        return self.earliest.year if self.earliest else None

    @property
    def latest_year(self) -> int | None:
        """Return the year of ``latest``."""
        return self.latest.year if self.latest else None


@lru_cache(maxsize=65536)
def bounds(text: str) -> Bounds:
    """Return the bounds of an EDTF text; raise `DateError` if it is none.

    >>> b = bounds("1941-08-25/1941-09-17")
    >>> b.earliest.isoformat(), b.latest.isoformat()
    ('1941-08-25', '1941-09-17')
    >>> bounds("196X").latest.isoformat(), bounds("../1813").earliest
    ('1969-12-31', None)
    """
    if text[:1] in ("[", "{"):
        return _set(text)
    if "/" in text and not _DOTTED.match(text):
        return _interval(text)
    return _single(text)


def _interval(text: str) -> Bounds:
    parts = text.split("/")
    if len(parts) != 2:
        raise DateError(f"'{text}' has more than one '/'; an interval is start/end")
    start_text, end_text = parts
    if start_text in _OPEN and end_text in _OPEN:
        raise DateError(f"'{text}' has neither start nor end; give at least one")
    start = None if start_text in _OPEN else _single(start_text)
    end = None if end_text in _OPEN else _single(end_text)
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        raise DateError(f"'{text}' ends before it starts; swap the two")
    known = [side for side in (start, end) if side]
    return Bounds(
        start.earliest if start else None,
        end.latest if end else None,
        start.latest if start else None,
        end.earliest if end else None,
        "interval",
        any(side.uncertain for side in known),
        any(side.approximate for side in known),
    )


def _set(text: str) -> Bounds:
    closing = {"[": "]", "{": "}"}[text[0]]
    if text[-1] != closing:
        raise DateError(f"'{text}' has no closing '{closing}'; add it")
    members = [part.strip() for part in text[1:-1].split(",")]
    spans = [_range(part, text) for part in members]
    first = [span.earliest for span in spans]
    last = [span.latest for span in spans]
    earliest = None if None in first else min(d for d in first if d)
    latest = None if None in last else max(d for d in last if d)
    one_of = text[0] == "["
    return Bounds(
        earliest,
        latest,
        latest if one_of else spans[0].latest,
        earliest if one_of else spans[-1].earliest,
        "one-of" if one_of else "all-of",
        any(span.uncertain for span in spans),
        any(span.approximate for span in spans),
    )


def _range(part: str, whole: str) -> Bounds:
    if ".." not in part:
        return _single(part)
    start_text, _, end_text = part.partition("..")
    start = _single(start_text) if start_text else None
    end = _single(end_text) if end_text else None
    if start is None and end is None:
        raise DateError(f"'{whole}' has neither start nor end; give at least one")
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        raise DateError(f"'{whole}' ends before it starts; swap the two")
    sides = [side for side in (start, end) if side]
    return Bounds(
        start.earliest if start else None,
        end.latest if end else None,
        None,
        None,
        "range",
        any(side.uncertain for side in sides),
        any(side.approximate for side in sides),
    )


def _single(text: str) -> Bounds:
    bare = _QUALIFIER.sub("", text)
    if bare == text:
        return _plain(text)
    if not re.match(r"([?~%]?[\dX]+[?~%]?)(-[?~%]?[\dX]+[?~%]?){0,2}\Z", text, re.ASCII):
        raise _not_a_date(text)
    uncertain = "?" in text or "%" in text
    approximate = "~" in text or "%" in text
    return replace(_plain(bare), uncertain=uncertain, approximate=approximate)


def _plain(text: str) -> Bounds:
    if match := _DAY.match(text):
        year, month, day = match.groups()
        if day == "XX":
            return _month(text, year, month)
        if "X" in year or month == "XX":
            raise DateError(
                f"'{text}' gives a day without its month or year; write the parts known"
            )
        try:
            exact = datetime.date(int(year), int(month), int(day))
        except ValueError:
            raise DateError(f"the day '{text}' does not exist; check month and day") from None
        return Bounds(exact, exact, exact, exact, "day")
    if match := _MONTH.match(text):
        return _month(text, *match.groups())
    if match := _YEAR.match(text):
        low, high = _years(text, match.group(1))
        return _span(low, 1, high, 12, "year" if low == high else "years")
    raise _not_a_date(text)


def _month(text: str, year: str, month: str) -> Bounds:
    low, high = _years(text, year)
    if month == "XX":
        return _span(low, 1, high, 12, "year" if low == high else "years")
    if low != high:
        raise DateError(f"'{text}' gives a month without its year; write the parts known")
    number = int(month)
    if number in _SEASONS:
        first, last = _SEASONS[number]
        if number == 24:
            # Winter runs into the next year: December to February.
            start = datetime.date(low, 12, 1)
            if low == datetime.MAXYEAR:
                raise DateError(f"'{text}' runs beyond the year 9999; write an earlier date")
            end = datetime.date(low + 1, 2, calendar.monthrange(low + 1, 2)[1])
            return Bounds(start, end, end, start, "season")
        return _span(low, first, low, last, "season")
    if not 1 <= number <= 12:
        raise DateError(f"'{text}' has no month {month}; months are 01 to 12")
    return _span(low, number, low, number, "month")


def _years(text: str, year: str) -> tuple[int, int]:
    if "X" in year.rstrip("X"):
        raise DateError(f"'{text}' has an X before a digit; only last digits may be unknown")
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low == 0 and high == 0:
        raise DateError(f"'{text}' is the year 0; years run from 0001")
    return max(low, 1), high


def _span(year: int, month: int, last_year: int, last_month: int, precision: str) -> Bounds:
    start = datetime.date(year, month, 1)
    days = calendar.monthrange(last_year, last_month)[1]
    end = datetime.date(last_year, last_month, days)
    return Bounds(start, end, end, start, precision)


def _not_a_date(text: str) -> DateError:
    if match := _LOOSE.match(text):
        year, month, day = match.groups()
        return DateError(f"'{text}' is not EDTF; write '{year}-{month:0>2}-{day:0>2}'")
    if match := _DOTTED.match(text):
        day, month, year = match.groups()
        return DateError(f"'{text}' is not EDTF; write '{year}-{month:0>2}-{day:0>2}'")
    return DateError(f"'{text}' is not EDTF; write such as '1828-02-22', '1651~' or '1804/1813'")
