"""EDTF dates in the words of a language: English, Russian, Persian."""

from __future__ import annotations

import re

from relations_kb.dates.calendars import describe_day
from relations_kb.dates.edtf import Bounds, DateError, bounds

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
}
_SEASONS = {
    "en": ("spring", "summer", "autumn", "winter"),
    "ru": ("весна", "лето", "осень", "зима"),
    "fa": ("بهار", "تابستان", "پاییز", "زمستان"),
}
_WORDS = {
    "en": {
        "about": "about {}", "perhaps": "{} (uncertain)", "since": "since {}", "until": "until {}",
        "unknown-end": "from {}, end unknown", "unknown-start": "to {}, start unknown",
        "between": "between {} and {}", "or": " or ", "and": " and ", "decade": "{}s",
        "or-before": "{} or before", "or-after": "{} or after",
    },
    "ru": {
        "about": "ок. {}", "perhaps": "{} (предположительно)", "since": "{} — по настоящее время",
        "until": "до: {}", "unknown-end": "{} — конец неизвестен",
        "unknown-start": "начало неизвестно — {}", "between": "между: {} и {}", "or": " или ",
        "and": " и ", "decade": "{}-е", "or-before": "{} или раньше", "or-after": "{} или позже",
    },
    "fa": {
        "about": "حدود {}", "perhaps": "{} (نامطمئن)", "since": "از {}", "until": "تا {}",
        "unknown-end": "از {}، پایان نامعلوم", "unknown-start": "تا {}، آغاز نامعلوم",
        "between": "میان {} و {}", "or": " یا ", "and": " و ", "decade": "دههٔ {}",
        "or-before": "{} یا پیش از آن", "or-after": "{} یا پس از آن",
    },
}  # fmt: skip
_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# Years, months and days, one or two; in the place of a month, from 21 on stands a season.
_POINT = r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?"
_DIGITS = re.compile(rf"{_POINT}(/{_POINT})?", re.ASCII)
_QUALIFIER = re.compile(r"[?~%]")


def date_in_words(text: str, lang: str = "en") -> str:
    """Return an EDTF date for people to read. Raises `DateError` if it is none.

    >>> date_in_words("1828-02-22"), date_in_words("1651~"), date_in_words("[1651..1653]")
    ('22 February 1828', 'about 1651', 'between 1651 and 1653')
    >>> date_in_words("2015-09-30/..", "ru")
    '30 сентября 2015 — по настоящее время'
    """
    bounds(text)
    if text[:1] in ("[", "{"):
        return _set(text, lang)
    if "/" in text:
        return _interval(text, lang)
    return _single(text, lang)


def year_in(year: int, lang: str) -> str:
    """Return a year in the digits of a language.

    >>> year_in(1828, "ru"), year_in(1828, "fa")
    ('1828', '۱۸۲۸')
    """
    return str(year).translate(_PERSIAN_DIGITS) if lang == "fa" else str(year)


def short_date(text: str, lang: str = "en") -> str:
    """Return an EDTF date for a column: digits if they say all, else words.

    >>> short_date("1828-02-22"), short_date("1804/1813"), short_date("1669-06~")
    ('1828-02-22', '1804 – 1813', 'about June 1669')
    """
    if _DIGITS.fullmatch(text):
        return text.replace("/", " – ")
    try:
        return date_in_words(text, lang)
    except DateError:
        return text


def _interval(text: str, lang: str) -> str:
    start, end = text.split("/")
    words = _WORDS[lang]
    if end in ("", ".."):
        return words["since" if end else "unknown-end"].format(_single(start, lang))
    if start in ("", ".."):
        return words["until" if start else "unknown-start"].format(_single(end, lang))
    return f"{_single(start, lang)} – {_single(end, lang)}"


def _set(text: str, lang: str) -> str:
    words = _WORDS[lang]
    members = [part.strip() for part in text[1:-1].split(",")]
    if text[0] == "[" and len(members) == 1 and ".." in members[0]:
        start, _, end = members[0].partition("..")
        if start and end:
            return words["between"].format(_single(start, lang), _single(end, lang))
    shown = [_member(part, lang) for part in members]
    joined = ", ".join(shown[:-1])
    last = words["or" if text[0] == "[" else "and"]
    return f"{joined}{last}{shown[-1]}" if joined else shown[-1]


def _member(part: str, lang: str) -> str:
    if ".." not in part:
        return _single(part, lang)
    start, _, end = part.partition("..")
    if start and end:
        return f"{_single(start, lang)} – {_single(end, lang)}"
    word = "or-after" if start else "or-before"
    return _WORDS[lang][word].format(_single(start or end, lang))


def _single(text: str, lang: str) -> str:
    span = bounds(text)
    bare = _plain(_QUALIFIER.sub("", text), span, lang)
    if span.approximate:
        bare = _WORDS[lang]["about"].format(bare)
    return _WORDS[lang]["perhaps"].format(bare) if span.uncertain else bare


def _plain(text: str, span: Bounds, lang: str) -> str:
    assert span.earliest is not None
    assert span.latest is not None
    first, last = span.earliest, span.latest
    if span.precision == "day":
        return describe_day(first, "gregorian", lang)
    if span.precision == "month":
        shown = f"{_MONTHS[lang].split()[first.month - 1]} {first.year}"
    elif span.precision == "season":
        number = int(text[5:7]) - 21
        years = f"{first.year}–{last.year}" if last.year != first.year else str(first.year)
        shown = f"{_SEASONS[lang][number]} {years}"
    elif span.precision == "year":
        shown = str(first.year)
    elif last.year - first.year == 9:
        shown = _WORDS[lang]["decade"].format(first.year)
    else:
        shown = f"{first.year}–{last.year}"
    return shown.translate(_PERSIAN_DIGITS) if lang == "fa" else shown
