"""Every form of export: what it gives, where it can go, which options it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from relations_kb.errors import UsageError
from relations_kb.output.part import Part, part_of
from relations_kb.query.knowledge_base import KnowledgeBase

RDF_FORMS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")
TABLE_FORMS = ("csv", "parquet")
OTHER_FORMS = ("geojson", "timelinejs", "icalendar", "sqlite", "ro-crate")
FORMS = (*RDF_FORMS, *TABLE_FORMS, *OTHER_FORMS)
_ENDINGS = {
    ".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads", ".jsonld": "jsonld",
    ".rdf": "rdfxml", ".owl": "rdfxml", ".geojson": "geojson", ".ics": "icalendar",
    ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".zip": "ro-crate",
}  # fmt: skip
_BINARY = ("sqlite", "ro-crate")
_IN_ONE_LANGUAGE = ("timelinejs", "icalendar")


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export gave: one content, or files of a folder; files beside; what to tell."""

    content: bytes | None = None
    folder: dict[str, bytes] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def export_as(
    kb: KnowledgeBase,
    form: str,
    *,
    conditions: dict[str, Any] | None = None,
    lang: str | None = None,
    group: str | None = None,
    stem: str = "relations",
) -> Exported:
    """Return an export of a base in one of `FORMS`.

    ``conditions`` are ``theme``, ``actor``, ``first_year`` and ``last_year``, as in
    `select_events`; ``lang`` and ``group`` are for the forms that speak one language, or have
    rows; ``stem`` is the name of the database for those that describe it. Raises `UsageError`
    for an option that does not fit the form and for conditions that nothing meets.
    """
    if lang is not None and form not in _IN_ONE_LANGUAGE:
        raise UsageError(f"--lang is for {' and '.join(_IN_ONE_LANGUAGE)}; {form} has all three")
    if group is not None and form != "timelinejs":
        raise UsageError("--group is for timelinejs")
    chosen = conditions or {}
    if form in RDF_FORMS:
        from relations_kb.output.rdf import export

        return Exported(export(kb, form, **chosen))
    part = part_of(kb.base, **chosen)
    if form == "timelinejs":
        from relations_kb.output.timelinejs import timelinejs

        return Exported(timelinejs(part, lang or "en", group or "theme"))
    if form == "ro-crate":
        from relations_kb.output.crate import crate

        return Exported(crate(kb, part, chosen))
    return _MAKERS[form](part, lang or "en", stem)


def _geojson(part: Part, _lang: str, _stem: str) -> Exported:
    from relations_kb.output.geojson import geojson, notices

    return Exported(geojson(part), notices=tuple(notices(part)))


def _icalendar(part: Part, lang: str, _stem: str) -> Exported:
    from relations_kb.output.anniversaries import icalendar_file, notices

    return Exported(icalendar_file(part, lang), notices=tuple(notices(part)))


def _csv(part: Part, _lang: str, _stem: str) -> Exported:
    from relations_kb.output.tables.files import csv_files

    return Exported(folder=csv_files(part))


def _parquet(part: Part, _lang: str, _stem: str) -> Exported:
    from relations_kb.output.tables.files import parquet_files

    return Exported(folder=parquet_files(part))


def _sqlite(part: Part, _lang: str, stem: str) -> Exported:
    from relations_kb.output.tables.sqlite import database, metadata

    described = {f"{stem}.metadata.json": metadata(part, stem)}
    return Exported(database(part), beside=described)


_MAKERS: dict[str, Callable[[Part, str, str], Exported]] = {
    "geojson": _geojson,
    "icalendar": _icalendar,
    "csv": _csv,
    "parquet": _parquet,
    "sqlite": _sqlite,
}


def write(exported: Exported, output: Path) -> None:
    """Write an export to a file or a folder, aside and then in place.

    Raises `UsageError` if that cannot be.
    """
    from relations_kb.output.tables.all_tables import TABLES
    from relations_kb.output.tables.package import DESCRIPTOR
    from relations_kb.output.writing import write_aside, write_folder

    if exported.folder:
        owned = {f"{table.name}.{form}" for table in TABLES for form in TABLE_FORMS}
        write_folder(output, exported.folder, frozenset({*owned, DESCRIPTOR}))
        return
    assert exported.content is not None
    for name, content in exported.beside.items():
        write_aside(output.parent / name, content)
    write_aside(output, exported.content)


def form_for(output: Path | None) -> str:
    """Return the form that the ending of a file asks for; Turtle for none, or without a file.

    Raises `UsageError` for an ending that tells no form, such as ``.json``, or that of a table:
    tables go to a folder.
    """
    ending = output.suffix.lower() if output is not None else ""
    if not ending or output is None or output.is_dir():
        return "turtle"
    if ending not in _ENDINGS:
        raise UsageError(
            f"{output}: the ending '{ending}' does not tell the form; say it with --format, or end "
            f"the name in {', '.join(_ENDINGS)}"
        )
    return _ENDINGS[ending]


def needs_output(form: str) -> str | None:
    """Return why a form cannot go to standard output, or None if it can."""
    if form in TABLE_FORMS:
        return f"{form} is a folder of tables; say which with --output FOLDER"
    if form in _BINARY:
        return f"{form} is not text; say where to write it with --output FILE"
    return None
