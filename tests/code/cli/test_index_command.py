"""``relations-kb index`` as a user types it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from store_server import Fault, serving

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_table_says_what_it_rests_on(run: Run) -> None:
    done = run("index")
    assert done.returncode == 0
    assert "1820s" in done.stdout
    assert "Selection:" in done.stdout
    assert "Small n:" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_csv_is_clean_and_its_notes_are_on_stderr(run: Run, tmp_path: Path) -> None:
    done = run("index", "--by", "year", "--from", "1828", "--to", "1829", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["n"] for row in rows} == {"0", "1"}
    assert "Selection:" in done.stderr
    file = tmp_path / "index.csv"
    again = run(
        "index", "--by", "year", "--from", "1828", "--to", "1829", "-f", "csv", "-o", str(file)
    )
    assert again.stdout == ""
    assert file.read_text("utf-8") == done.stdout


def test_directions_are_kept_apart_and_in_order(run: Run) -> None:
    done = run("index", "-f", "json", "--direction", "third-party", "--direction", "iran-to-russia")
    found = [point["direction"] for point in json.loads(done.stdout)["points"]]
    assert set(found[0::2]) == {"iran-to-russia"}
    assert set(found[1::2]) == {"third-party"}


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_chart_is_drawn_twice_alike(run: Run, tmp_path: Path, suffix: str) -> None:
    files = [tmp_path / f"{name}.{suffix}" for name in ("a", "b")]
    for file in files:
        done = run("index", "--chart", str(file))
        assert done.returncode == 0, done.stderr
        assert f"drawn: {file}" in done.stderr
    assert files[0].read_bytes() == files[1].read_bytes()


def test_us_pressure(run: Run) -> None:
    assert "US pressure" in run("index", "--us-pressure").stdout
    rows = run("index", "--us-pressure", "--from", "2009", "--to", "2011", "-f", "csv").stdout
    assert rows.splitlines()[0] == "year,us_pressure,agreements"
    assert len(rows.splitlines()) == 4
    assert run("index", "--us-pressure", "--theme", "caspian").returncode == 2
    wrong = run("index", "--us-pressure", "--from", "0")
    assert (wrong.returncode, "no years from 0" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--theme", "nuclaer"], "did you mean 'nuclear'?"),
        (["--from", "1400", "--to", "1401"], "no coded event"),
        (["--chart", "index.pdf"], "an .svg or a .png file"),
        (["--by", "month"], "'month' is not one of"),
        (["--named-graph", "urn:x:y"], "--endpoint"),
        (["--chart", "/nowhere/index.svg"], "cannot write"),
    ],
)
def test_wrong_use(run: Run, arguments: list[str], says: str) -> None:
    done = run("index", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_an_endpoint_gives_the_same_index(run: Run) -> None:
    with serving() as server:
        assert (
            run("push", server.update, "--query-url", server.query, "--default-graph").returncode
            == 0
        )
        for options in ([], ["--us-pressure"], ["--theme", "nuclear", "-f", "json"]):
            there = run("index", *options, "--endpoint", server.query)
            assert there.stdout == run("index", *options).stdout


def test_a_slow_endpoint_is_given_the_time_that_was_asked_for(run: Run) -> None:
    with serving() as server:
        server.faults = [Fault(200, b"{}", delay=1)]
        done = run("index", "--endpoint", server.query, "--timeout", "0.2")
    assert done.returncode == 1
    assert "did not answer within 0.2 s" in done.stderr
    assert "--timeout" in done.stderr


def test_an_index_of_a_part_is_warned_of_once(run: Run) -> None:
    part = {"Content-Type": "application/sparql-results+json", "X-SQL-State": "S1TAT"}
    none = b'{"head":{"vars":["event","variant","value"]},"results":{"bindings":[]}}'
    one = (
        (
            b'{"head":{"vars":["event","year","category","direction","value"]},"results":{"bindings":[{'
            b'"event":{"type":"uri","value":"https://w3id.org/relations-kb/event/a"},'
            b'"year":{"type":"literal","value":"2001"},"category":{"type":"uri","value":"c/AGREE"},'
            b'"direction":{"type":"uri","value":"d/mutual"},"value":{"type":"literal","value":"8"}}]}}'
        )
        .replace(b"c/AGREE", b"http://e/AGREE")
        .replace(b"d/mutual", b"http://e/mutual")
    )
    with serving() as server:
        server.faults = [Fault(200, none, part), Fault(200, one, part)]
        done = run("index", "--endpoint", server.query)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("a part of the answer only") == 1
    assert done.stderr.count("\n") == 1
    assert "+8.0" in done.stdout
