"""Every shipped question gives the same rows, in the same order, whoever answers.

Oxigraph is ours; rdflib, Jena and Virtuoso get the same triples and the same text. Cells are
compared by what they mean: numbers by value, everything else by its text, since engines write
one decimal in several ways.
"""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

import relations_kb
from relations_kb.output.rdf import export
from relations_kb.query.knowledge_base import KnowledgeBase
from relations_kb.query.remote import Endpoint
from relations_kb.questions.folder import questions

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).parent / "java" / "Questions.java"
GRAPH = "https://example.org/graph/questions"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "int", "long", "decimal", "double", "float")}
NAMES = [question.name for question in questions(ROOT / "queries")]

Answer = tuple[list[str], list[tuple[str, ...]]]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return relations_kb.open(ROOT / "facts")


@pytest.fixture(scope="module")
def texts(kb: KnowledgeBase) -> dict[str, str]:
    return {question.name: question.text() for question in kb.questions()}


@pytest.fixture(scope="module")
def triples(kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("triples") / "base.nt"
    file.write_bytes(export(kb, "ntriples"))
    return file


def _number(text: str) -> str:
    return str(round(Decimal(text), 6).normalize() + 0)


def _from_json(text: str | bytes) -> Answer:
    found = json.loads(text)
    columns = found["head"]["vars"]
    rows = [
        tuple(_cell(row[name]) if name in row else "" for name in columns)
        for row in found["results"]["bindings"]
    ]
    return columns, rows


def _cell(term: dict[str, str]) -> str:
    return _number(term["value"]) if term.get("datatype") in NUMBERS else term["value"]


@pytest.fixture(scope="module")
def ours(kb: KnowledgeBase, texts: dict[str, str]) -> dict[str, Answer]:
    from relations_kb.query.results import render

    return {
        name: _from_json(render(kb.query(text), "json", {}, None)) for name, text in texts.items()
    }


@pytest.fixture(scope="module")
def jenas(
    jena: Callable[..., subprocess.CompletedProcess[str]], triples: Path, texts: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:  # fmt: skip
    folder = tmp_path_factory.mktemp("jena-questions")
    for name, text in texts.items():
        (folder / f"{name}.rq").write_text(text, "utf-8")
    done = jena(str(PROGRAM), triples, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def rdflibs(triples: Path) -> Graph:
    return Graph(bind_namespaces="none").parse(triples, format="nt")


@pytest.fixture(scope="module")
def virtuosos(virtuoso: Any, triples: Path) -> str:
    virtuoso.load(triples, GRAPH)
    return str(virtuoso.sparql)


def _same(theirs: Answer, ours: Answer) -> None:
    assert theirs[0] == ours[0]
    assert len(theirs[1]) == len(ours[1])
    assert sorted(theirs[1]) == sorted(ours[1])
    assert theirs[1] == ours[1], "the same rows in another order: ORDER BY is not total"


@pytest.mark.parametrize("name", NAMES)
def test_jena(name: str, jenas: Path, ours: dict[str, Answer]) -> None:
    answer = jenas / f"{name}.json"
    assert answer.is_file(), (jenas / f"{name}.error").read_text("utf-8")
    _same(_from_json(answer.read_bytes()), ours[name])


@pytest.mark.parametrize("name", NAMES)
def test_rdflib(name: str, rdflibs: Graph, texts: dict[str, str], ours: dict[str, Answer]) -> None:
    content = rdflibs.query(texts[name]).serialize(format="json")
    assert content is not None
    _same(_from_json(content), ours[name])


@pytest.mark.parametrize("name", NAMES)
def test_virtuoso(
    name: str, virtuosos: str, texts: dict[str, str], ours: dict[str, Answer]
) -> None:
    form = {
        "query": texts[name], "default-graph-uri": GRAPH,
        "format": "application/sparql-results+json",
    }  # fmt: skip
    data = urllib.parse.urlencode(form).encode()
    try:
        with urllib.request.urlopen(virtuosos, data, timeout=120) as reply:
            content = reply.read()
    except urllib.error.HTTPError as error:
        pytest.fail(error.read().decode("utf-8", "replace")[:1500])
    _same(_from_json(content), ours[name])


ASKED: list[tuple[str, dict[str, Any]]] = [
    ("sanctions-in-force", {"date": "2019-01-01"}),
    ("treaties-in-force", {"date": "2026-01-01"}),
    ("theme-in-order", {"theme": "drones"}),
    ("events-between-two-actors", {"one": "russian-empire", "other": "qajar-iran"}),
    ("path-between-two-events", {"from": "1721-sack-of-shamakhi", "to": "1722-russo-persian-war"}),
    ("sharpest-conflicts", {"value": -9.5}),
    ("anniversaries", {"month": 12, "day": 2}),
]


@pytest.mark.parametrize(("name", "values"), ASKED, ids=[name for name, _ in ASKED])
def test_an_endpoint_is_asked_as_the_base_is(
    name: str, values: dict[str, Any], virtuosos: str, kb: KnowledgeBase
) -> None:
    here = list(kb.ask(name, **values))
    there = list(Endpoint(virtuosos, named_graph=GRAPH).ask(name, **values))
    assert here
    assert [[_text(term) for term in row] for row in there] == [
        [_text(term) for term in row] for row in here
    ]


def _text(term: Any) -> str:
    if term is None:
        return ""
    datatype = getattr(term, "datatype", None)
    number = datatype is not None and datatype.value in NUMBERS
    return _number(term.value) if number else str(term.value)
