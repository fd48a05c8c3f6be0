"""The beginning of a new fact file, made from the model."""

from __future__ import annotations

import re
from typing import Any

from relations_kb.entries.fields import Record, is_identifier
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.errors import UsageError

_WIDE = ("summary", "citations", "evidence", "counter-evidence", "participations")


def scaffold(kind: str, identifier: str) -> tuple[str, str]:
    """Return path (relative to the facts folder) and text of a new entry of a kind.

    Every required key stands there with its description as a comment. Raises `UsageError`
    if the id cannot be one.
    """
    if not is_identifier(identifier):
        raise UsageError(f"'{identifier}' is no id; use small letters, digits and hyphens")
    folder = KINDS[kind].folder
    if kind == "event":
        if not re.match(r"\d{4}-", identifier):
            raise UsageError(f"'{identifier}' is no event id; begin with the year: 1828-…")
        folder += f"/{identifier[:3]}0s"
    model = KINDS[kind].model
    lines = [f"id: {identifier}"]
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key == "id" or not (info.is_required() or key in _WIDE):
            continue
        plan = plan_of(model).keys[key]
        lines += [f"# {info.description}", f"{key}:{_blank(plan)}"]
    return f"{folder}/{identifier}.yaml", "\n".join(lines) + "\n"


def _blank(plan: Plan, indent: str = "") -> str:
    if plan.model is not None and plan.model.__name__ == "LocalText":
        return ' {en: "", ru: "", fa: ""}'
    if plan.item is not None and plan.item.model is not None:
        return f"\n{indent}  - {_flow(plan.item.model)}"
    if plan.item is not None:
        return " []"
    if plan.model is not None:
        return f" {_flow(plan.model)}"
    return ' ""'


def _flow(model: type[Record] | Any) -> str:
    required = [i.alias or n for n, i in model.model_fields.items() if i.is_required()]
    return "{" + ", ".join(f'{key}: ""' for key in required) + "}"
