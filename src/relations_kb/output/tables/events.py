"""The tables of events: what happened, who took part, how they voted, what was counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relations_kb.dates.edtf import bounds
from relations_kb.entries.citation import Measure
from relations_kb.entries.event import (
    POSITIONS,
    Coding,
    CodingVariant,
    Event,
    Participation,
    PrintedDate,
    Sanctions,
    Vote,
)
from relations_kb.output.part import Part
from relations_kb.output.tables.table import (
    Column,
    Row,
    Table,
    in_languages,
    joined,
    number,
    of,
    own,
    parent,
    piece_id,
    plain,
    span,
    span_columns,
    texts,
)


def _events(part: Part) -> Iterator[Row]:
    for entry in part.events:
        data = entry.data
        when = bounds(data["date"])
        printed = data.get("date-as-printed") or {}
        coding = data["coding"]
        yield {
            "id": entry.id,
            "iri": f"{part.base_iri}event/{entry.id}",
            **plain(data, "type", "date", "status", "summary", "note"),
            **in_languages("title", data["title"]),
            **span(data["date"]),
            "date_precision": when.precision,
            "date_approximate": when.approximate,
            "date_uncertain": when.uncertain,
            "printed_date": printed.get("date"),
            "printed_calendar": printed.get("calendar"),
            **plain(coding, "plover", "mode", "direction"),
            "goldstein": number(coding["goldstein"]),
            "coding_note": coding.get("note"),
            "wikidata": (data.get("identifiers") or {}).get("wikidata"),
        }


def _listed(field: str, column: str) -> Callable[[Part], Iterator[Row]]:
    """Return the ``rows`` of a table that holds a list of ids, a row each."""

    def rows(part: Part) -> Iterator[Row]:
        for entry in part.events:
            for value in dict.fromkeys(entry.data.get(field) or ()):
                yield {"event": entry.id, column: value}

    return rows


def _relations(part: Part) -> Iterator[Row]:
    for entry in part.events:
        for relation, others in (entry.data.get("relations") or {}).items():
            for place, other in enumerate(others, 1):
                identifier = other if isinstance(other, str) else other["event"]
                yield {
                    "id": f"event/{entry.id}#{relation}-{place}",
                    "event": entry.id,
                    "relation": relation,
                    "other": identifier if part.holds("event", identifier) else None,
                    "other_iri": f"{part.base_iri}event/{identifier}",
                    "because": None if isinstance(other, str) else other["because"],
                }


def _participations(part: Part) -> Iterator[Row]:
    for piece in part.pieces("participations"):
        row = plain(piece.data, "actor", "role", "note")
        yield {"id": piece.iri, "event": piece.entry.id, **row}


def _participation_persons(part: Part) -> Iterator[Row]:
    for piece in part.pieces("participations"):
        by = piece.data.get("by") or []
        for person in dict.fromkeys([by] if isinstance(by, str) else by):
            yield {"participation": piece.iri, "person": person}


def _votes(part: Part) -> Iterator[Row]:
    for piece in part.pieces("vote"):
        for position in POSITIONS:
            for member in dict.fromkeys(piece.data.get(position) or ()):
                yield {"event": piece.entry.id, "member": member, "position": position}


def _vote_totals(part: Part) -> Iterator[Row]:
    for piece in part.pieces("vote"):
        tally = piece.data.get("tally")
        yield {
            "event": piece.entry.id,
            **plain(piece.data, "body", "symbol", "draft", "meeting", "outcome", "note"),
            **{
                f"votes_{position.replace('-', '_')}": tally.get(position, 0)
                if tally
                else len(piece.data.get(position) or ())
                for position in POSITIONS
            },
            "roll_published": tally is None,
        }


def _measures(part: Part) -> Iterator[Row]:
    for piece in part.pieces("measures"):
        yield {
            "id": piece.iri,
            "event": piece.entry.id,
            **plain(piece.data, "what", "unit", "held_by", "note"),
            **{
                name: number(piece.data.get(name.replace("_", "-")))
                for name in ("value", "at_least", "at_most")
            },
        }


def _sanctions(part: Part) -> Iterator[Row]:
    for piece in part.pieces("sanctions"):
        yield {
            "event": piece.entry.id,
            **plain(piece.data, "authority", "programme"),
            "legal_basis": joined(piece.data.get("legal-basis")),
        }


def _sanction_kinds(part: Part) -> Iterator[Row]:
    for piece in part.pieces("sanctions"):
        for kind in dict.fromkeys(piece.data["kind"]):
            yield {"event": piece.entry.id, "kind": kind}


def _sanction_targets(part: Part) -> Iterator[Row]:
    for piece in part.pieces("sanctions"):
        targets = [{"actor": actor} for actor in piece.data.get("targets") or ()]
        targets += [{"name": name} for name in piece.data.get("named") or ()]
        for place, target in enumerate(targets, 1):
            yield {"event": piece.entry.id, "number": place, **target}


def _coding_variants(part: Part) -> Iterator[Row]:
    for piece in part.pieces("alternatives"):
        if piece.keys[0] == "coding":
            row = plain(piece.data, "plover", "because")
            value = number(piece.data.get("goldstein"))
            yield {"id": piece.iri, "event": piece.entry.id, **row, "goldstein": value}


EVENTS = Table(
    "events",
    "Events",
    "What happened, a row an event, by date.",
    (
        own(Event),
        Column("iri", "Its permanent address.", required=True),
        of(Event, "type"),
        *texts("title", "Title"),
        of(Event, "date"),
        *span_columns(),
        Column("date_precision", "'day', 'month', 'year', 'interval', …", required=True),
        Column("date_approximate", "True for a date marked '~'.", "boolean", required=True),
        Column("date_uncertain", "True for a date marked '?'.", "boolean", required=True),
        of(PrintedDate, "date", name="printed_date", optional=True),
        of(PrintedDate, "calendar", name="printed_calendar", optional=True),
        of(Event, "status"),
        of(Event, "summary"),
        of(Coding, "plover"),
        of(Coding, "mode"),
        of(Coding, "direction"),
        of(Coding, "goldstein", "number"),
        of(Coding, "note", name="coding_note"),
        Column("wikidata", "Item of Wikidata."),
        of(Event, "note"),
    ),
    ("id",),
    _events,
)
_EVENT = parent("event", "events")

TABLES = (
    EVENTS,
    Table(
        "event_themes", "Themes of events", "A row for each theme of an event.",
        (_EVENT, Column("theme", "A concept of the scheme 'theme'.", required=True)),
        ("event", "theme"), _listed("themes", "theme"),
    ),
    Table(
        "event_places", "Places of events", "A row for each place of an event.",
        (_EVENT, parent("place", "places")),
        ("event", "place"), _listed("places", "place"),
    ),
    Table(
        "event_documents", "Documents of events", "A row for each document made or acted on.",
        (_EVENT, parent("document", "documents")),
        ("event", "document"), _listed("documents", "document"),
    ),
    Table(
        "event_relations", "Relations between events",
        "A row for each stated link; it reads from 'event' to 'other'.",
        (
            piece_id(), _EVENT,
            Column("relation", "'ends', 'caused-by', 'part-of', …", required=True),
            Column("other", "Id of the other event; empty if it is not in this part of the base.",
                   to="events"),
            Column("other_iri", "IRI of the other event, in this part or not.", required=True),
            Column("because", "How the two are linked."),
        ),
        ("id",), _relations,
    ),
    Table(
        "participations", "Participations", "Who took part in an event, in what role.",
        (
            piece_id(), _EVENT, parent("actor", "actors"), of(Participation, "role"),
            of(Participation, "note"),
        ),
        ("id",), _participations,
    ),
    Table(
        "participation_persons", "Persons in participations", "Who acted for the actor.",
        (Column("participation", "Id of the participation.", to="participations", required=True),
         parent("person", "persons")),
        ("participation", "person"), _participation_persons,
    ),
    Table(
        "votes", "Votes", "How each member voted: a row a member and vote.",
        (
            _EVENT, Column("member", "Id of the member that voted.", to="actors", required=True),
            Column("position", f"One of {', '.join(POSITIONS)}.", required=True),
        ),
        ("event", "member", "position"), _votes,
    ),
    Table(
        "vote_totals", "Totals of votes", "A row a vote: text, outcome, totals.",
        (
            _EVENT, of(Vote, "body", to="actors"), of(Vote, "symbol"), of(Vote, "draft"),
            of(Vote, "meeting"), of(Vote, "outcome"),
            *(Column(f"votes_{p.replace('-', '_')}", f"Members counted as '{p}'.", "integer",
                     required=True) for p in POSITIONS),
            Column("roll_published", "False if only totals were published.", "boolean",
                   required=True),
            of(Vote, "note"),
        ),
        ("event",), _vote_totals,
    ),
    Table(
        "measures", "Measures", "Quantities, exact or bounded, each with who gives it.",
        (
            piece_id(), _EVENT, of(Measure, "what"), of(Measure, "value", "number"),
            of(Measure, "at_least", "number"), of(Measure, "at_most", "number"),
            of(Measure, "unit"), of(Measure, "held_by"), of(Measure, "note"),
        ),
        ("id",), _measures,
    ),
    Table(
        "sanctions", "Sanctions", "A row a measure of sanctions; its life is in 'stages'.",
        (
            _EVENT, of(Sanctions, "authority", to="actors"), of(Sanctions, "programme"),
            Column("legal_basis", "Acts, orders or resolutions relied on, between '; '."),
        ),
        ("event",), _sanctions,
    ),
    Table(
        "sanction_kinds", "Kinds of sanctions", "A row for each kind of measure.",
        (_EVENT, Column("kind", "A concept of the scheme 'sanction-measure'.", required=True)),
        ("event", "kind"), _sanction_kinds,
    ),
    Table(
        "sanction_targets", "Targets of sanctions", "A row for each target.",
        (
            _EVENT, Column("number", "Place in the list.", "integer", required=True),
            Column("actor", "Id of the target, if it has an entry.", to="actors"),
            Column("name", "Name as listed, if it has none."),
        ),
        ("event", "number"), _sanction_targets,
    ),
    Table(
        "coding_variants", "Other codings", "How another careful coder might code an event.",
        (
            piece_id(), _EVENT, of(CodingVariant, "plover"),
            of(CodingVariant, "goldstein", "number"), of(CodingVariant, "because"),
        ),
        ("id",), _coding_variants,
    ),
)  # fmt: skip
