"""What holds for every command: help with an example, exit codes, no traceback, light imports."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from relations_kb.cli.main import _COMMANDS
from relations_kb.paths import Home

Run = Callable[..., "subprocess.CompletedProcess[str]"]
HEAVY = {"rdflib", "pyoxigraph", "yaml", "pydantic", "pyshacl", "rich", "SPARQLWrapper", "ruamel"}


@pytest.mark.parametrize("command", sorted(_COMMANDS))
def test_help_has_an_example(command: str, run: Run) -> None:
    done = run(command, "--help", facts=None)
    assert done.returncode == 0
    assert f"  relations-kb {command}" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_every_command_is_listed(run: Run) -> None:
    listed = run("--help", facts=None).stdout
    for command, what in _COMMANDS.items():
        assert command in listed
        assert what in listed


def test_the_version(run: Run) -> None:
    done = run("--version", facts=None)
    assert done.returncode == 0
    assert done.stdout.count(".") == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["shwo", "x"], "did you mean 'show'?"),
        (["show", "1828-treaty-of-turkmanchay"], "did you mean 1828-treaty-of-turkmenchay"),
        (["show", "zzzzzzzz"], "no entry 'zzzzzzzz'"),
        (["cite", "1828-treaty"], "no entry '1828-treaty'"),
        (["show"], "Missing argument 'ID'"),
        (["query", "SELECT ?e {"], "not SPARQL"),
        (["query", "SELECT ?e { ?e nowhere:x ?o }"], "write PREFIX nowhere:"),
        (["query", "treties-and-their-fate"], "did you mean 'treaties-and-their-fate'"),
        (["query", "nowhere.rq"], "nowhere.rq"),
        (["query", "SELECT ?e { ?e a rkb:Event }", "--format", "turtle"], "CONSTRUCT and DESCRIBE"),
        (["query", "DESCRIBE event:2010-resolution-1929", "--format", "csv"], "gives a graph"),
        (["query", "ASK { ?s ?p ?o }", "--format", "parquet"], "parquet"),
        (["export", "--theme", "nothing"], "nothing"),
        (["export", "--from", "soon"], "soon"),
        (["timeline", "--theme", "dorens"], "dorens"),
        (["validate", "--explain", "no-such-rule"], "no code 'no-such-rule'"),
        (["new", "event", "Bad Name"], "Bad Name"),
        (["new", "event", "1828-treaty-of-turkmenchay"], "exists already"),
        (["--facts", "/nowhere", "show", "x"], "/nowhere"),
    ],
)  # fmt: skip
def test_wrong_use_is_2_and_says_what(arguments: list[str], says: str, run: Run) -> None:
    done = run(*arguments)
    assert done.returncode == 2, done
    assert says in done.stderr, done.stderr
    assert done.stdout == ""


def test_a_reader_that_leaves_is_no_error(base_home: Home, environment: dict[str, str]) -> None:
    commands = [
        "export -f ntriples",
        "timeline",
        "show --help",
        "query 'SELECT * { ?s ?p ?o }' -f csv",
        "--help",
    ]
    # `true` has left before anything is written, `head` in the middle of it.
    for command, reader in itertools.product(commands, ("head -1", "true")):
        line = f"{sys.executable} -m relations_kb --facts {base_home.facts} {command} | {reader}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, env=environment
        )
        assert done.stderr == ""
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) == (reader != "true")


def test_help_loads_nothing_heavy(environment: dict[str, str]) -> None:
    script = (
        "import json, sys\nfrom relations_kb.cli.main import _run\n"
        "_run(sys.argv[1:])\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"], capture_output=True, text=True, env=environment
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert "click" in loaded
    assert not loaded & HEAVY


def test_a_warm_query_loads_only_the_engine(
    base_home: Home, run: Run, environment: dict[str, str]
) -> None:
    assert run("build").returncode == 0
    script = (
        "import json, sys\nfrom relations_kb.cli.main import _run\n"
        "_run(sys.argv[1:])\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    arguments = ["--facts", str(base_home.facts), "query", "ASK { ?e a rkb:Event }"]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, env=environment
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert "pyoxigraph" in loaded
    assert not loaded & (HEAVY - {"pyoxigraph"})


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("show 1828-", ["1828-treaty-of-turkmenchay"]),
        ("cite example-gaz", ["example-gazette-gazetteer", "example-gazette-order-of-2018"]),
        ("cite example-gazette-o", ["example-gazette-order-of-2018"]),
        ("evidence a", ["always-mutual-distrust"]),
        ("evidence 1828-", []),
    ],
)
def test_ids_complete_in_the_shell(
    base_home: Home, environment: dict[str, str], words: str, ids: list[str]
) -> None:
    asked = {
        **environment,
        "_RELATIONS_KB_COMPLETE": "bash_complete",
        "COMP_WORDS": f"relations-kb --facts {base_home.facts} {words}",
        "COMP_CWORD": "4",
    }
    script = "from relations_kb.cli.main import cli; cli(prog_name='relations-kb')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=asked)
    assert sorted(done.stdout.split()) == [f"plain,{identifier}" for identifier in ids]


def test_a_fault_of_ours_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    script = (
        "import sys; from relations_kb.query import knowledge_base as k\n"
        "def broken(*a): raise KeyError('nothing')\n"
        "k.locate = broken\n"
        "from relations_kb.cli.main import main; main(['coverage'])"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("relations-kb: a fault of ours, KeyError: 'nothing'\n")
    asked = {**environment, "RELATIONS_KB_TRACEBACK": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=asked)
    assert "Traceback" in done.stderr
