"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

# Of 100: how alike two words are as a whole, and how alike a word and a part of another.
_LIKE = 65
_PARTLY = 75


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the candidate nearest to ``word``, or an empty text."""
    near = nearest(word, candidates, 1)
    return f"did you mean '{near[0]}'?" if near else ""


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to ``limit`` candidates that are spelt like ``word``, the nearest first.

    >>> nearest("dat", ["date", "date-as-printed", "measures"])
    ['date', 'date-as-printed']
    """
    from rapidfuzz import fuzz, process

    names = sorted(set(candidates))
    whole = process.extract(word, names, scorer=fuzz.ratio, limit=limit, score_cutoff=_LIKE)
    parts = process.extract(word, names, scorer=fuzz.WRatio, limit=limit, score_cutoff=_PARTLY)
    return list(dict.fromkeys(match[0] for match in (*whole, *parts)))[:limit]
