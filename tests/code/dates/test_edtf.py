"""Bounds of EDTF dates (ISO 8601-2:2019), against known values and the library edtf."""

from __future__ import annotations

import datetime

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.dates.edtf import DateError, bounds

DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("1722?", "1722-01-01", "1722-12-31", "year"),
        ("1651~", "1651-01-01", "1651-12-31", "year"),
        ("1941-08-25/1941-09-17", "1941-08-25", "1941-09-17", "interval"),
        ("1804/1813", "1804-01-01", "1813-12-31", "interval"),
        ("19XX", "1900-01-01", "1999-12-31", "years"),
        ("196X", "1960-01-01", "1969-12-31", "years"),
        ("1828-02", "1828-02-01", "1828-02-29", "month"),
        ("1900-02", "1900-02-01", "1900-02-28", "month"),
        ("1828-02-XX", "1828-02-01", "1828-02-29", "month"),
        ("1828-XX", "1828-01-01", "1828-12-31", "year"),
        ("[1651..1653]", "1651-01-01", "1653-12-31", "one-of"),
        ("[1667,1668-12,1670..1672]", "1667-01-01", "1672-12-31", "one-of"),
        ("{1960,1961-12}", "1960-01-01", "1961-12-31", "all-of"),
        ("../1813", None, "1813-12-31", "interval"),
        ("/1813", None, "1813-12-31", "interval"),
        ("1918/..", "1918-01-01", None, "interval"),
        ("[..1813]", None, "1813-12-31", "one-of"),
        ("1804-06?/1813-10-24~", "1804-06-01", "1813-10-24", "interval"),
        ("2001-21", "2001-03-01", "2001-05-31", "season"),
        ("2003-24", "2003-12-01", "2004-02-29", "season"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("9999", "9999-01-01", "9999-12-31", "year"),
        ("99XX", "9900-01-01", "9999-12-31", "years"),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None, precision: str) -> None:
    found = bounds(text)
    assert (found.earliest and found.earliest.isoformat()) == earliest
    assert (found.latest and found.latest.isoformat()) == latest
    assert found.precision == precision


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("1722?", True, False), ("1651~", False, True), ("1651%", True, True), ("1651", False, False),
     ("1804-06?/1813", True, False), ("?1813-10", True, False), ("1813-~10-24", False, True)],
)  # fmt: skip
def test_qualifiers_are_flags_and_do_not_widen(
    text: str, uncertain: bool, approximate: bool
) -> None:
    found = bounds(text)
    assert (found.uncertain, found.approximate) == (uncertain, approximate)


def test_inner_bounds_of_an_interval() -> None:
    """SEM's four time stamps: the war began in July 1826 at the latest on the 31st."""
    found = bounds("1826-07/1828-02")
    assert str(found.latest_begin) == "1826-07-31"
    assert str(found.earliest_end) == "1828-02-01"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "is not EDTF"), ("soon", "is not EDTF"), ("22.2.1828", "write '1828-02-22'"),
        ("22/2/1828", "write '1828-02-22'"), ("1828-2-2", "write '1828-02-02'"),
        ("1828-02-30", "does not exist"), ("1900-02-29", "does not exist"),
        ("1828-13", "has no month 13"), ("1828-00", "has no month 00"), ("0000", "year 0"),
        ("1813/1804", "ends before it starts"), ("[1653..1651]", "ends before it starts"),
        ("../..", "neither start nor end"), ("/", "neither start nor end"), ("[..]", "neither"),
        ("1/2/3/4", "more than one '/'"), ("[1651", "no closing ']'"), ("{1651]", "no closing '}'"),
        ("[]", "is not EDTF"), ("1X28", "X before a digit"), ("XXXX", "is not EDTF"),
        ("18XX-02", "month without its year"), ("1828-XX-10", "day without its month"),
        ("9999-24", "beyond the year 9999"), ("1828-02-22T10:00", "is not EDTF"),
        ("۱۸۲۸", "is not EDTF"), ("-0500", "is not EDTF"), ("1828 ", "is not EDTF"),
        ("1828\n", "is not EDTF"), ("??1828", "is not EDTF"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_told_with_advice(text: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        bounds(text)
    assert advice in str(caught.value)
    assert "; " in str(caught.value)


@given(DAYS)
def test_a_day_is_its_own_bounds(day: datetime.date) -> None:
    found = bounds(day.isoformat())
    assert found.earliest == found.latest == found.latest_begin == found.earliest_end == day


@given(DAYS, DAYS)
def test_intervals_of_days(one: datetime.date, other: datetime.date) -> None:
    first, last = sorted((one, other))
    found = bounds(f"{first}/{last}")
    assert (found.earliest, found.latest) == (first, last)
    assert (found.earliest_year, found.latest_year) == (first.year, last.year)


@given(st.text(alphabet="0123456789X-/.,?~%[]{} ", max_size=24))
def test_any_text_has_ordered_bounds_or_a_date_error(text: str) -> None:
    try:
        found = bounds(text)
    except DateError:
        return
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(DAYS.filter(lambda day: day.year > 1000), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_the_library_edtf_agrees_on_days_months_and_years(day: datetime.date, form: str) -> None:
    text = day.strftime(form)
    theirs = edtf.parse_edtf(text)
    ours = bounds(text)
    assert ours.earliest is not None
    assert ours.latest is not None
    assert ours.earliest.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    assert ours.latest.timetuple()[:3] == tuple(theirs.upper_strict())[:3]


@pytest.mark.parametrize(
    "text", ["1804/1813", "1941-08-25/1941-09-17", "19XX", "1828-02-XX", "1828-XX"]
)
def test_the_library_edtf_agrees_on_intervals_and_unknown_digits(text: str) -> None:
    theirs, ours = edtf.parse_edtf(text), bounds(text)
    assert ours.earliest is not None
    assert ours.latest is not None
    assert ours.earliest.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    assert ours.latest.timetuple()[:3] == tuple(theirs.upper_strict())[:3]
