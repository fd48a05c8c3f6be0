"""``export`` in the forms beside RDF: where they go, what is told, what is refused."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TEXTS = ("geojson", "timelinejs", "icalendar")


@pytest.mark.parametrize("form", TEXTS)
def test_text_goes_to_standard_output_or_a_file(form: str, run: Run, tmp_path: Path) -> None:
    piped = run("export", "-f", form)
    path = tmp_path / "out"
    written = run("export", "-f", form, "-o", str(path))
    assert piped.returncode == written.returncode == 0
    assert path.read_text("utf-8") == piped.stdout
    assert written.stdout == ""
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", ["csv", "parquet", "sqlite", "ro-crate"])
def test_what_is_no_text_needs_a_place(form: str, run: Run) -> None:
    done = run("export", "-f", form)
    assert done.returncode == 2
    assert "--output" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_tables_go_to_a_folder_and_replace_themselves(form: str, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    assert run("export", "-f", form, "-o", str(folder)).returncode == 0
    whole = len((folder / f"events.{form}").read_bytes())
    assert (folder / "datapackage.json").is_file()
    assert run("export", "-f", form, "-o", str(folder), "--theme", "syria").returncode == 0
    assert len((folder / f"events.{form}").read_bytes()) < whole
    assert [p.name for p in tmp_path.iterdir()] == ["tables"]


def test_a_folder_of_the_user_is_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    done = run("export", "-f", "csv", "-o", str(tmp_path))
    assert done.returncode == 2
    assert "holds other files, such as thesis.txt" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]
    file = tmp_path / "thesis.txt"
    assert run("export", "-f", "csv", "-o", str(file)).returncode == 2
    assert file.read_text("utf-8") == "years of work"
    assert run("export", "-f", "csv", "-o", "/nowhere/at/all").returncode == 2
    assert run("export", "-f", "geojson", "-o", str(tmp_path)).returncode == 2


def test_sqlite_with_metadata_beside_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "iran.db"
    assert run("export", "-f", "sqlite", "-o", str(path)).returncode == 0
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (8,)
    connection.close()
    described = json.loads((tmp_path / "iran.metadata.json").read_text("utf-8"))
    assert list(described["databases"]) == ["iran"]


def test_a_crate(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "crate.zip"
    assert run("export", "-f", "ro-crate", "-o", str(path)).returncode == 0
    assert "ro-crate-metadata.json" in zipfile.ZipFile(path).namelist()


def test_conditions_and_languages(run: Run) -> None:
    done = run("export", "-f", "timelinejs", "--lang", "fa", "--group", "none", "--to", "1830")
    slides = json.loads(done.stdout)["events"]
    assert len(slides) == 3
    assert slides[-1]["text"]["headline"] == "عهدنامه ترکمانچای"
    done = run("export", "-f", "geojson", "--actor", "iran", "--from", "2010")
    assert "2 features; 0 of 2 events have no place" in done.stderr
    assert {f["properties"]["place"] for f in json.loads(done.stdout)["features"]} == {
        "new-york", "latakia",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "geojson", "--lang", "fa"), "--lang is for timelinejs and icalendar"),
        (("-f", "icalendar", "--group", "era"), "--group is for timelinejs"),
        (("-f", "timelinejs", "--theme", "siria"), "did you mean 'syria'"),
        (("-f", "geojson", "--to", "1400"), "no event meets these conditions"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], said: str, run: Run) -> None:
    done = run("export", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("form", ["csv", "parquet", "sqlite", "ro-crate", *TEXTS])
def test_the_same_bytes_from_another_process(
    form: str,
    run: Run,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    digests = []
    for seed in ("1", "2"):
        monkeypatch.setitem(environment, "PYTHONHASHSEED", seed)
        target = tmp_path / seed
        assert run("export", "-f", form, "-o", str(target)).returncode == 0
        files = sorted(target.iterdir()) if target.is_dir() else [target]
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.read_bytes())
        digests.append(digest.hexdigest())
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.ttl", b"@base"), ("a.geojson", b"{"), ("A.ICS", b"BEGIN:VCALENDAR"),
     ("a.db", b"SQLite format 3"), ("a.zip", b"PK"), ("a.nt", b"<"), ("a", b"@base")],
)  # fmt: skip
def test_the_ending_of_the_output_tells_the_form(
    name: str, begins: bytes, run: Run, tmp_path: Path
) -> None:
    done = run("export", "--output", str(tmp_path / name))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.xlsx"])
def test_an_ending_that_tells_no_form_is_wrong_use(name: str, run: Run, tmp_path: Path) -> None:
    done = run("export", "--output", str(tmp_path / name))
    assert done.returncode == 2
    assert "say it with --format" in done.stderr
    assert not (tmp_path / name).exists()
