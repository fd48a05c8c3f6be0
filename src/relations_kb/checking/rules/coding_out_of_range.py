"""A coding off the scale, or against the sign of its category without a note.

Goldstein values run from −10 to +10 (Goldstein 1992). Categories of cooperation take values
of zero or more, those of conflict zero or less; an exception needs a `note`.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

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
        place = ("coding", "goldstein")
        if not -_LIMIT <= value <= _LIMIT:
            yield entry.file.problem(
                place, "coding-out-of-range", f"{value} is off the scale", "use −10 to +10"
            )
        against = (value < 0 and category in _COOPERATION) or (value > 0 and category in _CONFLICT)
        if against and not coding.get("note"):
            yield entry.file.problem(
                place, "coding-out-of-range", f"{value} is unusual for {category}",
                "correct it, or say why in 'note'",
            )
