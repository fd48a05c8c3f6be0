"""What we export, others read: rapper, Jena riot and rdflib get the same graph out of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

import relations_kb
from relations_kb.output.rdf import export
from relations_kb.paths import Home

Run = Callable[..., "subprocess.CompletedProcess[str]"]
FORMS = {
    "turtle": ("ttl", "turtle", "turtle"), "trig": ("trig", "trig", "trig"),
    "ntriples": ("nt", "ntriples", "nt"), "nquads": ("nq", "nquads", "nquads"),
    "jsonld": ("jsonld", None, "json-ld"), "rdfxml": ("rdf", "rdfxml", "xml"),
}  # fmt: skip


@pytest.fixture(scope="session")
def exported(base_home: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("exports")
    kb = relations_kb.open(base_home.facts)
    files = {}
    for form, (suffix, _, _) in FORMS.items():
        files[form] = folder / f"base.{suffix}"
        files[form].write_bytes(export(kb, form))
    return files


@pytest.fixture(scope="session")
def stated(base_home: Home) -> Graph:
    """The graph that the store answers from."""
    return relations_kb.open(base_home.facts).graph()


def _triples(text: str) -> Graph:
    return Graph().parse(data=text, format="nt")


@pytest.mark.parametrize("form", FORMS)
def test_rdflib(form: str, exported: dict[str, Path], stated: Graph) -> None:
    named = form in ("trig", "nquads")
    theirs = Dataset() if named else Graph()
    theirs.parse(exported[form], format=FORMS[form][2])
    merged = Graph()
    for quad in theirs:
        merged.add(quad[:3])
    assert len(merged) > 3000
    assert isomorphic(merged, stated)


@pytest.mark.parametrize("form", [form for form in FORMS if FORMS[form][1]])
def test_rapper(form: str, exported: dict[str, Path], stated: Graph, rapper: str) -> None:
    syntax = FORMS[form][1]
    command = [rapper, "--quiet", "--input", str(syntax), "--output", "ntriples", exported[form]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert isomorphic(_triples(done.stdout), stated)


@pytest.mark.parametrize("form", FORMS)
def test_riot(form: str, exported: dict[str, Path], stated: Graph, jena: Run) -> None:
    # Debian's Jena has a JSON-LD 1.1 reader without the JSON parser that it needs; the export
    # is in expanded form, which the reader of 1.0 takes too.
    syntax = ["--syntax=jsonld10"] if form == "jsonld" else []
    done = jena("riotcmd.riot", *syntax, "--output=nquads", exported[form])
    assert done.returncode == 0, done.stderr
    theirs = Dataset().parse(data=done.stdout, format="nquads")
    merged = Graph()
    for quad in theirs:
        merged.add(quad[:3])
    assert isomorphic(merged, stated)
