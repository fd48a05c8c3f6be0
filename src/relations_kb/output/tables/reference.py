"""The tables that others point to: actors, persons, places, documents, sources, concepts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from relations_kb.entries.agents import Actor, Membership, Person
from relations_kb.entries.citation import Office
from relations_kb.entries.place import Coordinates, Place
from relations_kb.entries.records import Document, Source
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

_IRI = Column("iri", "Its permanent address.", required=True)
_WIKIDATA = Column("wikidata", "Item of Wikidata.")


def _entries(
    kind: str, label: str, fields: tuple[str, ...], date: str | None = None
) -> Callable[[Part], Iterator[Row]]:
    """Return the ``rows`` of a table of entries of one kind."""

    def rows(part: Part) -> Iterator[Row]:
        for entry in part.entries[kind]:
            data = entry.data
            yield {
                "id": entry.id,
                "iri": f"{part.base_iri}{kind}/{entry.id}",
                **in_languages(label, data[label]),
                **plain(data, *fields),
                **span(data.get(date) if date else None),
                **plain(data.get("identifiers") or {}, "wikidata", "iso_3166", "geonames", "viaf"),
            }

    return rows


def _places(part: Part) -> Iterator[Row]:
    rows = _entries("place", "name", ("type", "country", "note"))(part)
    for entry, row in zip(part.entries["place"], rows, strict=True):
        point = entry.data.get("coordinates") or {}
        precision = point.get("precision", "place") if point else None
        yield {
            **row,
            "lon": number(point.get("lon")),
            "lat": number(point.get("lat")),
            "precision": precision,
        }


def _sources(part: Part) -> Iterator[Row]:
    fields = (
        "type", "title", "title_en", "title_transliterated", "publisher", "container", "volume",
        "issue", "pages", "issued", "url", "archive_url", "doi", "isbn", "language", "country",
        "standing", "mirror_of", "note",
    )  # fmt: skip
    for entry in part.entries["source"]:
        yield {
            "id": entry.id,
            "iri": f"{part.base_iri}source/{entry.id}",
            **plain(entry.data, *fields),
            "authors": joined(entry.data.get("authors")),
            **span(entry.data.get("issued")),
        }


def _links(kind: str, columns: tuple[str, str], *keys: str) -> Callable[[Part], Iterator[Row]]:
    """Return the ``rows`` of a table of links between entries, a row a link."""

    def rows(part: Part) -> Iterator[Row]:
        for entry in part.entries[kind]:
            for key in keys:
                for other in dict.fromkeys(entry.data.get(key) or ()):
                    yield {columns[0]: entry.id, "link": key, columns[1]: other}

    return rows


def _memberships(part: Part) -> Iterator[Row]:
    for piece in part.pieces("memberships"):
        data = piece.data
        yield {
            "id": piece.iri,
            "body": piece.entry.id,
            "since": data["from"],
            **plain(data, "member", "until"),
            "permanent": data.get("permanent", False),
            "earliest": span(data["from"])["earliest"],
            "latest": span(data.get("until")).get("latest"),
        }


def _offices(part: Part) -> Iterator[Row]:
    for piece in part.pieces("offices"):
        row = plain(piece.data, "actor", "title", "held")
        yield {"id": piece.iri, "person": piece.entry.id, **row, **span(piece.data.get("held"))}


def _concepts(part: Part) -> Iterator[Row]:
    from relations_kb.entries.concept_labels import concept_labels

    for concept in concept_labels(part.base.home.ontology / "concepts.ttl"):
        yield {
            "scheme": concept.scheme,
            "name": concept.name,
            **in_languages("label", concept.labels),
            "definition": concept.definition,
        }


TABLES = (
    Table(
        "actors", "Actors", "States in time, bodies, companies and groups.",
        (
            own(Actor), _IRI, of(Actor, "type"), *texts("name", "Name"), of(Actor, "party"),
            of(Actor, "existed"), *span_columns("time of existence"), of(Actor, "summary"),
            _WIKIDATA, Column("iso_3166", "Code of a state that exists today."),
            Column("viaf", "Number of VIAF."), of(Actor, "note"),
        ),
        ("id",), _entries("actor", "name", ("type", "party", "existed", "summary", "note"),
                          "existed"),
    ),
    Table(
        "actor_links", "Links between actors", "What an actor succeeded, or belongs to.",
        (
            parent("actor", "actors"),
            Column("link", "'succeeds' or 'part-of'.", required=True),
            Column("other", "Id of the other actor.", to="actors", required=True),
        ),
        ("actor", "link", "other"), _links("actor", ("actor", "other"), "succeeds", "part-of"),
    ),
    Table(
        "memberships", "Memberships", "Members of a body, term by term.",
        (
            piece_id(), Column("body", "Id of the body.", to="actors", required=True),
            Column("member", "Id of the member.", to="actors", required=True),
            of(Membership, "from_", name="since"), of(Membership, "until"),
            Column("earliest", "First day of the term.", "date"),
            Column("latest", "Last day of the term; empty if it still runs.", "date"),
            Column("permanent", "True for a member with a right of veto.", "boolean",
                   required=True),
        ),
        ("id",), _memberships,
    ),
    Table(
        "persons", "Persons", "Human beings who act for actors.",
        (
            own(Person), _IRI, *texts("name", "Name"), of(Person, "lived"),
            *span_columns("lifetime"), of(Person, "summary"), _WIKIDATA,
            Column("viaf", "Number of VIAF."), of(Person, "note"),
        ),
        ("id",), _entries("person", "name", ("lived", "summary", "note"), "lived"),
    ),
    Table(
        "offices", "Offices", "Posts that persons held.",
        (
            piece_id(), parent("person", "persons"), of(Office, "actor", to="actors"),
            of(Office, "title"), of(Office, "held"), *span_columns("tenure"),
        ),
        ("id",), _offices,
    ),
    Table(
        "places", "Places", "Places, with WGS84 coordinates where they are known.",
        (
            own(Place), _IRI, of(Place, "type"), *texts("name", "Name"),
            of(Coordinates, "lon", "number", optional=True),
            of(Coordinates, "lat", "number", optional=True),
            of(Coordinates, "precision"), of(Place, "country"), _WIKIDATA,
            Column("geonames", "Number of GeoNames."), of(Place, "note"),
        ),
        ("id",), _places,
    ),
    Table(
        "place_links", "Places within places", "The larger places that hold a place.",
        (
            parent("place", "places"), Column("link", "'within'.", required=True),
            Column("other", "Id of the larger place.", to="places", required=True),
        ),
        ("place", "link", "other"), _links("place", ("place", "other"), "within"),
    ),
    Table(
        "documents", "Documents", "Treaties, resolutions and contracts; their life is in 'stages'.",
        (
            own(Document), _IRI, of(Document, "type"), *texts("title", "Title"),
            of(Document, "symbol"),
            Column("languages", "Authentic languages, between '; '."), of(Document, "summary"),
            _WIKIDATA, of(Document, "note"),
        ),
        ("id",),
        lambda part: (
            {**row, "languages": joined(entry.data.get("languages"))}
            for entry, row in zip(
                part.entries["document"],
                _entries("document", "title", ("type", "symbol", "summary", "note"))(part),
                strict=True,
            )
        ),
    ),
    Table(
        "document_parties", "Parties to documents", "Who is bound by a document, or issued it.",
        (
            parent("document", "documents"), Column("link", "'parties'.", required=True),
            Column("actor", "Id of the party.", to="actors", required=True),
        ),
        ("document", "link", "actor"), _links("document", ("document", "actor"), "parties"),
    ),
    Table(
        "document_links", "Links between documents", "What a document amends or replaces.",
        (
            parent("document", "documents"),
            Column("link", "'amends' or 'supersedes'.", required=True),
            Column("other", "Id of the other document.", to="documents", required=True),
        ),
        ("document", "link", "other"),
        _links("document", ("document", "other"), "amends", "supersedes"),
    ),
    Table(
        "document_texts", "Texts of documents", "Sources that hold the text of a document.",
        (
            parent("document", "documents"), Column("link", "'text-at'.", required=True),
            Column("source", "Id of the source.", to="sources", required=True),
        ),
        ("document", "link", "source"), _links("document", ("document", "source"), "text-at"),
    ),
    Table(
        "sources", "Sources", "Pages, articles, books and broadcasts that were read.",
        (
            own(Source), _IRI, of(Source, "type"), of(Source, "title"), of(Source, "title_en"),
            of(Source, "title_transliterated"), Column("authors", "Authors, between '; '."),
            of(Source, "publisher"), of(Source, "container"), of(Source, "volume"),
            of(Source, "issue"), of(Source, "pages"), of(Source, "issued"),
            *span_columns("date of publication"), of(Source, "url"), of(Source, "archive_url"),
            of(Source, "doi"), of(Source, "isbn"), of(Source, "language"), of(Source, "country"),
            of(Source, "standing"), of(Source, "mirror_of"), of(Source, "note"),
        ),
        ("id",), _sources,
    ),
    Table(
        "concepts", "Concepts", "The words of the vocabulary, by scheme, with what they mean.",
        (
            Column("scheme", "'theme', 'event-type', 'role', …", required=True),
            Column("name", "The word as the other tables have it.", required=True),
            *texts("label", "Label"), Column("definition", "What it means."),
        ),
        ("scheme", "name"), _concepts,
    ),
)  # fmt: skip
