"""What is known of a SPARQL text before it is sent, judged by Oxigraph's parser."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.query.knowledge_base import PREFIXES
from relations_kb.questions.sparql_text import (
    filled,
    kind_of,
    parameters_in,
    portable,
    with_prefixes,
    without_comments,
)

TRICKY = [
    "SELECT * { ?s ?p ?o }",
    "# ask this\nSELECT ?select { ?select rkb:date '# no comment' }",
    "PREFIX ask: <http://example.org/#> CONSTRUCT { ?s ask:a ?o } WHERE { ?s ask:a ?o }",
    "BASE <http://example.org/select> ASK { <a#b> rdfs:label 'it\\'s'@en-GB }",
    'DESCRIBE ?e { ?e rdfs:label """a " # b\nSELECT""" } # the end',
    "prefix rkb: <http://example.org/> select ?a { ?a rkb:x ?b FILTER(?a<3&&?b>4) }",
    "SELECT (COUNT(?e) AS ?n) # SELECT\n{ ?e a rkb:Event ; rkb:earliestYear ?y FILTER(?y < 1800) }",
    "PREFIX : <http://example.org/> ASK { :a :b-c.d :e . event:1828-x a rkb:Event }",
    "ASK { ?s ?p '''x'y # z''' }#",
]
KINDS = ["SELECT", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE", "SELECT", "SELECT", "ASK", "ASK"]


def _judged(sparql: str) -> type:
    return type(ox.Store().query(sparql))


@pytest.mark.parametrize(("text", "kind"), zip(TRICKY, KINDS, strict=True))
def test_kind(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", TRICKY)
def test_the_prefixes_that_are_missing_are_added_and_no_others(text: str) -> None:
    ours = with_prefixes(text, PREFIXES)
    assert _judged(ours) is type(ox.Store().query(text, prefixes=PREFIXES))
    assert ours.count("\n") == text.count("\n")
    added = ours.removesuffix(text)
    for name in PREFIXES:
        if f"PREFIX {name}:" in added:
            with pytest.raises(SyntaxError):
                _judged(ours.replace(f"PREFIX {name}: <{PREFIXES[name]}>", "", 1))


@pytest.mark.parametrize("text", TRICKY)
def test_comments_go_and_nothing_else(text: str) -> None:
    ours = without_comments(text)
    assert ours.count("\n") == text.count("\n")
    assert without_comments(ours) == ours
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"),
                      ox.Literal("x'y # z")))  # fmt: skip
    before, after = (store.query(each, prefixes=PREFIXES) for each in (text, ours))
    if isinstance(before, ox.QueryBoolean):
        assert bool(before) == bool(after)


def test_a_shipped_prefix_that_the_author_declares_is_theirs() -> None:
    text = "PREFIX rkb: <http://example.org/mine#> ASK { ?s rkb:date ?o }"
    assert with_prefixes(text, PREFIXES) == text


@pytest.mark.parametrize(
    "text", ["", "   ", "# SELECT", "{ ?s ?p ?o }", "<http://e/SELECT>", "'ASK'"]
)
def test_no_kind(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize("word", ["INSERT", "delete", "MOVE", "Clear"])
def test_an_update_is_known_as_one(word: str) -> None:
    assert kind_of(f"PREFIX rkb: <http://e/> {word} <http://e/>") == word.upper()


@given(st.text(alphabet="SELECTaskn:?{}<>#'\"\\@ \n\r-.1ی", max_size=60))
def test_any_text_keeps_its_lines(text: str) -> None:
    kind_of(text)
    assert without_comments(text).count("\n") == text.count("\n")
    assert with_prefixes(text, PREFIXES).endswith(text)


@pytest.mark.parametrize("text", TRICKY)
def test_what_is_portable_runs_on_an_engine_that_knows_no_prefixes(text: str) -> None:
    ours = portable(text)
    assert _judged(ours) is type(ox.Store().query(text, prefixes=PREFIXES))
    assert ours.endswith(text)
    assert portable(ours) == ours


def test_a_declaration_in_a_comment_or_a_string_is_none() -> None:
    text = "# PREFIX rkb: <http://e/>\nASK { ?e rkb:date 'PREFIX event: <http://e/>' , event:x }"
    assert isinstance(ox.Store().query(portable(text)), ox.QueryBoolean)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("ASK { ?e ?p $a .\n $b ?p '$c' } # $d", [("a", 1), ("b", 2)]),
        ('ASK { <http://e/$a> ?p """\n$b""" , $e }', [("e", 2)]),
    ],
)
def test_parameters_are_found_where_they_are_terms(text: str, lines: list[tuple[str, int]]) -> None:
    assert list(parameters_in(text)) == lines


@given(st.text(max_size=20))
def test_a_value_stays_one_term_whatever_is_in_it(value: str) -> None:
    query = filled("SELECT ?x { VALUES ?x { $a } }", {"a": ox.Literal(value)})
    answer = ox.Store().query(query)
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["x"].value for row in answer] == [value]
