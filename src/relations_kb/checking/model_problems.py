"""What pydantic found wrong, as problems with a place and a fix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.entries.base import Entry
from relations_kb.entries.expectations import expected
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.problem import Problem
from relations_kb.reading import KeyPath
from relations_kb.suggest import suggestion

_WRONG_TYPE = {
    "string_type": ("a text", "write a text, in quotes if it looks like a number"),
    "int_type": ("a whole number", "write digits without quotes"),
    "int_from_float": ("a whole number", "write digits without a point"),
    "float_type": ("a number", "write digits without quotes"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "list_type": ("a list", "write [a, b], or a line that begins with '- ' for each"),
    "model_type": ("a mapping", "write key: value pairs"),
}
_LONGEST_SHOWN = 60


def model_problems(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each way in which an entry does not fit the model."""
    seen: set[tuple[KeyPath, str]] = set()
    for error in entry.errors:
        keys, plan = _follow(entry, error["loc"])
        problem = _problem(entry, error, keys, plan)
        if problem is not None and (keys, problem.message) not in seen:
            seen.add((keys, problem.message))
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
    """Return the problem of one error; None if the other branch of a union tells it better."""
    kind, value = error["type"], error["input"]
    place = (*entry.prefix, *keys)
    if kind == "extra_forbidden":
        return _unknown_key(entry, keys, place)
    if kind == "missing":
        name = str(error["loc"][-1])
        fix = _how_to_add(name, plan if keys else plan_of(entry.kind.model))
        return entry.file.problem(place, "missing-key", f"the key '{name}' is missing", fix)
    if kind in _WRONG_TYPE:
        return _wrong_type(entry, kind, value, place, plan)
    message, fix = _value_words(kind, value, error.get("ctx", {}), str(error["msg"]))
    return entry.file.problem(place, "bad-value", message, fix)


def _unknown_key(entry: Entry, keys: KeyPath, place: KeyPath) -> Problem:
    name, owner = str(keys[-1]), _owner(entry, keys[:-1])
    fix = suggestion(name, owner.keys) or f"allowed here: {', '.join(owner.keys)}"
    return entry.file.problem(place, "unknown-key", f"no key '{name}' here", fix, of_key=True)


def _wrong_type(entry: Entry, kind: str, value: Any, place: KeyPath, plan: Plan) -> Problem | None:
    wanted, fix = _WRONG_TYPE[kind]
    if plan.marks or plan.model is None:
        # A union of a text with a list or a mapping: pydantic tells what is wrong for each.
        if kind == "string_type" and isinstance(value, dict) and plan.keys:
            return None
        if kind == "string_type" and isinstance(value, list) and plan.item:
            return None
        if kind in ("list_type", "model_type") and isinstance(value, str) and plan.marks:
            return None
    if value is None:
        wanted, fix = f"{wanted}: it is empty", "fill it in, or remove the key"
        return entry.file.problem(place, "wrong-type", f"this must be {wanted}", fix)
    return entry.file.problem(place, "wrong-type", f"{_shown(value)} is not {wanted}", fix)


def _value_words(kind: str, value: Any, limits: dict[str, Any], message: str) -> tuple[str, str]:
    """Return message and fix for a value of the right type that is not allowed."""
    if kind in ("string_pattern_mismatch", "string_too_short"):
        wanted = expected(str(limits.get("pattern", r"\S")))
        if not str(value).strip():
            return "the text is empty", f"write {wanted}, or remove the key"
        return f"{_shown(value)} is not what belongs here", f"write {wanted}"
    if kind == "string_too_long":
        return f"{len(value)} characters", f"use at most {limits['max_length']}"
    if kind == "too_short":
        least = limits["min_length"]
        return f"{len(value)} items, at least {least} needed", "add to the list"
    if kind == "too_long":
        return f"{len(value)} items, at most {limits['max_length']} allowed", "shorten the list"
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    for name, words in bounds.items():
        if name in limits:
            return f"{_shown(value)} is out of range", f"write a number of {words} {limits[name]}"
    return f"{_shown(value)}: {message.lower()}", "correct the value"


def _how_to_add(name: str, plan: Plan) -> str:
    """Return the advice to add a key, with what the model says of it."""
    for field_name, info in (plan.model.model_fields if plan.model else {}).items():
        if name == (info.alias or field_name) and info.description:
            return f"add '{name}:' ({info.description.rstrip('.').replace('`', '')})"
    return f"add '{name}:'"


def _owner(entry: Entry, keys: KeyPath) -> Plan:
    plan: Plan | None = plan_of(entry.kind.model)
    for key in keys:
        plan = plan.item if isinstance(key, int) else plan.keys.get(key)  # type: ignore[union-attr]
        if plan is None:
            return Plan()
    return plan or Plan()


def _shown(value: Any) -> str:
    """Return a value as YAML has it, cut to a readable length."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return str(value).lower()
    text = f"'{value}'" if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
