"""Julian, Solar Hijri and lunar Hijri days: history's fixtures, round trips, peers."""

from __future__ import annotations

import contextlib
import datetime

import hijridate
import jdatetime
import pytest
from convertdate import persian
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.dates import solar_hijri
from relations_kb.dates.calendars import CALENDARS, describe_day, from_gregorian, to_gregorian
from relations_kb.dates.edtf import DateError, bounds

DAYS = st.dates(datetime.date(1430, 1, 1), datetime.date(2110, 12, 31))
# Years whose first day jdatetime's rule of 33 years puts one day earlier than the equinox at
# Tehran does. All lie before 1925, when the calendar became law in Iran.
JDATETIME_DIFFERS = {
    814, 847, 880, 913, 946, 979, 1012, 1045, 1078, 1177, 1243, 1255, 1259, 1267, 1271, 1276,
}  # fmt: skip


@pytest.mark.parametrize(
    ("event", "julian", "gregorian"),
    [
        ("Treaty of Saint Petersburg", "1723-09-12", "1723-09-23"),
        ("Treaty of Resht", "1732-01-21", "1732-02-01"),
        ("Treaty of Ganja", "1735-03-10", "1735-03-21"),
        ("Treaty of Gulistan", "1813-10-12", "1813-10-24"),
        ("Treaty of Turkmenchay", "1828-02-10", "1828-02-22"),
        ("Treaty of Akhal", "1881-12-09", "1881-12-21"),
        ("Anglo-Russian Convention", "1907-08-18", "1907-08-31"),
        ("the last day before the gap grew to 12", "1800-02-28", "1800-03-11"),
        ("the first day of the gap of 12", "1800-02-29", "1800-03-12"),
        ("the first day of the gap of 13", "1900-02-29", "1900-03-13"),
        ("Russia leaves the Julian calendar", "1918-01-31", "1918-02-13"),
    ],
)
def test_julian_dates(event: str, julian: str, gregorian: str) -> None:
    assert to_gregorian("julian", julian) == gregorian, event
    year, month, day = from_gregorian("julian", datetime.date.fromisoformat(gregorian))
    assert f"{year:04}-{month:02}-{day:02}" == julian


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ("1206-12-02", "1828-02-22"),  # Turkmenchay; jdatetime says so too
        ("1320-06-03", "1941-08-25"),  # the allied invasion, "the third of Shahrivar"
        ("1332-05-28", "1953-08-19"),  # the coup of "28 Mordad"
        ("1357-11-22", "1979-02-11"),  # the revolution, "22 Bahman"
        ("1399-12-30", "2021-03-20"),  # the last day of a leap year
        ("1404-01-01", "2025-03-21"),
    ],
)
def test_solar_hijri_dates(solar: str, gregorian: str) -> None:
    assert to_gregorian("solar-hijri", solar) == gregorian
    found = from_gregorian("solar-hijri", datetime.date.fromisoformat(gregorian))
    assert "{:04}-{:02}-{:02}".format(*found) == solar


@given(DAYS, st.sampled_from(CALENDARS))
def test_round_trips(day: datetime.date, calendar: str) -> None:
    year, month, number = from_gregorian(calendar, day)
    assert to_gregorian(calendar, f"{year:04}-{month:02}-{number:02}") == day.isoformat()


@given(DAYS, st.sampled_from(["julian", "solar-hijri", "lunar-hijri"]))
def test_a_month_or_year_holds_its_days(day: datetime.date, calendar: str) -> None:
    year, month, _ = from_gregorian(calendar, day)
    for text in (f"{year:04}-{month:02}", f"{year:04}"):
        span = bounds(to_gregorian(calendar, text))
        assert span.earliest is not None
        assert span.latest is not None
        assert span.earliest <= day <= span.latest


@given(DAYS, st.sampled_from(["julian", "solar-hijri", "lunar-hijri"]))
def test_the_day_after_is_the_next_day(day: datetime.date, calendar: str) -> None:
    today = from_gregorian(calendar, day)
    tomorrow = from_gregorian(calendar, day + datetime.timedelta(days=1))
    year, month, number = today
    following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert tomorrow in ((year, month, number + 1), following)


@given(DAYS)
def test_jdatetime_agrees_but_for_the_years_listed(day: datetime.date) -> None:
    ours = from_gregorian("solar-hijri", day)
    theirs = jdatetime.date.fromgregorian(date=day)
    if {ours[0], ours[0] + 1} & JDATETIME_DIFFERS:
        return
    assert ours == (theirs.year, theirs.month, theirs.day)


def test_jdatetime_differs_in_the_years_listed_by_one_day() -> None:
    years = range(solar_hijri.FIRST_YEAR, solar_hijri.LAST_YEAR + 1)
    differs = set()
    for year in years:
        ours = datetime.date(*solar_hijri.to_gregorian(year, 1, 1))
        theirs = jdatetime.date(year, 1, 1).togregorian()
        if ours != theirs:
            differs.add(year)
            assert ours - theirs == datetime.timedelta(days=1)
    assert differs == JDATETIME_DIFFERS


# convertdate takes some 20 ms a year, so the test takes a sample: the ends, the years in which
# jdatetime differs with their neighbours, and every ninth.
_FIRST, _LAST = solar_hijri.FIRST_YEAR, solar_hijri.LAST_YEAR
SAMPLE = sorted(
    {_FIRST, _LAST, *range(_FIRST, _LAST, 9)}
    | {year + step for year in JDATETIME_DIFFERS for step in (-1, 0, 1)}
)


def test_the_table_of_new_years_is_what_convertdate_reckons() -> None:
    for year in SAMPLE:
        assert solar_hijri.to_gregorian(year, 1, 1) == persian.to_gregorian(year, 1, 1), year


def test_years_outside_the_table() -> None:
    """They are left to convertdate."""
    assert solar_hijri.to_gregorian(700, 2, 1) == persian.to_gregorian(700, 2, 1)
    assert solar_hijri.from_gregorian(1300, 5, 5) == persian.from_gregorian(1300, 5, 5)


@given(st.dates(datetime.date(1924, 8, 1), datetime.date(2077, 11, 16)))
def test_hijridate_is_within_two_days(day: datetime.date) -> None:
    """hijridate follows Umm al-Qura, sighted or reckoned at Mecca; ours is the tabular civil one."""
    theirs = hijridate.Gregorian(day.year, day.month, day.day).to_hijri()
    text = f"{theirs.year:04}-{theirs.month:02}-{min(theirs.day, 29):02}"
    ours = datetime.date.fromisoformat(to_gregorian("lunar-hijri", text))
    moved = datetime.timedelta(days=theirs.day - min(theirs.day, 29))
    assert abs(ours + moved - day) <= datetime.timedelta(days=2)


@pytest.mark.parametrize(
    ("calendar", "text"),
    [
        ("julian", "1828-02-30"), ("julian", "1827-02-29"), ("julian", "1828-13-01"),
        ("julian", "1828-00-01"), ("julian", "1828-01-00"), ("julian", "10.2.1828"),
        ("julian", ""), ("julian", "0000-01-01"), ("julian", "9999-12-31"), ("julian", "9999"),
        ("solar-hijri", "1206-12-30"), ("solar-hijri", "1320-07-31"), ("solar-hijri", "9999-01-01"),
        ("lunar-hijri", "1243-02-30"), ("lunar-hijri", "0000-01-01"), ("lunar-hijri", "9999"),
        ("mayan", "1828-01-01"), ("julian", "۱۸۲۸-۰۲-۱۰"),
    ],
)  # fmt: skip
def test_days_that_do_not_exist(calendar: str, text: str) -> None:
    with pytest.raises(DateError):
        to_gregorian(calendar, text)


@given(
    st.sampled_from(["julian", "solar-hijri", "lunar-hijri"]),
    st.text(alphabet="0123456789-", max_size=11),
)
def test_any_text_is_a_date_or_a_date_error(calendar: str, text: str) -> None:
    with contextlib.suppress(DateError):
        bounds(to_gregorian(calendar, text))


@pytest.mark.parametrize(
    ("calendar", "language", "text"),
    [
        ("gregorian", "en", "22 February 1828"),
        ("julian", "ru", "10 февраля 1828"),
        ("solar-hijri", "fa", "۲ اسفند ۱۲۰۶"),
        ("solar-hijri", "en", "2 Esfand 1206"),
        ("lunar-hijri", "en", "6 Sha'ban 1243"),
    ],
)
def test_days_for_people(calendar: str, language: str, text: str) -> None:
    assert describe_day(datetime.date(1828, 2, 22), calendar, language) == text
