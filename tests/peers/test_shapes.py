"""Jena's SHACL engine finds what pySHACL finds: nothing in the fixtures, and the same decoys."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace

import relations_kb
from relations_kb.graph.shapes import conformance
from relations_kb.paths import Home

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
RKB = Namespace("https://w3id.org/relations-kb/ontology#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPES = ROOT / "ontology" / "shapes.ttl"


def _jena_results(jena: Run, graph: Graph, folder: Path) -> int:
    data = folder / "data.nt"
    graph.serialize(data, format="nt", encoding="utf-8")
    done = jena("shacl.shacl", "validate", "--shapes", SHAPES, "--data", data)
    assert done.returncode == 0, done.stderr
    report = Graph().parse(data=done.stdout, format="turtle")
    return len(set(report.objects(None, SH.result)))


def _our_results(graph: Graph) -> int:
    report = conformance(graph, Graph().parse(SHAPES))
    return len(set(report.objects(None, SH.result)))


def test_the_fixture_base_conforms(base_home: Home, jena: Run, tmp_path: Path) -> None:
    graph = relations_kb.open(base_home.facts).graph()
    assert _our_results(graph) == 0
    assert _jena_results(jena, graph, tmp_path) == 0


DECOYS = {
    "goldstein": "-4.0e1", "latitude": "91.5", "earliest": "2999-01-01", "summary": None,
    "voteAgainst": "for", "outcome": None,
}  # fmt: skip


@pytest.mark.parametrize("term", DECOYS)
def test_both_engines_find_a_decoy(term: str, base_home: Home, jena: Run, tmp_path: Path) -> None:
    graph = relations_kb.open(base_home.facts).graph()
    triples = sorted(graph.triples((None, RKB[term], None)))
    of_events = [found for found in triples if "/event/" in found[0]]
    subject, predicate, value = (of_events or triples)[0]
    wrong = DECOYS[term]
    if wrong == "for":
        graph.add((subject, predicate, next(graph.objects(subject, RKB.voteFor))))
    else:
        graph.remove((subject, predicate, value))
    if wrong is not None and re.match(r"[-\d]", wrong):
        graph.add((subject, predicate, Literal(wrong, datatype=getattr(value, "datatype", None))))
    ours = _our_results(graph)
    assert ours >= 1
    assert _jena_results(jena, graph, tmp_path) == ours
