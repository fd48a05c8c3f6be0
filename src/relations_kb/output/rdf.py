"""The graph, or a part of it, in every RDF form; the same facts give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph as ox

from relations_kb.graph.cache import derived_quads
from relations_kb.output.part import Part, part_of
from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase

BASE = "https://w3id.org/relations-kb/"
_RKB = PREFIXES["rkb"]
_TYPE = PREFIXES["rdf"] + "type"
_LABEL = PREFIXES["rdfs"] + "label"
_EARLIEST = _RKB + "earliest"
_PREFIXES = ("rkb", "rdf", "rdfs", "skos", "sem", "geo", "xsd", "owl", "dcterms", "sh", "schema")
_FORMATS = {
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_KINDS = (
    "dataset", "event", "claim", "actor", "person", "place", "document", "source", "question",
    "concept", "ontology",
)  # fmt: skip
_GRAPHS = {"ontology": "ontology", "concept": "ontology", "question": "questions"}
_FIRST = (_TYPE, _LABEL, _RKB + "type", _RKB + "date", _EARLIEST, _RKB + "latest")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
# What Turtle reads as a literal of that type without quotes (Turtle 1.1, 2.5.2 and 2.5.3).
_BARE = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    "boolean": re.compile("true|false"),
}
_CHARACTERS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def export(
    kb: KnowledgeBase,
    format_name: str,
    *,
    theme: str | None = None,
    actor: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
) -> bytes:
    """Return the graph as UTF-8 bytes.

    With a condition, only the entries of that part of the base, as `part_of` has it, and the
    concepts that they name. Forms with graphs put stated and derived triples apart. Raises as
    `part_of` does if there is a condition.
    """
    triples = list(_triples(kb.store))
    if any(condition is not None for condition in (theme, actor, first_year, last_year)):
        chosen = part_of(
            kb.base, theme=theme, actor=actor, first_year=first_year, last_year=last_year
        )
        triples = _part(triples, chosen)
    if format_name == "turtle":
        return turtle(triples).encode()
    return _serialized(kb, triples, format_name)


def turtle(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle for reading: by kind, events by date, parts under their whole."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(_text(triple.subject), []).append(triple)
    used: set[str] = set()
    blocks = []
    previous = ""
    for subject in sorted(by_subject, key=lambda s: _order(s, by_subject)):
        kind = _kind(subject)
        if kind != previous:
            blocks.append(f"# {'─' * 20} {kind}\n")
            previous = kind
        blocks.append(_block(subject, by_subject[subject], used))
    header = [f"@base <{BASE}> ."]
    header += [f"@prefix {p}: <{PREFIXES[p]}> ." for p in sorted(used)]
    return "\n".join([*header, "", *blocks])


def _triples(store: ox.Store) -> Iterator[ox.Triple]:
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        yield ox.Triple(quad.subject, quad.predicate, quad.object)


def _part(triples: list[ox.Triple], part: Part) -> list[ox.Triple]:
    """Keep what is said of the entries of a part, of their concepts and their schemes."""
    whole: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        whole.setdefault(_text(triple.subject).partition("#")[0], []).append(triple)
    kept = {f"{BASE}{kind}/{e.id}" for kind, found in part.entries.items() for e in found}
    kept.add(BASE + "dataset")
    for _ in range(2):
        for subject in list(kept):
            for triple in whole.get(subject, ()):
                target = _text(triple.object).partition("#")[0]
                if target in whole and _kind(target) == "concept":
                    kept.add(target)
    return [t for subject in sorted(kept) for t in whole.get(subject, ())]


def _serialized(kb: KnowledgeBase, triples: list[ox.Triple], format_name: str) -> bytes:
    ordered = sorted(triples, key=lambda t: (_text(t.subject), t.predicate.value, str(t.object)))
    rows: list[ox.Triple] | list[ox.Quad] = ordered
    if format_name in ("trig", "nquads"):
        derived = _derived(kb)
        rows = [_in_graph(t, t in derived) for t in ordered]
        rows.sort(key=lambda quad: str(quad.graph_name))
    prefixes = {p: n for p, n in PREFIXES.items() if p in _PREFIXES and p != "rdf"}
    content = ox.serialize(rows, format=_FORMATS[format_name], prefixes=prefixes, base_iri=BASE)
    assert content is not None
    return content


def _derived(kb: KnowledgeBase) -> set[ox.Triple]:
    return {ox.Triple(q.subject, q.predicate, q.object) for q in derived_quads(kb.opened)}


def _in_graph(triple: ox.Triple, derived: bool) -> ox.Quad:
    kind = _kind(_text(triple.subject))
    name = "derived" if derived else _GRAPHS.get(kind, "facts")
    graph = ox.NamedNode(f"{BASE}graph/{name}")
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))


def _kind(subject: str) -> str:
    kind = subject.removeprefix(BASE).partition("/")[0].partition("#")[0]
    if kind == "questions":  # the set of them, with its prefixes
        return "question"
    return kind if kind in _KINDS else "ontology"


def _order(subject: str, by_subject: dict[str, list[ox.Triple]]) -> tuple[int, str, str, str]:
    whole, _, part = subject.partition("#")
    date = ""
    if _kind(subject) == "event":
        dates = [
            cast(ox.Literal, triple.object).value
            for triple in by_subject.get(whole, ())
            if triple.predicate.value == _EARLIEST
        ]
        date = min(dates, default="0000")
    return _KINDS.index(_kind(subject)), date, whole, part


def _block(subject: str, triples: list[ox.Triple], used: set[str]) -> str:
    by_predicate: dict[str, list[str]] = {}
    for triple in triples:
        by_predicate.setdefault(triple.predicate.value, []).append(_term(triple.object, used))
    lines = []
    for predicate in sorted(by_predicate, key=_predicate_order):
        name = "a" if predicate == _TYPE else _iri(predicate, used)
        lines.append(f"    {name} {' , '.join(sorted(by_predicate[predicate]))}")
    first = _iri(subject, used)
    return f"{first}\n" + " ;\n".join(lines) + " .\n"


def _predicate_order(predicate: str) -> tuple[int, str]:
    return (_FIRST.index(predicate) if predicate in _FIRST else len(_FIRST)), predicate


def _term(term: object, used: set[str]) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value, used)
    assert isinstance(term, ox.Literal), "the graph has no blank nodes"
    datatype = term.datatype.value
    xsd = PREFIXES["xsd"]
    bare = _BARE.get(datatype.removeprefix(xsd)) if datatype.startswith(xsd) else None
    if bare and bare.fullmatch(term.value):
        return term.value
    quoted = '"' + "".join(_CHARACTERS.get(c, c) for c in term.value) + '"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if datatype == xsd + "string" else f"{quoted}^^{_iri(datatype, used)}"


def _iri(iri: str, used: set[str]) -> str:
    for prefix in _PREFIXES:
        local = iri.removeprefix(PREFIXES[prefix])
        if local != iri and _LOCAL.match(local):
            used.add(prefix)
            return f"{prefix}:{local}"
    return f"<{iri.removeprefix(BASE)}>" if iri != BASE else f"<{iri}>"
