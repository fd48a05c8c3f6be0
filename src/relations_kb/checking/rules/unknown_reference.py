"""A reference or concept that does not exist.

Every id that an entry names must be an entry of that kind; every concept must be in its
scheme in `ontology/concepts.ttl`. Mend the spelling, or create the entry first.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.suggest import suggestion
from relations_kb.entries.base import Base
from relations_kb.entries.fields import InScheme, RefersTo
from relations_kb.entries.marks import marked_strings
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each unknown id and concept."""
    for entry in base.entries:
        for keys, value, mark in marked_strings(entry.kind.model, entry.data):
            place = (*entry.prefix, *keys)
            if isinstance(mark, RefersTo):
                known = base.by_id[mark.kind]
                if value not in known:
                    message = f"no {mark.kind} '{value}'"
                    yield entry.file.problem(
                        place, "unknown-reference", message, suggestion(value, known)
                    )
            elif isinstance(mark, InScheme):
                names = base.concepts.get(mark.scheme, [])
                if value not in names:
                    message = f"no concept '{value}' in the scheme '{mark.scheme}'"
                    fix = suggestion(value, names) or f"one of: {', '.join(names)}"
                    yield entry.file.problem(place, "unknown-reference", message, fix)
