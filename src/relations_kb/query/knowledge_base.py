"""The Python door to a base: what `relations_kb.open` returns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from relations_kb.errors import QueryError, UnknownEntryError
from relations_kb.graph.cache import Opened, open_store
from relations_kb.paths import Home, locate
from relations_kb.query.rows import rows_of

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

    from relations_kb.entries.base import Base, Entry
    from relations_kb.entries.event import Event

PREFIXES = {
    "rkb": "https://w3id.org/relations-kb/ontology#",
    "event": "https://w3id.org/relations-kb/event/",
    "actor": "https://w3id.org/relations-kb/actor/",
    "claim": "https://w3id.org/relations-kb/claim/",
    "person": "https://w3id.org/relations-kb/person/",
    "place": "https://w3id.org/relations-kb/place/",
    "document": "https://w3id.org/relations-kb/document/",
    "source": "https://w3id.org/relations-kb/source/",
    "concept": "https://w3id.org/relations-kb/concept/",
    "theme": "https://w3id.org/relations-kb/concept/theme/",
    "event-type": "https://w3id.org/relations-kb/concept/event-type/",
    "role": "https://w3id.org/relations-kb/concept/role/",
    "stage": "https://w3id.org/relations-kb/concept/stage/",
    "party": "https://w3id.org/relations-kb/concept/party/",
    "era": "https://w3id.org/relations-kb/concept/era/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that every query may use without declaring them."""

Answer = Any


class KnowledgeBase:
    """A base that is open for reading.

    >>> import relations_kb
    >>> kb = relations_kb.open()
    >>> rows = kb.query("SELECT ?e { ?e a rkb:Event } LIMIT 1")
    >>> [len(row) for row in rows]
    [1]
    """

    def __init__(self, home: Home) -> None:
        self.home = home

    @cached_property
    def opened(self) -> Opened:
        """The store behind the base, and how it was got."""
        return open_store(self.home)

    @property
    def store(self) -> ox.Store:
        """The Oxigraph store. It is read-only."""
        return self.opened.store

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL 1.1 query; the prefixes of `PREFIXES` need no declaration.

        Returns `Rows` (SELECT), which can become a data frame, or Oxigraph's truth value (ASK)
        or triples (CONSTRUCT, DESCRIBE). Raises `QueryError` with the place if the text is not
        SPARQL.
        """
        try:
            return rows_of(self.store.query(sparql, prefixes=PREFIXES))
        except SyntaxError as error:
            raise QueryError(f"this is not SPARQL: {error}") from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def graph(self) -> rdflib.Graph:
        """Return facts, ontology and derived triples as an rdflib Graph in memory.

        >>> import relations_kb
        >>> len(relations_kb.open().graph()) > 1000
        True
        """
        import pyoxigraph as ox
        import rdflib

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        dumped = self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        assert dumped is not None
        graph.parse(data=dumped, format="nt")
        return graph

    @cached_property
    def base(self) -> Base:
        """The entries as they stand in the fact files."""
        from relations_kb.entries.base import load_base

        return load_base(self.home)

    def find(self, identifier: str) -> Entry:
        """Return the entry with an id (or ``kind/id``, where two kinds share one).

        Follows redirects. Raises `UnknownEntryError` with near ids if there is none.
        """
        from relations_kb.entries.find import find_entry

        return find_entry(self.base, identifier)

    def entry(self, identifier: str) -> Any:
        """Return the record of an entry: `Event`, `Actor`, `Claim`, …

        Raises `UnknownEntryError` if there is none, with near ids in its text.

        >>> import relations_kb
        >>> relations_kb.open().entry("qajar-iran").name.en
        'Qajar Iran'
        """
        found = self.find(identifier)
        if found.record is None:
            raise UnknownEntryError(
                f"{found.file.path}: '{identifier}' does not fit the model; "
                "run relations-kb validate"
            )
        return found.record

    def events(
        self,
        *,
        theme: str | None = None,
        type: str | None = None,
        actor: str | None = None,
        place: str | None = None,
        first_year: int | None = None,
        last_year: int | None = None,
        text: str | None = None,
    ) -> Iterator[Event]:
        """Yield events in the order of their dates; every condition given must hold.

        ``actor`` is an actor's id, or ``iran`` or ``russia`` for all states of that party.
        Years are inclusive; an event is kept if it may have touched the span.

        >>> import relations_kb
        >>> events = list(relations_kb.open().events(theme="territory", last_year=1830))
        >>> all("territory" in event.themes for event in events)
        True
        """
        from relations_kb.entries.select import select_events

        for entry in select_events(
            self.base,
            theme=theme,
            type=type,
            actor=actor,
            place=place,
            first_year=first_year,
            last_year=last_year,
            text=text,
        ):
            yield entry.record  # type: ignore[misc]


def open_base(facts: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open the shipped base, or the one in the folder ``facts``.

    Raises `relations_kb.errors.NoBaseError` if there is none.
    """
    return KnowledgeBase(locate(facts))
