"""A date that is not EDTF, or names a day that does not exist.

Dates are EDTF (ISO 8601-2:2019, levels 0 to 2) in the proleptic Gregorian calendar:
`"1828-02-22"`, `"1722?"`, `"1651~"`, `"1804/1813"`, `"[1651..1653]"`, `"1918/.."`.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import date_problem
from relations_kb.entries.base import Base
from relations_kb.entries.fields import DateString
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each date that cannot be read."""
    for found in base.marked:
        # An empty text is told by the model.
        if isinstance(found.mark, DateString) and found.value:
            problem = date_problem(found.entry.file, found.keys, found.value)
            if problem is not None:
                yield problem
