"""The committed JSON Schemas are those of the model, and fit the facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from relations_kb.entries.kinds import KINDS, kind_of_path
from relations_kb.entries.schema import json_schema, schema_text, write_schemas
from relations_kb.paths import Home, fact_files
from relations_kb.reading import read_bytes

ROOT = Path(__file__).resolve().parents[3]
MEND = "run: PYTHONPATH=src python -m relations_kb.entries.schema"


def _validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_the_generated_one(kind: str) -> None:
    committed = (ROOT / "schema" / f"{kind}.schema.json").read_text("utf-8")
    assert committed == schema_text(kind), MEND


def test_no_schema_without_a_kind(tmp_path: Path) -> None:
    names = {path.name for path in write_schemas(tmp_path / "new")}
    assert {path.name for path in (ROOT / "schema").iterdir()} == names, MEND


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid_and_reject_nothing_at_all(kind: str) -> None:
    schema = json_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert not _validator(kind).is_valid({})
    assert not _validator(kind).is_valid([{}])
    assert not _validator(kind).is_valid(None)


def test_the_fixtures_are_accepted(base_home: Home) -> None:
    for path in fact_files(base_home.facts):
        kind = kind_of_path(path)
        assert kind is not None
        data = read_bytes((base_home.facts / path).read_bytes(), path).data
        _validator(kind.name).validate(data)


@pytest.mark.parametrize(
    ("change", "word"),
    [({"type": "traety"}, "traety"), ({"sumary": "x"}, "sumary"), ({"id": "A B"}, "A B"),
     ({"themes": ["territory", "zzz"]}, "zzz"), ({"date": 1828}, "1828")],
)  # fmt: skip
def test_mistakes_are_rejected(base_home: Home, change: dict[str, Any], word: str) -> None:
    path = "events/1820s/1828-treaty-of-turkmenchay.yaml"
    data = read_bytes((base_home.facts / path).read_bytes(), path).data
    errors = [error.message for error in _validator("event").iter_errors({**data, **change})]
    assert len(errors) == 1
    assert word in errors[0]


def _described(schema: dict[str, Any]) -> None:
    for key, part in schema.get("properties", {}).items():
        assert part.get("description"), key


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_description(kind: str) -> None:
    schema = json_schema(kind)
    _described(schema)
    for definition in schema.get("$defs", {}).values():
        _described(definition)


def test_the_editor_finds_the_schema_of_every_kind(base_home: Home) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    globs: dict[str, str] = settings["yaml.schemas"]
    for kind in KINDS.values():
        pattern = globs[f"./schema/{kind.name}.schema.json"]
        for path in fact_files(base_home.facts):
            fits = Path("facts", path).match(pattern.replace("/**/*", "/*")) or Path(
                "facts", path
            ).match(pattern)
            assert fits == (kind_of_path(path) is kind), (path, pattern)
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in extensions["recommendations"]
