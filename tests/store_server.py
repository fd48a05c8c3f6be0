"""A triple store behind HTTP for tests: Oxigraph, the three protocols, and faults on demand.

``/query`` and ``/update`` speak the SPARQL 1.1 Protocol, ``/store`` the Graph Store Protocol.
The engine is real; only what stands between it and the client is ours, so that a test can
have it fail in every way in which a server fails.
"""

from __future__ import annotations

import base64
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pyoxigraph as ox

_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
}


@dataclass
class Fault:
    """An answer that the next request gets in the place of the store's own."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    after: bool = False
    """Whether the store does its work first, so that only the answer is lost."""
    hang_up: bool = False
    """Close the connection in the midst of the answer."""


@dataclass
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def parameters(self) -> dict[str, list[str]]:
        found = urllib.parse.parse_qs(self.path.partition("?")[2], keep_blank_values=True)
        if "form-urlencoded" in self.headers.get("content-type", ""):
            found |= urllib.parse.parse_qs(self.body.decode())
        return found


class StoreServer:
    """The running server; ``faults`` are used up in their order, ``log`` keeps the requests."""

    def __init__(self) -> None:
        self.store = ox.Store()
        self.faults: list[Fault] = []
        self.log: list[Request] = []
        self.longest: int | None = None
        self.basic: tuple[str, str] | None = None
        self.bearer: str | None = None
        self.before: Callable[[Request], None] = lambda _request: None
        self.url = ""

    @property
    def query(self) -> str:
        return f"{self.url}/query"

    @property
    def update(self) -> str:
        return f"{self.url}/update"

    @property
    def graph_store(self) -> str:
        return f"{self.url}/store"

    def size(self, graph: str | None = None) -> int:
        name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        return sum(1 for _quad in self.store.quads_for_pattern(None, None, None, name))

    def answer(self, request: Request) -> Fault:
        """Do what a request asks; the answer is in the form of a fault without one."""
        allowed = {f"Bearer {self.bearer}"} if self.bearer else set()
        if self.basic:
            allowed.add("Basic " + base64.b64encode(":".join(self.basic).encode()).decode())
        if allowed and request.headers.get("authorization") not in allowed:
            return Fault(401, b"who are you?", {"WWW-Authenticate": 'Basic realm="SPARQL"'})
        if self.longest is not None and len(request.body) > self.longest:
            return Fault(413, b"too long")
        path = request.path.partition("?")[0]
        try:
            if path == "/query":
                return self._query(request)
            if path == "/update":
                self.store.update(request.body.decode())
                return Fault(204)
            if path == "/store":
                return self._graph(request)
        except SyntaxError as error:
            return Fault(400, str(error).encode(), {"Content-Type": "text/plain"})
        return Fault(404, b"<html><title>no</title><h1>Not Found</h1></html>")

    def _query(self, request: Request) -> Fault:
        graphs = [ox.NamedNode(g) for g in request.parameters.get("default-graph-uri", [])]
        if request.headers.get("content-type", "").startswith("application/sparql-query"):
            text = request.body.decode()
        else:
            (text,) = request.parameters["query"]
        answer: Any = self.store.query(text, default_graph=graphs or None)
        accepted = [part.partition(";")[0].strip() for part in request.headers["accept"].split(",")]
        if isinstance(answer, ox.QueryTriples):
            return Fault(200, answer.serialize(format=ox.RdfFormat.N_TRIPLES) or b"",
                         {"Content-Type": "application/n-triples"})  # fmt: skip
        media = next(name for name in accepted if name in _ROWS)
        return Fault(200, answer.serialize(format=_ROWS[media]), {"Content-Type": media})

    def _graph(self, request: Request) -> Fault:
        (name,) = request.parameters["graph"]
        graph = ox.NamedNode(name)
        if request.method == "PUT":
            self.store.remove_graph(graph)
        elif request.method != "POST":
            return Fault(405)
        media = request.headers["content-type"].partition(";")[0]
        form = ox.RdfFormat.from_media_type(media)
        self.store.load(request.body, format=form, to_graph=graph)
        return Fault(204)


@contextmanager
def serving() -> Iterator[StoreServer]:
    """Run a server on a free port of loopback until the block ends."""
    server = StoreServer()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            names = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, names, self.rfile.read(length))
            server.log.append(request)
            server.before(request)
            fault = server.faults.pop(0) if server.faults else None
            answer = server.answer(request) if fault is None or fault.after else fault
            sent = fault or answer
            if sent.delay:
                time.sleep(sent.delay)
            self.send_response(sent.status)
            for name, value in sent.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(sent.body) + (10 if sent.hang_up else 0)))
            self.end_headers()
            self.wfile.write(sent.body)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
