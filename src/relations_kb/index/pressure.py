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
What cannot be said, such as the correlation of a count that never varies, is None and not 0.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from itertools import pairwise
from statistics import correlation, fmean
from textwrap import fill

from relations_kb.errors import UsageError
from relations_kb.index.coded_events import Asked
from relations_kb.query.results import markdown, table

FIRST_YEAR, LAST_YEAR = 1992, 2025
"""From the first year of the Russian Federation to the last whole year of the base."""

LAGS = (-2, -1, 0, 1, 2)
_MONTHS_12 = 365
_FEW_YEARS = 10
_NORMAL_95 = 1.96
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
    counts: float | None
    changes: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Pressure and agreements of the years compared.

    ``after`` is the share of agreements that an act of pressure preceded within twelve months,
    ``before`` the share of those that one followed within twelve; ``days_after`` and
    ``days_before`` are the same for every day of the years, which is what chance would give.
    A mean or a share of nothing is None.
    """

    years: tuple[Year, ...]
    lags: tuple[Lag, ...]
    with_pressure: float | None
    without_pressure: float | None
    after: float | None
    before: float | None
    days_after: float | None
    days_before: float | None

    @property
    def pressure(self) -> int:
        """All acts of pressure."""
        return sum(year.pressure for year in self.years)

    @property
    def agreements(self) -> int:
        """All agreements."""
        return sum(year.agreements for year in self.years)


def compare(kb: Asked, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> Compared:
    """Return what the base has of US pressure and of agreements, inclusive of both years.

    Raises `UsageError` if these are no years, or the last is before the first.
    """
    if not MINYEAR < first_year <= last_year < MAXYEAR:
        raise UsageError(f"there are no years from {first_year} to {last_year} to compare")
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


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Spearman's coefficient, with mean ranks for ties; None if either does not vary.

    >>> rank_correlation([1, 2, 3, 4], [10, 20, 40, 30])
    0.8
    """
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
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
        note(compared) if form == "markdown" else fill(note(compared), width or 80),
    ]
    return "\n\n".join(parts)


def note(compared: Compared) -> str:
    """Return what a reader must know of the numbers: what chance gives, and where to read on.

    Of two series that have nothing to do with each other, Spearman's coefficient has mean 0 and
    variance 1/(n−1) (Kendall, Rank Correlation Methods, 1948), and is about normal from ten on.
    """
    years = len(compared.years)
    if years < _FEW_YEARS:
        chance = f"{years} years are too few for a correlation to say anything"
    else:
        bound = _NORMAL_95 / (years - 1) ** 0.5
        chance = (
            f"With {years} years, coefficients between −{bound:.2f} and +{bound:.2f} are what "
            "two series that have nothing to do with each other give in nineteen cases of twenty"
        )
    return (
        f"{chance}. Nothing here shows a cause, and the base holds what was sought for it: read "
        "docs/index-and-thesis.md before you quote it."
    )


def measures(compared: Compared) -> list[list[str]]:
    """Return each measure with its value, in words and as printed."""
    lags = [
        [f"rank correlation, agreements {_lag_words(lag.years)}", _shown(lag.counts, "+.2f")]
        for lag in compared.lags
    ]
    changes = [
        [f"the same of changes, agreements {_lag_words(lag.years)}", _shown(lag.changes, "+.2f")]
        for lag in compared.lags
    ]
    return [
        ["acts of US pressure (n)", str(compared.pressure)],
        ["Iran–Russia agreements (n)", str(compared.agreements)],
        ["agreements a year, in years with US pressure", _shown(compared.with_pressure, ".1f")],
        ["agreements a year, in years without", _shown(compared.without_pressure, ".1f")],
        *lags,
        *changes,
        ["agreements with US pressure in the 12 months before", _shown(compared.after, ".0%")],
        ["all days with US pressure in the 12 months before", _shown(compared.days_after, ".0%")],
        ["agreements with US pressure in the 12 months after", _shown(compared.before, ".0%")],
        ["all days with US pressure in the 12 months after", _shown(compared.days_before, ".0%")],
    ]


def _shown(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form).replace("-", "−")


def _lag_words(years: int) -> str:
    if not years:
        return "in the same year"
    plural = "year" if abs(years) == 1 else "years"
    return f"{abs(years)} {plural} {'later' if years > 0 else 'earlier'}"


def _mapping(compared: Compared) -> Mapping[str, object]:
    found = {**asdict(compared), "note": note(compared)}
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


def _shifted(first: Sequence[float], second: Sequence[float], lag: int) -> float | None:
    if lag > 0:
        return rank_correlation(first[:-lag], second[lag:])
    return rank_correlation(first[-lag:], second[:lag] if lag else second)


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [(bisect_left(ordered, v) + bisect_right(ordered, v) + 1) / 2 for v in values]


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _preceded(day: date, acts: Sequence[date]) -> bool:
    """Whether an act falls into the 365 days before a day, that day itself left out."""
    return bisect_left(acts, day) > bisect_left(acts, day - timedelta(days=_MONTHS_12))


def _followed(day: date, acts: Sequence[date]) -> bool:
    return bisect_right(acts, day + timedelta(days=_MONTHS_12)) > bisect_right(acts, day)
