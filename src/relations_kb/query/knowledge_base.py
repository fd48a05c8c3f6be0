"""The Python door to a base: what `relations_kb.open` returns."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from relations_kb.errors import QueryError, UnknownEntryError
from relations_kb.graph.cache import Opened, open_store
from relations_kb.paths import Home, locate
from relations_kb.prefixes import PREFIXES as PREFIXES
from relations_kb.query.rows import rows_of

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

    from relations_kb.entries.base import Base, Entry
    from relations_kb.entries.event import Event
    from relations_kb.questions.parameter import Value
    from relations_kb.questions.question import Question

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
            raise QueryError(_complaint(str(error), sparql)) from error
        except (ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def questions(self) -> list[Question]:
        """Return the shipped questions, by theme and name.

        Raises `QueryError` with file and line if the header of one is wrong.
        """
        from relations_kb.questions.folder import questions

        return questions(self.home.queries)

    def ask(self, name: str, /, **parameters: Value) -> Answer:
        """Ask a shipped question; a parameter not given has its default.

        Days may be `datetime.date`, entries and concepts are given by id. Returns what `query`
        returns. Raises `QueryError` for a question or parameter that there is not, a value that
        does not fit its type, or an id that the graph does not hold; with near names.

        >>> import relations_kb
        >>> rows = relations_kb.open().ask("sanctions-in-force", date="2016-02-01")
        >>> [variable.value for variable in rows.variables][:2]
        ['since', 'measure']
        """
        from relations_kb.query.library import completed, named_question

        question = named_question(name, self.home.queries)
        return self.query(completed(question, parameters, self.query))

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


def _complaint(said: str, sparql: str) -> str:
    from relations_kb.query.complaints import syntax_complaint

    if re.fullmatch(r"[a-z0-9-]+", sparql):
        return f"'{sparql}' is not SPARQL; a shipped question is asked by kb.ask('{sparql}')"
    return syntax_complaint(said, sparql, PREFIXES)


def open_base(facts: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open the shipped base, or the one in the folder ``facts``.

    Raises `relations_kb.errors.NoBaseError` if there is none.
    """
    return KnowledgeBase(locate(facts))
