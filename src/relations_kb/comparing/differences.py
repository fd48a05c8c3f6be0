"""Finds what differs between two sets of entries, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from relations_kb.comparing.difference import (
    ADDED,
    CHANGED,
    REMOVED,
    RENAMED,
    Change,
    Data,
    Differences,
    EntryDifference,
    Key,
)
from relations_kb.comparing.matching import frozen, matched
from relations_kb.entries.event import POSITIONS
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of

_ORDERED = ("authors",)
"""Lists of texts whose order says something."""


def differences(
    old: Mapping[Key, Data], new: Mapping[Key, Data], old_name: str, new_name: str
) -> Differences:
    """Return what differs between two sets of entries.

    An entry that went while a redirect came that names one entry in its stead, which came too,
    is told as renamed.
    """
    renamed = _renamed(old, new)
    gone = {before for before, _ in renamed}
    found: list[EntryDifference] = []
    for before, after in renamed:
        changes = tuple(entry_changes(after[0], old[before], new[after]))
        found.append(
            EntryDifference(
                after[0], after[1], RENAMED, old[before], new[after], before[1], changes
            )
        )
    come = {after for _, after in renamed}
    for key in sorted({*old, *new} - gone - come, key=_order):
        kind, identifier = key
        if key not in old:
            found.append(EntryDifference(kind, identifier, ADDED, None, new[key]))
        elif key not in new:
            found.append(EntryDifference(kind, identifier, REMOVED, old[key], None))
        elif changes := tuple(entry_changes(kind, old[key], new[key])):
            found.append(
                EntryDifference(kind, identifier, CHANGED, old[key], new[key], changes=changes)
            )
    return Differences(old_name, new_name, found)


def _order(key: Key) -> tuple[int, str]:
    kinds = list(KINDS)
    return (kinds.index(key[0]) if key[0] in kinds else len(kinds)), key[1]


def _renamed(old: Mapping[Key, Data], new: Mapping[Key, Data]) -> list[tuple[Key, Key]]:
    found: list[tuple[Key, Key]] = []
    for key in sorted(new):
        if key[0] != "redirect" or key in old:
            continue
        redirect = new[key]
        targets = redirect.get("to") or []
        kind = str(redirect.get("kind"))
        before = (kind, str(redirect.get("id")))
        if len(targets) != 1 or before not in old or before in new:
            continue
        after = (kind, str(targets[0]))
        if after in new and after not in old and after not in {b for _, b in found}:
            found.append((before, after))
    return found


def entry_changes(kind: str, old: Data, new: Data) -> Iterator[Change]:
    """Yield the changes of an entry, in the order of the fields of its kind."""
    plan = plan_of(KINDS[kind].model)
    for change in _mapping(plan, old, new, ()):
        if change.path != ("id",):
            yield change


def _mapping(plan: Plan, old: Data, new: Data, path: tuple[str, ...]) -> Iterator[Change]:
    known = list(plan.keys)
    others = sorted({*old, *new} - set(known))
    for key in (*known, *others):
        below = plan.keys.get(key, Plan())
        yield from _value(below, old.get(key), new.get(key), (*path, key))


def _value(plan: Plan, old: Any, new: Any, path: tuple[str, ...]) -> Iterator[Change]:
    if _same(old, new, path[-1]):
        return
    old, new = _alike(plan, old, new)
    model = plan.model.__name__ if plan.model else ""
    if isinstance(old, dict) and isinstance(new, dict):
        if model == "Vote":
            yield from _votes(old, new, path)
            rest = [{k: v for k, v in side.items() if k not in POSITIONS} for side in (old, new)]
            yield from _mapping(plan, rest[0], rest[1], path)
        else:
            yield from _mapping(plan, old, new, path)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _lists(plan, old, new, path)
    elif old is None:
        yield from _one_sided(plan, ADDED, new, path, model)
    elif new is None:
        yield from _one_sided(plan, REMOVED, old, path, model)
    else:
        yield Change(path, CHANGED, old, new)


def _same(old: Any, new: Any, key: str) -> bool:
    if key in _ORDERED:
        return bool(old == new)
    return frozen(old) == frozen(new)


def _alike(plan: Plan, old: Any, new: Any) -> tuple[Any, Any]:
    """Make a single id and a list of ids comparable, and an absent list an empty one."""
    if plan.item is None and not isinstance(old, list) and not isinstance(new, list):
        return old, new
    return tuple(  # type: ignore[return-value]
        side if isinstance(side, list) else [] if side is None else [side] for side in (old, new)
    )


def _one_sided(
    plan: Plan, what: str, value: Any, path: tuple[str, ...], model: str
) -> Iterator[Change]:
    """Yield the changes for a field that only one side has; its parts one by one if no item."""
    if isinstance(value, dict) and model in ("LocalText", "Identifiers", "Relations"):
        before, after = ({}, value) if what == ADDED else (value, {})
        yield from _mapping(plan, before, after, path)
        return
    old, new = (None, value) if what == ADDED else (value, None)
    yield Change(path, what, old, new, model)


def _lists(plan: Plan, old: list[Any], new: list[Any], path: tuple[str, ...]) -> Iterator[Change]:
    item = plan.item or Plan()
    if path[-1] in _ORDERED and sorted(map(repr, old)) == sorted(map(repr, new)):
        yield Change(path, CHANGED, old, new)
        return
    if not any(isinstance(value, dict) for value in (*old, *new)):
        went = [value for value in old if value not in new]
        came = [value for value in new if value not in old]
        yield from (Change(path, REMOVED, value, None) for value in went)
        yield from (Change(path, ADDED, None, value) for value in came)
        return
    model = item.model.__name__ if item.model else ""
    if model == "RelatedEvent":
        old, new = ([{"event": v} if isinstance(v, str) else v for v in side]
                    for side in (old, new))  # fmt: skip
    for before, after in matched(old, new, model):
        if before is None:
            yield Change(path, ADDED, None, after, model)
        elif after is None:
            yield Change(path, REMOVED, before, None, model)
        elif frozen(before) != frozen(after):
            yield from _mapping(item, before, after, (*path, known_by(model, before)))


def known_by(model: str, item: Data) -> str:
    """Return the words by which an item of a list is known in a path."""
    if model == "Participation":
        return f"{item.get('actor')} as {item.get('role')}"
    if model == "Evidence":
        return str(item.get("event") or (item.get("citation") or {}).get("source"))
    if model == "Measure":
        return f"{item.get('what')} in {item.get('unit')}"
    if model == "Alternative":
        return f"{item.get('field')} {item.get('value')}"
    if model == "LifeCycleStage":
        return f"{item.get('stage')} {item.get('date')}"
    for name in ("source", "name", "event", "member", "title", "plover", "id", "kind"):
        if item.get(name):
            return str(item[name])
    return "item"


def _votes(old: Data, new: Data, path: tuple[str, ...]) -> Iterator[Change]:
    """Yield a change for each member whose position is another now."""
    before, after = _roll(old), _roll(new)
    for member in sorted({*before, *after}):
        was, now = before.get(member), after.get(member)
        if was == now:
            continue
        what = ADDED if was is None else REMOVED if now is None else CHANGED
        yield Change(path, what, was, now, member=member)


def _roll(vote: Data) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for position in POSITIONS:
        for member in vote.get(position) or ():
            found.setdefault(member, []).append(position)
    return {member: " and ".join(positions) for member, positions in found.items()}
