"""Where an entry is now whose id was renamed, split or withdrawn.

A redirect may lead to an id that has a redirect itself; it is followed to the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relations_kb.entries.base import Base
from relations_kb.entries.dataset import Redirect


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an id leads: the ids in use, none if withdrawn; why, and the day of the last step."""

    kind: str
    to: tuple[str, ...]
    because: str
    on: str


def destination(base: Base, identifier: str, kinds: list[str] | None = None) -> Destination | None:
    """Return where an id leads that a redirect names, or None if none of ``kinds`` does.

    An end that is no entry (which the rule dead-redirect reports) is among the ids as it stands.
    """
    first = _redirect(base, identifier)
    if first is None or (kinds is not None and first.kind not in kinds):
        return None
    steps: list[Redirect] = []
    ends = tuple(dict.fromkeys(_ends(base, first, steps)))
    because = " ".join(dict.fromkeys(step.because for step in steps))
    return Destination(first.kind, ends, because, max(step.on for step in steps))


def leads_in_a_circle(base: Base, identifier: str) -> bool:
    """Return whether the redirect of an id leads back to it."""
    redirect = _redirect(base, identifier)
    steps: list[Redirect] = []
    return redirect is not None and identifier in _ends(base, redirect, steps)


def _redirect(base: Base, identifier: str) -> Redirect | None:
    entry = base.by_id["redirect"].get(identifier)
    record = entry.record if entry is not None else None
    return record if isinstance(record, Redirect) else None


def _ends(base: Base, redirect: Redirect, steps: list[Redirect]) -> Iterator[str]:
    """Yield the ids at the ends of a redirect; of a circle, that at which it closes."""
    steps.append(redirect)
    for target in redirect.to:
        following = _redirect(base, target)
        live = target in base.by_id.get(redirect.kind, {})
        if live or following is None or following.kind != redirect.kind or following in steps:
            yield target
        else:
            yield from _ends(base, following, steps)
