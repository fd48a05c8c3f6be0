"""Tables: valid by Frictionless, the same in CSV, Parquet and SQLite, true to the facts."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

import relations_kb
from relations_kb.errors import MissingExtraError
from relations_kb.output.part import Part, part_of
from relations_kb.output.tables.all_tables import TABLES
from relations_kb.output.tables.files import cell, csv_files, parquet_files
from relations_kb.output.tables.package import descriptor
from relations_kb.output.tables.sqlite import database, metadata
from relations_kb.paths import Home

BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture(params=[{}, {"theme": "syria"}, {"last_year": 1830}], ids=str)
def part(request: pytest.FixtureRequest, base_home: Home) -> Part:
    return part_of(relations_kb.open(base_home.facts).base, **request.param)


def _written(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def _rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode(), newline="")))


def test_frictionless_finds_nothing(part: Part, tmp_path: Path) -> None:
    from frictionless import Package, validate

    package = _written(csv_files(part), tmp_path)
    report = validate(str(package))
    assert report.valid, report.flatten(["resourceName", "rowNumber", "type", "note"])[:5]
    assert report.stats["tasks"] == len(TABLES)
    keys = sum(len(r.schema.foreign_keys) for r in Package(str(package)).resources)
    assert keys > 40


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("participations", ",qajar-iran,", ",qajar-irak,", "foreign-key"),
        ("participations", "#participation-qajar-iran-signatory,", "#other,", "foreign-key"),
        ("events", ",1828-02-22,1828,1828,", ",1828-02-30,1828,1828,", "type-error"),
        ("events", "\r\n1828-treaty", "\r\n1826-russo-persian-war,x\r\n1828-treaty",
         "primary-key"),
    ],
)  # fmt: skip
def test_frictionless_can_say_no(
    whole_part: Part, tmp_path: Path, name: str, old: str, new: str, found: str
) -> None:
    from frictionless import validate

    files = csv_files(whole_part)
    broken = files[f"{name}.csv"].replace(old.encode(), new.encode())
    assert broken != files[f"{name}.csv"]
    files[f"{name}.csv"] = broken
    told = _written(files, tmp_path)
    assert "hash-count" in {row[0] for row in validate(str(told)).flatten(["type"])}
    told.write_bytes(descriptor(whole_part, TABLES, "csv", files))
    assert found in {row[0] for row in validate(str(told)).flatten(["type"])}


def test_the_package_says_what_it_is(whole_part: Part) -> None:
    files = csv_files(whole_part)
    package = json.loads(files["datapackage.json"])
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"] == whole_part.dataset["release"]
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_no_value_is_lost_between_rows_and_columns(whole_part: Part) -> None:
    for table in TABLES:
        names = {column.name for column in table.columns}
        for row in table.rows(whole_part):
            lost = {name for name, value in row.items() if value is not None} - names
            assert lost - {"link"} == set(), (table.name, lost)
            for column in table.columns:
                assert not column.required or row.get(column.name) is not None


def test_rows_say_what_the_facts_say(whole_part: Part) -> None:
    files = csv_files(whole_part)
    treaty = next(r for r in _rows(files, "events") if r["id"] == "1828-treaty-of-turkmenchay")
    assert treaty["title_ru"] == "Туркманчайский договор"
    assert (treaty["earliest"], treaty["latest_year"]) == ("1828-02-22", "1828")
    assert (treaty["goldstein"], treaty["printed_date"]) == ("-4", "1828-02-10")
    raid = _rows(files, "events")[0]
    assert (raid["date"], raid["date_precision"]) == ("[1651..1653]", "one-of")
    votes = _rows(files, "votes")
    assert {v["member"] for v in votes if v["position"] == "against"} == {"brazil", "turkey"}
    totals = _rows(files, "vote_totals")[0]
    assert [totals[f"votes_{p}"] for p in ("for", "against", "abstaining")] == ["12", "2", "1"]
    assert _rows(files, "measures")[0]["at_least"] == "30000"
    persons = _rows(files, "participation_persons")
    assert len(persons) == 4
    cited = [c for c in _rows(files, "citations") if c["event"] == "1828-treaty-of-turkmenchay"]
    assert {c["part"] for c in cited} == {"", "measures/1", "alternatives/1"}
    assert {c["supports"] for c in cited} >= {"date; summary"}
    evidence = [e for e in _rows(files, "evidence") if e["claim"] == "always-mutual-distrust"]
    assert [e["source"] for e in evidence] == ["", "", "example-news-agency-sooriyeh"]
    targets = _rows(files, "sanction_targets")
    assert [(t["actor"], t["name"]) for t in targets] == [("example-shipping", ""),
                                                          ("", "MV Example")]  # fmt: skip
    stages = [s["stage"] for s in _rows(files, "stages") if s["kind"] == "event"]
    assert stages == ["listed", "suspended", "reimposed"]
    assert ["theme", "syria"] in [[c["scheme"], c["name"]] for c in _rows(files, "concepts")]


def test_every_citation_of_the_facts_is_in_the_table(whole_part: Part) -> None:
    def count(value: Any) -> int:
        if isinstance(value, dict):
            here = "source" in value and "check" in value
            return here + sum(count(inner) for inner in value.values())
        return sum(map(count, value)) if isinstance(value, list) else 0

    expected = sum(count(entry.data) for entry in whole_part.base.entries)
    assert len(_rows(csv_files(whole_part), "citations")) == expected


def test_a_link_out_of_a_part_keeps_its_address(base_home: Home) -> None:
    part = part_of(relations_kb.open(base_home.facts).base, theme="capitulations")
    rows = _rows(csv_files(part), "event_relations")
    assert {row["other"] for row in rows} == {""}
    assert {row["other_iri"].rpartition("/")[2] for row in rows} == {"1826-russo-persian-war"}


def test_parquet_has_the_rows_of_csv_with_types(part: Part) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables, texts = parquet_files(part), csv_files(part)
    for table in TABLES:
        read = pq.read_table(io.BytesIO(tables[f"{table.name}.parquet"]))
        shown = [[cell(value) for value in row.values()] for row in read.to_pylist()]
        written = [list(row.values()) for row in _rows(texts, table.name)]
        assert shown == written, table.name
    events = pq.read_table(io.BytesIO(tables["events.parquet"])).schema
    assert events.field("earliest").type == pa.date32()
    assert events.field("earliest_year").type == pa.int32()
    assert events.field("goldstein").type == pa.float64()
    assert events.field("date_uncertain").type == pa.bool_()
    package = json.loads(tables["datapackage.json"])
    assert {resource["format"] for resource in package["resources"]} == {"parquet"}


def test_the_same_bytes(whole_part: Part, base_home: Home) -> None:
    again = part_of(relations_kb.open(base_home.facts).base)
    assert csv_files(again) == csv_files(whole_part)
    assert parquet_files(again) == parquet_files(whole_part)
    assert database(again) == database(whole_part)
    assert metadata(again, "x") == metadata(whole_part, "x")


def test_a_missing_library_names_the_extra(
    whole_part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'relations-kb\[tables\]'"):
        parquet_files(whole_part)


def _open(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(content)
    return connection


def test_sqlite_has_the_rows_of_csv_and_whole_keys(part: Part) -> None:
    connection, texts = _open(database(part)), csv_files(part)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        columns = {c.name: c.type for c in table.columns}
        found = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')
        names = [entry[0] for entry in found.description]
        shown = [
            [
                cell(bool(v)) if columns[n] == "boolean" and v is not None else cell(v)
                for n, v in zip(names, row, strict=True)
            ]
            for row in found
        ]
        assert shown == [list(row.values()) for row in _rows(texts, table.name)], table.name


def test_sqlite_searches_in_three_languages(whole_part: Part) -> None:
    connection = _open(database(whole_part))
    for word, found in (("khanates", 1), ("договор", 1), ("عهدنامه", 1), ("nothing", 0)):
        rows = connection.execute(
            "SELECT id FROM events WHERE rowid IN"
            " (SELECT rowid FROM events_fts WHERE events_fts MATCH ?)", [word]
        ).fetchall()  # fmt: skip
        assert len(rows) == found, word
    rows = connection.execute("SELECT member, position FROM votes_by_member").fetchall()
    assert len(rows) == 15
    assert ("lebanon", "abstaining") in rows


def test_sqlite_refuses_a_reference_to_nothing(whole_part: Part) -> None:
    connection = _open(database(whole_part))
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError), connection:
        connection.execute("INSERT INTO votes VALUES ('2010-resolution-1929', 'narnia', 'for')")


def test_datasette_serves_it(whole_part: Part, tmp_path: Path) -> None:
    """The real Datasette: pages of tables, a canned question, search, links by keys."""
    import asyncio

    from datasette.app import Datasette

    path = tmp_path / "relations.db"
    path.write_bytes(database(whole_part))
    described = json.loads(metadata(whole_part, "relations"))

    async def asked() -> list[Any]:
        served = Datasette([str(path)], metadata=described)
        await served.invoke_startup()
        return [
            await served.client.get(address)
            for address in (
                "/relations", "/relations/events?_search=khanates",
                "/relations/where-two-members-parted.json?_shape=array"
                "&first=russian-federation&second=brazil",
                "/relations/votes.json?_labels=on&_shape=array",
            )
        ]  # fmt: skip

    home, events, parted, votes = asyncio.run(asked())
    assert home.status_code == events.status_code == parted.status_code == 200
    assert "votes_by_member" in home.text
    assert "What happened, a row an event" in events.text
    assert "Treaty of Turkmenchay" in events.text
    assert "Raids on the Sunzha fort" not in events.text
    assert [row["first_member"] for row in parted.json()] == ["for"]
    assert votes.json()[0]["event"]["label"] == "UN Security Council resolution 1929"
