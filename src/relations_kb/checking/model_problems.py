"""What pydantic found wrong, as problems with a place and a fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.checking.suggest import suggestion
from relations_kb.entries.base import Entry
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.problem import Problem
from relations_kb.reading import KeyPath


def model_problems(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each way in which an entry does not fit the model."""
    seen: set[tuple[KeyPath, str]] = set()
    for error in entry.errors:
        keys, plan = _follow(entry, error["loc"])
        problem = _problem(entry, error, keys, plan)
        if problem is not None and (keys, problem.code) not in seen:
            seen.add((keys, problem.code))
            yield problem


def _follow(entry: Entry, location: tuple[Any, ...]) -> tuple[KeyPath, Plan]:
    """Return the key path of an error without pydantic's names of union members."""
    keys: list[str | int] = []
    data: Any = entry.data
    plan = plan_of(entry.kind.model)
    for part in location:
        if isinstance(data, dict) and part in data:
            keys.append(part)
            data = data[part]
            plan = plan.keys.get(str(part), Plan())
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            keys.append(part)
            data = data[part]
            plan = plan.item or Plan()
    return tuple(keys), plan


def _problem(entry: Entry, error: Any, keys: KeyPath, plan: Plan) -> Problem | None:
    kind, value = error["type"], error["input"]
    place = (*entry.prefix, *keys)
    name = str(error["loc"][-1])
    at = entry.file.problem
    if kind == "extra_forbidden":
        owner = _owner(entry, keys[:-1])
        fix = suggestion(name, owner.keys) or f"allowed here: {', '.join(owner.keys)}"
        return at(place, "unknown-key", f"no key '{name}' here", fix, of_key=True)
    if kind == "missing":
        return at(place, "missing-key", f"the key '{name}' is missing", f"add '{name}:'")
    if kind == "string_type":
        if isinstance(value, (dict, list)) and (plan.keys or plan.item):
            return None
        fix = "put it in quotes" if isinstance(value, (int, float)) else "write a text"
        return at(place, "wrong-type", f"{_shown(value)} is not a text", fix)
    if kind in ("model_type", "list_type") and isinstance(value, str) and plan.marks:
        return None
    if kind == "list_type":
        return at(place, "wrong-type", f"{_shown(value)} is not a list", "write it as [ … ]")
    if kind == "model_type":
        return at(place, "wrong-type", f"{_shown(value)} is not a mapping", "write key: value pairs")
    return at(place, "bad-value", f"{_shown(value)}: {error['msg'].lower()}", "see the schema")


def _owner(entry: Entry, keys: KeyPath) -> Plan:
    plan: Plan | None = plan_of(entry.kind.model)
    for key in keys:
        plan = plan.item if isinstance(key, int) else plan.keys.get(key)  # type: ignore[union-attr]
        if plan is None:
            return Plan()
    return plan or Plan()


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
