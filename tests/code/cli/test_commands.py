"""Each command on the fixture base: what it prints, in every form that it offers."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib

from relations_kb.paths import Home

Run = Callable[..., "subprocess.CompletedProcess[str]"]
EVENTS = "SELECT ?e ?d { ?e a rkb:Event ; rkb:date ?d } ORDER BY ?e"
FIRST = "https://w3id.org/relations-kb/event/1651-raid-on-the-sunzha"


def test_build_says_how(run: Run, editable_base: Home) -> None:
    said = [run("build", facts=editable_base.facts).stdout for _ in range(2)]
    assert " triples, built, in " in said[0]
    assert " triples, cached, in " in said[1]
    assert ", built, in " in run("build", "--rebuild", facts=editable_base.facts).stdout


def test_query_as_csv_and_tsv(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(run("query", EVENTS, "-f", "csv").stdout)))
    assert rows[0] == ["e", "d"]
    assert rows[1] == [FIRST, "[1651..1653]"]
    assert len(rows) == 9
    lines = run("query", EVENTS, "-f", "tsv").stdout.splitlines()
    assert lines[0] == "?e\t?d"
    assert lines[1].startswith(f"<{FIRST}>\t")


def test_query_as_json_and_xml(run: Run) -> None:
    answer = json.loads(run("query", EVENTS, "-f", "json").stdout)
    assert answer["head"]["vars"] == ["e", "d"]
    assert answer["results"]["bindings"][0]["e"] == {"type": "uri", "value": FIRST}
    tree = ElementTree.fromstring(run("query", EVENTS, "-f", "xml").stdout)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert len(tree.findall(f"{space}results/{space}result")) == 8


def test_query_as_table_and_markdown(run: Run) -> None:
    lines = run("query", EVENTS).stdout.splitlines()
    assert lines[0].split() == ["e", "d"]
    assert lines[2].split() == ["event:1651-raid-on-the-sunzha", "[1651..1653]"]
    lines = run("query", EVENTS, "-f", "markdown").stdout.splitlines()
    assert lines[:2] == ["| e | d |", "| --- | --- |"]
    assert len(lines) == 10


def test_no_rows_are_said_to_be_none(run: Run) -> None:
    assert "(no rows)" in run("query", "SELECT ?e { ?e a rkb:Nothing }").stdout


def test_query_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(EVENTS, "utf-8")
    inline = run("query", EVENTS, "-f", "csv").stdout
    assert run("query", str(file), "-f", "csv").stdout == inline
    assert run("query", "-", "-f", "csv", text=EVENTS).stdout == inline


def test_ask(run: Run) -> None:
    yes, no = "ASK { ?e a rkb:Event }", "ASK { ?e a rkb:Nothing }"
    assert (run("query", yes).stdout, run("query", yes).returncode) == ("yes\n", 0)
    assert (run("query", no).stdout, run("query", no).returncode) == ("no\n", 0)
    assert run("query", yes, "--exit-code").returncode == 0
    assert run("query", no, "--exit-code").returncode == 1
    assert json.loads(run("query", no, "-f", "json").stdout)["boolean"] is False


@pytest.mark.parametrize(
    ("form", "parser"),
    [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml"),
     ("trig", "trig"), ("nquads", "nquads"), ("table", "turtle")],
)  # fmt: skip
def test_construct_in_every_form(form: str, parser: str, run: Run) -> None:
    sparql = "CONSTRUCT { ?e rdfs:label ?l } { ?e a rkb:Event ; rdfs:label ?l }"
    text = run("query", sparql, "-f", form).stdout
    graph = rdflib.Dataset() if parser in ("trig", "nquads") else rdflib.Graph()
    assert len(graph.parse(data=text, format=parser)) == 24


def test_questions(run: Run) -> None:
    listed = json.loads(run("questions", "--format", "json").stdout)
    shown = run("questions").stdout
    assert len(listed) >= 60
    for question in listed:
        assert question["name"] in shown
        assert question["question"].endswith("?")
        assert question["theme"].upper().replace("-", " ") in shown
    assert "sanctions-in-force  (date)" in shown


def test_questions_of_a_theme(run: Run) -> None:
    shown = run("questions", "--theme", "sanctions").stdout
    assert "sanctions-in-force" in shown
    assert "nuclear-file" not in shown
    done = run("questions", "--theme", "sanction")
    assert done.returncode == 2
    assert "themes are" in done.stderr


def test_a_question_is_shown_with_its_parameters(run: Run) -> None:
    shown = run("questions", "between-two-days").stdout
    assert "What may have happened between two days?" in shown
    assert re.search(r"^from +xsd:date +1941-08-01 +The first day\.$", shown, re.MULTILINE)
    assert "relations-kb query between-two-days --param from=1941-08-01" in shown
    told = json.loads(run("questions", "between-two-days", "-f", "json").stdout)
    assert [p["name"] for p in told["parameters"]] == ["from", "to"]


def test_the_sparql_of_a_question_runs_elsewhere(run: Run) -> None:
    done = run("questions", "between-two-days", "--sparql", "--param", "to=1830-01-01")
    assert "1830-01-01" in done.stdout
    assert "$" not in done.stdout
    assert "PREFIX rkb: <https://w3id.org/relations-kb/ontology#>" in done.stdout
    rdflib.Graph().query(done.stdout)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query", "between-two-days", "--param", "form=1828-01-01"], "did you mean 'from'?"),
        (["query", "between-two-days", "--param", "from=1828"], "'1828' is not a day"),
        (["query", "between-two-days", "--param", "from"], "write name=value"),
        (["query", "between-two-days", "-p", "to=1828-01-01", "-p", "to=1829-01-01"], "is given twice"),
        (["query", "vetoes", "--param", "year=1980"], "vetoes has no parameter 'year'; it takes none"),
        (["query", "ASK { ?s ?p ?o }", "--param", "year=1980"], "it takes none"),
        (["query", "theme-in-order", "--param", "theme=dronse"], "did you mean 'drones'?"),
        (["questions", "between-two-day"], "did you mean 'between-two-days'?"),
        (["questions", "--sparql"], "give its name"),
        (["questions", "vetoes", "--param", "a=b"], "--param is for --sparql"),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_wrong_use(run: Run, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert not done.stdout


def test_a_parameter_changes_the_answer(run: Run) -> None:
    day = ["--param", "from=1828-02-22", "--param", "to=1828-02-22", "-f", "csv"]
    rows = run("query", "between-two-days", *day).stdout.splitlines()
    assert any(row.startswith("1828-02-22,Treaty of Turkmenchay") for row in rows)
    assert not any(row.startswith("2010") for row in rows)


def test_a_file_with_parameters(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "# parameter: year xsd:integer 1828 The year.\n"
        "SELECT ?e { ?e a rkb:Event ; rkb:earliestYear $year }"
    )
    assert "turkmenchay" in run("query", str(file), "-f", "csv").stdout
    assert "turkmenchay" not in run("query", str(file), "-p", "year=2010", "-f", "csv").stdout


def test_a_shipped_question_by_its_name(run: Run) -> None:
    done = run("query", "moscow-votes-on-iran", "-f", "csv")
    assert done.returncode == 0
    assert "2010-06-09" in done.stdout


def test_show_an_event(run: Run) -> None:
    shown = run("show", "1828-treaty-of-turkmenchay").stdout
    for text in (
        "22 February 1828", "10 February 1828, Julian (Old Style)", "lunar Hijri",
        "signatory (Ivan Paskevich)", "20 000 000", "Rival date (deprecated): 1828-02-21",
        "[read 2026-11-24]", "Goldstein -4", "https://archive.example/sbornik-dogovorov",
    ):  # fmt: skip
        assert text in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_show_a_vote(run: Run) -> None:
    shown = run("show", "2010-resolution-1929").stdout
    assert "S/RES/1929 (2010): adopted" in shown
    assert "12 Austria" in " ".join(shown.split())
    assert "2 Brazil, Turkey" in " ".join(shown.split())


def test_show_in_russian_and_persian(run: Run) -> None:
    assert "22 февраля 1828" in run("show", "1828-treaty-of-turkmenchay", "--lang", "ru").stdout
    assert run("show", "1828-treaty-of-turkmenchay", "--lang", "fa").stdout.startswith("عهدنامه")


@pytest.mark.parametrize(
    "identifier", ["always-mutual-distrust", "qajar-iran", "abbas-mirza", "turkmenchay",
                   "treaty-of-turkmenchay", "example-gazette-gazetteer", "un-security-council"],
)  # fmt: skip
def test_show_every_kind(identifier: str, run: Run) -> None:
    done = run("show", identifier)
    assert done.returncode == 0
    assert identifier in done.stdout


def test_show_follows_a_redirect(run: Run) -> None:
    done = run("show", "1828-torkamanchay-treaty")
    assert "event/1828-treaty-of-turkmenchay" in done.stdout
    split = run("show", "1941-two-invasions")
    assert "1941-anglo-soviet-invasion" in split.stdout + split.stderr


def test_timeline(run: Run) -> None:
    lines = run("timeline").stdout.splitlines()
    assert "  1828-02-22               Treaty of Turkmenchay" in lines
    assert sum(line.startswith("  ") for line in lines) == 8
    assert any(line.endswith("(1801–1828)") for line in lines)


@pytest.mark.parametrize(
    ("conditions", "count"),
    [(["--theme", "sanctions"], 2), (["--from", "1900"], 5), (["--to", "1700"], 1),
     (["--from", "1800", "--to", "1830"], 2), (["--actor", "qajar-iran"], 3),
     (["--type", "treaty"], 1), (["--place", "turkmenchay"], 1), (["--text", "paskevich"], 1)],
)  # fmt: skip
def test_timeline_filters(conditions: list[str], count: int, run: Run) -> None:
    lines = run("timeline", *conditions).stdout.splitlines()
    assert sum(line.startswith("  ") for line in lines) == count, lines


@pytest.mark.parametrize(
    "words", ["turkmanchai", "Turkmenchay", "Туркманчай", "туркманчайский договор", "ترکمانچای",
              "تركمانچاي", "torkamanchay treaty"],
)  # fmt: skip
def test_search_finds_it_however_it_is_written(words: str, run: Run) -> None:
    assert "1828-treaty-of-turkmenchay" in run("search", words).stdout


def test_search_that_finds_nothing(run: Run) -> None:
    done = run("search", "qqqqqqq")
    assert done.returncode in (0, 1)
    assert "nothing" in (done.stdout + done.stderr).lower()


def test_coverage(run: Run) -> None:
    said = run("coverage").stdout
    assert said.startswith("Entries: 8 event, 2 claim")
    for text in ("1820s", "Sources per event: ", "Share of citations read: 100%", "Newest event"):
        assert text in said
    report = json.loads(run("coverage", "--format", "json").stdout)
    # Of the fixture's eight events only the raid of 1651 rests on one publisher.
    assert report["share-of-events-with-two-independent-publishers"] == 0.875


def test_validate(run: Run, editable_base: Home) -> None:
    assert run("validate", facts=editable_base.facts).returncode == 0
    file = editable_base.facts / "events/1820s/1828-treaty-of-turkmenchay.yaml"
    file.write_text(file.read_text("utf-8").replace("type: treaty", "type: tretay"), "utf-8")
    done = run("validate", facts=editable_base.facts)
    assert done.returncode == 1
    assert "1828-treaty-of-turkmenchay.yaml:2:7 " in done.stdout
    assert "did you mean 'treaty'?" in done.stdout
    problems = json.loads(run("validate", "--format", "json", facts=editable_base.facts).stdout)
    found = problems if isinstance(problems, list) else problems["problems"]
    assert [(p["line"], p["column"], p["level"]) for p in found] == [(2, 7, "error")]
    said = run("validate", "--format", "github", facts=editable_base.facts).stdout
    assert said.startswith("::error file=")
    assert ",line=2,col=7" in said


def test_validate_with_shapes(run: Run) -> None:
    done = run("validate", "--shapes")
    assert (done.returncode, done.stdout) == (0, "")


def test_validate_explains_a_rule(run: Run) -> None:
    assert "vote-arithmetic (error)" in run("validate", "--explain", "vote-arithmetic").stdout


def test_format(run: Run, editable_base: Home) -> None:
    file = editable_base.facts / "persons" / "abbas-mirza.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("\nname:", "\n# kept\nname:  "), "utf-8")
    assert run("format", "--check", facts=editable_base.facts).returncode == 1
    assert "+" in run("format", "--diff", str(file), facts=editable_base.facts).stdout
    assert run("format", facts=editable_base.facts).returncode == 0
    assert "# kept\nname: " in file.read_text("utf-8")
    assert run("format", "--check", facts=editable_base.facts).returncode == 0


def test_new_entries_are_told_what_is_missing(run: Run, editable_base: Home) -> None:
    for kind, identifier in (
        ("event", "1967-arms-agreement"), ("person", "nikita-panin"), ("place", "nowhere"),
        ("actor", "some-bank"), ("document", "some-note"), ("claim", "some-claim"),
    ):  # fmt: skip
        done = run("new", kind, identifier, facts=editable_base.facts)
        assert done.returncode == 0
        written = Path(done.stdout.strip())
        assert written.is_file()
        problems = run("validate", facts=editable_base.facts).stdout
        assert written.name in problems
        written.unlink()
    done = run("new", "source", "example-gazette-order-of-2021", facts=editable_base.facts)
    assert done.stdout.strip().endswith("sources/example-gazette.yaml:17")


def test_the_facts_of_an_installation_are_not_edited(
    editable_base: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from relations_kb import paths
    from relations_kb.cli.main import cli
    from relations_kb.errors import UsageError

    monkeypatch.setattr(paths, "belongs_to_installation", lambda _home: True)
    monkeypatch.chdir(tmp_path)
    for words in (["new", "person", "nikita-panin"], ["format"]):
        done = CliRunner().invoke(cli, ["--facts", str(editable_base.facts), *words])
        assert isinstance(done.exception, UsageError)
        assert "--facts DIR" in str(done.exception)
    monkeypatch.chdir(editable_base.facts.parent)
    done = CliRunner().invoke(cli, ["--facts", str(editable_base.facts), "format"])
    assert "for those here: relations-kb --facts facts" in str(done.exception)
    assert not (editable_base.facts / "persons/nikita-panin.yaml").exists()


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_export_writes_what_it_prints(form: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out"
    assert run("export", "-f", form, "-o", str(file)).returncode == 0
    assert file.read_text("utf-8") == run("export", "-f", form).stdout


def test_an_export_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    done = run("export", "-o", str(tmp_path / "none" / "out.ttl"))
    assert done.returncode in (1, 2)
    assert "out.ttl" in done.stderr or "none" in done.stderr
    assert not list(tmp_path.iterdir())


def test_facts_that_have_problems_stop_a_query_with_their_place(
    run: Run, editable_base: Home
) -> None:
    file = editable_base.facts / "events/1820s/1828-treaty-of-turkmenchay.yaml"
    file.write_text(file.read_text("utf-8") + "surplus: 1\n", "utf-8")
    done = run("query", "ASK { ?s ?p ?o }", facts=editable_base.facts)
    assert done.returncode == 1
    assert "1828-treaty-of-turkmenchay.yaml:" in done.stderr
    assert "relations-kb validate" in done.stderr


def test_a_base_elsewhere_by_the_environment(
    editable_base: Home, run: Run, environment: dict[str, str]
) -> None:
    shutil.rmtree(editable_base.facts / "claims")
    environment["RELATIONS_KB_FACTS"] = str(editable_base.facts)
    try:
        assert "Entries: 8 event, 25 actor" in run("coverage", facts=None).stdout
    finally:
        del environment["RELATIONS_KB_FACTS"]
