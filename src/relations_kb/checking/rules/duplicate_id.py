"""An id that two entries of one kind share.

Ids are permanent and unique within their kind. Give the newer entry another id.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem at each entry whose id an earlier entry has."""
    for entry in base.entries:
        first = base.by_id[entry.kind.name].get(entry.id)
        if entry.id and first is not None and first is not entry:
            line, column = first.file.position((*first.prefix, "id"))
            message = f"{entry.kind.name} '{entry.id}' is also at {first.file.path}:{line}:{column}"
            yield entry.file.problem(
                (*entry.prefix, "id"), "duplicate-id", message, "give one of them another id"
            )
