"""A field that no citation supports, or a citation of a field that is not there.

Each of date, places, participations, summary, vote and sanctions of an event, if present,
must stand in the `supports` of a citation; measures may carry their own citations. The
`field` of an alternative is a key that such an entry may have.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._citations import citations
from relations_kb.entries.base import Base
from relations_kb.entries.fields import FieldPath
from relations_kb.entries.marks import plan_of
from relations_kb.problem import Level, Problem
from relations_kb.suggest import suggestion

LEVEL: Level = "error"


_FIELDS = ("date", "places", "summary", "participations", "measures", "vote", "sanctions")


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each unsupported field, and for each support of nothing."""
    yield from _unknown_alternatives(base)
    for entry in base.entries:
        known = plan_of(entry.kind.model).keys
        missing = {str(e["loc"][0]) for e in entry.errors if e["type"] == "missing"}
        supported: set[str] = set()
        for keys, citation in citations(entry):
            supports = citation.get("supports")
            if keys and keys[0] != "citations":
                supported.add(str(keys[0]))
            for index, name in enumerate(supports if isinstance(supports, list) else ()):
                supported.add(str(name))
                if not keys or keys[0] != "citations" or str(name) in {*entry.data, *missing}:
                    continue
                fix = suggestion(str(name), entry.data.keys() & known.keys())
                yield entry.file.problem(
                    (*entry.prefix, *keys, "supports", index),
                    "unsupported-field",
                    f"this entry has no field '{name}'",
                    fix or "name a key of this entry",
                )
        if entry.kind.name != "event" or not entry.data.get("citations"):
            continue
        for name in _FIELDS:
            if entry.data.get(name) and name not in supported:
                yield entry.file.problem(
                    (name,),
                    "unsupported-field",
                    f"no citation supports '{name}'",
                    f"add '{name}' to the 'supports' of the page that shows it",
                    of_key=True,
                )


def _unknown_alternatives(base: Base) -> Iterator[Problem]:
    for found in base.marked:
        if isinstance(found.mark, FieldPath) and found.keys[-1] == "field":
            known = plan_of(found.entry.kind.model).keys
            # `vote.outcome` names a key within a key.
            if found.value.partition(".")[0] not in known:
                fix = suggestion(found.value, known) or f"one of: {', '.join(known)}"
                message = f"no {found.entry.kind.name} has a field '{found.value}'"
                yield found.entry.file.problem(found.keys, "unsupported-field", message, fix)
