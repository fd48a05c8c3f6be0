"""A vote whose numbers do not fit.

No member votes twice; the roll is as large as the body was on that day; a tally given beside
the roll agrees with it; and the outcome follows from the roll. In the Security Council a
text needs seven votes (nine since 1966) and no vote against by a permanent member (UN
Charter, Article 27, as amended 1965).
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import safe_bounds
from relations_kb.checking.rules._votes import members_on, roll
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.event import POSITIONS
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


_CHARTER_AMENDED = 1966
_NEEDED_BEFORE, _NEEDED = 7, 9


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each vote that does not add up."""
    for entry in base.valid("event"):
        vote = entry.data.get("vote")
        if not vote:
            continue
        votes = roll(vote)
        seen: dict[str, str] = {}
        for category, index, actor in votes:
            if actor in seen:
                yield entry.file.problem(
                    ("vote", category, index),
                    "vote-arithmetic",
                    f"'{actor}' is already under '{seen[actor]}'",
                    "a member votes once",
                )
            seen[actor] = category
        members = members_on(base, entry)
        if votes and members is not None and len(seen) != len(members):
            message = f"{len(seen)} members on the roll; the body had {len(members)} on that day"
            yield entry.file.problem(("vote",), "vote-arithmetic", message, "complete the roll")
        tally = vote.get("tally", {})
        for category in POSITIONS if votes and tally else ():
            if tally.get(category, 0) != len(vote.get(category, [])):
                message = f"the tally has {tally.get(category, 0)} '{category}', the roll "
                message += str(len(vote.get(category, [])))
                place = ("vote", "tally", category)
                yield entry.file.problem(place, "vote-arithmetic", message, "correct one")
        if votes and members is not None and vote["body"] == "un-security-council":
            yield from _outcome(entry, members)


def _outcome(entry: Entry, members: dict[str, bool]) -> Iterator[Problem]:
    vote = entry.data["vote"]
    day = safe_bounds(entry.data["date"])
    year = day.earliest_year if day else None
    needed = _NEEDED_BEFORE if year and year < _CHARTER_AMENDED else _NEEDED
    enough = len(vote.get("for", [])) >= needed
    veto = any(members.get(actor) for actor in vote.get("against", []))
    expected = "not-adopted" if not enough else "vetoed" if veto else "adopted"
    if vote["outcome"] != expected:
        message = f"outcome '{vote['outcome']}', but the roll gives '{expected}'"
        place = ("vote", "outcome")
        yield entry.file.problem(place, "vote-arithmetic", message, "check the record")
