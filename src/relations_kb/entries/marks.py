"""Finds the marked strings of an entry: references, concepts, dates, field paths."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from relations_kb.entries.fields import DateString, FieldPath, InScheme, RefersTo

Mark = RefersTo | InScheme | DateString | FieldPath
_MARKS = (RefersTo, InScheme, DateString, FieldPath)


@dataclass(slots=True)
class Plan:
    """What to look for in a value: marks of a string, items of a list, keys of a mapping."""

    marks: tuple[Mark, ...] = ()
    item: Plan | None = None
    keys: dict[str, Plan] = field(default_factory=dict)
    model: type[BaseModel] | None = None


@cache
def plan_of(model: type[BaseModel]) -> Plan:
    """Return the plan of a model, compiled once."""
    plan = Plan(model=model)
    for name, info in model.model_fields.items():
        marks = tuple(m for m in info.metadata if isinstance(m, _MARKS))
        plan.keys[info.alias or name] = _plan(info.annotation, marks)
    return plan


def _plan(annotation: Any, marks: tuple[Mark, ...] = ()) -> Plan:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        return _plan(inner, marks + tuple(m for m in metadata if isinstance(m, _MARKS)))
    if origin in (Union, types.UnionType):
        merged = Plan(marks=marks)
        for option in get_args(annotation):
            part = _plan(option)
            merged.marks += part.marks
            merged.item = merged.item or part.item
            merged.keys = merged.keys or part.keys
            merged.model = merged.model or part.model
        return merged
    if origin is list:
        return Plan(marks=marks, item=_plan(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return plan_of(annotation)
    return Plan(marks=marks)


def marked_strings(
    model: type[BaseModel], data: Any
) -> Iterator[tuple[tuple[str | int, ...], str, Mark]]:
    """Yield key path, value and mark of every marked string in ``data``, a plain entry."""
    yield from _walk(plan_of(model), data, ())


def _walk(
    plan: Plan, value: Any, keys: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str, Mark]]:
    if isinstance(value, str):
        for mark in plan.marks:
            yield keys, value, mark
    elif isinstance(value, dict):
        for key, inner in value.items():
            below = plan.keys.get(key)
            if below is not None:
                yield from _walk(below, inner, (*keys, key))
    elif isinstance(value, list) and plan.item is not None:
        for index, inner in enumerate(value):
            yield from _walk(plan.item, inner, (*keys, index))
