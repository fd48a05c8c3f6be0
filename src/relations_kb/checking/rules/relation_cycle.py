"""Events that precede their causes, or that cause each other.

No event may lie wholly before an event that it is caused by, answers, ends, supersedes,
amends, implements, violates or follows; and no chain of such relations, or of `part-of`,
may come back to its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import certainly_before, safe_bounds
from relations_kb.entries.base import Base
from relations_kb.entries.base import Entry
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
    for kind in (*_BACKWARD, "part-of"):
        yield from _circles(base, kind)


def _related(entry: Entry) -> Iterator[tuple[str, int, str]]:
    for kind, others in (entry.data.get("relations") or {}).items():
        for index, other in enumerate(others):
            yield kind, index, other["event"] if isinstance(other, dict) else other


def _circles(base: Base, kind: str) -> Iterator[Problem]:
    links = {e.id: [o for k, _, o in _related(e) if k == kind] for e in base.valid("event")}
    done: set[str] = set()
    for start in links:
        path: list[str] = []
        stack = [(start, iter(links.get(start, [])))] if start not in done else []
        while stack:
            node, rest = stack[-1]
            if node not in path:
                path.append(node)
            following = next(rest, None)
            if following is None:
                done.add(node)
                path.remove(node)
                stack.pop()
            elif following in path:
                circle = [*path[path.index(following):], following]
                yield base.by_id["event"][node].file.problem(
                    ("relations", kind), "relation-cycle", f"a circle: {' → '.join(circle)}",
                    "remove one of the links",
                )
            elif following not in done:
                stack.append((following, iter(links.get(following, []))))
