"""A push: in pieces, seen whole or not at all, safe to be stopped and run again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.errors import QueryError, RemoteError, UsageError
from relations_kb.output.push import GRAPH, Target, push
from relations_kb.paths import Home
from relations_kb.query import connection
from relations_kb.query.knowledge_base import KnowledgeBase
from store_server import Fault, Request, StoreServer, serving

ROOT = Path(__file__).resolve().parents[3]
STAGING = GRAPH + "-staging"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"RELATIONS_KB_{name}", raising=False)
    monkeypatch.setattr(connection, "_WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def server() -> Iterator[StoreServer]:
    with serving() as running:
        yield running


@pytest.fixture
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


def _target(server: StoreServer, method: str = "update", graph: str | None = GRAPH) -> Target:
    return Target(server.update, graph, method, server.query, server.graph_store)


def _old(server: StoreServer, graph: str | None = GRAPH) -> None:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    node = ox.NamedNode("http://e/old")
    server.store.add(ox.Quad(node, node, node, name))


@pytest.mark.parametrize("graph", [GRAPH, "urn:example:mine", None])
@pytest.mark.parametrize("method", ["update", "graph-store"])
def test_the_graph_there_is_the_graph_here(
    server: StoreServer, kb: KnowledgeBase, method: str, graph: str | None
) -> None:
    _old(server, graph)
    seen: list[int] = []
    done = push(kb, _target(server, method, graph), chunk=700, progress=seen.append)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    there = {quad.triple for quad in server.store.quads_for_pattern(None, None, None, name)}
    assert there == {quad.triple for quad in kb.store}
    assert (done.triples, done.before) == (len(kb.store), 1)
    assert done.requests == len(seen) == -(-len(kb.store) // 700)
    assert sum(seen) == done.triples
    graphs = [graph.value for graph in server.store.named_graphs() if server.size(graph.value)]
    assert graphs == ([graph] if graph else [])


def test_the_graph_store_gets_one_put_and_then_posts(
    server: StoreServer, kb: KnowledgeBase
) -> None:
    push(kb, _target(server, "graph-store"), chunk=1000)
    methods = [r.method for r in server.log if r.path.startswith("/store")]
    assert methods == ["PUT"] + ["POST"] * (len(methods) - 1)
    assert len(methods) > 2


def test_readers_see_the_old_or_the_new(server: StoreServer, kb: KnowledgeBase) -> None:
    _old(server)
    sizes: list[int] = []
    server.before = lambda _request: sizes.append(server.size(GRAPH))
    push(kb, _target(server), chunk=500)
    assert set(sizes) == {1, len(kb.store)}


@pytest.mark.parametrize("method", ["update", "graph-store"])
def test_what_a_stopped_push_left_is_taken_away(
    server: StoreServer, kb: KnowledgeBase, method: str
) -> None:
    _old(server)
    _old(server, STAGING)
    push(kb, _target(server, method))
    assert server.size(GRAPH) == len(kb.store)
    assert server.size(STAGING) == 0


def test_a_push_that_is_killed(server: StoreServer, kb: KnowledgeBase, base_home: Home) -> None:
    _old(server)
    reached, go = threading.Event(), threading.Event()

    def hold(request: Request) -> None:
        if server.size(STAGING) > 1500 and not reached.is_set():
            reached.set()
            go.wait(30)

    server.before = hold
    command = [sys.executable, "-m", "relations_kb", "--facts", str(base_home.facts), "push",
               server.update, "--query-url", server.query, "--chunk", "400"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    assert reached.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    go.set()
    assert server.size(GRAPH) == 1
    assert server.size(STAGING) > 1500
    again = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert again.stdout == f"{len(kb.store):,} triples in <{GRAPH}>, counted there; before: 1\n"
    assert again.stderr == ""
    assert (server.size(GRAPH), server.size(STAGING)) == (len(kb.store), 0)


@pytest.mark.parametrize("method", ["update", "graph-store"])
def test_pieces_that_are_too_long_are_halved(
    server: StoreServer, kb: KnowledgeBase, method: str
) -> None:
    server.longest = 60_000
    push(kb, _target(server, method), chunk=3000)
    assert server.size(GRAPH) == len(kb.store)
    server.longest = 100
    with pytest.raises(RemoteError, match="refuses a request of this length"):
        push(kb, _target(server, method), chunk=3000)
    assert server.size(GRAPH) == len(kb.store)


def test_a_triple_that_the_store_refuses(server: StoreServer, kb: KnowledgeBase) -> None:
    _old(server)
    answer = server.answer
    server.answer = lambda request: (  # type: ignore[method-assign]
        Fault(400, b"no Persian here", {"Content-Type": "text/plain"})
        if "عهدنامه".encode() in request.body else answer(request)
    )  # fmt: skip
    with pytest.raises(QueryError, match="no Persian here"):
        push(kb, _target(server))
    assert server.size(GRAPH) == 1


def test_a_store_that_loses_triples_is_found_out(server: StoreServer, kb: KnowledgeBase) -> None:
    _old(server)
    answer = server.answer
    lost: list[Request] = []

    def lose_one(request: Request) -> Fault:
        if b"INSERT DATA" in request.body and not lost:
            lost.append(request)
            return Fault(204)
        return answer(request)

    server.answer = lose_one  # type: ignore[method-assign]
    with pytest.raises(RemoteError, match=r"holds [\d,]+ of [\d,]+ triples .* nothing"):
        push(kb, _target(server))
    assert server.size(GRAPH) == 1


def _at_move(server: StoreServer, fault: Fault) -> None:
    def arm(request: Request) -> None:
        if request.body.startswith(b"MOVE"):
            server.faults = [fault]

    server.before = arm


def test_an_answer_lost_after_the_last_step(server: StoreServer, kb: KnowledgeBase) -> None:
    _at_move(server, Fault(503, after=True))
    push(kb, _target(server))
    assert server.size(GRAPH) == len(kb.store)


def test_a_last_step_that_fails_is_not_sent_twice(server: StoreServer, kb: KnowledgeBase) -> None:
    _old(server)
    _at_move(server, Fault(503))
    with pytest.raises(RemoteError, match=r"the last step failed: .*503.*; run it again"):
        push(kb, _target(server))
    assert sum(request.body.startswith(b"MOVE") for request in server.log) == 1
    assert server.size(GRAPH) == 1
    server.before = lambda _request: None
    push(kb, _target(server))
    assert server.size(GRAPH) == len(kb.store)


def test_a_busy_store_is_waited_for(server: StoreServer, kb: KnowledgeBase) -> None:
    server.faults = [Fault(503), Fault(502), Fault(429)]
    push(kb, _target(server))
    assert server.size(GRAPH) == len(kb.store)


@pytest.mark.parametrize("graph", ["", "graph", "http://e/> <x", "no scheme"])
def test_a_graph_needs_an_iri(graph: str) -> None:
    with pytest.raises(UsageError, match="is no IRI"):
        Target("http://e/", graph)


def test_a_method_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="choose update or graph-store"):
        Target("http://e/", GRAPH, "ftp")
