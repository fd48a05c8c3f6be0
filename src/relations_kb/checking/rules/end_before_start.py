"""Something that ends before it starts.

A membership and a life cycle must run forward. No stage of a document may be dated wholly
before the stage `signed`, save announced, negotiated, initialled, adopted and approved; no
stage of a sanctions measure before the stage `listed`, save announced, adopted, approved and
in-force (lists are often printed some days after they bind).
Terms that are one EDTF interval (`existed`, `lived`, `held`) are checked by `bad-date`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.checking.rules._dates import certainly_before, safe_bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.problem import Level, Problem
from relations_kb.reading import KeyPath

LEVEL: Level = "error"


_FIRST_STAGES = {
    "signed": {"announced", "negotiated", "initialled", "adopted", "approved"},
    "listed": {"announced", "adopted", "approved", "in-force"},
}


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each term or life cycle that runs backwards."""
    for entry in base.entries:
        if entry.record is None:
            continue
        for index, term in enumerate(entry.data.get("memberships") or []):
            if certainly_before(safe_bounds(term.get("until")), safe_bounds(term["from"])):
                yield entry.file.problem(
                    ("memberships", index, "until"),
                    "end-before-start",
                    f"until {term['until']} is before from {term['from']}",
                    "swap or correct them",
                )
        yield from _backward(entry, entry.data.get("life-cycle") or [], ("life-cycle",), "signed")
        sanctions = entry.data.get("sanctions")
        if sanctions:
            stages = sanctions.get("life-cycle") or []
            yield from _backward(entry, stages, ("sanctions", "life-cycle"), "listed")


def _backward(
    entry: Entry, stages: list[dict[str, Any]], place: KeyPath, first: str
) -> Iterator[Problem]:
    start = next((stage["date"] for stage in stages if stage["stage"] == first), None)
    for index, stage in enumerate(stages):
        if stage["stage"] in _FIRST_STAGES[first]:
            continue
        if certainly_before(safe_bounds(stage["date"]), safe_bounds(start)):
            yield entry.file.problem(
                (*place, index, "date"),
                "end-before-start",
                f"'{stage['stage']}' on {stage['date']} is before '{first}' on {start}",
                "check both dates",
            )
