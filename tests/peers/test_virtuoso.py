"""Virtuoso holds our graph: what we dump, it loads whole."""

from __future__ import annotations

import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import relations_kb
from relations_kb.output.rdf import export
from relations_kb.paths import Home

GRAPH = "https://example.org/graph/fixture"


def _count(server: Any, query: str) -> int:
    form = urllib.parse.urlencode({"query": query, "format": "text/csv"}).encode()
    with urllib.request.urlopen(server.sparql, form, timeout=60) as answer:
        return int(answer.read().split()[-1])


def test_every_triple_arrives(virtuoso: Any, base_home: Home, tmp_path: Path) -> None:
    kb = relations_kb.open(base_home.facts)
    file = tmp_path / "fixture.nt"
    file.write_bytes(export(kb, "ntriples"))
    virtuoso.load(file, GRAPH)
    ours = len(kb.store)
    assert ours > 3000
    assert _count(virtuoso, f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> {{ ?s ?p ?o }}") == ours
    virtuoso.isql(f"SPARQL CLEAR GRAPH <{GRAPH}>;")
    assert _count(virtuoso, f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> {{ ?s ?p ?o }}") == 0
