"""A source that nothing cites.

Remove it, or cite it where it was used.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._citations import citations
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "warning"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each source without a citation."""
    used = {c.get("source") for entry in base.entries for _, c in citations(entry)}
    used |= {e.data.get("source") for e in base.entries if e.kind.name == "claim"}
    for entry in base.entries:
        used.update(entry.data.get("text-at") or [])
    for identifier, source in base.by_id["source"].items():
        if identifier not in used:
            yield source.file.problem(
                (*source.prefix, "id"),
                "unused-source",
                f"nothing cites the source '{identifier}'",
                "cite it or remove it",
            )
