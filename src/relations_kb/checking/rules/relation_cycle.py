"""Events that precede their causes, or that cause each other.

No event may lie wholly before an event that it is caused by, answers, ends, supersedes,
amends, implements, violates or follows; and no chain of such relations, or of `part-of`,
may come back to its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import certainly_before, safe_bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


_BACKWARD = (
    "caused-by", "responds-to", "ends", "supersedes", "amends", "implements", "violates", "follows",
)  # fmt: skip


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each relation that runs against time or in a circle."""
    events = base.by_id["event"]
    for entry in base.valid("event"):
        ours = safe_bounds(entry.data.get("date"))
        for kind, index, other in _related(entry):
            if other not in events or kind not in _BACKWARD:
                continue
            if certainly_before(ours, safe_bounds(events[other].data.get("date"))):
                message = f"this is before '{other}' ({events[other].data.get('date')}), "
                message += f"which it is said to be linked to by '{kind}'"
                yield entry.file.problem(
                    ("relations", kind, index), "relation-cycle", message, "turn it round"
                )
    for kinds in (_BACKWARD, ("part-of",)):
        yield from _circles(base, kinds)


def _related(entry: Entry) -> Iterator[tuple[str, int, str]]:
    for kind, others in (entry.data.get("relations") or {}).items():
        for index, other in enumerate(others):
            yield kind, index, other["event"] if isinstance(other, dict) else other


def _circles(base: Base, kinds: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem at the link that closes each circle (depth-first, without recursion)."""
    links = {
        identifier: [link for link in _related(entry) if link[0] in kinds]
        for identifier, entry in base.by_id["event"].items()
        if entry.record is not None
    }
    done: set[str] = set()
    for start in links:
        path = [start]
        stack = [iter(links[start])] if start not in done else []
        while stack:
            kind, index, other = next(stack[-1], ("", 0, ""))
            if not other:
                done.add(path.pop())
                stack.pop()
            elif other in path:
                circle = " → ".join([*path[path.index(other) :], other])
                yield base.by_id["event"][path[-1]].file.problem(
                    ("relations", kind, index),
                    "relation-cycle",
                    f"a circle: {circle}",
                    "remove one of the links",
                )
            elif other not in done and other in links:
                path.append(other)
                stack.append(iter(links[other]))
