"""Puts the graph into a store elsewhere so that its readers see the old one or the new one.

The triples go in pieces into a staging graph, which no reader is told of. When the store has
counted as many there as we have here, one ``MOVE`` of SPARQL 1.1 Update puts them in the place
of what was there before. Whatever stops a push before that leaves the old graph untouched, and
the next push begins by emptying the staging graph; so it is safe to run again.

Sources: SPARQL 1.1 Update (sections 3.1.1 and 3.2.5), SPARQL 1.1 Graph Store HTTP Protocol
(sections 5.3 and 5.5).
"""

from __future__ import annotations

import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from relations_kb.errors import QueryError, RemoteError, TooLargeError, UsageError
from relations_kb.query.connection import DEFAULT_TIMEOUT, Connection, Credentials, Tell
from relations_kb.query.knowledge_base import KnowledgeBase
from relations_kb.query.remote import AGENT, Endpoint, checked_iri

GRAPH = "https://w3id.org/relations-kb/graph"
"""The graph that a push fills, unless it is told another."""

METHODS = ("update", "graph-store")
CHUNKS = {"update": 1000, "graph-store": 10000}
"""Triples a request. Virtuoso's compiler runs out of memory near 5,000 in one INSERT."""

_SMALLEST = 50
_NTRIPLES = "application/n-triples"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a push goes: the addresses of a store, and the graph in it.

    ``graph`` is an IRI, or None for the graph without a name. ``query_url`` and
    ``graph_store_url`` are where they differ from ``update_url``.
    """

    update_url: str
    graph: str | None = GRAPH
    method: str = "update"
    query_url: str = ""
    graph_store_url: str = ""

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise UsageError(f"'{self.method}' is no method; choose {' or '.join(METHODS)}")
        if self.graph is not None:
            checked_iri(self.graph)

    @property
    def staging(self) -> str:
        """The graph in which the triples wait until all are there."""
        return f"{self.graph or GRAPH}-staging"


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did, or (``requests`` of 0) would do."""

    triples: int
    requests: int
    before: int | None


def push(
    kb: KnowledgeBase,
    target: Target,
    *,
    chunk: int | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    credentials: Credentials | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Pushed:
    """Put facts, ontology and derived triples into a graph elsewhere, in the place of the old.

    ``chunk`` is the number of triples a request (by default as in `CHUNKS`); it is halved when
    the store refuses a request of that length. ``timeout`` is in seconds for each request.
    ``progress`` is told how many triples have gone. Raises `RemoteError` if the store refuses
    or holds another number of triples than we sent.
    """
    triples = len(kb.store)
    asked = Endpoint(
        target.query_url or target.update_url, timeout=timeout, credentials=credentials, tell=tell
    )
    sender = _Sender(target, chunk, timeout, credentials, tell)
    before = asked.count(target.graph)
    sender.empty()
    sender.send_all(kb.store, progress or (lambda _count: None))
    waiting = asked.count(target.staging)
    if waiting != triples:
        raise RemoteError(
            f"{asked.place} holds {waiting:,} of {triples:,} triples in <{target.staging}>; "
            "nothing that readers see was changed. Run it again, and not two at a time"
        )
    _move(sender.update, asked, target, triples)
    return Pushed(triples, sender.requests, before)


def _move(update: Endpoint, asked: Endpoint, target: Target, triples: int) -> None:
    """Put the staging graph in the place of the target, and see that it is there."""
    place = f"GRAPH <{target.graph}>" if target.graph else "DEFAULT"
    try:
        # Never sent twice: the second time the staging graph is empty, and so would be ours.
        update.update(f"MOVE GRAPH <{target.staging}> TO {place}", again=False)
    except RemoteError as error:
        if asked.count(target.graph) == triples and asked.count(target.staging) == 0:
            return  # It was done; only the answer was lost.
        raise RemoteError(
            f"all triples are in <{target.staging}>, but the last step failed: {error}; "
            "run it again"
        ) from error
    there = asked.count(target.graph)
    if there != triples:
        name = f"<{target.graph}>" if target.graph else "the graph without a name"
        raise RemoteError(f"{asked.place} holds {there:,} of {triples:,} triples in {name}")


class _Sender:
    """Fills the staging graph, by Update or by the Graph Store Protocol."""

    def __init__(
        self,
        target: Target,
        chunk: int | None,
        timeout: float,
        credentials: Credentials | None,
        tell: Tell | None,
    ) -> None:
        self.update = Endpoint(
            target.update_url, timeout=timeout, credentials=credentials, tell=tell
        )
        self.requests = 0
        self._graph = target.staging
        self._size = chunk or CHUNKS[target.method]
        self._store: Connection | None = None
        if target.method == "graph-store":
            url = target.graph_store_url or target.update_url
            self._store = Connection(url, credentials, timeout, tell)

    def empty(self) -> None:
        """Empty the staging graph of what a push that was stopped may have left.

        With the Graph Store Protocol the first PUT does so.
        """
        if self._store is None:
            self.update.update(f"CLEAR SILENT GRAPH <{self._graph}>")

    def send_all(self, store: ox.Store, progress: Progress) -> None:
        """Send all triples of the store's graph without a name."""
        triples = _triples(store)
        first = True
        while piece := list(islice(triples, self._size)):
            self._send(piece, first)
            first = False
            progress(len(piece))

    def _send(self, triples: list[ox.Triple], first: bool) -> None:
        try:
            self._send_once(triples, first)
        except (TooLargeError, QueryError):
            # Virtuoso says of too much in one INSERT that it cannot run it, with 400.
            if len(triples) <= _SMALLEST:
                raise
            half = len(triples) // 2
            self._size = min(self._size, half)
            self._send(triples[:half], first)
            self._send(triples[half:], False)

    def _send_once(self, triples: list[ox.Triple], first: bool) -> None:
        self.requests += 1
        content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        assert content is not None
        if self._store is None:
            data = content.decode("utf-8")
            self.update.update(f"INSERT DATA {{ GRAPH <{self._graph}> {{\n{data}}} }}")
            return
        url = self._store.url
        joint = "&" if "?" in url else "?"
        request = urllib.request.Request(
            f"{url}{joint}graph={urllib.parse.quote(self._graph, safe='')}",
            data=content,
            method="PUT" if first else "POST",
            headers={"Content-Type": _NTRIPLES, "User-Agent": AGENT, "Accept": "*/*"},
        )
        self._store.send(request)


def _triples(store: ox.Store) -> Iterator[ox.Triple]:
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)
