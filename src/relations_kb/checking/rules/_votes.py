"""The members of a voting body on a day, and the roll of a vote."""

from __future__ import annotations

from typing import Any

from relations_kb.checking.rules._dates import safe_bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.event import POSITIONS


def roll(vote: dict[str, Any]) -> list[tuple[str, int, str]]:
    """Return category, index and actor of every vote cast or not cast."""
    return [(c, i, actor) for c in POSITIONS for i, actor in enumerate(vote.get(c, []))]


def members_on(base: Base, event: Entry) -> dict[str, bool] | None:
    """Return the members of the body on the day of the vote, each with its right of veto.

    None if the base does not list the body's members for that day.
    """
    body = base.by_id["actor"].get(event.data["vote"].get("body", ""))
    day = safe_bounds(event.data.get("date"))
    if body is None or body.record is None or day is None or day.earliest is None:
        return None
    found: dict[str, bool] = {}
    for term in body.data.get("memberships", []):
        start, end = safe_bounds(term["from"]), safe_bounds(term.get("until"))
        if start is None or start.earliest is None or start.earliest > day.earliest:
            continue
        if end is None or end.latest is None or end.latest >= day.earliest:
            found[term["member"]] = bool(term.get("permanent"))
    return found or None
