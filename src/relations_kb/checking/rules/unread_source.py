"""A citation marked `known` with no citation beside it that was read.

`check: read` is a promise that the page was opened and says so; `known` is allowed only as
an addition to one.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._citations import citations
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each entry that cites only pages nobody read."""
    for entry in base.entries:
        found = list(citations(entry))
        if found and all(citation.get("check") != "read" for _, citation in found):
            yield entry.file.problem(
                (*entry.prefix, *found[0][0]),
                "unread-source",
                "no citation of this entry was read",
                "read the page, then write 'check: read'",
            )
