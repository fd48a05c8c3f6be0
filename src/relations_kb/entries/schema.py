"""JSON Schema of each kind of fact file, made from the model, for editors.

``python -m relations_kb.entries.schema`` writes them into ``schema/`` of the current folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from relations_kb.entries.concepts import concept_names
from relations_kb.entries.expectations import expected
from relations_kb.entries.fields import InScheme
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.paths import shipped

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ADDRESS = "https://w3id.org/relations-kb/schema/"


def json_schema(kind: str) -> dict[str, Any]:
    """Return the schema of the fact files of a kind, such as ``event``.

    Concepts are enumerated as they stand in ``ontology/concepts.ttl``. Raises `KeyError` for
    an unknown kind.
    """
    known = KINDS[kind]
    concepts = concept_names(shipped().ontology / "concepts.ttl")
    schema = known.model.model_json_schema(by_alias=True)
    definitions = schema.pop("$defs", {})
    plans = _plans(plan_of(known.model))
    for name, definition in ((known.model.__name__, schema), *definitions.items()):
        _complete(definition, plans[name], concepts)
    head = {"$schema": _DIALECT, "$id": f"{_ADDRESS}{kind}.schema.json", "title": kind}
    if known.listed:
        definitions[known.model.__name__] = schema
        schema = {"type": "array", "items": {"$ref": f"#/$defs/{known.model.__name__}"}}
    tail = {"$defs": dict(sorted(definitions.items()))} if definitions else {}
    return {**head, **schema, **tail}


def schema_text(kind: str) -> str:
    """Return the schema of a kind as it stands in ``schema/``."""
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write ``<kind>.schema.json`` for every kind into ``folder``; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in KINDS:
        path = folder / f"{kind}.schema.json"
        path.write_text(schema_text(kind), encoding="utf-8")
        written.append(path)
    return written


def _plans(plan: Plan) -> dict[str, Plan]:
    """Return the plans of a model and of all models in it, by the name of the model."""
    found: dict[str, Plan] = {}
    waiting = [plan]
    while waiting:
        current = waiting.pop()
        if current.model is not None and current.model.__name__ not in found:
            # A plan of a union has no order of keys of its own; the model's plan has.
            found[current.model.__name__] = plan_of(current.model)
        waiting += current.keys.values()
        waiting += [current.item] if current.item else []
    return found


def _complete(definition: dict[str, Any], plan: Plan, concepts: dict[str, list[str]]) -> None:
    """Add enumerations and messages to the schema of one model, in place."""
    definition.pop("title", None)
    for key, below in definition.get("properties", {}).items():
        below.pop("title", None)
        _complete_value(below, plan.keys[key], concepts)


def _complete_value(schema: dict[str, Any], plan: Plan, concepts: dict[str, list[str]]) -> None:
    for option in schema.get("anyOf", ()):
        _complete_value(option, plan, concepts)
    if "items" in schema and plan.item is not None:
        _complete_value(schema["items"], plan.item, concepts)
    if schema.get("type") != "string":
        return
    for mark in plan.marks:
        if isinstance(mark, InScheme):
            schema["enum"] = concepts.get(mark.scheme, [])
    if "pattern" in schema:
        # Not of the standard: the YAML language server shows it instead of the expression.
        schema["patternErrorMessage"] = f"write {expected(schema['pattern'])}"


if __name__ == "__main__":
    for written_path in write_schemas(Path("schema")):
        print(written_path)
