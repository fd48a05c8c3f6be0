"""A reference or concept that does not exist.

Every id that an entry names must be an entry of that kind; every concept must be in its
scheme in `ontology/concepts.ttl`. Mend the spelling, or create the entry first.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base, Marked
from relations_kb.entries.fields import InScheme, RefersTo
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.redirects import destination
from relations_kb.problem import Level, Problem
from relations_kb.suggest import suggestion

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each unknown id and concept."""
    for found in base.marked:
        # An empty id is told by the model; an empty concept is not.
        if isinstance(found.mark, RefersTo) and found.value:
            yield from _unknown_entry(base, found, found.mark.kind)
        elif isinstance(found.mark, InScheme):
            yield from _unknown_concept(base, found, found.mark.scheme)


def _unknown_entry(base: Base, found: Marked, kind: str) -> Iterator[Problem]:
    known = base.by_id[kind]
    if found.value in known:
        return
    fix = suggestion(found.value, known) or f"correct it, or add it to {KINDS[kind].folder}/"
    moved = destination(base, found.value, [kind])
    if moved is not None:
        targets = " or ".join(f"'{target}'" for target in moved.to)
        fix = f"it was renamed; write {targets}" if targets else "it was withdrawn; remove it"
    message = f"no {kind} '{found.value}'"
    yield found.entry.file.problem(found.keys, "unknown-reference", message, fix)


def _unknown_concept(base: Base, found: Marked, scheme: str) -> Iterator[Problem]:
    names = base.concepts.get(scheme, [])
    if found.value not in names:
        message = f"no concept '{found.value}' in the scheme '{scheme}'"
        fix = suggestion(found.value, names) or f"one of: {', '.join(names)}"
        if not found.value.strip():
            message = f"no concept of the scheme '{scheme}' is given"
        yield found.entry.file.problem(found.keys, "unknown-reference", message, fix)
