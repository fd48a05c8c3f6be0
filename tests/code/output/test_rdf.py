"""Exports: the same bytes each time, the same triples in each form, and parts of the whole."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic

import relations_kb
from relations_kb.errors import UsageError
from relations_kb.output.part import part_of
from relations_kb.output.rdf import BASE, export, turtle
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase

ROOT = Path(__file__).resolve().parents[3]
FORMS = {"turtle": "turtle", "trig": "trig", "ntriples": "nt", "nquads": "nquads",
         "jsonld": "json-ld", "rdfxml": "xml"}  # fmt: skip


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


def _digest(facts: Path, form: str, seed: str, cache: Path) -> str:
    environment = {
        **os.environ, "PYTHONHASHSEED": seed, "RELATIONS_KB_CACHE": str(cache),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }  # fmt: skip
    command = [sys.executable, "-m", "relations_kb", "--facts", str(facts), "export", "-f", form]
    done = subprocess.run(command, capture_output=True, env=environment, check=True, timeout=60)
    assert len(done.stdout) > 10_000
    return hashlib.sha256(done.stdout).hexdigest()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_from_another_process_and_another_build(
    form: str, base_home: Home, tmp_path: Path
) -> None:
    first = _digest(base_home.facts, form, "1", tmp_path / "one")
    second = _digest(base_home.facts, form, "2", tmp_path / "two")
    without_cache = _digest(base_home.facts, form, "3", Path("/dev/null/nowhere"))
    assert first == second == without_cache


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_same_triples(form: str, kb: KnowledgeBase) -> None:
    parsed = Dataset() if form in ("trig", "nquads") else Graph()
    parsed.parse(data=export(kb, form), format=FORMS[form])
    merged = Graph()
    for row in parsed:
        merged.add(row[:3])
    assert isomorphic(merged, kb.graph())


def test_stated_derived_ontology_and_questions_are_apart(kb: KnowledgeBase) -> None:
    quads = Dataset().parse(data=export(kb, "nquads"), format="nquads")
    names = {str(quad[3]).rpartition("/")[2] for quad in quads}
    assert names == {"facts", "derived", "ontology", "questions"}
    participant = "https://w3id.org/relations-kb/ontology#participant"
    graphs = {str(q[3]).rpartition("/")[2] for q in quads if str(q[1]) == participant}
    assert graphs == {"derived"}


def test_turtle_is_pleasant(kb: KnowledgeBase) -> None:
    text = export(kb, "turtle").decode()
    lines = text.splitlines()
    assert lines[0] == "@base <https://w3id.org/relations-kb/> ."
    assert "@prefix rkb: <https://w3id.org/relations-kb/ontology#> ." in lines
    events = [line[1:-1] for line in lines if line.startswith("<event/") and "#" not in line]
    dated = [name for name in events if f"<{name}>\n    a rkb:Event" in text]
    assert [n[6:10] for n in dated] == sorted(n[6:10] for n in dated)
    assert len(dated) == 8
    whole = lines.index("<event/1828-treaty-of-turkmenchay>")
    assert lines[whole + 1] == "    a rkb:Event ;"
    following = [line for line in lines[whole + 1 :] if line.startswith("<")]
    assert following[0].startswith("<event/1828-treaty-of-turkmenchay#")


def test_a_part(kb: KnowledgeBase) -> None:
    part = Graph().parse(data=export(kb, "turtle", theme="syria"), format="turtle")
    text = {str(subject) for subject in part.subjects()}
    base = "https://w3id.org/relations-kb/"
    assert f"{base}event/2015-russian-intervention-in-syria" in text
    assert f"{base}claim/competition-in-syria" in text
    assert f"{base}actor/russian-federation" in text
    assert f"{base}event/1828-treaty-of-turkmenchay" not in text
    assert f"{base}person/abbas-mirza" not in text


@pytest.mark.parametrize(
    ("conditions", "count"),
    [({"first_year": 1900}, 5), ({"last_year": 1830}, 3), ({"actor": "russia"}, 7),
     ({"actor": "qajar-iran", "first_year": 1827}, 3)],
)  # fmt: skip
def test_parts_by_period_and_actor(
    conditions: dict[str, int | str], count: int, kb: KnowledgeBase
) -> None:
    part = Graph().parse(data=export(kb, "ntriples", **conditions), format="nt")  # type: ignore[arg-type]
    found = part.query("SELECT ?e { ?e a <https://w3id.org/relations-kb/ontology#Event> }")
    assert len(found) == count


@pytest.mark.parametrize(
    "conditions", [{"theme": "syria"}, {"actor": "qajar-iran"}, {"last_year": 1830}]
)
def test_a_part_is_the_same_part_as_in_tables(
    conditions: dict[str, int | str], kb: KnowledgeBase
) -> None:
    base = "https://w3id.org/relations-kb/"
    part = part_of(kb.base, **conditions)  # type: ignore[arg-type]
    graph = Graph().parse(data=export(kb, "ntriples", **conditions), format="nt")  # type: ignore[arg-type]
    subjects = {str(s).partition("#")[0].removeprefix(base) for s in graph.subjects()}
    entries = {s for s in subjects if s.partition("/")[0] in part.entries}
    assert entries == {f"{kind}/{e.id}" for kind, found in part.entries.items() for e in found}
    assert "dataset" in subjects
    # Every source that is cited is described.
    cited = {
        str(o).removeprefix(base) for o in graph.objects(None, URIRef(f"{base}ontology#source"))
    }
    assert cited
    assert cited <= subjects


def test_a_part_of_nothing(kb: KnowledgeBase) -> None:
    with pytest.raises(UsageError, match="no event"):
        export(kb, "turtle", last_year=1000)


_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_LEXICAL = _TEXT | st.sampled_from(["1", "-1.5", ".5", "1.", "true", "false", "1e3", "٣", ""])
_LITERAL = st.one_of(
    _TEXT.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), _TEXT, st.sampled_from(["en", "fa-latn"])
    ),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + name)),
        _LEXICAL,
        st.sampled_from(["integer", "decimal", "boolean", "double", "date"]),
    ),
)
_NODE = st.sampled_from(
    [f"{BASE}event/1828-x", f"{BASE}event/1828-x#participation-1", f"{BASE}claim/y",
     PREFIXES["rkb"] + "date", PREFIXES["skos"] + "1-no-local-name", BASE, "http://x.org/a?b=c#d"]
).map(ox.NamedNode)  # fmt: skip


@given(st.sets(st.builds(ox.Triple, _NODE, _NODE, _NODE | _LITERAL), min_size=1, max_size=8))
def test_turtle_of_any_triples_is_read_back_as_they_were(triples: set[ox.Triple]) -> None:
    read = ox.parse(turtle(triples).encode(), format=ox.RdfFormat.TURTLE)
    assert {ox.Triple(q.subject, q.predicate, q.object) for q in read} == triples
