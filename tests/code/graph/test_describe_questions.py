"""The shipped questions in the graph, in the SHACL form of the SIB SPARQL examples."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

import relations_kb
from relations_kb.output.rdf import export
from relations_kb.paths import Home
from relations_kb.prefixes import PREFIXES
from relations_kb.query.knowledge_base import KnowledgeBase

SCHEMA = Namespace("https://schema.org/")
RKB = Namespace(PREFIXES["rkb"])
QUESTION = Namespace(PREFIXES["question"])


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> Graph:
    return Graph().parse(data=export(kb, "turtle"), format="turtle")


def test_an_editor_finds_every_question(kb: KnowledgeBase, graph: Graph) -> None:
    """As an editor lists examples: executables with a comment and a text, whoever made them."""
    listed = graph.query(
        "SELECT ?example ?comment ?text { ?example a sh:SPARQLExecutable , sh:SPARQLSelectExecutable ;"
        " rdfs:comment ?comment ; sh:select ?text ; schema:target ?endpoint ; schema:keywords ?word }",
        initNs={"sh": SH, "schema": SCHEMA, "rdfs": RDFS},
    )  # fmt: skip
    found: dict[str, Any] = {str(row[0]): row for row in listed}  # type: ignore[index]
    questions = kb.questions()
    assert set(found) == {str(QUESTION[question.name]) for question in questions}
    for question in questions:
        _example, comment, text = found[str(QUESTION[question.name])]
        assert comment == Literal(question.question, lang="en")
        assert str(text) == question.text()


def test_every_text_runs_as_it_stands(graph: Graph) -> None:
    texts = list(graph.objects(None, SH.select))
    assert len(texts) >= 60
    for text in texts:
        answer = ox.Store().query(str(text))
        assert isinstance(answer, ox.QuerySolutions)
        assert "$" not in str(text)


def test_prefixes_are_declared_as_shacl_wants_them(graph: Graph) -> None:
    (holder,) = set(graph.objects(None, SH.prefixes))
    declared = {
        str(graph.value(one, SH.prefix)): graph.value(one, SH.namespace)
        for one in graph.objects(holder, SH.declare)
    }
    assert {name: str(namespace) for name, namespace in declared.items()} == PREFIXES
    assert {n.datatype for n in declared.values() if isinstance(n, Literal)} == {
        URIRef(PREFIXES["xsd"] + "anyURI")
    }


def test_what_the_form_has_no_term_for(graph: Graph) -> None:
    question = QUESTION["between-two-days"]
    assert (question, RDF.type, RKB.Question) in graph
    assert graph.value(question, RKB.columns) == Literal("date, event, type")
    assert graph.value(question, RKB.view) == Literal("timeline")
    parameters = {
        str(graph.value(node, RKB.parameterName)): str(graph.value(node, RKB.default))
        for node in graph.objects(question, RKB.parameter)
    }
    assert parameters == {"from": "1941-08-01", "to": "1942-02-28"}


def test_a_part_of_the_base_has_no_questions(kb: KnowledgeBase) -> None:
    assert b"SPARQLExecutable" not in export(kb, "turtle", theme="nuclear")
