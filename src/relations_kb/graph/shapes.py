"""Checks the graph of a base against ``ontology/shapes.ttl``, and finds the lines at fault.

The names of nodes are made from key paths, so that what SHACL says of a node can be said of
a line. SHACL is the W3C recommendation of 20 July 2017; pySHACL runs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from relations_kb.entries.base import Entry, load_base
from relations_kb.graph.build import (
    BASE_IRI,
    bad_dates,
    load_context,
    load_ontology,
    load_questions,
)
from relations_kb.graph.derive import derive
from relations_kb.graph.describe import Places, describe, document
from relations_kb.paths import Home
from relations_kb.problem import Level, Problem
from relations_kb.reading import KeyPath

if TYPE_CHECKING:
    import rdflib

SH = "http://www.w3.org/ns/shacl#"
_LEVELS: dict[str, Level] = {"Violation": "error", "Warning": "warning", "Info": "note"}


class _Spot(NamedTuple):
    entry: Entry
    keys: KeyPath


def shape_problems(home: Home) -> list[Problem]:
    """Return every problem that the shapes find in the facts of ``home``, sorted by place.

    Entries that do not fit the model, and those with a date that is none, are left out:
    `relations_kb.checking.check.check` tells what is wrong with them.
    """
    base = load_base(home)
    sound = [e for e in base.entries if e.record is not None and not any(bad_dates(e))]
    store = _store(home, sound)
    report = conformance(_as_rdflib(store), _shapes(home))
    spots = _spots(sound)
    return sorted({_problem(found, spots) for found in _results(report)})


def conformance(graph: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the SHACL validation report of ``graph``."""
    import pyshacl

    report: rdflib.Graph
    _conforms, report, _text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return report


def _shapes(home: Home) -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(home.ontology / "shapes.ttl")


def _store(home: Home, entries: list[Entry]) -> ox.Store:
    store = ox.Store()
    content = document(entries, load_context(home))
    store.bulk_load(content, format=ox.RdfFormat.JSON_LD, base_iri=BASE_IRI)
    load_ontology(store, home)
    load_questions(store, home)
    derive(store, home.ontology / "derivations")
    return store


def _as_rdflib(store: ox.Store) -> rdflib.Graph:
    import rdflib

    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert dumped is not None
    return rdflib.Graph().parse(data=dumped, format="nt")


def _spots(entries: list[Entry]) -> dict[str, _Spot]:
    found: dict[str, _Spot] = {}
    for entry in entries:
        places: Places = {}
        describe(entry, places)
        for iri, keys in places.items():
            found.setdefault(BASE_IRI + iri, _Spot(entry, (*entry.prefix, *keys)))
    return found


class _Result(NamedTuple):
    """One result of a report: the node at fault, its value, the key, the message."""

    focus: str
    value: str
    key: str
    code: str
    message: str
    level: Level


def _results(report: Any) -> Iterator[_Result]:
    import rdflib

    sh = rdflib.Namespace(SH)
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        shape: Any = report.value(result, sh.sourceShape)
        constraint: Any = report.value(result, sh.sourceConstraint)
        focus = str(report.value(result, sh.focusNode))
        key = str(report.value(shape, sh.name, default=""))
        named = next((n for n in (constraint, shape) if isinstance(n, rdflib.URIRef)), None)
        severity = str(report.value(result, sh.resultSeverity)).removeprefix(SH)
        yield _Result(
            focus,
            str(report.value(result, sh.value, default="")),
            key,
            _code(focus, key, "" if named is None else str(named)),
            _message(report, result, shape),
            _LEVELS.get(severity, "error"),
        )


def _message(report: Any, result: Any, shape: Any) -> str:
    import rdflib

    sh = rdflib.Namespace(SH)
    stated = [*report.objects(shape, sh.message), *report.objects(result, sh.resultMessage)]
    return str(stated[0]).rstrip(".") if stated else "does not fit its shape"


def _code(focus: str, key: str, named: str) -> str:
    """Return ``shape-<key>``, or ``shape-<name>`` of a constraint that has a name of its own."""
    name = named.rsplit("#", 1)[-1].removesuffix("Shape")
    words = "-".join(re.findall("[A-Z][a-z]*", name)).lower()
    return f"shape-{key or words or 'graph'}"


def _problem(found: _Result, spots: dict[str, _Spot]) -> Problem:
    inner = spots.get(found.value)
    spot = spots.get(found.focus)
    if spot is None:
        return Problem(
            "../ontology/concepts.ttl", 1, 1, found.code,
            f"{found.message}: <{found.focus}>", "mend this node in the ontology", found.level,
        )  # fmt: skip
    if inner is not None and inner.entry is spot.entry:
        spot = inner
    keys = spot.keys if spot is inner else (*spot.keys, *((found.key,) if found.key else ()))
    line, column = spot.entry.file.position(keys)
    fix = f"mend the key '{found.key}'" if found.key else "see the entry as a whole"
    if found.value and spot is not inner:
        fix += f", now {found.value.removeprefix(BASE_IRI)!r}"
    path = spot.entry.file.path
    return Problem(path, line, column, found.code, found.message, fix, found.level)
