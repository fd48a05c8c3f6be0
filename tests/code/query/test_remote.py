"""A store elsewhere answers as the one here; when it does not, one sentence says why."""

from __future__ import annotations

import ssl
import threading
import time
import urllib.error
from typing import Any

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.errors import (
    PartialAnswerWarning,
    QueryError,
    RelationsKbError,
    RemoteError,
    TooLargeError,
    UsageError,
)
from relations_kb.paths import Home
from relations_kb.query import connection
from relations_kb.query.connection import Credentials
from relations_kb.query.failures import failure_of, message_of
from relations_kb.query.knowledge_base import PREFIXES
from relations_kb.query.remote import Endpoint
from relations_kb.query.results import RDF, TABULAR, render
from store_server import Fault, StoreServer

SELECT = "SELECT ?e ?title ?y { ?e a rkb:Event ; rdfs:label ?title ; rkb:earliestYear ?y } ORDER BY ?e ?title"
CONSTRUCT = "CONSTRUCT { ?e rdfs:label ?t } { ?e a rkb:Event ; rdfs:label ?t }"
DESCRIBE = "DESCRIBE event:1828-treaty-of-turkmenchay"
JSON = {"Content-Type": "application/sparql-results+json"}


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were to be waited; nobody does."""
    seconds: list[float] = []
    monkeypatch.setattr(connection.time, "sleep", seconds.append)
    return seconds


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()


@pytest.mark.parametrize("form", TABULAR)
@pytest.mark.parametrize(
    "query", [SELECT, "SELECT ?x { VALUES ?x { UNDEF 1.50 'a'@fa '2'^^xsd:byte } }"]
)
def test_rows_are_as_here(filled: StoreServer, base_home: Home, query: str, form: str) -> None:
    here, there = relations_kb.open(base_home.facts), Endpoint(filled.query)
    ours, theirs = (render(kb.query(query), form, PREFIXES, 80) for kb in (here, there))
    assert ours == theirs
    assert ours


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_graphs_are_as_here(filled: StoreServer, base_home: Home, query: str, form: str) -> None:
    here, there = relations_kb.open(base_home.facts), Endpoint(filled.query)
    ours, theirs = (render(kb.query(query), form, PREFIXES, 80) for kb in (here, there))
    assert ours == theirs
    assert len(ours) > 1000


@pytest.mark.parametrize(
    ("query", "so"), [("ASK { ?e a rkb:Event }", True), ("ASK { ?e a rkb:No }", False)]
)
def test_truth_is_as_here(filled: StoreServer, query: str, so: bool) -> None:
    answer = Endpoint(filled.query).query(query)
    assert isinstance(answer, ox.QueryBoolean)
    assert bool(answer) is so


def test_a_named_graph_is_asked_alone(server: StoreServer) -> None:
    for name in ("a", "b"):
        node = ox.NamedNode(f"http://e/{name}")
        server.store.add(ox.Quad(node, node, node, node))
    rows = list(Endpoint(server.query, named_graph="http://e/b").query("SELECT ?s { ?s ?p ?o }"))
    assert [row["s"].value for row in rows] == ["http://e/b"]
    with pytest.raises(UsageError, match="is no IRI"):
        Endpoint(server.query, named_graph="not an iri")


def test_a_short_query_is_got_and_a_long_one_posted(filled: StoreServer) -> None:
    there = Endpoint(filled.query)
    there.query("ASK { ?e a rkb:Event }")
    there.query(f"ASK {{ ?e a rkb:Event FILTER(?e != '{'x' * 2000}') }}")
    assert [request.method for request in filled.log] == ["GET", "POST"]
    assert filled.log[0].headers["user-agent"].startswith("relations-kb/")


def test_an_address_with_a_query_of_its_own_keeps_it(filled: StoreServer) -> None:
    assert Endpoint(f"{filled.query}?key=1").query("ASK { ?e a rkb:Event }")
    assert filled.log[0].parameters["key"] == ["1"]


# Each way in which a server says no, with the words that must be in our sentence.
REFUSALS = [
    (Fault(400, b"Virtuoso 37000 Error SP030: syntax error\n\nSPARQL query:\nSELECT", {"Content-Type": "text/plain"}), QueryError, "cannot run this: Virtuoso 37000 Error SP030: syntax error"),
    (Fault(400, b'{"message": "Expected end of text"}', {"Content-Type": "application/json"}), QueryError, "cannot run this: Expected end of text"),
    (Fault(400), QueryError, "400, without a reason"),
    (Fault(401), RemoteError, "set RELATIONS_KB_USER and RELATIONS_KB_PASSWORD"),
    (Fault(401, headers={"WWW-Authenticate": "Negotiate"}), RemoteError, "set RELATIONS_KB_USER"),
    (Fault(403, b"readers may not write"), RemoteError, "does not allow this (403): readers may not write"),
    (Fault(404), RemoteError, "nothing is there (404)"),
    (Fault(405), RemoteError, "does not take requests of this kind (405)"),
    (Fault(406), RemoteError, "cannot answer in a form that is read here (406)"),
    (Fault(413), TooLargeError, "refuses a request of this length (413)"),
    (Fault(414), TooLargeError, "refuses a request of this length (414)"),
    (Fault(418, b"a teapot"), RemoteError, "refused (418 I'm a Teapot): a teapot"),
    (Fault(429, headers={"Retry-After": "600"}), RemoteError, "asked too often (429); come again in 600 seconds"),
    (Fault(500, b"<html><style>x{}</style><p>disk &amp; memory full</p></html>", {"Content-Type": "text/html"}), RemoteError, "failed (500 Internal Server Error): disk & memory full"),
    (Fault(501), RemoteError, "failed (501 Not Implemented)"),
    (Fault(200, b"<html>Welcome</html>", {"Content-Type": "text/html; charset=utf-8"}), RemoteError, "sent a web page and not an answer in SPARQL"),
    (Fault(200, b"hello", {"Content-Type": "text/plain"}), RemoteError, "sent text/plain and not an answer"),
    (Fault(200, b"hello"), RemoteError, "sent nothing known and not an answer"),
    (Fault(200, b'{"head": {"vars": ["s"]}, "results": {"bin', JSON), RemoteError, "an answer that cannot be read"),
    (Fault(200, b'{"head": {}, "results"', JSON), RemoteError, "an answer that cannot be read"),
    (Fault(200, b'{"head": {"vars": ["s"]}, "nodeID://', JSON), RemoteError, "an answer that cannot be read"),
    (Fault(200, b'{"head": {"vars": ["nodeID://"]}, "results": {}}', JSON), RemoteError, "an answer that cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "kind", "words"), REFUSALS, ids=lambda each: getattr(each, "status", None)
)
def test_each_refusal_has_its_sentence(
    server: StoreServer, fault: Fault, kind: type[RelationsKbError], words: str
) -> None:
    server.faults = [fault]
    with pytest.raises(kind) as caught:
        Endpoint(server.query).query("SELECT ?s { ?s ?p ?o }")
    said = str(caught.value)
    assert words in said
    assert server.query in said
    assert "SELECT" not in said
    assert "\n" not in said
    assert len(said) < 400
    assert len(server.log) == 1


def test_an_update_that_is_refused_is_not_shown_at_length(server: StoreServer) -> None:
    with pytest.raises(QueryError, match="expected"):
        Endpoint(server.update).update("INSERT DATA { nonsense }" + " " * 5000)


@pytest.mark.parametrize("code", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_a_few_times(
    filled: StoreServer, code: int, waited: list[float]
) -> None:
    told: list[str] = []
    filled.faults = [Fault(code)] * 3
    assert Endpoint(filled.query, tell=told.append).query("ASK { ?e a rkb:Event }")
    assert waited == [0.5, 1.0, 2.0]
    assert told[0] == f"{filled.query} is busy ({code}); trying again in 0.5 s"
    filled.faults = [Fault(code)] * 4
    with pytest.raises(RemoteError, match=str(code)):
        Endpoint(filled.query).query("ASK { ?e a rkb:Event }")


def test_what_a_server_has_undone_is_sent_again(server: StoreServer, waited: list[float]) -> None:
    undone = Fault(500, b"Virtuoso 40001 Error SR172: Transaction deadlocked")
    server.faults = [undone]
    Endpoint(server.update).update("INSERT DATA { <http://e/s> <http://e/p> 1 }", again=False)
    assert (server.size(), waited) == (1, [0.5])
    server.faults = [Fault(500, b"Virtuoso 42000 Error"), undone]
    with pytest.raises(RemoteError, match="42000"):
        Endpoint(server.update).update("INSERT DATA { <http://e/s> <http://e/p> 2 }")
    assert waited == [0.5]


def test_a_server_that_names_a_time_is_obeyed(filled: StoreServer, waited: list[float]) -> None:
    filled.faults = [
        Fault(503, headers={"Retry-After": "7"}),
        Fault(503, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    ]
    assert Endpoint(filled.query).query("ASK { ?e a rkb:Event }")
    assert waited == [7.0, 1.0]


def test_a_broken_answer_is_asked_for_again(filled: StoreServer) -> None:
    half = Fault(200, b'{"head": {}', JSON, hang_up=True)
    filled.faults = [half]
    assert Endpoint(filled.query).query("ASK { ?e a rkb:Event }")
    filled.faults = [half] * 4
    with pytest.raises(RemoteError, match="broke off its answer"):
        Endpoint(filled.query).query("ASK { ?e a rkb:Event }")


@pytest.mark.usefixtures("patient")
def test_a_slow_server_is_not_waited_for(filled: StoreServer) -> None:
    filled.faults = [Fault(200, b"{}", delay=2)]
    before = time.monotonic()
    with pytest.raises(RemoteError, match=r"did not answer within 0\.3 s"):
        Endpoint(filled.query, timeout=0.3).query("ASK { ?e a rkb:Event }")
    assert time.monotonic() - before < 1.5


def test_nobody_listens() -> None:
    with pytest.raises(RemoteError, match=r"nothing listens at http://127\.0\.0\.1:1/sparql"):
        Endpoint("http://127.0.0.1:1/sparql").query("ASK {}")


def test_a_name_that_no_server_has() -> None:
    with pytest.raises(RemoteError, match=r"no server is known under the name nowhere\.invalid"):
        Endpoint("http://nowhere.invalid/sparql").query("ASK {}")


def test_no_tls_where_tls_is_asked(server: StoreServer) -> None:
    with pytest.raises(RemoteError, match=r"speaks no TLS .* http://"):
        Endpoint(server.query.replace("http:", "https:")).query("ASK {}")


@pytest.mark.parametrize(
    ("error", "words", "passing"),
    [
        (
            urllib.error.URLError(ssl.SSLCertVerificationError(1, "certificate has expired")),
            "cannot prove who it is",
            False,
        ),
        (urllib.error.URLError(TimeoutError()), "did not answer within 5 s", False),
        (
            urllib.error.URLError(OSError(101, "Network is unreachable")),
            "cannot be reached: Network is unreachable",
            False,
        ),
        (
            ConnectionResetError(104, "Connection reset by peer"),
            "cannot be reached: Connection reset",
            True,
        ),
        (ValueError("no handler for Negotiate"), "basic, digest and tokens are", False),
    ],
)
def test_each_break_has_its_sentence(error: Exception, words: str, passing: bool) -> None:
    failure = failure_of(error, "https://example.org/sparql?query=SELECT", 5)
    assert words in failure.sentence
    assert "SELECT" not in failure.sentence
    assert failure.passing is passing


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8890",
        "ftp://e/",
        "http://",
        "file:///etc/passwd",
        "http://e:port/",
        "http://name:secret@e/",
        "http://name:secret@e:port/",
        "ftp://name:secret@e/",
        "name:secret@e",
        "ftp://e/?key=secret",
        "http://ä..e/",
        "http://e e/",
    ],
)
def test_what_is_no_address_is_told_before_anything_is_sent(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        Endpoint(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing", "INSERT DATA { <a> <b> <c> }", "DROP ALL"])
def test_only_questions_are_sent(server: StoreServer, text: str) -> None:
    with pytest.raises(QueryError):
        Endpoint(server.query).query(text)
    assert not server.log


@pytest.mark.parametrize(
    ("body", "so"),
    [
        (
            b'{"head":{"link":[],"vars":["__ASK_RETVAL"]},"results":{"bindings":[{"__ASK_RETVAL":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"1"}}]}}',
            True,
        ),
        (b'{"head":{"link":[],"vars":["__ASK_RETVAL"]},"results":{"bindings":[]}}', False),
    ],
)
def test_virtuosos_json_for_ask(server: StoreServer, body: bytes, so: bool) -> None:
    server.faults = [Fault(200, body, JSON)]
    answer = Endpoint(server.query).query("ASK { ?s ?p ?o }")
    assert isinstance(answer, ox.QueryBoolean)
    assert bool(answer) is so


def test_rows_are_no_answer_to_an_ask(server: StoreServer) -> None:
    server.faults = [Fault(200, b'{"head":{"vars":["s"]},"results":{"bindings":[]}}', JSON)]
    with pytest.raises(RemoteError, match="rows for an ASK"):
        Endpoint(server.query).query("ASK { ?s ?p ?o }")


def test_virtuosos_names_for_blank_nodes(server: StoreServer) -> None:
    server.faults = [
        Fault(
            200,
            b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"bnode","value":"nodeID://b10001"}}]}}',
            JSON,
        )
    ]
    (row,) = Endpoint(server.query).query("SELECT ?s { ?s ?p ?o }")
    assert isinstance(row["s"], ox.BlankNode)


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"X-SQL-State": "S1TAT"}, "a part of the answer only"),
        ({"X-SPARQL-MaxRows": "10000"}, "at most 10000 rows"),
    ],
)
def test_a_part_of_the_answer_is_warned_of(server: StoreServer, headers: Any, words: str) -> None:
    server.faults = [
        Fault(200, b'{"head":{"vars":["s"]},"results":{"bindings":[]}}', JSON | headers)
    ]
    with pytest.warns(PartialAnswerWarning, match=words):
        Endpoint(server.query).query("SELECT ?s { ?s ?p ?o }")


def test_basic_credentials(filled: StoreServer, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.basic = ("clio", "s3cret")
    with pytest.raises(RemoteError, match="wants to know who asks"):
        Endpoint(filled.query).query("ASK { ?e a rkb:Event }")
    monkeypatch.setenv("RELATIONS_KB_USER", "clio")
    monkeypatch.setenv("RELATIONS_KB_PASSWORD", "wrong")
    with pytest.raises(RemoteError, match="does not accept the name and password") as caught:
        Endpoint(filled.query).query("ASK { ?e a rkb:Event }")
    assert "wrong" not in str(caught.value)
    monkeypatch.setenv("RELATIONS_KB_PASSWORD", "s3cret")
    assert Endpoint(filled.query).query("ASK { ?e a rkb:Event }")
    assert relations_kb.open_endpoint(filled.query, user="clio", password="s3cret").query(
        "ASK { ?e a rkb:Event }"
    )


def test_a_token(filled: StoreServer, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.bearer = "t0ken"
    monkeypatch.setenv("RELATIONS_KB_TOKEN", "t0ken")
    assert Endpoint(filled.query).query("ASK { ?e a rkb:Event }")


def test_half_of_the_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="RELATIONS_KB_PASSWORD is not set"):
        Credentials.from_environment({"RELATIONS_KB_USER": "clio"})
    with pytest.raises(UsageError, match="RELATIONS_KB_USER is not set"):
        Credentials.from_environment({"RELATIONS_KB_PASSWORD": "x"})


def test_credentials_are_not_printed() -> None:
    assert "s3cret" not in repr(Credentials("clio", "s3cret", "s3cret"))


def test_a_token_does_not_follow_a_redirect(filled: StoreServer) -> None:
    filled.faults = [Fault(302, headers={"Location": f"{filled.query}?query=ASK%7B%7D"})]
    assert Endpoint(filled.query, credentials=Credentials(token="t0ken")).query("ASK {}")
    first, second = filled.log
    assert first.headers["authorization"] == "Bearer t0ken"
    assert "authorization" not in second.headers


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_an_update_is_not_redirected(server: StoreServer, code: int) -> None:
    server.faults = [Fault(code, headers={"Location": "http://127.0.0.1:1/elsewhere"})]
    with pytest.raises(
        RemoteError, match=rf"has moved \({code}\); use http://127.0.0.1:1/elsewhere"
    ):
        Endpoint(server.update).update("INSERT DATA { <http://e/s> <http://e/p> 1 }")
    assert server.size() == 0


@pytest.mark.parametrize("token", ["sec\nret", "secret\r", "secret ", "sécret", "sec\0ret"])
def test_a_token_that_no_header_can_carry_is_told_and_not_shown(token: str) -> None:
    with pytest.raises(UsageError, match="no HTTP header can carry") as caught:
        Credentials(token=token)
    assert "ret" not in str(caught.value)


def test_a_password_needs_a_name(filled: StoreServer) -> None:
    with pytest.raises(UsageError, match="no name of a user") as caught:
        relations_kb.open_endpoint(filled.query, password="s3cret")
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(200, b"<html>Welcome</html>", {"Content-Type": "text/html"}),
        Fault(200, b"{", JSON),
        Fault(500, b"no"),
        Fault(404),
        Fault(307, headers={"Location": "http://127.0.0.1:1/?key=s3cret"}),
    ],
    ids=["page", "half", "failed", "missing", "moved"],
)
def test_a_key_in_an_address_is_in_no_message(server: StoreServer, fault: Fault) -> None:
    told: list[str] = []
    server.faults = [Fault(503), fault]
    with pytest.raises(RelationsKbError) as caught:
        Endpoint(f"{server.query}?key=s3cret", tell=told.append).query("SELECT * {}" + " " * 3000)
    assert told
    assert "s3cret" not in "".join([*told, str(caught.value)])
    assert server.log[0].parameters["key"] == ["s3cret"]


def test_count(filled: StoreServer, base_home: Home) -> None:
    there = Endpoint(filled.query, named_graph="http://e/nothing")
    assert there.count(None) == len(relations_kb.open(base_home.facts).store)
    assert there.count("http://e/nothing") == 0
    assert there.named_graph == "http://e/nothing"


def test_two_threads_may_ask_one_endpoint(filled: StoreServer) -> None:
    there, counts = Endpoint(filled.query), []
    threads = [
        threading.Thread(target=lambda: counts.append(len(list(there.query(SELECT)))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [24] * 4


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("text/plain", b"no\nsuch\tgraph", "no such graph"),
        (
            "text/html",
            "<html><head><title>400</title></head><body>سلام &lt;x&gt;</body>".encode(),
            "سلام <x>",
        ),
        ("application/json", b'{"error": "bad"}', "bad"),
        ("application/json", b"[1]", "[1]"),
        ("application/json", b"{", "{"),
        ("", b"\xff", "�"),
        ("text/plain", b"x" * 1000, "x" * 299 + "…"),
    ],
)
def test_what_a_server_says(kind: str, body: bytes, said: str) -> None:
    assert message_of(kind, body) == said
