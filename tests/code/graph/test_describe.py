"""What an entry becomes: names of nodes, bounds of dates, decimals, reasons of relations."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.entries.base import Entry, load_base
from relations_kb.graph.describe import Places, describe, iri_of
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase

TREATY = "1828-treaty-of-turkmenchay"
BASE = "https://w3id.org/relations-kb/"


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


@pytest.fixture(scope="module")
def entries(base_home: Home) -> dict[str, Entry]:
    return {iri_of(entry): entry for entry in load_base(base_home).entries}


def _rows(kb: KnowledgeBase, sparql: str) -> list[tuple[str, ...]]:
    return sorted(
        tuple(value.value.removeprefix(BASE) for value in row) for row in kb.query(sparql)
    )


def test_there_are_no_blank_nodes(kb: KnowledgeBase) -> None:
    for quad in kb.store:
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_every_node_has_a_class(kb: KnowledgeBase) -> None:
    assert not _rows(
        kb,
        "SELECT DISTINCT ?s { ?s ?p ?o FILTER NOT EXISTS { ?s a ?class }"
        " FILTER (!STRSTARTS(STR(?s), 'http://www.w3.org/')) }",
    )


def test_bounds_of_dates(kb: KnowledgeBase) -> None:
    found = _rows(
        kb,
        "SELECT ?e ?d ?a ?z ?y ?x { ?e a rkb:Event ; rkb:date ?d ; rkb:earliest ?a ;"
        " rkb:earliestYear ?y . OPTIONAL { ?e rkb:latest ?l ; rkb:latestYear ?ly }"
        " BIND (COALESCE(?l, '-') AS ?z) BIND (COALESCE(?ly, '-') AS ?x) }",
    )
    by_event = {row[0].split("/")[1]: row[1:] for row in found}
    assert by_event[TREATY] == ("1828-02-22", "1828-02-22", "1828-02-22", "1828", "1828")
    assert by_event["1651-raid-on-the-sunzha"] == (
        "[1651..1653]", "1651-01-01", "1653-12-31", "1651", "1653",
    )  # fmt: skip
    assert by_event["2015-russian-intervention-in-syria"] == (
        "2015-09-30/..", "2015-09-30", "-", "2015", "-",
    )  # fmt: skip


def test_time_stamps_of_an_interval(kb: KnowledgeBase) -> None:
    (row,) = _rows(
        kb,
        "SELECT ?a ?b ?c ?d { event:1826-russo-persian-war sem:hasEarliestBeginTimeStamp ?a ;"
        " sem:hasLatestBeginTimeStamp ?b ; sem:hasEarliestEndTimeStamp ?c ;"
        " sem:hasLatestEndTimeStamp ?d }",
    )
    assert row == ("1826-07-01", "1826-07-31", "1828-02-22", "1828-02-22")


def test_decimals_have_one_type(kb: KnowledgeBase) -> None:
    types = {
        row["v"].datatype.value.rsplit("#")[-1]
        for row in kb.query("SELECT ?v { ?n rkb:goldstein|rkb:longitude|rkb:latitude ?v }")
    }
    assert types == {"decimal"}


def test_a_relation_and_its_reason(kb: KnowledgeBase) -> None:
    found = _rows(
        kb,
        f"SELECT ?s ?r ?o {{ event:{TREATY} rkb:relationStatement ?s ."
        " ?s rkb:relation ?r ; rkb:event ?o ; rkb:because ?why }",
    )
    assert [row[1].rpartition("#")[2] for row in found] == ["partOf"]
    for node, relation, other in found:
        assert node.startswith(f"event/{TREATY}#relation-")
        assert kb.query(f"ASK {{ event:{TREATY} <{BASE}{relation}> <{BASE}{other}> }}")


def test_names_of_nodes_lead_back_to_their_keys(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        places: Places = {}
        node = describe(entry, places)
        assert node["@id"] in places or entry.kind.name == "redirect"
        for keys in places.values():
            found: Any = entry.data
            for key in keys:
                found = found[key]
            assert found is not None


def test_names_of_nodes_are_unique_in_an_entry(entries: dict[str, Entry]) -> None:
    def names(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["@id"]] if "@type" in node and "@id" in node else []
            return own + [name for value in node.values() for name in names(value)]
        if isinstance(node, list):
            return [name for value in node for name in names(value)]
        return []

    for entry in entries.values():
        found = names(describe(entry))
        assert len(found) == len(set(found))


def test_titles_keep_their_languages(kb: KnowledgeBase) -> None:
    found = {
        row["t"].language: row["t"].value
        for row in kb.query(f"SELECT ?t {{ event:{TREATY} rdfs:label ?t }}")
    }
    assert found == {
        "en": "Treaty of Turkmenchay", "ru": "Туркманчайский договор", "fa": "عهدنامه ترکمانچای",
    }  # fmt: skip


def test_a_point_is_longitude_before_latitude(kb: KnowledgeBase) -> None:
    for row in kb.query(
        "SELECT ?lon ?lat ?wkt { ?c rkb:longitude ?lon ; rkb:latitude ?lat ; geo:asWKT ?wkt }"
    ):
        assert row["wkt"].value == f"POINT({row['lon'].value} {row['lat'].value})"


def test_a_redirect_says_where_to_look(kb: KnowledgeBase) -> None:
    assert _rows(kb, "SELECT ?o { event:1941-two-invasions rkb:movedTo ?o }") == [
        ("event/1826-russo-persian-war",), ("event/1941-anglo-soviet-invasion",),
    ]  # fmt: skip
    assert kb.query("ASK { person:nobody-at-all a rkb:Redirect }")
