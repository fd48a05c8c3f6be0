"""The Solar Hijri calendar of Iran, by a table of its New Year's days.

The year begins at the spring equinox as seen from Tehran. convertdate reckons each equinox
anew, at some 30 milliseconds a date; the table below holds what it reckons (a test compares
them), and other years are left to it. Before 1925, when the calendar became law in Iran, it
is carried backwards.
"""

from __future__ import annotations

import datetime
from itertools import accumulate

FIRST_YEAR = 800
# One digit a year: how many days after 20 March of year + 621 it begins.
_NEW_YEARS = (
    "11211121112111211111111111111111111111111111111111101110111011101110111011101111"
    "22211221122112211221122112211221122111211121112111211121112111211121111111111111"
    "11111111111111111111111011101110111011101110111011101110011001100110011001100110"
    "01100110001000100010001000100010001000111111111111111111111111111111111011101110"
    "11101110111011101110111001100110011001100110011001100110011111211121112111211121"
    "11211121111111111111111111111111111111111111111011101111111111101111111111101111"
    "12211221122112211221122112211121112111211121112111211121112111111111111111111111"
    "11111111111111101110111011101110111011101110111001100110011001100110011001100110"
    "0010001000100010001000100010001000000001111111111111111111111"
)
LAST_YEAR = FIRST_YEAR + len(_NEW_YEARS) - 2
# The first day of each month, counted from 1 Farvardin: six of 31 days, then of 30.
_MONTHS = tuple(accumulate([31] * 6 + [30] * 5, initial=0))


def to_gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Return the Gregorian year, month and day.

    Raises `ValueError` if Python has no such day. A day beyond the end of its month runs on
    into the next.

    >>> to_gregorian(1320, 6, 3)
    (1941, 8, 25)
    """
    found = _new_year(year) + datetime.timedelta(days=_MONTHS[month - 1] + day - 1)
    return found.year, found.month, found.day


def from_gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Return the Solar Hijri year, month and day.

    >>> from_gregorian(1941, 8, 25)
    (1320, 6, 3)
    """
    wanted = datetime.date(year, month, day)
    solar = year - 621
    if wanted < _new_year(solar):
        solar -= 1
    passed = (wanted - _new_year(solar)).days
    solar_month = max(index for index, first in enumerate(_MONTHS) if first <= passed)
    return solar, solar_month + 1, passed - _MONTHS[solar_month] + 1


def _new_year(year: int) -> datetime.date:
    if not FIRST_YEAR <= year <= LAST_YEAR + 1:
        from convertdate import persian

        return datetime.date(*persian.to_gregorian(year, 1, 1))
    return datetime.date(year + 621, 3, 20 + int(_NEW_YEARS[year - FIRST_YEAR]))
