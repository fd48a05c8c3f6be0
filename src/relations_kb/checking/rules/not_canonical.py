"""A file that is not in canonical form.

Canonical form is what ``relations-kb format`` writes: keys in the order of the model, two
spaces of indent, lines of at most 100 columns, quotes round texts that look like numbers or
dates. Run ``relations-kb format`` to mend all files at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.formatting import Verdicts
from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "warning"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each file that the formatter would change."""
    verdicts = Verdicts()
    for file in base.files:
        if file.problems or file.data is None:
            continue
        if not verdicts.is_canonical(file.content, file.path):
            yield Problem(
                file.path,
                1,
                1,
                "not-canonical",
                "not in canonical form",
                "run: relations-kb format",
            )
    verdicts.keep()
