"""Fewer entries of a kind than `dataset.yaml` promises.

`minimum-counts` gives the least number of entries by kind, with the reason, so that a folder
that was lost or moved is noticed.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.entries.kinds import KINDS
from relations_kb.problem import Level, Problem
from relations_kb.suggest import suggestion

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each minimum that is not reached, and for unknown kinds."""
    for entry in base.valid("dataset"):
        for index, minimum in enumerate(entry.data["minimum-counts"]):
            kind, least = minimum["kind"], minimum["count"]
            if kind not in KINDS:
                fix = suggestion(kind, KINDS) or f"one of: {', '.join(KINDS)}"
                place = ("minimum-counts", index, "kind")
                yield entry.file.problem(place, "minimum-count", f"no kind of entry '{kind}'", fix)
                continue
            found = len(base.by_id[kind])
            if found < least:
                yield entry.file.problem(
                    ("minimum-counts", index, "count"),
                    "minimum-count",
                    f"{found} entries of kind '{kind}', at least {least} are expected",
                    "find what was lost, or lower the number with a reason",
                )
