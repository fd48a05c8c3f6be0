"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return ``did you mean 'x'?`` for the candidate nearest to ``word``, or an empty text."""
    near = nearest(word, candidates, 1)
    return f"did you mean '{near[0]}'?" if near else ""


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to ``limit`` candidates that are spelt like ``word``, the nearest first."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        word, sorted(set(candidates)), scorer=fuzz.WRatio, limit=limit, score_cutoff=75
    )
    return [match[0] for match in found]
