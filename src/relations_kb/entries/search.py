"""Finds entries by words, in three languages, forgiving small misspellings."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from relations_kb.entries.base import Base, Entry
from relations_kb.errors import UsageError
from relations_kb.suggest import suggestion

HIDDEN = ("dataset", "redirect")
_WORD = re.compile(r"\w+")
_TOLERANCE = 78.0
# A longer word than any name: measuring its likeness to every word of the base is slow for nothing.
_LONGEST = 60
_FIELDS = (
    ("title", 3.0),
    ("name", 3.0),
    ("text", 2.0),
    ("names", 2.5),
    ("id", 2.0),
    ("title-en", 3.0),
    ("title-transliterated", 3.0),
    ("authors", 2.0),
    ("summary", 1.0),
)
_DATES = ("date", "lived", "existed", "made-on", "issued")
# Persian text is typed with Arabic letters as often as with its own.
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ё": "е"})
_PERSIAN = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, its name for people, and how well it fits."""

    entry: Entry
    label: str
    score: float

    @property
    def date(self) -> str:
        """The EDTF date of the entry, or when it lived, existed or was issued; or nothing."""
        found = (self.entry.data.get(key) for key in _DATES)
        return next((str(value) for value in found if value), "")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the hits, the best first, and whether all have every word."""

    hits: tuple[Hit, ...]
    every_word: bool


def search(base: Base, text: str, *, kind: str | None = None, lang: str | None = None) -> Found:
    """Return the entries that hold every word of ``text``, or else some of them, the best first.

    A word fits if it is in the entry, begins one of its words, or is spelt nearly like one.
    Sources come after all other kinds. If no entry has every word, those are given that have
    the words that tell most. Labels are in ``lang``, or in the language of whose letters
    ``text`` is. Raises `UsageError` for an unknown kind and for no words.
    """
    kinds = [name for name in base.by_id if name not in HIDDEN]
    if kind is not None and kind not in kinds:
        hint = suggestion(kind, kinds) or f"there are: {', '.join(kinds)}"
        raise UsageError(f"no kind '{kind}'; {hint}")
    wanted = list(dict.fromkeys(words_of(text)))
    if not wanted:
        raise UsageError("nothing to search for; give words, such as: relations-kb search caspian")
    shown = lang or language_of(text)
    fits = [
        (entry, fit)
        for name in (kinds if kind is None else [kind])
        for entry in base.by_id[name].values()
        if any(fit := _fit(entry.data, wanted))
    ]
    every_word = [(entry, sum(fit)) for entry, fit in fits if all(fit)]
    chosen = every_word or _by_rarest(fits, sum(len(base.by_id[name]) for name in kinds))
    hits = (Hit(entry, label_of(entry, shown), score) for entry, score in chosen)
    return Found(tuple(sorted(hits, key=_order)), bool(every_word) or not chosen)


def _order(hit: Hit) -> tuple[bool, float, int, bool, str]:
    kind = hit.entry.kind.name
    words = len(words_of(label_of(hit.entry)))
    return kind == "source", -round(hit.score, 6), words, kind != "event", hit.entry.id


def _by_rarest(fits: list[tuple[Entry, list[float]]], total: int) -> list[tuple[Entry, float]]:
    """Return the entries that hold some words and their scores: a rare word tells more.

    The weight of a word is its inverse document frequency, log(1 + entries / those with it).
    Of sources and of all other entries, those that fit less than half as well as the best go.
    """
    if not fits:
        return []
    have = [sum(map(bool, column)) for column in zip(*(fit for _, fit in fits), strict=True)]
    weights = [math.log(1 + total / number) if number else 0.0 for number in have]
    scored = [(entry, sum(f * w for f, w in zip(fit, weights, strict=True))) for entry, fit in fits]
    least = {False: 0.0, True: 0.0}
    for entry, score in scored:
        is_source = entry.kind.name == "source"
        least[is_source] = max(least[is_source], score / 2)
    return [
        (entry, score) for entry, score in scored if score >= least[entry.kind.name == "source"]
    ]


def language_of(text: str) -> str:
    """Return the language whose letters a text is in: ``fa``, ``ru``, else ``en``."""
    if _PERSIAN.search(text):
        return "fa"
    return "ru" if _CYRILLIC.search(text) else "en"


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case, without accents, in plain letters."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("\u200c", "")
    return _WORD.findall(plain)


def label_of(entry: Entry, lang: str = "en") -> str:
    """Return the name of an entry for people, in a language, else in English, else as it is."""
    data = entry.data
    value = data.get("title") or data.get("name") or data.get("text") or entry.id
    return str(value.get(lang) or value.get("en")) if isinstance(value, dict) else str(value)


def _fit(data: dict[str, Any], wanted: list[str]) -> list[float]:
    """Return for each wanted word how well the entry holds it, 0 if it does not."""
    held: dict[str, float] = {}
    for field, weight in _FIELDS:
        for word in words_of(_joined(data.get(field))):
            held[word] = max(held.get(word, 0.0), weight)
    return [_best(word, held) for word in wanted]


def _best(word: str, held: dict[str, float]) -> float:
    if word in held:
        return held[word]
    prefixed = [weight for other, weight in held.items() if other.startswith(word)]
    if prefixed:
        return 0.9 * max(prefixed)
    if not 4 <= len(word) <= _LONGEST or word.isdigit():
        return 0.0
    from rapidfuzz import fuzz, process

    near = process.extract(word, held.keys(), scorer=fuzz.ratio, score_cutoff=_TOLERANCE, limit=3)
    return max((0.6 * held[other] * score / 100 for other, score, _ in near), default=0.0)


def _joined(value: Any) -> str:
    return " ".join(_texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(part) for part in value.values() if part)
    elif isinstance(value, list):
        yield from (str(p.get("name", "")) if isinstance(p, dict) else str(p) for p in value)
    elif value is not None:
        yield str(value)
