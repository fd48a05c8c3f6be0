"""An actor that acts before it existed, or after its end.

States are actors in time: use the Tsardom before 1721, the Empire until 1917, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import certainly_before, safe_bounds
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each participation outside the actor's time."""
    actors = base.by_id["actor"]
    for entry in base.valid("event"):
        when = safe_bounds(entry.data.get("date"))
        for index, part in enumerate(entry.data.get("participations") or []):
            actor = actors.get(part["actor"])
            existed = safe_bounds(actor.data.get("existed")) if actor else None
            if certainly_before(when, existed) or certainly_before(existed, when):
                message = f"'{part['actor']}' existed {actor.data['existed']}, "  # type: ignore[union-attr]
                message += f"the event is of {entry.data['date']}"
                yield entry.file.problem(
                    ("participations", index, "actor"),
                    "actor-out-of-time",
                    message,
                    "name the state of that time",
                )
