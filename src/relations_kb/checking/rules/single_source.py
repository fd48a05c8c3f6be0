"""An event with one publisher that is not marked `reported`.

Two independent publishers wherever they can be had; a mirror counts as what it mirrors. With
one only, the status must be `reported`.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._citations import citations, publisher
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each event that rests on one publisher without saying so."""
    for entry in base.valid("event"):
        read = [c for _, c in citations(entry) if c.get("check") == "read"]
        publishers = {publisher(base, c["source"]) for c in read}
        if len(publishers) == 1 and entry.data.get("status") != "reported":
            message = f"only one publisher ({publishers.pop()}) is cited"
            yield entry.file.problem(
                ("status",), "single-source", message, "add a second, or write 'status: reported'"
            )
