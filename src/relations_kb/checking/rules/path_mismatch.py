"""A file whose path does not say its id and decade.

An entry lives in `<kind>/<id>.yaml`; an event in `events/<decade>s/<id>.yaml`, by the
earliest year of its date, and its id begins with that year.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.checking.rules._dates import safe_bounds
from relations_kb.entries.base import Base
from relations_kb.entries.fields import is_identifier
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each file that is not where its entry belongs."""
    paths = {file.path for file in base.files}
    for entry in base.entries:
        kind = entry.kind
        # An id that cannot be one is told by the model, and no path fits it.
        if kind.listed or kind.name == "dataset" or not is_identifier(entry.id):
            continue
        expected = f"{kind.folder}/{entry.id}.yaml"
        if kind.name == "event":
            span = safe_bounds(entry.data.get("date"))
            year = span.earliest_year if span else None
            year = year or (span.latest_year if span else None)
            if year is None:
                continue
            expected = f"events/{year // 10 * 10}s/{entry.id}.yaml"
            if not entry.id.startswith(f"{year:04}-"):
                yield entry.file.problem(
                    ("id",),
                    "path-mismatch",
                    f"the id does not begin with the year of the date, {year:04}",
                    f"begin it with '{year:04}-', or correct the date",
                )
                continue
        if entry.file.path != expected:
            message = f"the path does not fit the {kind.name} '{entry.id}'"
            fix = f"move it to {expected}"
            if expected in paths:  # a copy, whose id was left as it was
                fix = "give this entry an id of its own, and its file that name"
            yield entry.file.problem(("id",), "path-mismatch", message, fix)
