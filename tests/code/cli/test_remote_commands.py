"""``query --endpoint`` and ``push`` as a user types them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from relations_kb.output.push import GRAPH
from store_server import Fault, StoreServer, serving

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def server(run: Run) -> Iterator[StoreServer]:
    with serving() as running:
        done = run("push", running.update, "--query-url", running.query, "--default-graph")
        assert done.returncode == 0, done.stderr
        assert "triples in the graph without a name, counted there; before: 0" in done.stdout
        yield running


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_a_shipped_question_elsewhere(run: Run, server: StoreServer, form: str) -> None:
    here = run("query", "moscow-votes-on-iran", "-f", form)
    there = run("query", "moscow-votes-on-iran", "-f", form, "--endpoint", server.query)
    assert there.returncode == 0, there.stderr
    assert there.stdout == here.stdout
    assert "2010-06-09" in there.stdout


def test_ask_elsewhere_has_its_exit_code(run: Run, server: StoreServer) -> None:
    for what, code in (("Event", 0), ("Nothing", 1)):
        done = run("query", f"ASK {{ ?e a rkb:{what} }}", "--exit-code", "--endpoint", server.query)
        assert done.returncode == code


def test_a_store_that_cannot_be_reached(run: Run) -> None:
    done = run("query", "ASK {}", "--endpoint", "http://nowhere.invalid/sparql")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert run("query", "ASK {}", "--endpoint", "nowhere").returncode == 2
    assert run("push", "nowhere").returncode == 2


def test_a_part_of_an_answer_is_warned_of_on_stderr(run: Run, server: StoreServer) -> None:
    server.faults = [
        Fault(200, b'{"head":{"vars":["s"]},"results":{"bindings":[]}}',
              {"Content-Type": "application/json", "X-SQL-State": "S1TAT"})
    ]  # fmt: skip
    done = run("query", "SELECT ?s { ?s ?p ?o }", "--endpoint", server.query, "-f", "csv")
    assert (done.returncode, done.stdout) == (0, "s\n")
    assert "a part of the answer only" in done.stderr


def test_a_named_graph_is_for_a_store_elsewhere(run: Run) -> None:
    done = run("query", "ASK {}", "--named-graph", GRAPH)
    assert done.returncode == 2
    assert "--endpoint" in done.stderr


def test_a_dry_run_sends_nothing(run: Run, server: StoreServer) -> None:
    before = len(server.log)
    done = run("push", server.update, "--dry-run")
    assert "nothing was sent" in done.stdout
    assert f"<{GRAPH}>" in done.stdout
    assert done.returncode == 0
    assert len(server.log) == before


def test_a_push_has_one_target(run: Run) -> None:
    done = run("push", "http://e/", "--default-graph", "--named-graph", GRAPH)
    assert done.returncode == 2


def test_a_base_without_a_cache_can_be_pushed(
    run: Run,
    server: StoreServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
) -> None:
    environment["RELATIONS_KB_CACHE"], kept = (
        str(tmp_path / "file"),
        environment["RELATIONS_KB_CACHE"],
    )
    (tmp_path / "file").write_text("no folder")
    try:
        done = run("push", server.update, "--query-url", server.query, "--named-graph", "urn:x:y")
    finally:
        environment["RELATIONS_KB_CACHE"] = kept
    assert done.returncode == 0
    assert "the graph is in memory" in done.stderr
