"""Events put into years or decades: how many, their mean, their sum, and how sure that is.

Three things blur a mean, and each is shown apart. *Coders*: where an entry names other
defensible codings, the mean is taken again with every event at its lowest and at its highest.
*Few events*: a bootstrap over the events of the period (percentile method of Efron, 1979) says
how far the mean hangs on single events; below five it says nothing, and none is given.
*Selection*: what is in the base is what curators chose and sources kept. No number measures that.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from relations_kb.index.coded_events import DIRECTIONS, CodedEvent

SMALL = 5
"""Below so many events a mean is shown in grey and has no interval."""

BETWEEN = "between-the-two"
"""The three directions between Iran and Russia together, without third parties."""

SERIES = (*DIRECTIONS, BETWEEN)
SPANS = {"year": 1, "decade": 10}
_DRAWS = 1000
_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Point:
    """One period of one series. Means are None where there is no event.

    ``coders`` is the lowest and the highest mean that the codings named on the entries allow,
    ``interval`` the 95 % bootstrap interval of the mean.
    """

    period: str
    first_year: int
    last_year: int
    direction: str
    count: int
    mean: float | None
    total: float
    coders: tuple[float, float] | None
    interval: tuple[float, float] | None
    cooperative: int
    conflictual: int
    variants: int
    categories: dict[str, int]
    events: tuple[str, ...]

    @property
    def small(self) -> bool:
        """Whether there are too few events for a mean to say much."""
        return self.count < SMALL


def index(
    events: Iterable[CodedEvent],
    *,
    by: str = "decade",
    directions: Sequence[str] = DIRECTIONS,
    first_year: int | None = None,
    last_year: int | None = None,
) -> list[Point]:
    """Return the points of each series, period by period, without gaps.

    ``by`` is ``year`` or ``decade``; a year is that in which an event may first have begun. The
    bounds are inclusive; a decade at the edge holds only the events within them. The same
    events always give the same numbers.
    """
    kept = [
        event
        for event in events
        if (first_year is None or event.year >= first_year)
        and (last_year is None or event.year <= last_year)
    ]
    if not kept:
        return []
    span = SPANS[by]
    first, last = (_floor(f(e.year for e in kept), span) for f in (min, max))
    members: dict[tuple[int, str], list[CodedEvent]] = {}
    for event in kept:
        start = _floor(event.year, span)
        members.setdefault((start, event.direction), []).append(event)
        if event.direction != "third-party":
            members.setdefault((start, BETWEEN), []).append(event)
    return [
        _point(start, span, direction, members.get((start, direction), []))
        for start in range(first, last + 1, span)
        for direction in directions
    ]


def interval_of_mean(values: Sequence[float], seed: str) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of a mean; None below five values.

    The draws follow from ``seed`` alone.

    >>> interval_of_mean([4.0] * 5, "1990s")
    (4.0, 4.0)
    """
    if len(values) < SMALL:
        return None
    drawn = random.Random(seed)
    ordered = sorted(values)  # the interval must not hang on the order of the events
    means = sorted(fmean(drawn.choices(ordered, k=len(ordered))) for _ in range(_DRAWS))
    return means[round(_LOW * (_DRAWS - 1))], means[round(_HIGH * (_DRAWS - 1))]


def _floor(year: int, span: int) -> int:
    return year // span * span


def _point(start: int, span: int, direction: str, events: list[CodedEvent]) -> Point:
    values = [event.value for event in events]
    period = str(start) if span == 1 else f"{start}s"
    categories: dict[str, int] = {}
    for event in events:
        categories[event.category] = categories.get(event.category, 0) + 1
    return Point(
        period=period,
        first_year=start,
        last_year=start + span - 1,
        direction=direction,
        count=len(events),
        mean=fmean(values) if values else None,
        total=sum(values),
        coders=(fmean(e.lowest for e in events), fmean(e.highest for e in events))
        if events
        else None,
        interval=interval_of_mean(values, f"{direction} {period}"),
        cooperative=sum(value > 0 for value in values),
        conflictual=sum(value < 0 for value in values),
        variants=sum(event.has_variants for event in events),
        categories=dict(sorted(categories.items())),
        events=tuple(event.id for event in events),
    )
