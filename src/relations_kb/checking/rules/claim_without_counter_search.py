"""A claim with no search for evidence against it.

Search for the counter-evidence as hard as for the evidence, and say so: `counter-evidence`
gives the day, the queries and what they brought.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each claim whose counter-evidence was not searched."""
    for entry in base.entries:
        if entry.kind.name == "claim" and not entry.data.get("counter-evidence"):
            yield entry.file.problem(
                (),
                "claim-without-counter-search",
                "no search for evidence against the claim",
                "search, then add 'counter-evidence:'",
            )
