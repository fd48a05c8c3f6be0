"""A file among the facts that nothing reads.

A fact file ends in `.yaml`, in small letters. Other files (texts, copies of an editor, pipes,
links that lead back to a folder above) are left out by every command; so that no entry is lost
that way, move them elsewhere or give them their right name. Files beside `dataset.yaml`,
manifests in `releases/`, and those whose name begins with a point, are nobody's concern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.paths import files_left_out
from relations_kb.problem import Level, Problem

LEVEL: Level = "warning"

_NEARLY = re.compile(r"\.(ya?ml)(\.\w+|~)?\Z", re.IGNORECASE)


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each file, link or pipe that is left out."""
    for path in files_left_out(base.home.facts):
        fix = "move it out of the facts"
        held = path.rpartition("/")[2]
        name = _NEARLY.sub(".yaml", held)
        if name != held:
            fix = f"if it is an entry, name it {name}; else move it out of the facts"
        yield Problem(path, 1, 1, "not-read", "nothing reads this", fix)
