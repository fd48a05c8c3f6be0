"""Finds entries by words, in three languages, forgiving small misspellings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from relations_kb.entries.base import Base, Entry
from relations_kb.errors import UsageError

_WORD = re.compile(r"\w+")
_TOLERANCE = 78.0
_FIELDS = (
    ("title", 3.0),
    ("name", 3.0),
    ("text", 2.0),
    ("names", 2.5),
    ("id", 2.0),
    ("summary", 1.0),
)
# Persian text is typed with Arabic letters as often as with its own.
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ё": "е"})


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found, its name for people, and how well it fits."""

    entry: Entry
    label: str
    score: float


def search(base: Base, text: str, *, kind: str | None = None, limit: int = 20) -> list[Hit]:
    """Return the entries that hold every word of ``text``, the best first.

    A word fits if it is in the entry, begins one of its words, or is spelt nearly like one.
    Raises `UsageError` for an unknown kind.
    """
    if kind is not None and kind not in base.by_id:
        raise UsageError(f"no kind '{kind}'; there are: {', '.join(base.by_id)}")
    wanted = words_of(text)
    if not wanted:
        return []
    hits = []
    for name, entries in base.by_id.items():
        if name in ("dataset", "redirect") or (kind is not None and name != kind):
            continue
        for entry in entries.values():
            score = _score(entry.data, wanted)
            if score > 0:
                hits.append(Hit(entry, label_of(entry), score))
    hits.sort(key=lambda hit: (-hit.score, hit.entry.kind.name != "event", hit.entry.id))
    return hits[:limit]


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower case, without accents, in plain letters."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace("\u200c", "")
    return _WORD.findall(plain)


def label_of(entry: Entry) -> str:
    """Return the name of an entry for people, in English where there is one."""
    data = entry.data
    value = data.get("title") or data.get("name") or data.get("text") or entry.id
    return str(value.get("en")) if isinstance(value, dict) else str(value)


def _score(data: dict[str, Any], wanted: list[str]) -> float:
    held: dict[str, float] = {}
    for field, weight in _FIELDS:
        for word in words_of(_joined(data.get(field))):
            held[word] = max(held.get(word, 0.0), weight)
    total = 0.0
    for word in wanted:
        best = _best(word, held)
        if best == 0.0:
            return 0.0
        total += best
    return total


def _best(word: str, held: dict[str, float]) -> float:
    if word in held:
        return held[word]
    prefixed = [weight for other, weight in held.items() if other.startswith(word)]
    if prefixed:
        return 0.9 * max(prefixed)
    if len(word) < 4:
        return 0.0
    from rapidfuzz import fuzz, process

    near = process.extract(word, held.keys(), scorer=fuzz.ratio, score_cutoff=_TOLERANCE, limit=3)
    return max((0.6 * held[other] * score / 100 for other, score, _ in near), default=0.0)


def _joined(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return " ".join(str(part.get("name", "")) for part in value if isinstance(part, dict))
    return str(value)
