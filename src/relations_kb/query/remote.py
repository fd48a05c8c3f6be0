"""A base in a store elsewhere, asked over the SPARQL protocol; its answers are as those here.

SPARQLWrapper writes the requests. What comes back becomes the same objects that Oxigraph
gives for a query to the local store, so that everything which takes an answer takes this.
"""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
import warnings
from typing import Any, cast

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, XML, SPARQLWrapper

from relations_kb import __version__
from relations_kb.errors import PartialAnswerWarning, QueryError, RemoteError, UsageError
from relations_kb.query.connection import DEFAULT_TIMEOUT, Connection, Credentials, Reply, Tell
from relations_kb.query.knowledge_base import PREFIXES, Answer
from relations_kb.query.rows import rows_of
from relations_kb.questions.parameter import Value
from relations_kb.questions.sparql_text import (
    QUERIES,
    UPDATES,
    kind_of,
    with_prefixes,
    without_comments,
)

AGENT = f"relations-kb/{__version__} (https://w3id.org/relations-kb/)"
_LONGEST_GET = 2000
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
_ACCEPT_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper for its requests only: it would open them by one opener a process."""

    def ask(self, sparql: str, kind: str) -> None:
        """Take a text of a known kind; ``setQuery`` would look for it in comments too."""
        self.queryString, self.queryType = sparql, kind

    def request(self) -> urllib.request.Request:
        return self._createRequest()


class Endpoint:
    """A SPARQL endpoint, with the credentials of the environment if none are given.

    ``named_graph`` is the graph to be asked; None leaves it to the store, of which some ask
    all their graphs and others only the one without a name. ``timeout`` is in seconds, for
    each request.
    """

    def __init__(
        self,
        url: str,
        *,
        named_graph: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        credentials: Credentials | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.connection = Connection(url, credentials, timeout, tell)
        self.named_graph = checked_iri(named_graph) if named_graph else None

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self.connection.url

    @property
    def place(self) -> str:
        """The address for messages, without its query."""
        return self.connection.place

    def query(self, sparql: str) -> Answer:
        """Run a SPARQL query there; the prefixes of `PREFIXES` need no declaration.

        Returns what `KnowledgeBase.query` returns. Warns with `PartialAnswerWarning` if the
        store says that it left something out. Raises `QueryError` if the store cannot read
        the text, `RemoteError` if it cannot be reached or gives no answer.
        """
        kind = kind_of(sparql)
        if kind is None:
            raise QueryError("this is not SPARQL: no SELECT, ASK, CONSTRUCT or DESCRIBE in it")
        if kind not in QUERIES:
            raise QueryError(f"{kind} would change the store; only questions are sent")
        rows = kind in ("SELECT", "ASK")
        request = self._request(with_prefixes(without_comments(sparql), PREFIXES), kind, rows)
        reply = self.connection.send(request)
        _warn_if_partial(reply, self.place)
        return rows_of(_rows(reply, self.place, kind)) if rows else _triples(reply, self.place)

    def ask(self, name: str, /, **parameters: Value) -> Answer:
        """Ask a shipped question there; as `KnowledgeBase.ask` does here.

        The questions are those that came with this installation, or with the base that
        ``RELATIONS_KB_FACTS`` names. Raises as `KnowledgeBase.ask` and `query` do.
        """
        from relations_kb.paths import locate
        from relations_kb.query.library import completed, named_question

        question = named_question(name, locate().queries)
        return self.query(completed(question, parameters, self.query))

    def update(self, sparql: str, *, again: bool = True) -> None:
        """Run a SPARQL update there. With ``again``, it is sent again if the server is busy.

        Raises as `query` does.
        """
        kind = kind_of(sparql)
        if kind not in UPDATES:
            raise QueryError("this is not a SPARQL update")
        wrapper = _Wrapper(self.url, agent=AGENT)
        wrapper.ask(sparql, kind)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        # Not JSON: Virtuoso would send that of a query.
        wrapper.addCustomHttpHeader("Accept", "*/*")
        wrapper.addCustomHttpHeader("Content-Type", "application/sparql-update; charset=utf-8")
        request = wrapper.request()
        request.full_url = request.full_url.removesuffix("?")
        self.connection.send(request, again=again)

    def count(self, graph: str | None) -> int:
        """Return how many triples a named graph holds; None is the one without a name."""
        pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        asked, self.named_graph = self.named_graph, None
        try:
            (row,) = self.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        except ValueError as error:
            raise RemoteError(f"{self.place} does not count its triples") from error
        finally:
            self.named_graph = asked
        return int(row["n"].value)

    def _request(self, sparql: str, kind: str, rows: bool) -> urllib.request.Request:
        wrapper = _Wrapper(self.url, agent=AGENT)
        # With no more than its `Accept` header a request is as the protocol has it.
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON if rows else XML)
        wrapper.addCustomHttpHeader("Accept", _ACCEPT_ROWS if rows else _ACCEPT_TRIPLES)
        if self.named_graph:
            wrapper.addDefaultGraph(self.named_graph)
        wrapper.ask(sparql, kind)
        if len(urllib.parse.quote_plus(sparql)) > _LONGEST_GET:
            wrapper.setMethod(POST)
        return _joined(wrapper.request(), self.url)


def open_endpoint(
    url: str,
    *,
    named_graph: str | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    user: str = "",
    password: str = "",
    token: str = "",
) -> Endpoint:
    """Return the endpoint at ``url``; without credentials here, those of the environment."""
    given = Credentials(user, password, token) if user or password or token else None
    return Endpoint(url, named_graph=named_graph, timeout=timeout, credentials=given)


def checked_iri(text: str) -> str:
    """Return ``text`` if it is an absolute IRI. Raises `UsageError` if not."""
    try:
        ox.NamedNode(text)
    except ValueError as error:
        raise UsageError(f"'{text}' is no IRI for a graph: {error}") from error
    if "://" not in text and not text.startswith("urn:"):
        raise UsageError(f"'{text}' is no IRI for a graph; it needs a scheme, such as https://")
    return text


def _joined(request: urllib.request.Request, url: str) -> urllib.request.Request:
    """Mend an address that had a query of its own: it must go on with ``&``."""
    if "?" in url and request.full_url != url:
        request.full_url = url + "&" + request.full_url[len(url) + 1 :]
    return request


def _rows(reply: Reply, place: str, kind: str) -> Answer:
    form = _ROWS.get(reply.media_type)
    if form is None:
        raise _not_an_answer(reply, place)
    body = reply.body
    try:
        if form is ox.QueryResultsFormat.JSON and b"nodeID://" in body:
            body = _with_plain_blank_nodes(body)
        answer = ox.parse_query_results(body, format=form)
        if kind == "ASK" and isinstance(answer, ox.QuerySolutions):
            return _truth(answer)
        return _checked(body, form, answer)
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"{place} sent an answer that cannot be read: {error}") from error


def _checked(body: bytes, form: ox.QueryResultsFormat, answer: Answer) -> Answer:
    """Read all rows once, as a fault in the last would come to light only while printing."""
    if isinstance(answer, ox.QuerySolutions):
        for _row in answer:
            pass
        return ox.parse_query_results(body, format=form)
    return answer


def _truth(answer: ox.QuerySolutions) -> ox.QueryBoolean:
    """Return the answer to an ASK that came as rows: Virtuoso has one with 1, or none."""
    if [variable.value for variable in answer.variables] != ["__ASK_RETVAL"]:
        raise ValueError("rows for an ASK")
    values = [cast(ox.Literal, row[0]).value for row in answer]
    document = json.dumps({"head": {}, "boolean": any(v in ("1", "true") for v in values)})
    return cast(
        ox.QueryBoolean, ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    )


def _with_plain_blank_nodes(body: bytes) -> bytes:
    """Give blank nodes labels that the standard allows; Virtuoso's are addresses."""
    data = json.loads(body)
    try:
        terms = [term for row in data["results"]["bindings"] for term in row.values()]
        for term in terms:
            if term["type"] == "bnode":
                term["value"] = re.sub(r"\W+", "_", term["value"]).strip("_")
    except (AttributeError, KeyError, TypeError):
        return body  # Not rows as the standard has them: whoever reads them will say so.
    return json.dumps(data).encode()


def _triples(reply: Reply, place: str) -> Answer:
    form = ox.RdfFormat.from_media_type(reply.media_type) if reply.media_type else None
    if form is None or reply.media_type in ("application/json", "application/xml", "text/plain"):
        raise _not_an_answer(reply, place)
    store = ox.Store()
    try:
        store.extend(
            ox.Quad(quad.subject, quad.predicate, quad.object)
            for quad in ox.parse(reply.body, format=form, base_iri=place)
        )
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"{place} sent a graph that cannot be read: {error}") from error
    return store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def _not_an_answer(reply: Reply, place: str) -> RemoteError:
    what = "a web page" if reply.media_type == "text/html" else reply.media_type or "nothing known"
    return RemoteError(f"{place} sent {what} and not an answer in SPARQL; is it the right address?")


def _warn_if_partial(reply: Reply, place: str) -> None:
    """Warn of an answer cut short: Virtuoso says so in headers of its own."""
    headers: Any = reply.headers
    if headers.get("X-SQL-State", "").strip() == "S1TAT" or reply.status == 206:
        warnings.warn(
            f"{place} ran out of time and sent a part of the answer only; "
            "rows are missing and counts are too low",
            PartialAnswerWarning,
            stacklevel=3,
        )
    if headers.get("X-SPARQL-MaxRows"):
        warnings.warn(
            f"{place} sends at most {headers['X-SPARQL-MaxRows']} rows, and the answer has more; "
            "ask by parts with LIMIT and OFFSET",
            PartialAnswerWarning,
            stacklevel=3,
        )
