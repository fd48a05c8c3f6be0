"""The graph of the shipped facts conforms to the shapes, by pySHACL and by Jena alike."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from rdflib import Graph, Literal, Namespace

import relations_kb
from relations_kb.graph.shapes import shape_problems
from relations_kb.output.rdf import export
from relations_kb.paths import locate

SH = Namespace("http://www.w3.org/ns/shacl#")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_pyshacl() -> None:
    problems = shape_problems(locate())
    assert not problems, "\n".join(f"{p.path}:{p.line} {p.message}" for p in problems[:20])


def test_jena(jena: Run, tmp_path: Path) -> None:
    data = tmp_path / "facts.nt"
    data.write_bytes(export(relations_kb.open(), "ntriples"))
    shapes = locate().ontology / "shapes.ttl"
    done = jena("shacl.shacl", "validate", "--shapes", shapes, "--data", data)
    assert done.returncode == 0, done.stderr
    report = Graph().parse(data=done.stdout, format="turtle")
    assert (None, SH.conforms, Literal(True)) in report, done.stdout[:3000]
