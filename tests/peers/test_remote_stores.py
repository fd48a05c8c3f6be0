"""Push to real stores and ask them: Virtuoso 7, and rdflib behind rdflib-endpoint."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib

import relations_kb
from relations_kb.errors import PartialAnswerWarning, QueryError, RemoteError
from relations_kb.index.coded_events import coded_events
from relations_kb.index.landmarks import eras, turning_points
from relations_kb.index.pressure import compare
from relations_kb.output.push import GRAPH, Target, push
from relations_kb.paths import Home
from relations_kb.query.connection import Credentials
from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase
from relations_kb.query.remote import Endpoint
from relations_kb.query.results import RDF, TABULAR, render

SELECT = """SELECT ?e ?title ?y ?value {
  ?e a rkb:Event ; rdfs:label ?title ; rkb:earliestYear ?y ; rkb:coding/rkb:goldstein ?value
} ORDER BY ?e STR(?title)"""
CONSTRUCT = "CONSTRUCT { ?e rdfs:label ?t ; rkb:earliest ?d } { ?e a rkb:Event ; rdfs:label ?t ; rkb:earliest ?d }"
NAMED = "urn:relations-kb:test:push"


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"RELATIONS_KB_{name}", raising=False)


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


@pytest.fixture(scope="module")
def owner(virtuoso: Any) -> Credentials:
    return Credentials(virtuoso.user, virtuoso.password)


@pytest.fixture
def target(virtuoso: Any) -> Target:
    return Target(virtuoso.sparql_auth, NAMED, graph_store_url=virtuoso.graph_store)


@pytest.fixture(scope="module")
def pushed(virtuoso: Any, kb: KnowledgeBase, owner: Credentials) -> Iterator[Endpoint]:
    push(kb, Target(virtuoso.sparql_auth), credentials=owner)
    yield Endpoint(virtuoso.sparql, named_graph=GRAPH)
    virtuoso.isql(f"SPARQL CLEAR GRAPH <{GRAPH}>;")


@pytest.mark.parametrize("method", ["update", "graph-store"])
def test_push_to_virtuoso(
    virtuoso: Any, kb: KnowledgeBase, owner: Credentials, method: str
) -> None:
    target = Target(virtuoso.sparql_auth, NAMED, method, graph_store_url=virtuoso.graph_store)
    for _ in range(2):
        done = push(kb, target, credentials=owner, chunk=1500)
    assert done.before == done.triples == len(kb.store)
    assert Endpoint(virtuoso.sparql).count(NAMED) == len(kb.store)
    assert Endpoint(virtuoso.sparql).count(target.staging) == 0


def test_too_much_in_one_update_for_virtuoso(
    kb: KnowledgeBase, owner: Credentials, target: Target
) -> None:
    twice = [*kb.store] * 2
    assert len(twice) > 5000, "Virtuoso takes less than that in one INSERT"
    done = push(kb, target, credentials=owner, chunk=1_000_000)
    assert done.triples == len(kb.store)


def test_readers_of_virtuoso_see_the_old_or_the_new(
    virtuoso: Any, kb: KnowledgeBase, owner: Credentials, target: Target
) -> None:
    update = Endpoint(virtuoso.sparql_auth, credentials=owner)
    update.update(f"CLEAR SILENT GRAPH <{NAMED}>")
    update.update(f"INSERT DATA {{ GRAPH <{NAMED}> {{ <http://e/old> <http://e/old> 1 }} }}")
    sizes: list[int] = []
    done = threading.Event()

    def read() -> None:
        reader = Endpoint(virtuoso.sparql)
        while not done.is_set():
            sizes.append(reader.count(NAMED))

    thread = threading.Thread(target=read)
    thread.start()
    pushes = 3
    try:
        for _ in range(pushes):
            push(kb, target, credentials=owner)
    finally:
        done.set()
        thread.join()
    assert {1, len(kb.store)} <= set(sizes)
    # Virtuoso reads no snapshots: a count that runs while a MOVE is committed may see a part of
    # both, once for each commit. Were the MOVE no transaction, there would be dozens.
    between = [size for size in sizes if size not in (1, len(kb.store))]
    assert len(between) <= pushes
    assert len(sizes) > 10 * pushes


def test_virtuoso_refuses_a_stranger(virtuoso: Any, kb: KnowledgeBase, target: Target) -> None:
    with pytest.raises(RemoteError, match="set RELATIONS_KB_USER"):
        push(kb, target)
    with pytest.raises(RemoteError, match="does not accept the name and password"):
        push(kb, target, credentials=Credentials("dba", "wrong"))


@pytest.mark.parametrize("form", TABULAR)
def test_rows_of_virtuoso_are_as_here(kb: KnowledgeBase, pushed: Endpoint, form: str) -> None:
    ours, theirs = (render(each.query(SELECT), form, PREFIXES, 80) for each in (kb, pushed))
    assert ours == theirs
    assert "1828-treaty-of-turkmenchay" in ours


@pytest.mark.parametrize("form", RDF)
def test_graphs_of_virtuoso_are_as_here(kb: KnowledgeBase, pushed: Endpoint, form: str) -> None:
    ours, theirs = (render(each.query(CONSTRUCT), form, PREFIXES, 80) for each in (kb, pushed))
    assert ours == theirs


def test_virtuoso_says_yes_and_no(pushed: Endpoint) -> None:
    assert bool(pushed.query("ASK { ?e a rkb:Event }")) is True
    assert bool(pushed.query("ASK { ?e a rkb:Nothing }")) is False


def test_virtuoso_describes(pushed: Endpoint) -> None:
    text = render(pushed.query("DESCRIBE event:1828-treaty-of-turkmenchay"), "turtle", PREFIXES, 80)
    assert "عهدنامه ترکمانچای" in text


def test_what_virtuoso_cannot_read(pushed: Endpoint) -> None:
    with pytest.raises(QueryError, match="line 3") as caught:
        pushed.query("# a remark\nSELECT ?e {\n ?e nowhere:x rkb:Event }")
    assert "SPARQL query:" not in str(caught.value)
    assert "nowhere" in str(caught.value)


def test_virtuosos_part_of_an_answer_is_warned_of(virtuoso: Any, pushed: Endpoint) -> None:
    hasty = Endpoint(f"{virtuoso.sparql}?timeout=1000", named_graph=GRAPH)
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?c ?q ?f . ?g ?q ?h }"
    with pytest.warns(PartialAnswerWarning, match="a part of the answer only"):
        list(hasty.query(heavy))


def test_a_whole_base_comes_back_as_it_was(kb: KnowledgeBase, pushed: Endpoint) -> None:
    there = pushed.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    lexical = _without_forms(there)
    assert lexical == _without_forms(quad.triple for quad in kb.store)


def _without_forms(triples: Any) -> set[tuple[str, str, str]]:
    """Triples as text, but for what Virtuoso keeps in a form of its own.

    It writes 8.0 as 8 and true as 1, and holds the numbers of a point with seven digits.
    """
    found = set()
    for triple in triples:
        if triple.predicate.value.endswith("#asWKT"):
            continue
        value = getattr(triple.object, "value", str(triple.object))
        if getattr(triple.object, "datatype", None) and value in ("true", "false"):
            value = {"true": "1", "false": "0"}[value]
        found.add((str(triple.subject), str(triple.predicate), value))
    return found


def test_the_index_of_virtuoso_is_as_here(kb: KnowledgeBase, pushed: Endpoint) -> None:
    ours, theirs = (coded_events(each) for each in (kb, pushed))
    assert ours == theirs
    assert ours.events
    assert compare(kb) == compare(pushed)
    assert turning_points(kb) == turning_points(pushed)
    assert eras(kb) == eras(pushed)


@pytest.fixture(scope="module")
def rdflib_endpoint() -> Iterator[str]:
    """A server of rdflib's own engine, which may be changed by SPARQL Update."""
    uvicorn = pytest.importorskip("uvicorn", reason="no uvicorn (pip install uvicorn)")
    endpoint = pytest.importorskip("rdflib_endpoint", reason="no rdflib-endpoint")
    app = endpoint.SparqlEndpoint(graph=rdflib.Dataset(default_union=True), enable_update=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    assert server.started
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}/"
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def pushed_to_rdflib(rdflib_endpoint: str, kb: KnowledgeBase) -> Endpoint:
    # rdflib takes time for a request by the square of its length.
    for _ in range(2):
        done = push(kb, Target(rdflib_endpoint), chunk=100)
    assert done.before == done.triples == len(kb.store)
    return Endpoint(rdflib_endpoint)


@pytest.mark.parametrize("form", TABULAR)
def test_rows_of_rdflib_are_as_here(
    kb: KnowledgeBase, pushed_to_rdflib: Endpoint, form: str
) -> None:
    ours, theirs = (
        render(each.query(SELECT), form, PREFIXES, 80) for each in (kb, pushed_to_rdflib)
    )
    assert ours == theirs


def test_rdflib_says_yes_and_no_and_builds_graphs(
    kb: KnowledgeBase, pushed_to_rdflib: Endpoint
) -> None:
    assert bool(pushed_to_rdflib.query("ASK { ?e a rkb:Event }")) is True
    assert bool(pushed_to_rdflib.query("ASK { ?e a rkb:Nothing }")) is False
    ours, theirs = (
        render(each.query(CONSTRUCT), "turtle", PREFIXES, 80) for each in (kb, pushed_to_rdflib)
    )
    assert ours == theirs


def test_the_index_of_rdflib_is_as_here(kb: KnowledgeBase, pushed_to_rdflib: Endpoint) -> None:
    assert coded_events(kb) == coded_events(pushed_to_rdflib)
    assert compare(kb) == compare(pushed_to_rdflib)


def test_what_rdflib_cannot_read(pushed_to_rdflib: Endpoint) -> None:
    with pytest.raises(QueryError, match="Expected"):
        pushed_to_rdflib.query("SELECT ?e { ?e a }")
