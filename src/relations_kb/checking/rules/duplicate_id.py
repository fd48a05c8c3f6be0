"""An id that two entries of one kind share.

Ids are permanent and unique within their kind. Give the newer entry another id.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base, Entry
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem at each entry with the id of another that is at its place, or earlier."""
    first_of: dict[tuple[str, str], Entry] = {}
    for entry in sorted(base.entries, key=_misplaced):
        first = first_of.setdefault((entry.kind.name, entry.id), entry)
        if entry.id and first is not entry:
            line, column = first.file.position((*first.prefix, "id"))
            message = f"{entry.kind.name} '{entry.id}' is also at {first.file.path}:{line}:{column}"
            yield entry.file.problem(
                (*entry.prefix, "id"), "duplicate-id", message, "give one of them another id"
            )


def _misplaced(entry: Entry) -> bool:
    return not entry.kind.listed and not entry.file.path.endswith(f"/{entry.id}.yaml")
