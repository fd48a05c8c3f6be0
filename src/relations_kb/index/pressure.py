"""US pressure and Iran–Russia agreements, side by side, and what that does and does not show.

The author's thesis is that pressure by the United States drove Iran and Russia together. Two
definitions stand behind every number here, and both can be argued with:

- *Pressure*: an act coded as a third party's, of negative value, in which the United States
  imposes sanctions, attacks, withdraws, proposes, sponsors or opposes.
- *Agreement*: a mutual act of the category AGREE, of positive value, between the two parties, in
  which the United States has no part (so the nuclear deal itself is left out).

A year is that in which an event may first have begun. Correlations are of ranks (Spearman, 1904),
of the yearly counts and of their changes from year to year; two counts that both merely grow,
as those of a base with more recent events do, correlate in the first way and not in the second.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import correlation, fmean

from relations_kb.index.coded_events import Asked
from relations_kb.query.results import markdown, table

FIRST_YEAR, LAST_YEAR = 1992, 2025
"""From the first year of the Russian Federation to the last whole year of the base."""

LAGS = (-2, -1, 0, 1, 2)
_MONTHS_12 = 365
_ROLES = ("sanctioning-authority", "attacker", "withdrawing", "proposer", "sponsor", "opponent")
_PRESSURE = """
SELECT DISTINCT ?event ?year ?day WHERE {{
  ?event a rkb:Event ; rkb:earliestYear ?year ; rkb:earliest ?day ; rkb:coding ?coding ;
         rkb:participation ?part .
  ?coding rkb:direction <https://w3id.org/relations-kb/concept/direction/third-party> ;
          rkb:goldstein ?value .
  FILTER(?value < 0)
  ?part rkb:actor actor:united-states ; rkb:role ?role .
  VALUES ?role {{ {roles} }}
}}"""
_AGREEMENTS = """
SELECT DISTINCT ?event ?year ?day WHERE {
  ?event a rkb:Event ; rkb:earliestYear ?year ; rkb:earliest ?day ; rkb:coding ?coding ;
         rkb:involves party:iran , party:russia .
  ?coding rkb:direction <https://w3id.org/relations-kb/concept/direction/mutual> ;
          rkb:plover <https://w3id.org/relations-kb/concept/plover/AGREE> ; rkb:goldstein ?value .
  FILTER(?value > 0)
  FILTER NOT EXISTS { ?event rkb:participation ?other . ?other rkb:actor actor:united-states }
}"""


@dataclass(frozen=True, slots=True)
class Year:
    """How many acts of pressure and how many agreements a year has in the base."""

    year: int
    pressure: int
    agreements: int


@dataclass(frozen=True, slots=True)
class Lag:
    """Rank correlations of pressure with the agreements ``years`` later (before, if negative)."""

    years: int
    counts: float
    changes: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Pressure and agreements of the years compared.

    ``after`` is the share of agreements that an act of pressure preceded within twelve months,
    ``before`` the share of those that one followed within twelve; ``days_after`` and
    ``days_before`` are the same for every day of the years, which is what chance would give.
    """

    years: tuple[Year, ...]
    lags: tuple[Lag, ...]
    with_pressure: float
    without_pressure: float
    after: float
    before: float
    days_after: float
    days_before: float

    @property
    def pressure(self) -> int:
        """All acts of pressure."""
        return sum(year.pressure for year in self.years)

    @property
    def agreements(self) -> int:
        """All agreements."""
        return sum(year.agreements for year in self.years)


def compare(kb: Asked, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Compared:
    """Return what the base has of US pressure and of agreements, inclusive of both years."""
    roles = " ".join(f"role:{role}" for role in _ROLES)
    pressure = _dates(kb, _PRESSURE.format(roles=roles))
    agreements = _dates(kb, _AGREEMENTS)
    by_year = [Counter(int(day[:4]) for day in days) for days in (pressure, agreements)]
    years = tuple(
        Year(year, by_year[0][year], by_year[1][year]) for year in range(first_year, last_year + 1)
    )
    inside = [date.fromisoformat(d) for d in agreements if first_year <= int(d[:4]) <= last_year]
    acts = sorted(date.fromisoformat(day) for day in pressure)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return Compared(
        years,
        tuple(_lag(years, lag) for lag in LAGS),
        _mean([year.agreements for year in years if year.pressure]),
        _mean([year.agreements for year in years if not year.pressure]),
        after=_mean([_preceded(day, acts) for day in inside]),
        before=_mean([_followed(day, acts) for day in inside]),
        days_after=_mean([_preceded(day, acts) for day in every]),
        days_before=_mean([_followed(day, acts) for day in every]),
    )


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Spearman's coefficient, with mean ranks for ties; 0 if either does not vary.

    >>> rank_correlation([1, 2, 3, 4], [10, 20, 40, 30])
    0.8
    """
    if len(set(first)) < 2 or len(set(second)) < 2:
        return 0.0
    return round(correlation(_ranks(first), _ranks(second)), 6)


def printed(compared: Compared, form: str, width: int | None = None) -> str:
    """Return the comparison as ``table``, ``markdown``, ``csv`` (the years) or ``json``."""
    if form == "json":
        return json.dumps(_mapping(compared), ensure_ascii=False, indent=2)
    if form == "csv":
        rows = [f"{y.year},{y.pressure},{y.agreements}" for y in compared.years]
        return "\n".join(["year,us_pressure,agreements", *rows])
    shape = markdown if form == "markdown" else lambda head, rows: table(head, rows, width)
    years = [[str(y.year), str(y.pressure), str(y.agreements)] for y in compared.years]
    parts = [
        shape(["year", "US pressure (n)", "agreements (n)"], years),
        shape(["what is compared", "value"], measures(compared)),
    ]
    return "\n\n".join(parts)


def measures(compared: Compared) -> list[list[str]]:
    """Return each measure with its value, in words and as printed."""
    lags = [
        [f"rank correlation, agreements {_lag_words(lag.years)}", f"{lag.counts:+.2f}"]
        for lag in compared.lags
    ]
    changes = [
        [f"the same of changes, agreements {_lag_words(lag.years)}", f"{lag.changes:+.2f}"]
        for lag in compared.lags
    ]
    rows = [
        ["acts of US pressure (n)", str(compared.pressure)],
        ["Iran–Russia agreements (n)", str(compared.agreements)],
        ["agreements a year, in years with US pressure", f"{compared.with_pressure:.1f}"],
        ["agreements a year, in years without", f"{compared.without_pressure:.1f}"],
        *lags,
        *changes,
        ["agreements with US pressure in the 12 months before", f"{compared.after:.0%}"],
        ["all days with US pressure in the 12 months before", f"{compared.days_after:.0%}"],
        ["agreements with US pressure in the 12 months after", f"{compared.before:.0%}"],
        ["all days with US pressure in the 12 months after", f"{compared.days_before:.0%}"],
    ]
    return [[name, value.replace("-", "−")] for name, value in rows]


def _lag_words(years: int) -> str:
    if not years:
        return "in the same year"
    plural = "year" if abs(years) == 1 else "years"
    return f"{abs(years)} {plural} {'later' if years > 0 else 'earlier'}"


def _mapping(compared: Compared) -> Mapping[str, object]:
    found = asdict(compared)
    return {key: round(v, 4) if isinstance(v, float) else v for key, v in found.items()}


def _dates(kb: Asked, sparql: str) -> list[str]:
    return sorted(row["day"].value[:10] for row in kb.query(sparql))


def _lag(years: Sequence[Year], lag: int) -> Lag:
    pressure = [float(year.pressure) for year in years]
    agreements = [float(year.agreements) for year in years]
    return Lag(
        lag,
        _shifted(pressure, agreements, lag),
        _shifted(_changes(pressure), _changes(agreements), lag),
    )


def _changes(series: Sequence[float]) -> list[float]:
    return [after - before for before, after in pairwise(series)]


def _shifted(first: Sequence[float], second: Sequence[float], lag: int) -> float:
    if lag > 0:
        return rank_correlation(first[:-lag], second[lag:])
    return rank_correlation(first[-lag:], second[:lag] if lag else second)


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [(bisect_left(ordered, v) + bisect_right(ordered, v) + 1) / 2 for v in values]


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def _preceded(day: date, acts: Sequence[date]) -> bool:
    """Whether an act falls into the 365 days before a day, that day itself left out."""
    return bisect_left(acts, day) > bisect_left(acts, day - timedelta(days=_MONTHS_12))


def _followed(day: date, acts: Sequence[date]) -> bool:
    return bisect_right(acts, day + timedelta(days=_MONTHS_12)) > bisect_right(acts, day)
