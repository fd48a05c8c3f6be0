"""Model, context, ontology and shapes say the same: no key without a term, no term undefined."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import relations_kb
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.graph.describe import classes_of
from relations_kb.graph.shapes import conformance, shape_problems
from relations_kb.paths import Home

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"
RKB = Namespace("https://w3id.org/relations-kb/ontology#")
SH = Namespace("http://www.w3.org/ns/shacl#")
CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_bytes())["@context"]
OTHERS = ("dcterms:", "geo:", "rdfs:", "schema:", "sem:", "sh:", "skos:")
# What is described without being written in a fact file.
MADE = {"CalendarDay", "Parameter", "Question", "RelationStatement", str(SKOS.Concept)}
LANGUAGES = {"en", "ru", "fa"}
NOT_NODES = {"LocalText", "Identifiers", "Relations", "RelatedEvent", "Party"}


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(ONTOLOGY / "relations.ttl")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


def _defined(graph: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return {term.removeprefix(RKB) for term in found if term.startswith(RKB)}


def _plans() -> Iterator[Plan]:
    stack = [plan_of(kind.model) for kind in KINDS.values()]
    seen: set[int] = set()
    while stack:
        plan = stack.pop()
        if id(plan) in seen:
            continue
        seen.add(id(plan))
        if plan.model is not None:
            yield plan
        stack += plan.keys.values()
        stack += [plan.item] if plan.item is not None else []


def _iris() -> Iterator[str]:
    """The IRI of each context term, also of those that only one class has."""

    def within(context: dict[str, object]) -> Iterator[str]:
        for name, value in context.items():
            if name.startswith("@") or name in {"id", "identifiers", "relations"}:
                continue
            if isinstance(value, str) and not value.startswith("http"):
                yield value
            elif isinstance(value, dict):
                yield value["@id"]
                yield from within(value.get("@context", {}))

    yield from within(CONTEXT)


def test_every_key_of_the_model_has_a_term() -> None:
    missing = []
    for plan in _plans():
        assert plan.model is not None
        name = plan.model.__name__
        if name == "LocalText":
            assert set(plan.keys) == LANGUAGES
            continue
        own = CONTEXT.get(name, {})
        local = own.get("@context", {}) if isinstance(own, dict) else {}
        missing += [f"{name}.{key}" for key in plan.keys if key not in local and key not in CONTEXT]
    assert not missing


def test_every_term_of_the_context_is_defined(terms: Graph) -> None:
    known = _defined(terms)
    assert len(set(_iris())) > 150
    for iri in _iris():
        prefix, name = iri.split(":", 1)
        assert (prefix == "rkb" and name in known) or f"{prefix}:" in OTHERS, iri


def test_terms_of_others_are_declared(terms: Graph) -> None:
    prefixes = {name: iri for name, iri in CONTEXT.items() if str(iri).startswith("http")}
    for iri in _iris():
        prefix, name = iri.split(":", 1)
        if prefix not in {"rkb", "rdfs"}:
            assert (URIRef(prefixes[prefix] + name), RDF.type, None) in terms, iri


def test_derivations_use_defined_terms(terms: Graph) -> None:
    known = _defined(terms)
    for path in (ONTOLOGY / "derivations").glob("*.rq"):
        used = set(re.findall(r"\brkb:([A-Za-z0-9]+)", path.read_text("utf-8")))
        assert used
        assert used <= known, (path.name, used - known)


def test_no_term_is_left_over(terms: Graph) -> None:
    used = {iri.removeprefix("rkb:") for iri in _iris() if iri.startswith("rkb:")}
    for path in [*(ONTOLOGY / "derivations").glob("*.rq"), ONTOLOGY / "concepts.ttl"]:
        used |= set(re.findall(r"\brkb:([A-Za-z0-9]+)", path.read_text("utf-8")))
    assert _defined(terms) <= used


def test_every_term_is_explained(terms: Graph) -> None:
    for name in sorted(_defined(terms)):
        term = RKB[name]
        labels = {label.language for label in terms.objects(term, RDFS.label)}
        assert labels == LANGUAGES, name
        assert len(set(terms.objects(term, SKOS.definition))) == 1, name
        assert len(set(terms.objects(term, SKOS.example))) == 1, name
        assert terms.value(term, RDFS.isDefinedBy) is not None, name


def test_labels_are_in_their_scripts(terms: Graph) -> None:
    for label in terms.objects(None, RDFS.label):
        assert isinstance(label, Literal)
        letters = {"ru": "[а-яё]", "fa": "[ء-ی]", "en": "[a-z]"}[str(label.language)]
        assert re.search(letters, str(label), re.IGNORECASE) or str(label).isupper(), label


def test_a_definition_ends_as_a_sentence(terms: Graph) -> None:
    for definition in terms.objects(None, SKOS.definition):
        assert str(definition).endswith("."), definition


def test_every_class_has_a_shape(shapes: Graph) -> None:
    targets = {str(target).removeprefix(RKB) for target in shapes.objects(None, SH.targetClass)}
    described = {name for kind in KINDS.values() for name in classes_of(kind.model)} - NOT_NODES
    assert described | MADE == targets


def test_every_class_of_the_ontology_has_a_shape(terms: Graph, shapes: Graph) -> None:
    own = {c for c in terms.subjects(RDF.type, OWL.Class) if str(c).startswith(RKB)}
    assert own <= set(shapes.objects(None, SH.targetClass))


def test_every_shape_is_plain(shapes: Graph) -> None:
    for shape in shapes.objects(None, SH.property):
        message = shapes.value(shape, SH.message)
        assert str(message).endswith("."), list(shapes.predicate_objects(shape))


@pytest.fixture(scope="module")
def facts(base_home: Home) -> Graph:
    return relations_kb.open(base_home.facts).graph()


def _required(shapes: Graph) -> list[tuple[str, str]]:
    """Class and property of every property that a shape requires."""
    found = []
    for shape in shapes.subjects(SH.targetClass, None):
        target = shapes.value(shape, SH.targetClass)
        for one in shapes.objects(shape, SH.property):
            path = shapes.value(one, SH.path)
            if isinstance(path, URIRef) and shapes.value(one, SH.minCount) is not None:
                found.append((str(target), str(path)))
    return sorted(found)


REQUIRED = _required(Graph().parse(ONTOLOGY / "shapes.ttl"))


def test_the_fixture_base_conforms(base_home: Home) -> None:
    assert shape_problems(base_home) == []


def test_nothing_required_may_be_missing(facts: Graph, shapes: Graph) -> None:
    """Every required property is removed once, each from a node of its own: as many results."""
    assert len(REQUIRED) > 60
    broken = _copy(facts)
    expected: set[tuple[Node, Node]] = set()
    for target, path in REQUIRED:
        nodes = sorted(facts.subjects(RDF.type, URIRef(target)))
        if not nodes:
            continue
        node = next((n for n in nodes if (n, URIRef(path)) not in expected), nodes[0])
        broken.remove((node, URIRef(path), None))
        expected.add((node, URIRef(path)))
    report = conformance(broken, shapes)
    found = {
        (report.value(result, SH.focusNode), report.value(result, SH.resultPath))
        for result in report.subjects(SH.sourceConstraintComponent, SH.MinCountConstraintComponent)
    }
    assert expected <= found
    classes_seen = {
        target for target, _ in REQUIRED if any(facts.subjects(RDF.type, URIRef(target)))
    }
    assert len(classes_seen) > 20


def test_nothing_single_may_be_double(facts: Graph, shapes: Graph) -> None:
    broken = _copy(facts)
    expected: set[tuple[Node, Node]] = set()
    for shape in shapes.subjects(SH.targetClass, None):
        target = shapes.value(shape, SH.targetClass)
        for one in shapes.objects(shape, SH.property):
            path = shapes.value(one, SH.path)
            if str(shapes.value(one, SH.maxCount)) != "1" or not isinstance(path, URIRef):
                continue
            nodes = sorted(n for n in facts.subjects(RDF.type, target) if (n, path, None) in facts)
            if nodes:
                broken.add((nodes[0], path, RKB.surplus))
                expected.add((nodes[0], path))
    report = conformance(broken, shapes)
    found = {
        (report.value(result, SH.focusNode), report.value(result, SH.resultPath))
        for result in report.subjects(SH.sourceConstraintComponent, SH.MaxCountConstraintComponent)
    }
    assert len(expected) > 80
    assert expected <= found


def _copy(graph: Graph) -> Graph:
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    return copy


def _edit(home: Home, path: str, old: str, new: str) -> None:
    file = home.facts / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), "utf-8")


VOTE = "events/2010s/2010-resolution-1929.yaml"
TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "says"),
    [
        (VOTE, "outcome: adopted", "outcome: vetoed", "shape-veto-by-permanent-member", "permanent"),
        (VOTE, "[brazil, turkey]", "[brazil]", "shape-total-fits-the-body", "14 members"),
        (VOTE, "[brazil, turkey]", "[brazil, turkey, france]", "shape-for", "voted otherwise"),
        (TREATY, "goldstein: -4.0", "goldstein: -14.0", "shape-goldstein", "between −10 and +10"),
        (TREATY, "type: treaty", "type: tretay", "shape-type", "a concept of event-type"),
        (TREATY, "places: [turkmenchay]", "places: [nowhere]", "shape-places", "each a place"),
    ],
)  # fmt: skip
def test_a_decoy_is_traced_to_its_file(
    path: str, old: str, new: str, code: str, says: str, editable_base: Home
) -> None:
    _edit(editable_base, path, old, new)
    found = [p for p in shape_problems(editable_base) if p.code == code]
    assert found
    assert found[0].path == path
    assert says in found[0].message
    assert found[0].line > 1
    assert found[0].fix


def test_a_cause_after_its_effect(editable_base: Home) -> None:
    _edit(
        editable_base, TREATY, "relations:\n",
        "relations:\n  caused-by: [2010-resolution-1929]\n",
    )  # fmt: skip
    codes = {p.code for p in shape_problems(editable_base)}
    assert "shape-cause-not-after-effect" in codes
