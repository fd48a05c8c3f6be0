"""A problem in the facts, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is and how to mend it.

    ``path`` is relative to the facts folder; ``line`` and ``column`` count from 1.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    fix: str = ""
    level: Level = "error"
