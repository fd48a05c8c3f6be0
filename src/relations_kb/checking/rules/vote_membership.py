"""A vote by an actor that was not a member of the body on that day, or a member left out.

The members are the `memberships` of the body's actor file.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._votes import members_on, roll
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem
from relations_kb.suggest import suggestion

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each stranger on a roll, and for each member missing."""
    for entry in base.valid("event"):
        vote = entry.data.get("vote")
        members = members_on(base, entry) if vote else None
        if not vote or members is None:
            continue
        votes = roll(vote)
        for category, index, actor in votes:
            if actor not in members:
                message = f"'{actor}' was not a member of '{vote['body']}' on {entry.data['date']}"
                # A state that there is was hardly misspelt.
                near = "" if actor in base.by_id["actor"] else suggestion(actor, members)
                fix = near or f"correct it, or its term in '{vote['body']}'"
                yield entry.file.problem(("vote", category, index), "vote-membership", message, fix)
        missing = sorted(set(members) - {actor for _, _, actor in votes})
        if votes and missing:
            message = f"members missing from the roll: {', '.join(missing)}"
            yield entry.file.problem(("vote",), "vote-membership", message, "add them")
