"""The account of a claim: the assertion, every piece of evidence on it, and the search against it.

All is read from the graph by SPARQL. The base gives no verdict; what it gives is the tally.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from relations_kb.errors import UnknownEntryError
from relations_kb.query.knowledge_base import KnowledgeBase

STANCES = ("supports", "contradicts", "qualifies")
STRENGTHS = ("strong", "moderate", "weak")
UNDATED = "undated"

_CLAIMS = """
SELECT ?claim ?text ?author ?locator ?made ?searched ?found ?source ?title ?publisher ?url
WHERE {
  ?claim a rkb:Claim ; rkb:text ?text ; rkb:author ?author ; rkb:locator ?locator ;
         rkb:madeOn ?made ; rkb:source ?source .
  ?source rdfs:label ?title ; rkb:publisher ?publisher .
  OPTIONAL { ?source rkb:url ?url }
  OPTIONAL { ?claim rkb:counterSearch ?search .
             ?search rkb:searchedOn ?searched ; rkb:found ?found }
}"""
_QUERIES = """
SELECT ?claim ?query { ?claim rkb:counterSearch/rkb:searchQuery ?query } ORDER BY ?claim ?query"""
_PIECES = """
SELECT ?claim ?piece ?stance ?strength ?because ?event ?title ?date ?earliest ?year ?says ?locator
       ?source
WHERE {
  ?claim rkb:evidence ?piece .
  ?piece rkb:stance ?stance ; rkb:strength ?strength ; rkb:because ?because .
  OPTIONAL { ?piece rkb:event ?event .
             ?event rdfs:label ?title ; rkb:date ?date .
             OPTIONAL { ?event rkb:earliest ?earliest ; rkb:earliestYear ?year } }
  OPTIONAL { ?piece rkb:citation ?citation . ?citation rkb:source ?source ; rkb:says ?says .
             ?source rdfs:label ?title .
             OPTIONAL { ?citation rkb:locator ?locator }
             OPTIONAL { ?source rkb:issued ?date }
             OPTIONAL { ?source rkb:earliest ?earliest ; rkb:earliestYear ?year } }
}"""
_SOURCES = """
SELECT DISTINCT ?event ?source
WHERE { ?claim rkb:evidence/rkb:event ?event . ?event rkb:cites ?source } ORDER BY ?event ?source"""
_RECORDS = """
SELECT ?source ?title ?publisher ?url ?issued
WHERE { ?source a rkb:Source ; rdfs:label ?title ; rkb:publisher ?publisher .
        OPTIONAL { ?source rkb:url ?url } OPTIONAL { ?source rkb:issued ?issued } }"""
_ERAS = """
SELECT ?label ?first ?last
WHERE { ?era skos:inScheme <https://w3id.org/relations-kb/concept/era> ; skos:prefLabel ?label ;
             rkb:firstYear ?first .
        OPTIONAL { ?era rkb:lastYear ?last } } ORDER BY ?first"""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A page on which an account rests."""

    id: str
    title: str
    publisher: str
    url: str
    issued: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: an event with its sources, or a page with what it says.

    ``date`` is EDTF, of the event or of the page's publication, empty if unknown; ``earliest``
    is its first possible day (ISO, proleptic Gregorian), ``era`` the era of that day.
    """

    stance: str
    strength: str
    because: str
    event: str | None
    title: str
    date: str
    earliest: str
    era: str
    sources: tuple[SourceRecord, ...]
    says: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class CounterSearch:
    """What was searched for against a claim, when, and what came of it."""

    searched_on: str
    queries: tuple[str, ...]
    found: str


@dataclass(frozen=True, slots=True)
class Account:
    """A claim with all that bears on it, strongest first and then in order of time."""

    claim: str
    text: str
    author: str
    source: SourceRecord
    locator: str
    made_on: str
    pieces: tuple[Piece, ...]
    search: CounterSearch | None
    eras: tuple[str, ...] = field(repr=False)

    def of(self, stance: str) -> list[Piece]:
        """Return the pieces of one stance."""
        return [piece for piece in self.pieces if piece.stance == stance]

    def tally(self) -> dict[str, int]:
        """Return the number of pieces of each stance."""
        return {stance: len(self.of(stance)) for stance in STANCES}

    def tally_by_era(self) -> dict[str, dict[str, int]]:
        """Return the tally of each era that has a piece, in order of time."""
        found = {}
        for era in (*self.eras, UNDATED):
            within = [piece for piece in self.pieces if piece.era == era]
            if within:
                found[era] = {s: sum(p.stance == s for p in within) for s in STANCES}
        return found


def accounts(kb: KnowledgeBase, language: str = "en") -> list[Account]:
    """Return the accounts of all claims, in the order in which their sources make them.

    ``language`` (en, ru or fa) is that of claims, titles and eras; where a title has no such
    form, the English or the source's own is given.
    """
    eras = _eras(kb, language)
    records = _records(kb)
    pieces = _pieces(kb, language, eras, records)
    queries: dict[str, list[str]] = {}
    for row in kb.query(_QUERIES):
        queries.setdefault(_name(row["claim"]), []).append(row["query"].value)
    found: dict[str, Account] = {}
    ranks: dict[str, int] = {}
    for row in kb.query(_CLAIMS):
        claim, rank = _name(row["claim"]), _rank(row["text"], language)
        if claim in ranks and ranks[claim] <= rank:
            continue
        ranks[claim] = rank
        search = row["found"] and CounterSearch(
            row["searched"].value, tuple(queries.get(claim, ())), row["found"].value
        )
        found[claim] = Account(
            claim, row["text"].value, row["author"].value, records[_name(row["source"])],
            row["locator"].value, row["made"].value, tuple(pieces.get(claim, ())), search,
            tuple(label for label, _, _ in eras),
        )  # fmt: skip
    return sorted(found.values(), key=lambda a: (a.source.id, _natural(a.locator), a.claim))


def account(kb: KnowledgeBase, claim: str, language: str = "en") -> Account:
    """Return the account of the claim with an id, with or without ``claim/`` before it.

    Follows redirects. Raises `UnknownEntryError`, with near ids, if there is no such claim, and
    if what has the id is none.
    """
    by_id = {found.claim: found for found in accounts(kb, language)}
    name = claim.removeprefix("claim/")
    if name not in by_id:
        name = _find_claim(kb, claim)
    return by_id[name]


def _find_claim(kb: KnowledgeBase, identifier: str) -> str:
    try:
        entry = kb.find(identifier)
    except UnknownEntryError:
        # Near ids of claims are of more help than those of all.
        entry = kb.find(f"claim/{identifier.rpartition('/')[2]}")
    if entry.kind.name != "claim":
        raise UnknownEntryError(
            f"{entry.kind.name}/{entry.id} is no claim; list claims with: evidence --all"
        )
    return entry.id


def _pieces(
    kb: KnowledgeBase,
    language: str,
    eras: list[tuple[str, int, int]],
    records: dict[str, SourceRecord],
) -> dict[str, list[Piece]]:
    cited: dict[str, list[SourceRecord]] = {}
    for row in kb.query(_SOURCES):
        cited.setdefault(_name(row["event"]), []).append(records[_name(row["source"])])
    best: dict[str, tuple[str, int, Piece]] = {}
    for row in kb.query(_PIECES):
        rank = _rank(row["title"], language)
        key = row["piece"].value
        if key in best and best[key][1] <= rank:
            continue
        event = _name(row["event"]) if row["event"] else None
        sources = cited.get(event, []) if event else [records[_name(row["source"])]]
        piece = Piece(
            _name(row["stance"]), _name(row["strength"]), row["because"].value, event,
            _value(row["title"]), _value(row["date"]), _value(row["earliest"]),
            _era(row["year"], eras), tuple(sources), _value(row["says"]), _value(row["locator"]),
        )  # fmt: skip
        best[key] = (_name(row["claim"]), rank, piece)
    by_claim: dict[str, list[Piece]] = {}
    for _, (claim, _rank_of, piece) in sorted(best.items()):
        by_claim.setdefault(claim, []).append(piece)
    for found in by_claim.values():
        found.sort(key=_weight)
    return by_claim


def _weight(piece: Piece) -> tuple[int, int, str, str]:
    strength = STRENGTHS.index(piece.strength) if piece.strength in STRENGTHS else len(STRENGTHS)
    return STANCES.index(piece.stance), strength, piece.earliest or "9999", piece.title


def _records(kb: KnowledgeBase) -> dict[str, SourceRecord]:
    return {
        _name(row["source"]): SourceRecord(
            _name(row["source"]), row["title"].value, row["publisher"].value, _value(row["url"]),
            _value(row["issued"]),
        )
        for row in kb.query(_RECORDS)
    }  # fmt: skip


def _eras(kb: KnowledgeBase, language: str) -> list[tuple[str, int, int]]:
    best: dict[int, tuple[int, str, int]] = {}
    for row in kb.query(_ERAS):
        first, rank = int(row["first"].value), _rank(row["label"], language)
        last = int(row["last"].value) if row["last"] else 9999
        if first not in best or rank < best[first][0]:
            best[first] = (rank, row["label"].value, last)
    return [(label, first, last) for first, (_, label, last) in sorted(best.items())]


def _era(year: object, eras: list[tuple[str, int, int]]) -> str:
    number = int(_value(year) or -1)
    return next((label for label, first, last in eras if first <= number <= last), UNDATED)


def _rank(label: object, language: str) -> int:
    spoken = getattr(label, "language", None)
    return 0 if spoken == language else 1 if spoken == "en" else 2


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a key that sorts `A, paragraph 10` after `A, paragraph 2`."""
    return [(int(part) if part.isdigit() else -1, part) for part in _parts(text)]


def _parts(text: str) -> Iterator[str]:
    return (found.group() for found in re.finditer(r"\d+|\D+", text))


def _name(node: object) -> str:
    return str(getattr(node, "value", "")).rpartition("/")[2]


def _value(node: object) -> str:
    return str(getattr(node, "value", "") or "")
