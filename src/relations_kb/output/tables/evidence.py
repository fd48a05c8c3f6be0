"""The tables of what is cited, disputed and claimed: citations, rival values, claims, names."""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.citation import Alternative, Citation, LifeCycleStage
from relations_kb.entries.claim import Claim, Evidence
from relations_kb.entries.fields import NameVariant
from relations_kb.output.part import Part, Piece
from relations_kb.output.tables.table import (
    Column,
    Row,
    Table,
    day,
    in_languages,
    joined,
    of,
    own,
    parent,
    piece_id,
    plain,
    span,
    span_columns,
    texts,
)

_OWNERS = {
    "event": "events",
    "claim": "claims",
    "actor": "actors",
    "person": "persons",
    "place": "places",
    "document": "documents",
}


def _owner(piece: Piece) -> Row:
    return {"kind": piece.entry.kind.name, piece.entry.kind.name: piece.entry.id}


def _owner_columns(*kinds: str) -> tuple[Column, ...]:
    return (
        Column("kind", f"What it stands in: {', '.join(kinds)}.", required=True),
        *(Column(kind, f"Id of the {kind}, if it stands in one.", to=_OWNERS[kind])
          for kind in kinds),
    )  # fmt: skip


def _citations(part: Part) -> Iterator[Row]:
    for piece in part.pieces("citations", "citation"):
        above = piece.keys[:-1] if piece.keys[-1] == "citation" else piece.keys[:-2]
        yield {
            "id": piece.iri,
            **_owner(piece),
            "part": "/".join(str(k + 1) if isinstance(k, int) else k for k in above) or None,
            **plain(piece.data, "source", "locator", "says", "check"),
            "supports": joined(piece.data.get("supports")),
            "checked_on": day(piece.data["checked-on"]),
        }


def _alternatives(part: Part) -> Iterator[Row]:
    for piece in part.pieces("alternatives"):
        if piece.keys[0] == "alternatives":
            row = plain(piece.data, "field", "value", "held_by", "reason", "rank")
            yield {"id": piece.iri, **_owner(piece), **row}


def _stages(part: Part) -> Iterator[Row]:
    for piece in part.pieces("life-cycle"):
        row = plain(piece.data, "stage", "date", "by", "place", "note")
        yield {"id": piece.iri, **_owner(piece), **row, **span(piece.data["date"])}


def _claims(part: Part) -> Iterator[Row]:
    for entry in part.entries["claim"]:
        data = entry.data
        search = data.get("counter-evidence") or {}
        yield {
            "id": entry.id,
            "iri": f"{part.base_iri}claim/{entry.id}",
            **in_languages("text", data["text"]),
            **plain(data, "author", "source", "locator", "made_on", "note"),
            **span(data["made-on"]),
            "searched_on": day(search.get("searched-on")),
            "searched_for": joined(search.get("queries")),
            "found": search.get("found"),
        }


def _claim_themes(part: Part) -> Iterator[Row]:
    for entry in part.entries["claim"]:
        for theme in dict.fromkeys(entry.data["themes"]):
            yield {"claim": entry.id, "theme": theme}


def _evidence(part: Part) -> Iterator[Row]:
    for piece in part.pieces("evidence"):
        event = piece.data.get("event")
        yield {
            "id": piece.iri,
            "claim": piece.entry.id,
            "event": event if event and part.holds("event", event) else None,
            "event_iri": f"{part.base_iri}event/{event}" if event else None,
            "source": (piece.data.get("citation") or {}).get("source"),
            **plain(piece.data, "stance", "strength", "because"),
        }


def _names(part: Part) -> Iterator[Row]:
    for piece in part.pieces("names"):
        row = plain(piece.data, "name", "lang", "used_by", "note")
        yield {"id": piece.iri, **_owner(piece), **row}


TABLES = (
    Table(
        "citations", "Citations",
        "What one source says of one entry, or of one part of it: a row a citation.",
        (
            piece_id(), *_owner_columns(*_OWNERS),
            Column("part", "The part of the entry, such as 'measures/1'; empty for the whole."),
            Column("source", "Id of the source.", to="sources", required=True),
            of(Citation, "locator"),
            Column("supports", "Fields that the source supports, between '; '."),
            of(Citation, "says"), of(Citation, "check"), of(Citation, "checked_on", "date"),
        ),
        ("id",), _citations,
    ),
    Table(
        "alternatives", "Rival values", "A rival value of a field, who holds it and why.",
        (
            piece_id(), *_owner_columns("event", "document"), of(Alternative, "field"),
            of(Alternative, "value"), of(Alternative, "held_by"), of(Alternative, "reason"),
            of(Alternative, "rank"),
        ),
        ("id",), _alternatives,
    ),
    Table(
        "stages", "Stages", "Steps in the life of a document or of a measure of sanctions.",
        (
            piece_id(), *_owner_columns("event", "document"), of(LifeCycleStage, "stage"),
            of(LifeCycleStage, "date"), *span_columns(), of(LifeCycleStage, "by", to="actors"),
            of(LifeCycleStage, "place", to="places"), of(LifeCycleStage, "note"),
        ),
        ("id",), _stages,
    ),
    Table(
        "claims", "Claims", "Assertions by named authors; the base does not assert them.",
        (
            own(Claim), Column("iri", "Its permanent address.", required=True),
            *texts("text", "The assertion"), of(Claim, "author"),
            of(Claim, "source", to="sources"), of(Claim, "locator"), of(Claim, "made_on"),
            *span_columns("day of the assertion"),
            Column("searched_on", "Day of the search for evidence against it.", "date"),
            Column("searched_for", "Queries of that search, between '; '."),
            Column("found", "What the search brought."), of(Claim, "note"),
        ),
        ("id",), _claims,
    ),
    Table(
        "claim_themes", "Themes of claims", "A row for each theme of a claim.",
        (parent("claim", "claims"),
         Column("theme", "A concept of the scheme 'theme'.", required=True)),
        ("claim", "theme"), _claim_themes,
    ),
    Table(
        "evidence", "Evidence", "What bears on a claim, for and against.",
        (
            piece_id(), parent("claim", "claims"),
            Column("event", "Id of the event; empty if it is not in this part of the base.",
                   to="events"),
            Column("event_iri", "IRI of the event, in this part or not."),
            Column("source", "Id of the source, where no event fits.", to="sources"),
            of(Evidence, "stance"), of(Evidence, "strength"), of(Evidence, "because"),
        ),
        ("id",), _evidence,
    ),
    Table(
        "names", "Other names", "Other names of entries, with who uses them.",
        (
            piece_id(), *_owner_columns("event", "actor", "person", "place", "document"),
            of(NameVariant, "name"), of(NameVariant, "lang"), of(NameVariant, "used_by"),
            of(NameVariant, "note"),
        ),
        ("id",), _names,
    ),
)  # fmt: skip
