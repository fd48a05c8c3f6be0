"""An entry that states something and cites nothing.

Events always need citations; actors when they give `existed`, `memberships` or a summary;
persons when they give `lived` or `offices`; places when they give coordinates; documents
when a life-cycle stage has no citation of its own. A claim needs at least two pieces of
evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._citations import citations
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


_NEEDS_CITATION = {
    "actor": ("existed", "memberships"),
    "person": ("lived", "offices"),
    "place": ("coordinates",),
    "document": ("life-cycle",),
}
_LEAST_EVIDENCE = 2


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each entry without the citations or evidence that it needs."""
    for entry in base.entries:
        name = entry.kind.name
        evidence = entry.data.get("evidence")
        found = len(evidence) if isinstance(evidence, list) else 0
        if name == "claim" and found < _LEAST_EVIDENCE:
            yield entry.file.problem(
                ("evidence",),
                "uncited",
                "fewer than two pieces of evidence",
                "add events or citations that bear on the claim",
            )
        stated = [key for key in _NEEDS_CITATION.get(name, ()) if entry.data.get(key)]
        if (name == "event" or stated) and not any(citations(entry)):
            what = f"gives {', '.join(stated)} and" if stated else ""
            yield entry.file.problem(
                entry.prefix,
                "uncited",
                f"this {name} {what} cites nothing".replace("  ", " "),
                "add 'citations:' with a page that was read",
            )
