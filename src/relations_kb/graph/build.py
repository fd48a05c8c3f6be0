"""Builds the graph of a base in an Oxigraph store: all of it, or the files that changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from relations_kb.entries.base import Entry, entries_of
from relations_kb.errors import FactsError
from relations_kb.graph.derive import derive
from relations_kb.graph.describe import document, iri_of
from relations_kb.paths import Home
from relations_kb.reading import FactFile, read_bytes
from relations_kb.reading.collector import collector_paused

BASE_IRI = "https://w3id.org/relations-kb/"
_SHOWN = 5
_BATCH = 200

Subjects = dict[str, list[str]]
"""Relative IRIs of the entries of each fact file."""


def load_context(home: Home) -> Any:
    """Return the JSON-LD context of the ontology."""
    return json.loads((home.ontology / "context.jsonld").read_bytes())["@context"]


def read_entries(home: Home, paths: Iterable[str]) -> dict[str, list[Entry]]:
    """Read fact files (paths relative to the facts folder).

    Raises `FactsError`, with the first few places, if one cannot be made into a graph.
    """
    found: dict[str, list[Entry]] = {}
    wrong: list[str] = []
    with collector_paused():
        for path in paths:
            file = read_bytes((Path(home.facts) / path).read_bytes(), path)
            found[path] = entries_of(file)
            wrong += _wrong(file, found[path])
    _refuse(wrong)
    return found


def _wrong(file: FactFile, entries: list[Entry]) -> Iterator[str]:
    """Yield, as ``path:line:column message``, what keeps a file out of the graph."""
    for problem in file.problems:
        yield f"{file.path}:{problem.line}:{problem.column} {problem.code}: {problem.message}"
    for entry in entries:
        if entry.record is None:
            error = entry.errors[0]
            keys = tuple(k for k in error["loc"] if isinstance(k, (str, int)))
            line, column = file.position((*entry.prefix, *keys))
            place = ".".join(str(key) for key in keys)
            yield f"{file.path}:{line}:{column} {place}: {error['msg']}"
    if not entries and not file.problems:
        yield f"{file.path}:1:1 holds no entry"


def _refuse(wrong: list[str]) -> None:
    if wrong:
        shown = "\n  ".join(wrong[:_SHOWN])
        more = f"\n  and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise FactsError(
            f"the facts have problems, so there is no graph:\n  {shown}{more}\n"
            "see all of them with: relations-kb validate"
        )


def build_all(store: ox.Store, home: Home, paths: Iterable[str]) -> tuple[Subjects, list[ox.Quad]]:
    """Fill an empty store with facts, ontology and what follows from them.

    Returns the entries of each file and the derived triples. Raises `FactsError`; the
    store then holds a part and is of no use.

    Oxigraph lets go of Python's lock while it loads, so each batch of files is loaded in
    a second thread while the next one is read.
    """
    subjects: Subjects = {}
    wrong: list[str] = []
    context = load_context(home)
    with collector_paused(), ThreadPoolExecutor(1) as loader:
        loads = [loader.submit(load_ontology, store, home)]
        for batch in _batches(paths):
            everything: list[Entry] = []
            for path in batch:
                file = read_bytes((Path(home.facts) / path).read_bytes(), path)
                entries = entries_of(file)
                wrong += _wrong(file, entries)
                subjects[path] = [iri_of(entry) for entry in entries]
                everything += entries
            if not wrong:
                loads.append(loader.submit(_load, store, document(everything, context)))
        for load in loads:
            load.result()
    _refuse(wrong)
    with collector_paused():
        return subjects, derive(store, home.ontology / "derivations")


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    """Yield the paths in parts, big enough that the load of one is not all overhead."""
    waiting = list(paths)
    for start in range(0, len(waiting), _BATCH):
        yield waiting[start : start + _BATCH]


def _load(store: ox.Store, content: bytes) -> None:
    store.bulk_load(content, format=ox.RdfFormat.JSON_LD, base_iri=BASE_IRI)


def load_ontology(store: ox.Store, home: Home) -> None:
    """Load the ontology and the concept schemes into ``store``."""
    for name in ("relations.ttl", "concepts.ttl"):
        path = home.ontology / name
        if path.is_file():
            store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)


def update(
    store: ox.Store,
    home: Home,
    written: Iterable[str],
    removed: Iterable[str],
    subjects: Subjects,
    derived: Iterable[ox.Quad],
) -> tuple[Subjects, list[ox.Quad]]:
    """Bring the store of an earlier build up to date with a few changed files.

    ``subjects`` and ``derived`` are what that build returned; the new ones are returned.
    Raises `FactsError` before anything is changed.
    """
    written = list(written)
    by_file = read_entries(home, written)
    for quad in derived:
        store.remove(quad)
    current = dict(subjects)
    for path in (*written, *removed):
        for iri in current.pop(path, ()):
            _remove_entry(store, BASE_IRI + iri)
    everything = [entry for entries in by_file.values() for entry in entries]
    if everything:
        content = _described(everything, home)
        store.extend(ox.parse(content, format=ox.RdfFormat.JSON_LD, base_iri=BASE_IRI))
    for path, entries in by_file.items():
        current[path] = [iri_of(entry) for entry in entries]
    return current, derive(store, home.ontology / "derivations")


def _described(entries: Iterable[Entry], home: Home) -> bytes:
    return document(entries, load_context(home))


def _remove_entry(store: ox.Store, iri: str) -> None:
    """Remove an entry and the nodes inside it, which are those named ``iri#…``."""
    stack = [iri]
    seen = set(stack)
    while stack:
        for quad in list(store.quads_for_pattern(ox.NamedNode(stack.pop()), None, None)):
            store.remove(quad)
            below = quad.object
            if not isinstance(below, ox.NamedNode) or below.value in seen:
                continue
            if below.value.startswith(iri + "#"):
                seen.add(below.value)
                stack.append(below.value)
