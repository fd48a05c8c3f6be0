"""Something that ends before it starts.

An office, a membership or a life cycle must run forward: no stage of a document may be dated
wholly before the stage `signed`, save announced, negotiated, initialled and adopted.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import certainly_before, safe_bounds
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


_BEFORE_SIGNING = {"announced", "negotiated", "initialled", "adopted", "approved"}


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each term or life cycle that runs backwards."""
    for entry in base.entries:
        if entry.record is None:
            continue
        for index, term in enumerate(entry.data.get("memberships") or []):
            if certainly_before(safe_bounds(term.get("until")), safe_bounds(term["from"])):
                yield entry.file.problem(
                    ("memberships", index, "until"), "end-before-start",
                    f"until {term['until']} is before from {term['from']}", "swap or correct them",
                )
        stages = entry.data.get("life-cycle") or []
        signed = next((safe_bounds(s["date"]) for s in stages if s["stage"] == "signed"), None)
        for index, stage in enumerate(stages):
            if stage["stage"] in _BEFORE_SIGNING:
                continue
            if certainly_before(safe_bounds(stage["date"]), signed):
                yield entry.file.problem(
                    ("life-cycle", index, "date"), "end-before-start",
                    f"'{stage['stage']}' on {stage['date']} is before it was signed", "check both",
                )
