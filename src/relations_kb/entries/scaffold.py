"""The beginning of a new fact file, made from the model."""

from __future__ import annotations

import re
from typing import Any

from relations_kb.entries.base import Base
from relations_kb.entries.fields import Record, is_identifier
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.errors import UsageError

_WIDE = (
    "summary",
    "citations",
    "evidence",
    "counter-evidence",
    "participations",
    "url",
    "authors",
    "issued",
)


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
    return f"{folder}/{identifier}.yaml", "\n".join(_keys(kind, identifier)) + "\n"


def _keys(kind: str, identifier: str) -> list[str]:
    model = KINDS[kind].model
    lines = [f"id: {identifier}"]
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key == "id" or not (info.is_required() or key in _WIDE):
            continue
        plan = plan_of(model).keys[key]
        lines += [f"# {info.description}", f"{key}:{_blank(plan)}"]
    return lines


def source_scaffold(base: Base, identifier: str, publisher: str | None) -> tuple[str, str, int]:
    """Return path, whole new text and first new line of a publisher's file with one source more.

    The publisher is named, or is the file with the longest name that the id begins with. What
    stands in the file stays as it is; ``relations-kb format`` puts the source in its order.
    Raises `UsageError` if the id cannot be one, or no publisher fits.
    """
    for name in (identifier, *([publisher] if publisher is not None else [])):
        if not is_identifier(name):
            raise UsageError(f"'{name}' is no id; use small letters, digits and hyphens")
    if publisher is None:
        names = [f.path.removeprefix("sources/").removesuffix(".yaml") for f in base.files]
        fitting = [name for name in names if f"{identifier}-".startswith(f"{name}-")]
        if not fitting:
            first = identifier.partition("-")[0]
            raise UsageError(
                f"no publisher's file fits '{identifier}'; name one, which may be new: "
                f"--publisher {first}"
            )
        publisher = max(fitting, key=len)
    path = f"sources/{publisher}.yaml"
    held = next((file for file in base.files if file.path == path), None)
    before = held.content.decode("utf-8", errors="surrogateescape") if held else ""
    if held is not None and held.data is not None and not held.data:
        before = ""  # an empty list, []
    if before and not before.endswith("\n"):
        before += "\n"
    item = "\n".join(
        f"{'- ' if number == 0 else '  '}{line}"
        for number, line in enumerate(_keys("source", identifier))
    )
    return path, f"{before}{item}\n", before.count("\n") + 1


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
