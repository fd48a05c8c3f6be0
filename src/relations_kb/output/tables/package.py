"""The description of the tables: a Frictionless data package (specs.frictionlessdata.io, v1).

Types, keys, references between tables, sizes and hashes stand in ``datapackage.json``, so that
a program can check what it was given.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from relations_kb.output.part import Part
from relations_kb.output.tables.table import Column, Table

DESCRIPTOR = "datapackage.json"


def descriptor(part: Part, tables: tuple[Table, ...], form: str, files: dict[str, bytes]) -> bytes:
    """Return ``datapackage.json`` for tables that were written as ``form`` (csv, parquet).

    ``files`` are their contents by file name: ``events.csv``.
    """
    dataset = part.dataset
    tabular = form == "csv"
    described = {
        "profile": "tabular-data-package" if tabular else "data-package",
        "name": "relations-kb",
        "id": part.base_iri,
        "title": dataset["title"]["en"],
        "description": dataset["description"]["en"]
        + ("" if part.whole else " A part of the base, chosen by conditions."),
        "version": dataset["release"],
        "created": f"{dataset['released-on']}T00:00:00Z",
        "homepage": part.base_iri,
        "contributors": [{"title": dataset["creator"], "role": "author"}],
        "licenses": [licence(part)],
        "resources": [
            _resource(table, form, files[f"{table.name}.{form}"], tabular) for table in tables
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def licence(part: Part) -> dict[str, str]:
    """Return the licence of the facts as a data package names it."""
    address = str(part.dataset["licence"])
    if address.startswith("https://creativecommons.org/licenses/by/4.0"):
        title = "Creative Commons Attribution 4.0 International"
        return {"name": "CC-BY-4.0", "path": address, "title": title}
    return {"path": address, "title": address}


def _resource(table: Table, form: str, content: bytes, tabular: bool) -> dict[str, Any]:
    kind: dict[str, Any] = (
        {
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        }
        if tabular
        else {"format": "parquet", "mediatype": "application/vnd.apache.parquet"}
    )
    return {
        "name": table.name,
        "path": f"{table.name}.{form}",
        "title": table.title,
        "description": table.description,
        **kind,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    found: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    references = [
        {
            "fields": column.name,
            "reference": {"resource": "" if column.to == table.name else column.to, "fields": "id"},
        }
        for column in table.columns
        if column.to
    ]
    return {**found, "foreignKeys": references} if references else found


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.description,
    }
    if column.type == "boolean":
        field.update(trueValues=["true"], falseValues=["false"])
    if column.required:
        field["constraints"] = {"required": True}
    return field
