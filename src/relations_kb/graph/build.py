"""Builds the graph of a base in an Oxigraph store: all of it, or the files that changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyoxigraph as ox

from relations_kb.dates.edtf import DateError
from relations_kb.entries.base import (
    Entry,
    entries_of,
    read_fact_file,
    without_cycle_collection,
)
from relations_kb.entries.fields import DateString
from relations_kb.entries.marks import marked_strings
from relations_kb.errors import FactsError
from relations_kb.graph.derive import Derived, derive, derive_again
from relations_kb.graph.describe import document, iri_of
from relations_kb.graph.describe_questions import question_document
from relations_kb.paths import Home
from relations_kb.prefixes import BASE_IRI as BASE_IRI
from relations_kb.problem import Problem
from relations_kb.questions.folder import questions

_AT_ONCE = 500

Subjects = dict[str, list[str]]
"""Relative IRIs of the entries of each fact file."""


def load_context(home: Home) -> Any:
    """Return the JSON-LD context of the ontology."""
    return json.loads((home.ontology / "context.jsonld").read_bytes())["@context"]


def read_entries(home: Home, paths: Iterable[str]) -> dict[str, list[Entry]]:
    """Read fact files (paths relative to the facts folder).

    Raises `FactsError`, with the first few places, if one cannot be made into a graph.
    """
    wrong: list[Problem] = []
    found = {path: _read(home, path, wrong) for path in paths}
    _refuse(wrong)
    return found


def _read(home: Home, path: str, wrong: list[Problem]) -> list[Entry]:
    file = read_fact_file(home.facts, path)
    entries = entries_of(file)
    wrong += file.problems
    invalid = [entry for entry in entries if entry.record is None]
    if invalid or not entries:
        from relations_kb.checking.model_problems import model_problems
        from relations_kb.checking.shape_of_files import shape_problems

        wrong += shape_problems(file)
        for entry in invalid:
            wrong += model_problems(entry)
    return entries


def _described(entries: list[Entry], context: Any, wrong: list[Problem]) -> bytes:
    """Return entries as JSON-LD; if a date among them is none, note all such places."""
    try:
        return document(entries, context) if not wrong else b""
    except DateError:
        for entry in entries:
            wrong += bad_dates(entry)
        return b""


def bad_dates(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each date of an entry that is none: it has no bounds to describe."""
    from relations_kb.checking.rules._dates import date_problem

    for keys, value, mark in marked_strings(entry.kind.model, entry.data):
        if isinstance(mark, DateString):
            problem = date_problem(entry.file, (*entry.prefix, *keys), value)
            if problem is not None:
                yield problem


def _refuse(wrong: list[Problem]) -> None:
    if wrong:
        from relations_kb.checking.printing import some_of

        shown = some_of(wrong)
        raise FactsError(f"the facts have problems, so there is no graph:\n{shown}")


def build_all(store: ox.Store, home: Home, paths: Iterable[str]) -> tuple[Subjects, Derived]:
    """Fill an empty store with facts, ontology and what follows from them.

    The shipped questions are described in it too. Returns the entries of each file and the
    derived triples. Raises `FactsError`, or `QueryError` for a question's header.
    """
    with without_cycle_collection():
        subjects = _load(store, home, list(paths))
        return subjects, derive(store, home.ontology / "derivations")


def _load(store: ox.Store, home: Home, paths: list[str]) -> Subjects:
    """Read file after file, while another thread loads ontology and what was read before.

    Oxigraph lets go of the interpreter while it loads, so the two take the time of the longer.
    """
    context = load_context(home)
    subjects: Subjects = {}
    wrong: list[Problem] = []
    with ThreadPoolExecutor(max_workers=1) as loader:
        loads = [loader.submit(load_ontology, store, home)]
        loads.append(loader.submit(load_questions, store, home))
        for start in range(0, len(paths), _AT_ONCE):
            entries: list[Entry] = []
            for path in paths[start : start + _AT_ONCE]:
                found = _read(home, path, wrong)
                subjects[path] = [iri_of(entry) for entry in found]
                entries += found
            content = _described(entries, context, wrong)
            if not wrong:
                loads.append(loader.submit(_load_entries, store, content))
        _refuse(wrong)
        for load in loads:
            load.result()
    return subjects


def _load_entries(store: ox.Store, content: bytes) -> None:
    store.bulk_load(content, format=ox.RdfFormat.JSON_LD, base_iri=BASE_IRI)


def load_ontology(store: ox.Store, home: Home) -> None:
    """Load the ontology and the concept schemes into ``store``."""
    for name in ("relations.ttl", "concepts.ttl"):
        path = home.ontology / name
        if path.is_file():
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)


def load_questions(store: ox.Store, home: Home) -> None:
    """Load the description of the shipped questions into ``store``.

    Raises `relations_kb.errors.QueryError` if the header of one is wrong.
    """
    _load_entries(store, question_document(questions(home.queries), load_context(home)))


def update(
    store: ox.Store,
    home: Home,
    written: Iterable[str],
    removed: Iterable[str],
    subjects: Subjects,
    derived: Derived,
) -> tuple[Subjects, Derived]:
    """Bring the store of an earlier build up to date with a few changed files.

    ``subjects`` and ``derived`` are what that build returned; the new ones are returned.
    Raises `FactsError` before anything is changed.
    """
    written = list(written)
    by_file = read_entries(home, written)
    current = dict(subjects)
    was_derived = {quad for quads in derived.values() for quad in quads}
    old: set[ox.Quad] = set()
    for path in (*written, *removed):
        for iri in current.pop(path, ()):
            old |= _quads_of_entry(store, BASE_IRI + iri) - was_derived
    new = _quads_of([entry for entries in by_file.values() for entry in entries], home)
    for quad in old - new:
        store.remove(quad)
    store.extend(new - old)
    for path, entries in by_file.items():
        current[path] = [iri_of(entry) for entry in entries]
    touched = {quad.predicate.value for quad in old ^ new}
    folder = home.ontology / "derivations"
    return current, derive_again(store, folder, derived, touched, stated=new)


def _quads_of(entries: list[Entry], home: Home) -> set[ox.Quad]:
    if not entries:
        return set()
    wrong: list[Problem] = []
    content = _described(entries, load_context(home), wrong)
    _refuse(wrong)
    return set(ox.parse(content, format=ox.RdfFormat.JSON_LD, base_iri=BASE_IRI))


def _quads_of_entry(store: ox.Store, iri: str) -> set[ox.Quad]:
    """Return what the store says of an entry and of the nodes inside it, named ``iri#…``."""
    found: set[ox.Quad] = set()
    stack = [iri]
    seen = set(stack)
    while stack:
        for quad in store.quads_for_pattern(ox.NamedNode(stack.pop()), None, None):
            found.add(quad)
            below = quad.object
            if not isinstance(below, ox.NamedNode) or below.value in seen:
                continue
            if below.value.startswith(iri + "#"):
                seen.add(below.value)
                stack.append(below.value)
    return found
