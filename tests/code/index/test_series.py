"""The series by hand: counts, means, sums, bands, intervals, and what they leave out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import relations_kb
from relations_kb.errors import UsageError
from relations_kb.index.coded_events import DIRECTIONS, CodedEvent, coded_events
from relations_kb.index.series import BETWEEN, SERIES, SMALL, index, interval_of_mean
from relations_kb.paths import Home

Make = Callable[..., Any]


def _coded(year: int, value: float, direction: str = "mutual", name: str = "") -> CodedEvent:
    return CodedEvent(name or f"{year}-{value}", year, "AGREE", direction, value, value, value)


def test_events_are_read_with_their_variants(small_base: Make, make_event: Make) -> None:
    kb = small_base(
        make_event("b", "2001-05-01", 8.0, variants=(-7.0, 5.0)),
        make_event("a", "2001-01-01", -4.0, "russia-to-iran", "REJECT"),
        make_event("z", "", 1.0),
    )
    coded = coded_events(kb)
    assert coded.undated == 1
    assert coded.events == (
        CodedEvent("a", 2001, "REJECT", "russia-to-iran", -4.0, -4.0, -4.0),
        CodedEvent("b", 2001, "AGREE", "mutual", 8.0, -7.0, 8.0),
    )
    assert [each.has_variants for each in coded.events] == [False, True]


def test_a_theme(small_base: Make, make_event: Make) -> None:
    kb = small_base(
        make_event("a", "2001-01-01", 1.0, theme="caspian"), make_event("b", "2001-01-01", 2.0)
    )
    assert [each.id for each in coded_events(kb, theme="caspian").events] == ["a"]
    with pytest.raises(UsageError, match="did you mean 'caspian'"):
        coded_events(kb, theme="caspain")
    with pytest.raises(UsageError, match="no event has the theme"):
        coded_events(kb, theme="trade> } #")


def test_every_coded_event_of_the_fixture_base_counts_once(base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    coded = coded_events(kb)
    assert len(coded.events) + coded.undated == len(list(kb.events())) == 8
    turkmenchay = next(e for e in coded.events if e.id == "1828-treaty-of-turkmenchay")
    assert (turkmenchay.value, turkmenchay.category) == (-4.0, "AGREE")


def test_numbers_by_hand() -> None:
    events = [
        CodedEvent("a", 1990, "AGREE", "mutual", 8.0, 2.0, 8.0),
        CodedEvent("b", 1994, "AGREE", "mutual", 4.0, 4.0, 4.0),
        CodedEvent("c", 1999, "REJECT", "iran-to-russia", -6.0, -6.0, -3.0),
        CodedEvent("d", 1999, "SANCTION", "third-party", -7.0, -7.0, -7.0),
    ]
    points = {point.direction: point for point in index(events, directions=SERIES)}
    mutual, pooled = points["mutual"], points[BETWEEN]
    assert (mutual.period, mutual.first_year, mutual.last_year) == ("1990s", 1990, 1999)
    assert (mutual.count, mutual.mean, mutual.total) == (2, 6.0, 12.0)
    assert mutual.coders == (3.0, 6.0)
    assert (pooled.count, pooled.mean, pooled.total) == (3, 2.0, 6.0)
    assert pooled.coders == (0.0, 3.0)
    assert (pooled.cooperative, pooled.conflictual, pooled.variants) == (2, 1, 2)
    assert pooled.categories == {"AGREE": 2, "REJECT": 1}
    assert pooled.events == ("a", "b", "c")
    assert points["third-party"].events == ("d",)
    assert points["russia-to-iran"].mean is None
    assert points["russia-to-iran"].coders is None


def test_years_have_no_gaps_and_bounds_are_inclusive() -> None:
    events = [_coded(year, 1.0) for year in (1999, 2000, 2003, 2004)]
    points = index(events, by="year", directions=("mutual",), first_year=2000, last_year=2003)
    assert [(point.period, point.count) for point in points] == [
        ("2000", 1), ("2001", 0), ("2002", 0), ("2003", 1),
    ]  # fmt: skip
    assert index(events, first_year=2005) == []
    assert index([]) == []


def test_few_events_have_no_interval() -> None:
    for count in range(1, 8):
        (point,) = index(
            [_coded(2000, 2.0, name=str(i)) for i in range(count)],
            by="year",
            directions=("mutual",),
        )
        assert point.small is (count < SMALL)
        assert (point.interval is None) is point.small


def test_an_interval_is_that_of_the_bootstrap() -> None:
    # Ten of ten and ten of zero: the mean of 20 draws has a standard error of 5/√20 = 1.12.
    low, high = interval_of_mean([10.0] * 10 + [0.0] * 10, "x") or (0.0, 0.0)
    assert low == pytest.approx(5 - 1.96 * 1.118, abs=0.35)
    assert high == pytest.approx(5 + 1.96 * 1.118, abs=0.35)


VALUES = st.lists(st.floats(-10, 10).map(lambda v: round(v, 1)), min_size=5, max_size=40)


@given(VALUES, st.randoms())
def test_an_interval_hangs_on_the_values_alone(values: list[float], shuffled: Any) -> None:
    first = interval_of_mean(values, "1990s")
    mixed = list(values)
    shuffled.shuffle(mixed)
    assert interval_of_mean(mixed, "1990s") == first
    assert first is not None
    assert min(values) <= first[0] <= first[1] <= max(values)


@given(
    st.lists(
        st.tuples(st.integers(1500, 2026), st.floats(-10, 10), st.sampled_from(DIRECTIONS)),
        max_size=40,
    )
)
def test_no_event_is_lost_or_counted_twice(rows: list[tuple[int, float, str]]) -> None:
    events = [
        _coded(year, value, direction, str(i)) for i, (year, value, direction) in enumerate(rows)
    ]
    for by in ("year", "decade"):
        points = index(events, by=by)
        assert sum(point.count for point in points) == len(events)
        assert sum(point.total for point in points) == pytest.approx(sum(e.value for e in events))
        pooled = index(events, by=by, directions=(BETWEEN,))
        assert sum(p.count for p in pooled) == sum(e.direction != "third-party" for e in events)
