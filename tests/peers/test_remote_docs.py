"""What docs/remote-stores.md tells its reader to type, typed: on Virtuoso, with all the facts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.output.push import GRAPH
from relations_kb.query.remote import Endpoint
from store_server import StoreServer, serving

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "remote-stores.md").read_text("utf-8")
WIKIDATA = "https://query.wikidata.org/sparql"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def _here(text: str, server: Any) -> str:
    return text.replace("localhost:8890", f"127.0.0.1:{server.http_port}")


def test_every_command_and_the_python_run(virtuoso: Any) -> None:
    virtuoso.isql(f"SPARQL CLEAR GRAPH <{GRAPH}>;")
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "src"),
        "RELATIONS_KB_USER": virtuoso.user, "RELATIONS_KB_PASSWORD": virtuoso.password,
    }  # fmt: skip
    typed = [line for block in _blocks("console") for line in block.splitlines()]
    commands = [line.removeprefix("$ ") for line in typed if line.startswith("$ ")]
    assert len(commands) >= 6
    printed = []
    for command in commands:
        real = f'"{sys.executable}" -m relations_kb {command.removeprefix("relations-kb ")}'
        done = subprocess.run(
            _here(real, virtuoso), shell=True, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stderr == ""
        printed.append(done.stdout)
    assert "nothing was sent" in printed[0]
    assert "counted there; before: 0" in printed[1]
    assert "Turkmenchay" in printed[3]
    for block in _blocks("python"):
        exec(compile(_here(block, virtuoso), "remote-stores.md", "exec"), {})
    assert Endpoint(virtuoso.sparql).count(GRAPH) == len(relations_kb.open().store)
    virtuoso.isql(f"SPARQL CLEAR GRAPH <{GRAPH}>;")


@pytest.fixture
def wikidata() -> Iterator[StoreServer]:
    """A store with a few triples of Wikidata's kind; the real one is not asked by tests."""
    with serving() as server:
        item = ox.NamedNode("http://www.wikidata.org/entity/Q159")
        direct = "http://www.wikidata.org/prop/direct/"
        state = ox.NamedNode("http://www.wikidata.org/entity/Q3624078")
        server.store.add(ox.Quad(item, ox.NamedNode(direct + "P31"), state))
        server.store.add(ox.Quad(item, ox.NamedNode(direct + "P1082"), ox.Literal(146_000_000)))
        yield server


def test_the_federated_query(wikidata: StoreServer) -> None:
    (query,) = _blocks("sparql")
    assert WIKIDATA in query
    kb = relations_kb.open()
    rows = list(kb.query(query.replace(WIKIDATA, wikidata.query)))
    assert [(row["voted"].value, row["member"].value, row["people"].value) for row in rows] == [
        ("for", "Russian Federation", "146000000")
    ]
    silent = list(kb.query(query.replace(WIKIDATA, "http://127.0.0.1:1/")))
    assert len(silent) > 5
    assert all(row["people"] is None for row in silent)


def test_the_federated_query_as_virtuoso_reads_it(virtuoso: Any) -> None:
    (query,) = _blocks("sparql")
    # Virtuoso asks the other store only while it runs; here the syntax is enough.
    plain = query.replace(f"SERVICE SILENT <{WIKIDATA}>", "OPTIONAL")
    nothing = Endpoint(virtuoso.sparql, named_graph="urn:relations-kb:test:nothing")
    assert list(nothing.query(plain)) == []
