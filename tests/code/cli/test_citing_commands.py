"""``cite``, ``changed`` and ``release`` as a user calls them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import rispy

from relations_kb.paths import Home

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TREATY = "1828-treaty-of-turkmenchay"


def test_cite_prints_the_citation_and_the_reference(run: Run) -> None:
    done = run("cite", TREATY)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:3] == ["In the text", "", "(The relations-kb developers 2026)"]
    assert done.stdout.splitlines()[4] == "Reference"
    assert f"release 2026.11. november 24. https://w3id.org/relations-kb/event/{TREATY}." in (
        done.stdout.lower()
    )


def test_cite_in_notes_with_sources(run: Run) -> None:
    done = run("cite", TREATY, "--sources", "--style", "chicago-notes")
    assert done.stdout.startswith("Footnotes\n")
    assert "Bibliography" in done.stdout
    assert "Сборник договоров с Персией (Sbornik dogovorov s Persiei)" in done.stdout
    assert run("cite", TREATY, "-s", "mla", "-f", "html").stdout.startswith("<h2>")


def test_cite_as_json(run: Run) -> None:
    done = run("cite", TREATY, "qajar-iran", "--format", "json", "--style", "apa")
    event, actor = json.loads(done.stdout)
    assert (event["kind"], event["id"]) == ("event", TREATY)
    assert len(event["content-hash"]) == 64
    assert event["citations"] == ["(The relations-kb developers, 2026b)"]
    assert actor["reference"].startswith("The relations-kb developers. (2026a). Qajar Iran.")
    assert actor["csl"]["URL"].endswith("actor/qajar-iran")
    assert event["content-hash"][:16] in run("show", TREATY).stdout


def test_cite_for_reference_managers(run: Run) -> None:
    (record,) = rispy.loads(run("cite", TREATY, "-f", "ris").stdout)
    assert record["title"] == "Treaty of Turkmenchay"
    assert run("cite", TREATY, "-f", "bibtex").stdout.startswith(f"@inreference{{{TREATY},")
    assert json.loads(run("cite", TREATY, "-f", "csl-json").stdout)[0]["id"] == TREATY


def test_cite_in_a_language_however_its_tag_is_written(run: Run) -> None:
    (item,) = json.loads(run("cite", TREATY, "-f", "csl-json", "--lang", "RU").stdout)
    assert (item["title"], item["language"]) == ("Туркманчайский договор", "ru")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to cite; give an ID"),
        ((TREATY, "--lang", "r", "-f", "ris"), "'r' is not a language"),
        ((TREATY, "--style", "appa"), "no style 'appa'; did you mean apa"),
        ((TREATY, "--style", "apa", "-f", "ris"), "ris has no style"),
        ((TREATY, "--accessed", "yesterday"), "write YYYY-MM-DD"),
        ((TREATY, "--accessed", "20261124"), "as YYYY-MM-DD"),
        ((TREATY, "--lang", "?"), "not a language"),
        (("1828-treaty",), "no entry '1828-treaty'"),
        ((TREATY, "--as-of", "2020.01"), "no manifest of a release '2020.01'"),
        (("--list-styles", "nosuchword"), "no style has nosuchword"),
    ],
)
def test_wrong_use_of_cite(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run("cite", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_what_has_no_source_and_what_has_no_reference(run: Run, citing_facts: Path) -> None:
    done = run("cite", "turkmenchay", "--sources", facts=citing_facts)
    assert (done.returncode, done.stdout) == (0, "")
    assert "names no source" in done.stderr
    done = run("cite", "a-dictionary-entry", "--style", "chicago-notes", facts=citing_facts)
    assert "gives no reference to a-dictionary-entry" in done.stderr


@pytest.fixture
def citing_facts() -> Path:
    return Path(__file__).resolve().parents[1] / "fixtures" / "citing" / "facts"


def test_list_styles(run: Run) -> None:
    done = run("cite", "--list-styles", "chicago", "18th", "author-date")
    assert done.stdout.startswith("chicago-author-date  Chicago Manual of Style 18th edition")


def test_a_release_and_what_changed_since(run: Run, editable_base: Home) -> None:
    facts = editable_base.facts
    assert run("release", "--check", facts=facts).returncode == 1
    done = run("release", facts=facts)
    assert done.returncode == 0, done.stderr
    path = facts / "releases" / "2026.11.json"
    held = path.read_bytes()
    assert "as it was" in run("release", facts=facts).stdout
    assert run("release", "--check", facts=facts).returncode == 0
    assert run("changed", TREATY, "qajar-iran", "--since", "2026.11", facts=facts).returncode == 0
    assert run("changed", "--since", "2026.11", facts=facts).returncode == 2

    actor = facts / "actors" / "qajar-iran.yaml"
    actor.write_text(actor.read_text("utf-8") + "note: Something new.\n", "utf-8")
    done = run("changed", TREATY, "qajar-iran", "--since", "2026.11", facts=facts)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"event/{TREATY}: unchanged since 2026.11.",
        "actor/qajar-iran: changed since 2026.11: added note.",
    ]
    (data,) = json.loads(
        run("changed", "qajar-iran", "--since", "2026.11", "-f", "json", facts=facts).stdout
    )
    assert data == {
        "since": "2026.11", "name": "actor/qajar-iran", "fate": "changed", "added": ["note"]
    }  # fmt: skip

    refused = run("release", facts=facts)
    assert refused.returncode == 2
    assert "with other content" in refused.stderr
    assert path.read_bytes() == held
    assert run("release", "--check", facts=facts).returncode == 1
    assert run("release", "--force", facts=facts).returncode == 0
    assert path.read_bytes() != held


def test_cite_as_of_an_older_release(run: Run, editable_base: Home) -> None:
    facts = editable_base.facts
    run("release", facts=facts)
    dataset = facts / "dataset.yaml"
    text = dataset.read_text("utf-8").replace('"2026.11"', '"2027.01"')
    dataset.write_text(text.replace('"2026-11-24"', '"2027-01-15"'), "utf-8")
    event = facts / "events" / "1820s" / f"{TREATY}.yaml"
    event.write_text(event.read_text("utf-8").replace("older handbooks", "handbooks"), "utf-8")

    assert "Release 2027.01. January 15" in run("cite", TREATY, facts=facts).stdout
    done = run("cite", TREATY, "--as-of", "2026.11", facts=facts)
    assert "Release 2026.11. November 24" in done.stdout
    assert done.stdout.endswith(f"event/{TREATY}: changed since 2026.11: alternatives.\n")
    done = run("cite", TREATY, "--as-of", "2026.11", "-f", "ris", facts=facts)
    assert "changed since 2026.11" in done.stderr
    assert "changed since" not in done.stdout

    shutil.copy(facts / "places" / "latakia.yaml", facts / "places" / "tartus.yaml")
    place = facts / "places" / "tartus.yaml"
    place.write_text(place.read_text("utf-8").replace("id: latakia", "id: tartus"), "utf-8")
    done = run("cite", "tartus", "--as-of", "2026.11", facts=facts)
    assert (done.returncode, done.stdout) == (2, "")
    assert "place/tartus was not in release 2026.11" in done.stderr


def test_facts_in_error_are_not_released(run: Run, editable_base: Home) -> None:
    actor = editable_base.facts / "actors" / "qajar-iran.yaml"
    actor.write_text("id: qajar-iran\n", "utf-8")
    done = run("release", facts=editable_base.facts)
    assert done.returncode == 1
    assert "relations-kb validate" in done.stderr
    assert not (editable_base.facts / "releases").exists()
