"""An actor, a person, a place or a document that no other entry names.

Nobody comes upon it, and nothing shows why it is in the base. Name it where it took part
(`participations`, `by`, `places`, `documents`), or remove it, with a line in `redirects.yaml`.
It may also be the beginning of work, and so is no more than a remark.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.entries.fields import RefersTo
from relations_kb.problem import Level, Problem

LEVEL: Level = "note"

_KINDS = ("actor", "person", "place", "document")


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each entry that only itself names, or nothing does."""
    used = {
        (found.mark.kind, found.value)
        for found in base.marked
        if isinstance(found.mark, RefersTo)
        and (found.entry.kind.name, found.entry.id) != (found.mark.kind, found.value)
    }
    for kind in _KINDS:
        for entry in base.valid(kind):
            if (kind, entry.id) not in used:
                yield entry.file.problem(
                    ("id",),
                    "unused-entry",
                    f"no other entry names the {kind} '{entry.id}'",
                    "name it where it took part, or remove it",
                )
