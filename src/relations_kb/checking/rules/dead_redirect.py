"""A redirect that leads nowhere, or from an id that is in use.

Ids are permanent. An id in `redirects.yaml` is no longer an entry of its kind, and each id
in `to` is one, or is itself redirected, never in a circle; an empty `to` means that the
entry was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.redirects import destination, leads_in_a_circle
from relations_kb.problem import Level, Problem
from relations_kb.suggest import suggestion

LEVEL: Level = "error"


_NO_REDIRECTS = ("dataset", "redirect")


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each redirect of a live id, to a dead one or of an unknown kind."""
    kinds = [name for name in KINDS if name not in _NO_REDIRECTS]
    for entry in base.valid("redirect"):
        at, data, prefix = entry.file.problem, entry.data, entry.prefix
        if data["kind"] not in kinds:
            fix = suggestion(data["kind"], kinds) or f"one of: {', '.join(kinds)}"
            message = f"no kind of entry '{data['kind']}'"
            yield at((*prefix, "kind"), "dead-redirect", message, fix)
            continue
        live = base.by_id[data["kind"]]
        if entry.id in live:
            message = f"the {data['kind']} '{entry.id}' still exists"
            fix = "remove the redirect, or rename the entry"
            yield at((*prefix, "id"), "dead-redirect", message, fix)
        if leads_in_a_circle(base, entry.id):
            fix = "name the entry that there is now"
            yield at((*prefix, "to"), "dead-redirect", "the redirects lead in a circle", fix)
            continue
        for index, target in enumerate(data["to"]):
            if target not in live and destination(base, target, [data["kind"]]) is None:
                fix = suggestion(target, live) or "name an entry that exists"
                message = f"no {data['kind']} '{target}'"
                yield at((*prefix, "to", index), "dead-redirect", message, fix)
