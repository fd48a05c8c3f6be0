"""Tables as a SQLite database with keys, full-text search and views, for Datasette and SQL.

The same facts give the same bytes with the same version of SQLite, which writes its number
into the file; with another version the rows are still the same, in the same order.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from typing import Any

from relations_kb.output.part import Part
from relations_kb.output.tables.all_tables import TABLES
from relations_kb.output.tables.package import licence
from relations_kb.output.tables.table import Column, Table

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}
_SEARCHED = {
    "events": ("title_en", "title_ru", "title_fa", "summary"),
    "claims": ("text_en", "text_ru", "text_fa", "author"),
    "citations": ("says",),
    "sources": ("title", "title_en", "title_transliterated", "authors", "publisher"),
    "actors": ("name_en", "name_ru", "name_fa"),
    "persons": ("name_en", "name_ru", "name_fa"),
    "places": ("name_en", "name_ru", "name_fa"),
    "documents": ("title_en", "title_ru", "title_fa", "symbol", "summary"),
}
_VIEWS = {
    "votes_by_member": (
        "Each vote with its date, text and outcome, a row a member.",
        "SELECT votes.event, events.earliest AS day, vote_totals.symbol, events.title_en,"
        " votes.member, votes.position, vote_totals.outcome FROM votes"
        " JOIN events ON events.id = votes.event"
        " JOIN vote_totals ON vote_totals.event = votes.event"
        " ORDER BY day, votes.event, votes.member",
    ),
    "events_on_a_map": (
        "Events with the coordinates of their places, for map plugins.",
        "SELECT events.id, events.title_en, events.date, places.name_en AS place,"
        " places.lat AS latitude, places.lon AS longitude, places.precision FROM event_places"
        " JOIN events ON events.id = event_places.event"
        " JOIN places ON places.id = event_places.place WHERE places.lat IS NOT NULL"
        " ORDER BY events.earliest, events.id, places.id",
    ),
    "goldstein_by_year": (
        "Number of events and mean Goldstein value, by the year in which they may begin and by "
        "who acts towards whom; below five events a mean says little.",
        "SELECT earliest_year AS year, direction, count(*) AS events,"
        " round(avg(goldstein), 2) AS mean FROM events WHERE earliest_year IS NOT NULL"
        " GROUP BY earliest_year, direction ORDER BY year, direction",
    ),
}
_LABELS = {"events": "title_en", "claims": "text_en", "sources": "title", "documents": "title_en",
           "actors": "name_en", "persons": "name_en", "places": "name_en"}  # fmt: skip
_FACETS = {
    "events": ["type", "status", "direction", "plover"],
    "participations": ["role"],
    "votes": ["position", "member"],
    "citations": ["kind", "check"],
    "sources": ["language", "standing", "country", "type"],
    "evidence": ["stance", "strength"],
    "concepts": ["scheme"],
}


def database(part: Part) -> bytes:
    """Return the tables as a SQLite database."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in TABLES:
            connection.execute(_create(table))
        for table in TABLES:
            places = ", ".join("?" * len(table.columns))
            rows = ([_stored(value) for value in values] for values in table.values(part))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({places})", rows)
        for table in TABLES:
            for column in table.columns:
                if column.to and (column.name,) != table.key:
                    index = _name(f"index_{table.name}_{column.name}")
                    connection.execute(
                        f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column.name)})"
                    )
        for name, (_description, sql) in _VIEWS.items():
            connection.execute(f"CREATE VIEW {_name(name)} AS {sql}")
        _add_search(connection)
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def metadata(part: Part, stem: str) -> bytes:
    """Return the metadata that Datasette shows beside a database file named ``stem``.db."""
    dataset = part.dataset
    permit = licence(part)
    tables: dict[str, Any] = {}
    for table in TABLES:
        tables[table.name] = {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
            **({"label_column": _LABELS[table.name]} if table.name in _LABELS else {}),
            **({"facets": _FACETS[table.name]} if table.name in _FACETS else {}),
            **({"sort": "earliest"} if table.name == "events" else {}),
        }
    for name, (description, _sql) in _VIEWS.items():
        tables[name] = {"description": description}
    described = {
        "title": dataset["title"]["en"],
        "description": dataset["description"]["en"],
        "license": permit["title"],
        "license_url": permit["path"],
        "source": f"{dataset['creator']}, release {dataset['release']}",
        "source_url": part.base_iri,
        "databases": {stem: {"tables": tables, "queries": _queries()}},
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _queries() -> dict[str, Any]:
    return {
        "events-of-an-actor": {
            "title": "Events of an actor",
            "description": "The id of an actor, such as qajar-iran.",
            "sql": "SELECT events.date, events.title_en, participations.role, events.id"
            " FROM participations JOIN events ON events.id = participations.event"
            " WHERE participations.actor = :actor ORDER BY events.earliest, events.id",
        },
        "where-two-members-parted": {
            "title": "Votes in which two members took different positions",
            "description": "The ids of two members, such as russian-federation and united-states.",
            "sql": "SELECT events.date, vote_totals.symbol, events.title_en,"
            " one.position AS first_member, two.position AS second_member FROM votes AS one"
            " JOIN votes AS two ON one.event = two.event AND one.position <> two.position"
            " JOIN events ON events.id = one.event"
            " JOIN vote_totals ON vote_totals.event = one.event"
            " WHERE one.member = :first AND two.member = :second ORDER BY events.earliest",
        },
    }


def _create(table: Table) -> str:
    lines = [_column(column, single=table.key == (column.name,)) for column in table.columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(_name(key) for key in table.key)})")
    for column in table.columns:
        if column.to:
            lines.append(
                f"FOREIGN KEY ({_name(column.name)}) REFERENCES {_name(column.to)} ({_name('id')})"
                " DEFERRABLE INITIALLY DEFERRED"
            )
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: Column, *, single: bool) -> str:
    parts = [_name(column.name), _TYPES[column.type]]
    if single:
        parts.append("PRIMARY KEY")
    if column.required:
        parts.append("NOT NULL")
    if column.type == "boolean":
        parts.append(f"CHECK ({_name(column.name)} IN (0, 1))")
    return " ".join(parts)


def _add_search(connection: sqlite3.Connection) -> None:
    """Add full-text search where this SQLite has FTS5; accents are no hindrance."""
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        return
    for table, columns in _SEARCHED.items():
        names = ", ".join(columns)
        connection.execute(
            f'CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content="{table}",'
            " tokenize='unicode61 remove_diacritics 2')"
        )
        connection.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
