"""Each derivation on a base made by hand: what must follow, and what must not."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from relations_kb.errors import StoreError
from relations_kb.graph.derive import derive, predicates_of
from relations_kb.query.knowledge_base import PREFIXES

DERIVATIONS = Path(__file__).resolve().parents[3] / "ontology" / "derivations"
CASES = {
    "01-inverse-relations": (
        "event:a rkb:causedBy event:b . actor:x rkb:succeeds actor:y .",
        {"event:b rkb:caused event:a", "actor:y rkb:succeededBy actor:x"},
    ),
    "11-chains-of-causes": (
        "event:a rkb:caused event:b . event:b rkb:answeredBy event:c . event:c rkb:followedBy event:d .",
        {"event:a rkb:ledTo event:b", "event:a rkb:ledTo event:c", "event:b rkb:ledTo event:c"},
    ),
    "02-participants": (
        "event:a rkb:participation event:p . event:p rkb:actor actor:x ; rkb:role role:host .",
        {"event:a rkb:participant actor:x"},
    ),
    "03-parties": (
        "actor:navy rkb:partOf actor:state . actor:state rkb:party party:iran ."
        " event:a rkb:participant actor:navy .",
        {"actor:navy rkb:sideOf party:iran", "actor:state rkb:sideOf party:iran",
         "event:a rkb:involves party:iran"},
    ),
    "04-succession": (
        "actor:c rkb:succeeds actor:b . actor:b rkb:succeeds actor:a .",
        {"actor:c rkb:predecessor actor:b", "actor:c rkb:predecessor actor:a",
         "actor:b rkb:predecessor actor:a"},
    ),
    "05-eras": (
        "era:old skos:inScheme <https://w3id.org/relations-kb/concept/era> ;"
        " rkb:firstYear 1500 ; rkb:lastYear 1800 ."
        " era:new skos:inScheme <https://w3id.org/relations-kb/concept/era> ; rkb:firstYear 1801 ."
        " event:a a rkb:Event ; rkb:earliestYear 1800 . event:b a rkb:Event ; rkb:earliestYear 1801 .",
        {"event:a rkb:era era:old", "event:b rkb:era era:new"},
    ),
    "06-vote-totals": (
        "event:v a rkb:Vote ; rkb:voteFor actor:x , actor:y ; rkb:abstention actor:z ."
        " event:w a rkb:Vote ; rkb:tally event:t . event:t rkb:numberFor 9 ; rkb:numberAgainst 2 .",
        {"event:v rkb:numberFor 2", "event:v rkb:numberAgainst 0", "event:v rkb:numberAbstaining 1",
         "event:v rkb:numberAbsent 0", "event:v rkb:numberNotParticipating 0",
         "event:w rkb:numberFor 9", "event:w rkb:numberAgainst 2"},
    ),
    "07-wider-themes-and-places": (
        "event:a a rkb:Event ; rkb:theme theme:drones ; rkb:place place:rasht ."
        " theme:drones skos:broader theme:arms . place:rasht rkb:within place:gilan ."
        " place:gilan rkb:within place:iran .",
        {"event:a rkb:widerTheme theme:arms", "event:a rkb:widerPlace place:gilan",
         "event:a rkb:widerPlace place:iran"},
    ),
    "08-documents-in-force": (
        "document:d a rkb:Document ; rkb:lifeCycleStage document:s1 , document:s2 , document:s3 ."
        " document:s1 rkb:stage stage:signed ; rkb:earliest '2001-03-12'^^xsd:date ."
        " document:s2 rkb:stage stage:in-force ; rkb:earliest '2002-04-05'^^xsd:date ."
        " document:s3 rkb:stage stage:superseded ; rkb:latest '2025-10-02'^^xsd:date .",
        {"document:d rkb:inForceFrom '2002-04-05'^^xsd:date",
         "document:d rkb:inForceUntil '2025-10-02'^^xsd:date"},
    ),
    "09-cited-sources": (
        "<https://w3id.org/relations-kb/event/a#citation-1> a rkb:Citation ; rkb:source source:s .",
        {"event:a rkb:cites source:s"},
    ),
    "10-evidence-tally": (
        "claim:c a rkb:Claim ; rkb:evidence claim:e1 , claim:e2 ."
        " claim:e1 rkb:stance <https://w3id.org/relations-kb/concept/stance/supports> ; rkb:event event:a ."
        " claim:e2 rkb:stance <https://w3id.org/relations-kb/concept/stance/contradicts> .",
        {"claim:c rkb:numberSupporting 1", "claim:c rkb:numberContradicting 1",
         "claim:c rkb:numberQualifying 0", "event:a rkb:bearsOn claim:c"},
    ),
}  # fmt: skip


def _parse(turtle: str) -> list[ox.Quad]:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return list(ox.parse(head + turtle, format=ox.RdfFormat.TURTLE))


def test_each_derivation_has_a_case() -> None:
    assert {path.stem for path in DERIVATIONS.glob("*.rq")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_what_follows(name: str, tmp_path: Path) -> None:
    stated, expected = CASES[name]
    (tmp_path / f"{name}.rq").write_bytes((DERIVATIONS / f"{name}.rq").read_bytes())
    store = ox.Store()
    store.extend(_parse(stated))
    derived = derive(store, tmp_path)
    assert list(derived) == [f"{name}.rq"]
    quads = derived[f"{name}.rq"]
    assert set(quads) == {quad for triple in expected for quad in _parse(f"{triple} .")}
    assert all(quad in store for quad in quads)
    assert derive(store, tmp_path) == {f"{name}.rq": []}


def test_a_broken_derivation_is_named(tmp_path: Path) -> None:
    (tmp_path / "01-broken.rq").write_text("CONSTRUCT { ?a", "utf-8")
    with pytest.raises(StoreError, match=r"01-broken\.rq"):
        derive(ox.Store(), tmp_path)


def _template(query: str) -> str:
    return query[query.index("CONSTRUCT") : query.index("WHERE")]


@pytest.mark.parametrize("path", sorted(DERIVATIONS.glob("*.rq")), ids=lambda path: path.stem)
def test_predicates_are_named(path: Path) -> None:
    """A change is traced to the derivations that name its predicates, so all must be named."""
    algebra = translateQuery(parseQuery(path.read_text("utf-8"))).algebra
    free: set[str] = set()
    bound: set[str] = set()

    def visit(part: object) -> None:
        if not isinstance(part, CompValue):
            return
        if part.name == "BGP":
            free.update(p for _s, p, _o in part.triples if isinstance(p, Variable))
        if part.name == "values":
            bound.update(name for row in part.res for name in row)

    traverse(algebra, visitPre=visit)
    assert free <= bound


def test_no_derivation_reads_what_a_later_one_makes() -> None:
    paths = sorted(DERIVATIONS.glob("*.rq"))
    makes = [_made(path.read_text("utf-8")) for path in paths]
    for index, path in enumerate(paths):
        later = set().union(*makes[index + 1 :])
        assert not later & predicates_of(path.read_text("utf-8")), path.name


def test_no_two_derivations_make_the_same() -> None:
    makes = [_made(path.read_text("utf-8")) for path in sorted(DERIVATIONS.glob("*.rq"))]
    together = [predicate for made in makes for predicate in made]
    assert len(together) == len(set(together))


def _made(query: str) -> set[str]:
    """The predicates that a derivation makes, by its template and its VALUES."""
    prefix = "https://w3id.org/relations-kb/ontology#"
    named = set(re.findall(r"\?\w+ rkb:(\w+)", _template(query)))
    if re.search(r"CONSTRUCT { \?\w+ \?", query):
        variable = re.findall(r"CONSTRUCT { \?\w+ (\?\w+)", query)[0]
        named |= _values_of(query, variable)
    return {prefix + name for name in named}


def _values_of(query: str, variable: str) -> set[str]:
    found: set[str] = set()
    for names, rows in re.findall(r"VALUES (\([^)]*\)|\?\w+)\s*{([^}]*)}", query):
        columns = names.strip("()").split()
        if variable not in columns:
            continue
        if len(columns) == 1:
            found |= set(re.findall(r"rkb:(\w+)", rows))
            continue
        for row in re.findall(r"\(([^)]*)\)", rows):
            found.add(row.split()[columns.index(variable)].removeprefix("rkb:"))
    return found
