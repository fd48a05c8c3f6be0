"""Pressure and agreements by hand: who counts, in which year, and what precedes what."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.errors import UsageError
from relations_kb.index.pressure import compare, measures, note, printed, rank_correlation

Make = Callable[..., Any]
BOTH = "event:{0} rkb:involves party:iran , party:russia .\n"
PART = "event:{0} rkb:participation <urn:{0}:p> . <urn:{0}:p> rkb:actor actor:united-states ; rkb:role role:{1} .\n"


@pytest.fixture
def base(small_base: Make, make_event: Make) -> Any:
    def pressure(
        name: str, day: str, role: str = "sanctioning-authority", value: float = -6.5
    ) -> str:
        more = PART.format(name, role)
        return str(make_event(name, day, value, "third-party", "SANCTION", more=more))

    def agreement(name: str, day: str, more: str = "", **coded: Any) -> str:
        return str(
            make_event(name, day, coded.pop("value", 8.0), more=BOTH.format(name) + more, **coded)
        )

    return small_base(
        pressure("p1", "2001-06-01"),
        pressure("p2", "2002-01-01", "attacker"),
        pressure("told", "2001-03-01", "addressee"),
        pressure("kind", "2001-03-01", value=2.0),
        agreement("a1", "2001-07-01"),
        agreement("a2", "2003-12-31"),
        agreement("talk", "2001-01-01", category="CONSULT"),
        agreement("feud", "2001-01-01", value=-5.0),
        agreement("with-us", "2001-01-01", PART.format("with-us", "signatory")),
        agreement("early", "1999-01-01"),
    )


def test_only_what_is_defined_counts(base: Any) -> None:
    found = compare(base, 2000, 2003)
    assert [(y.year, y.pressure, y.agreements) for y in found.years] == [
        (2000, 0, 0), (2001, 1, 1), (2002, 1, 0), (2003, 0, 1),
    ]  # fmt: skip
    assert (found.pressure, found.agreements) == (2, 2)
    assert (found.with_pressure, found.without_pressure) == (0.5, 0.5)


def test_what_precedes_and_what_follows(base: Any) -> None:
    found = compare(base, 2000, 2003)
    # a1 stands between both acts of pressure, a2 long after them.
    assert (found.after, found.before) == (0.5, 0.5)
    # From 2 June 2001 to 1 January 2003 are 579 of the 1,461 days.
    assert found.days_after == pytest.approx(579 / 1461)
    # From 1 June 2000 to 31 December 2001.
    assert found.days_before == pytest.approx(579 / 1461)


def test_lags(base: Any) -> None:
    found = {lag.years: lag for lag in compare(base, 2000, 2003).lags}
    assert found[0].counts == 0.0
    # The changes of one series are of one kind only, or of a single year.
    assert found[2].changes is None
    # Pressure 0, 1 | agreements of two years later 0, 1.
    assert found[2].counts == 1.0
    # Agreements of two years before: 0, 1 | pressure 1, 0.
    assert found[-2].counts == -1.0


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "json"])
def test_forms(base: Any, form: str) -> None:
    text = printed(compare(base, 2000, 2003), form, 80)
    assert "2003" in text
    if form == "json":
        assert json.loads(text)["years"][1] == {"year": 2001, "pressure": 1, "agreements": 1}
    elif form == "csv":
        assert text.splitlines()[2] == "2001,1,1"
    else:
        assert all(name in text for name, _value in measures(compare(base, 2000, 2003)))


def test_an_empty_base(small_base: Make) -> None:
    found = compare(small_base(), 2000, 2001)
    assert (found.pressure, found.with_pressure, found.without_pressure) == (0, None, 0.0)
    assert (found.after, found.days_after) == (None, 0.0)
    assert all(lag.counts is None and lag.changes is None for lag in found.lags)
    shown = dict(measures(found))
    assert shown["agreements a year, in years with US pressure"] == "–"
    assert shown["rank correlation, agreements in the same year"] == "–"


@pytest.mark.parametrize("years", [(2020, 2010), (10000, 10001), (0, 3), (-5, 2000)])
def test_years_that_are_none(base: Any, years: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="no years from"):
        compare(base, *years)


def test_the_note_says_what_chance_gives_and_when_there_are_too_few_years(base: Any) -> None:
    # 1.96 / √33
    assert "between −0.34 and +0.34" in note(compare(base, 1992, 2025))
    assert "4 years are too few" in printed(compare(base, 2000, 2003), "table", 80)


SERIES = st.lists(st.integers(0, 5), min_size=3, max_size=30)


@given(SERIES, SERIES)
def test_rank_correlation_is_symmetric_and_bounded(first: list[int], second: list[int]) -> None:
    size = min(len(first), len(second))
    a, b = first[:size], second[:size]
    found = rank_correlation(a, b)
    if found is None:
        assert len(set(a)) == 1 or len(set(b)) == 1
        return
    assert -1 <= found <= 1
    assert rank_correlation(b, a) == pytest.approx(found, abs=2e-6)
    assert rank_correlation([x**3 for x in a], b) == found
    if len(set(a)) > 1:
        assert rank_correlation(a, a) == 1
        assert rank_correlation(a, [-x for x in a]) == -1


def test_rank_correlation_with_ties() -> None:
    # Ranks 1.5, 1.5, 3 and 1, 2.5, 2.5: covariance 0.75 / variance 1.5.
    assert rank_correlation([1, 1, 2], [1, 2, 2]) == 0.5
