"""Values of parameters: each becomes one term of its type, or an error that says what is right."""

from __future__ import annotations

import datetime

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from relations_kb.errors import QueryError
from relations_kb.prefixes import PREFIXES
from relations_kb.questions.parameter import Parameter, Value
from relations_kb.questions.question import read_question
from relations_kb.questions.sparql_text import filled, parameters_in, portable

XSD = "http://www.w3.org/2001/XMLSchema#"
KB = "https://w3id.org/relations-kb/"


@pytest.mark.parametrize(
    ("type_name", "value", "term"),
    [
        ("xsd:date", "2016-02-01", f'"2016-02-01"^^<{XSD}date>'),
        ("xsd:date", datetime.date(2016, 2, 1), f'"2016-02-01"^^<{XSD}date>'),
        ("xsd:date", datetime.datetime(2016, 2, 1, 9), f'"2016-02-01"^^<{XSD}date>'),
        ("xsd:integer", 1828, f'"1828"^^<{XSD}integer>'),
        ("xsd:integer", "-3", f'"-3"^^<{XSD}integer>'),
        ("xsd:decimal", -4.5, f'"-4.5"^^<{XSD}decimal>'),
        ("xsd:decimal", "8", f'"8"^^<{XSD}decimal>'),
        ("xsd:boolean", True, f'"true"^^<{XSD}boolean>'),
        ("xsd:string", 'a "b"\n', '"a \\"b\\"\\n"'),
        ("event", "1828-treaty", f"<{KB}event/1828-treaty>"),
        ("event", "event/1828-treaty", f"<{KB}event/1828-treaty>"),
        ("actor", "actor:china", f"<{KB}actor/china>"),
        ("actor", f"{KB}actor/china", f"<{KB}actor/china>"),
        ("concept/theme", "war-and-peace", f"<{KB}concept/theme/war-and-peace>"),
        ("concept/theme", "theme:caspian", f"<{KB}concept/theme/caspian>"),
        ("concept/theme", "concept/theme/caspian", f"<{KB}concept/theme/caspian>"),
    ],
)
def test_a_value_becomes_a_term(type_name: str, value: Value, term: str) -> None:
    assert str(Parameter("p", type_name, "x", "X.").term(value)) == term


@pytest.mark.parametrize(
    ("type_name", "value", "says"),
    [
        ("xsd:date", "1.2.2016", "is not a day; write year-month-day, such as 2016-02-01"),
        ("xsd:date", "20160201", "is not a day;"),
        ("xsd:date", "2015-02-29", "is not a day that exists"),
        ("xsd:integer", "1828.0", "is not a whole number"),
        ("xsd:integer", "١٨٢٨", "is not a whole number"),
        ("xsd:decimal", "1e3", "is not a number"),
        ("xsd:decimal", "NaN", "is not a number"),
        ("xsd:boolean", "yes", "is not a truth value; write true or false"),
        ("xsd:string", "a\0b", "control characters"),
        ("event", "1828 treaty", "is not the id of an event, such as 'x'"),
        ("event", "x> <y", "is not the id"),
        ("event", "actor/china", "is not the id"),
        ("concept/theme", "caspian> ?p", "is not the name of a concept of theme"),
    ],
)
def test_what_does_not_fit_is_refused(type_name: str, value: Value, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        Parameter("p", type_name, "x", "X.").term(value)
    assert str(caught.value).startswith("parameter 'p': ")
    assert says in str(caught.value)


QUESTION = read_question(
    "# title: T\n# question: Q?\n# audience: A\n# columns: e\n"
    '# parameter: word xsd:string "a" A word.\n'
    "SELECT ?e WHERE { ?e rdfs:label $word } ORDER BY ?e",
    "x.rq", "x",
)  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_no_text_can_leave_its_literal(text: str) -> None:
    """Whatever the value, the query stays the one it was, and the literal is the text."""
    query = QUESTION.text({"word": text})
    store = ox.Store()
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    store.add(ox.Quad(ox.NamedNode("http://e/right"), label, ox.Literal(text)))
    store.add(ox.Quad(ox.NamedNode("http://e/wrong"), label, ox.Literal(text + "x")))
    assert [row["e"].value for row in store.query(query)] == ["http://e/right"]  # type: ignore[union-attr,index]


@pytest.mark.parametrize(
    "text",
    ['" } #', "'''", '\\" . ?s ?p ?o', "a\nb", "} UNION { ?e ?p ?o", "$word", "?e", "<http://x>"],
)
def test_known_tricks_stay_one_literal(text: str) -> None:
    parsed = parseQuery(QUESTION.text({"word": text}))
    triples = parsed[1]["where"]["part"][0]["triples"]
    assert len(triples) == 1
    assert len(triples[0]) == 3


def test_only_tokens_are_replaced() -> None:
    text = """# $a
SELECT * { <http://x/$a> ?p "$a", '$a', '''$a ' $a''' , \"\"\"$a " \\\" $a\"\"\" , $a , $ab }"""
    out = filled(text, {"a": ox.Literal("1")})
    assert out.count('"1"') == 1
    assert ', "1" , $ab }' in out
    assert list(parameters_in(text)) == [("a", 2), ("ab", 2)]


def test_prefixes_are_declared_that_are_used_and_not_yet_declared() -> None:
    text = (
        'PREFIX rkb: <http://mine/>\nSELECT * { ?e rkb:x theme:a , "role:b" , <era:c> } # stage:d'
    )
    out = portable(text)
    assert out.splitlines()[0] == f"PREFIX theme: <{PREFIXES['theme']}>"
    assert out.count("PREFIX") == 2


def test_unknown_parameters_are_named() -> None:
    with pytest.raises(QueryError, match="x has no parameter 'wrod'; did you mean 'word'\\?"):
        QUESTION.terms({"wrod": "a"})
    with pytest.raises(QueryError, match="it has word"):
        QUESTION.terms({"quantity": "a"})
