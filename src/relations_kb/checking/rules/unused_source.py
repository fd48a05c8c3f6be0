"""A source that nothing cites.

Remove it, or cite it where it was used.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.entries.fields import RefersTo
from relations_kb.problem import Level, Problem

LEVEL: Level = "warning"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each source without a citation."""
    used = {
        m.value for m in base.marked if isinstance(m.mark, RefersTo) and m.mark.kind == "source"
    }
    for identifier, source in base.by_id["source"].items():
        if identifier not in used:
            yield source.file.problem(
                (*source.prefix, "id"),
                "unused-source",
                f"nothing cites the source '{identifier}'",
                "cite it or remove it",
            )
