"""What a table is: its columns, its key, and how its rows come from a part of the base."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from relations_kb.dates.edtf import bounds
from relations_kb.entries.fields import LANGUAGES, yaml_key
from relations_kb.output.part import Part

Row = dict[str, Any]
"""Values by the names of the columns; a column that is missing has no value."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in Frictionless's words, what it means, where it points.

    ``type`` is ``string``, ``integer``, ``number``, ``boolean`` or ``date``. ``to`` names the
    table whose key every value that is given must be found in.
    """

    name: str
    description: str
    type: str = "string"
    to: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows are those of ``rows(part)``, in a fixed order."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Part], Iterator[Row]]

    def values(self, part: Part) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as tuples, in the order of the columns."""
        names = [column.name for column in self.columns]
        for row in self.rows(part):
            yield tuple(row.get(name) for name in names)


def of(
    model: type[BaseModel],
    field: str,
    type: str = "string",
    *,
    name: str | None = None,
    to: str | None = None,
    optional: bool = False,
) -> Column:
    """Return the column of a field of the model, with the description that stands there.

    ``optional`` is for a field of a part that not every entry has.
    """
    info = model.model_fields[field]
    required = info.is_required() and not optional
    description = (info.description or "").replace("`", "'")
    return Column(name or field.rstrip("_"), description, type, to, required)


def own(model: type[BaseModel]) -> Column:
    """Return the column of the id of an entry."""
    return Column("id", str(model.model_fields["id"].description).replace("`", "'"), required=True)


def parent(name: str, to: str) -> Column:
    """Return the column that says which entry a row belongs to."""
    return Column(name, f"Id of the {name}.", to=to, required=True)


def piece_id() -> Column:
    """Return the column of the id of a nested mapping."""
    return Column("id", "Its name in the graph, after the base IRI.", required=True)


def texts(field: str, what: str) -> tuple[Column, ...]:
    """Return the columns of a text in three languages."""
    names = {"en": "English", "ru": "Russian", "fa": "Persian"}
    return tuple(
        Column(f"{field}_{lang}", f"{what}, in {names[lang]}.", required=lang == "en")
        for lang in LANGUAGES
    )


def span_columns(of_what: str = "date") -> tuple[Column, ...]:
    """Return the columns of the bounds of an EDTF date."""
    return (
        Column("earliest", f"First day that the {of_what} may mean; empty if open.", "date"),
        Column("latest", f"Last day that the {of_what} may mean; empty if open.", "date"),
        Column("earliest_year", "Year of the first day.", "integer"),
        Column("latest_year", "Year of the last day.", "integer"),
    )


def span(text: str | None) -> Row:
    """Return the bounds of an EDTF date as values of `span_columns`."""
    if text is None:
        return {}
    found = bounds(text)
    return {
        "earliest": found.earliest,
        "latest": found.latest,
        "earliest_year": found.earliest_year,
        "latest_year": found.latest_year,
    }


def in_languages(field: str, value: dict[str, str] | None) -> Row:
    """Return a text in three languages as values of `texts`."""
    return {f"{field}_{lang}": (value or {}).get(lang) for lang in LANGUAGES}


def plain(data: dict[str, Any], *fields: str) -> Row:
    """Return the values of fields that stand in the data as they go into the table."""
    return {field.rstrip("_"): data.get(yaml_key(field)) for field in fields}


def day(text: str | None) -> datetime.date | None:
    """Return a plain day as a date."""
    return None if text is None else datetime.date.fromisoformat(text)


def joined(values: list[str] | None) -> str | None:
    """Return a list of texts as one, or None if there is none."""
    return "; ".join(values) if values else None


def number(value: int | float | None) -> float | None:
    """Return a number as the tables hold it."""
    return None if value is None else float(value)
