"""A coding off the scale, or against the sign of its category without a note.

Goldstein values run from −10 to +10 (Goldstein 1992). Categories of cooperation take values
of zero or more, those of conflict zero or less; an exception needs a `note`.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem
from relations_kb.reading import KeyPath

LEVEL: Level = "error"


_COOPERATION = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"}
_CONFLICT = {
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
_LIMIT = 10


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each coding out of range."""
    for entry in base.valid("event"):
        coding = entry.data["coding"]
        value, category = coding["goldstein"], coding["plover"]
        place: KeyPath = ("coding", "goldstein")
        values: list[tuple[KeyPath, float]] = [(place, value)]
        for index, variant in enumerate(coding.get("alternatives") or []):
            if variant.get("goldstein") is not None:
                place = ("coding", "alternatives", index, "goldstein")
                values.append((place, variant["goldstein"]))
        for keys, number in values:
            # Written so that .nan fails too.
            if not -_LIMIT <= number <= _LIMIT:
                yield entry.file.problem(
                    keys, "coding-out-of-range", f"{number} is off the scale", "use −10 to +10"
                )
        against = (value < 0 and category in _COOPERATION) or (value > 0 and category in _CONFLICT)
        if against and not coding.get("note"):
            yield entry.file.problem(
                values[0][0],
                "coding-out-of-range",
                f"{value} is unusual for {category}",
                "correct it, or say why in 'note'",
            )
