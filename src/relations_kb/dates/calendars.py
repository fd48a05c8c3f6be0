"""Julian and lunar Hijri days, by the library convertdate, and Solar Hijri ones, by a table.

The lunar Hijri calendar here is the tabular civil one; real months began when the moon was
seen, so a date in a source may differ by a day or two. All other dates in the base are
proleptic Gregorian.
"""

from __future__ import annotations

import datetime
import re
from types import ModuleType

from relations_kb.dates import solar_hijri
from relations_kb.dates.edtf import DateError

CALENDARS = ("gregorian", "julian", "solar-hijri", "lunar-hijri")
_PARTS = re.compile(r"(\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\Z", re.ASCII)

_GREGORIAN_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}
_SOLAR_MONTHS = {
    "en": "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand",
    "ru": "фарвардина ордибехешта хордада тира мордада шахривара мехра абана азера дея бахмана"
    " эсфанда",
    "fa": "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
}
_LUNAR_MONTHS = {
    "en": "Muharram,Safar,Rabi I,Rabi II,Jumada I,Jumada II,Rajab,Sha'ban,Ramadan,Shawwal,"
    "Dhu al-Qa'da,Dhu al-Hijja",
    "ru": "мухаррама,сафара,раби I,раби II,джумады I,джумады II,раджаба,шаабана,рамадана,"
    "шавваля,зуль-каады,зуль-хиджжи",
    "fa": "محرم,صفر,ربیع‌الاول,ربیع‌الثانی,جمادی‌الاول,جمادی‌الثانی,رجب,شعبان,رمضان,شوال,"
    "ذی‌القعده,ذی‌الحجه",
}
_NAMES = {
    "gregorian": {language: text.split() for language, text in _GREGORIAN_MONTHS.items()},
    "julian": {language: text.split() for language, text in _GREGORIAN_MONTHS.items()},
    "solar-hijri": {language: text.split() for language, text in _SOLAR_MONTHS.items()},
    "lunar-hijri": {language: text.split(",") for language, text in _LUNAR_MONTHS.items()},
}
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def to_gregorian(calendar_name: str, text: str) -> str:
    """Return the EDTF of a date printed in another calendar.

    ``text`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` in that calendar; a year or month
    becomes an interval of days. Raises `DateError` if there is no such day.

    >>> to_gregorian("julian", "1828-02-10"), to_gregorian("solar-hijri", "1206-12-02")
    ('1828-02-22', '1828-02-22')
    """
    if calendar_name == "gregorian":
        return text
    match = _PARTS.match(text)
    if not match:
        raise DateError(f"'{text}' is not a date; write year-month-day")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None and month is not None:
        return _day(calendar_name, year, month, day).isoformat()
    if month is not None:
        first = _day(calendar_name, year, month, 1)
        following = (year, month + 1) if month < 12 else (year + 1, 1)
    else:
        first = _day(calendar_name, year, 1, 1)
        following = (year + 1, 1)
    last = _day(calendar_name, *following, 1) - datetime.timedelta(days=1)
    return f"{first.isoformat()}/{last.isoformat()}"


def from_gregorian(calendar_name: str, day: datetime.date) -> tuple[int, int, int]:
    """Return year, month and day of a Gregorian ``day`` in another calendar.

    >>> from_gregorian("julian", datetime.date(1828, 2, 22))
    (1828, 2, 10)
    """
    if calendar_name == "gregorian":
        return day.year, day.month, day.day
    year, month, number = _library(calendar_name).from_gregorian(day.year, day.month, day.day)
    return year, month, number


def describe_day(day: datetime.date, calendar_name: str, language: str = "en") -> str:
    """Return a day for people to read, in a calendar and a language (en, ru or fa).

    >>> describe_day(datetime.date(1828, 2, 22), "julian")
    '10 February 1828'
    """
    year, month, number = from_gregorian(calendar_name, day)
    text = f"{number} {_NAMES[calendar_name][language][month - 1]} {year}"
    return text.translate(_PERSIAN_DIGITS) if language == "fa" else text


def _day(calendar_name: str, year: int, month: int, day: int) -> datetime.date:
    module = _library(calendar_name)
    wrong = DateError(f"the day {year}-{month:02}-{day:02} does not exist in {calendar_name}")
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= 31:
        raise wrong
    try:
        found = datetime.date(*module.to_gregorian(year, month, day))
    except (ValueError, IndexError):
        raise wrong from None
    if tuple(module.from_gregorian(found.year, found.month, found.day)) != (year, month, day):
        raise wrong
    return found


def _library(calendar_name: str) -> ModuleType:
    from convertdate import islamic, julian

    modules: dict[str, ModuleType] = {
        "julian": julian,
        "solar-hijri": solar_hijri,
        "lunar-hijri": islamic,
    }
    if calendar_name not in modules:
        raise DateError(f"no calendar '{calendar_name}'; one of {', '.join(CALENDARS)}")
    return modules[calendar_name]
