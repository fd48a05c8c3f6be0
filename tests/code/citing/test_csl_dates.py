"""EDTF as CSL dates, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.citing.csl_dates import csl_date, edtf_of
from relations_kb.dates.edtf import bounds


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1999", {"date-parts": [[1999]]}),
        ("1999-03", {"date-parts": [[1999, 3]]}),
        ("1999-03-04", {"date-parts": [[1999, 3, 4]]}),
        ("1999/2001", {"date-parts": [[1999], [2001]]}),
        ("1999-03/1999-03-09", {"date-parts": [[1999, 3], [1999, 3, 9]]}),
        ("1999-03/..", {"date-parts": [[1999, 3], [0]]}),
        ("../1813", {"date-parts": [[1813]], "circa": True}),
        ("1904~", {"date-parts": [[1904]], "circa": True}),
        ("1904-05?", {"date-parts": [[1904, 5]], "circa": True}),
        ("1904~/1906", {"date-parts": [[1904], [1906]], "circa": True}),
        ("2010-21", {"date-parts": [[2010]], "season": 1}),
        ("2010-24~", {"date-parts": [[2010]], "season": 4, "circa": True}),
        ("2010-21/2010-22", {"date-parts": [[2010, 3], [2010, 8]]}),
        ("196X", {"date-parts": [[1960], [1969]], "circa": True}),
        ("[1906,1907]", {"date-parts": [[1906], [1907]], "circa": True}),
        ("{1906,1907}", {"date-parts": [[1906], [1907]]}),
        ("[..1907]", {"date-parts": [[1907]], "circa": True}),
        ("[1906..]", {"date-parts": [[1906], [0]], "circa": True}),
        ("spring of that year", {"literal": "spring of that year"}),
    ],
)
def test_edtf_becomes_csl(date: str, expected: dict[str, object]) -> None:
    assert csl_date(date) == expected


_DAYS = st.dates().map(lambda day: day.isoformat())
_SINGLE = st.one_of(_DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4]))
_MARKED = st.builds(str.__add__, _SINGLE, st.sampled_from(["", "~", "?", "%"]))
_SEASON = st.builds(lambda day, n: f"{day[:4]}-{n}", _DAYS, st.integers(21, 24))
_INTERVAL = st.lists(_DAYS, min_size=2, max_size=2).map(lambda days: "/".join(sorted(days)))


@given(st.one_of(_MARKED, _SEASON.filter(lambda text: text[:4] != "9999"), _INTERVAL))
def test_what_csl_can_say_comes_back_as_edtf(date: str) -> None:
    csl = csl_date(date)
    back = edtf_of(csl)
    assert csl_date(back) == csl
    assert bounds(back).earliest == bounds(date).earliest
    assert bounds(back).latest == bounds(date).latest
