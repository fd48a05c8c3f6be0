"""What follows from what is stated: the CONSTRUCT queries of ``ontology/derivations``.

They run in the order of their file names, each seeing what those before it made. After a
change only those run again whose text names a predicate that the change touched; this is
sound since no derivation has a free variable for a predicate, and a test holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from relations_kb.errors import StoreError

Derived = dict[str, list[ox.Quad]]
"""The derived triples by the file name of the derivation that made them first."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_PREFIX = re.compile(r"^PREFIX (\w+): <([^>]*)>", re.MULTILINE)
_NAME = re.compile(r"\b(\w+):(\w+)\b")


def derive(store: ox.Store, derivations: Path) -> Derived:
    """Run all derivations, add the new triples to ``store`` and return them.

    A triple that was stated already is not counted as derived. Raises `StoreError` if a
    query cannot be read.
    """
    return {path.name: _run(store, path) for path in _ordered(derivations)}


def derive_again(
    store: ox.Store,
    derivations: Path,
    before: Derived,
    touched: Iterable[str],
    stated: Iterable[ox.Quad] = (),
) -> Derived:
    """Run those derivations that a change may concern, and return all derived triples.

    ``before`` is what was derived before the change, ``touched`` the predicates (IRIs) of the
    triples that it took away or brought, ``stated`` those that it brought.
    """
    touched, stated = set(touched), set(stated)
    after: Derived = {}
    for path in _ordered(derivations):
        old = before.get(path.name, [])
        if touched.isdisjoint(predicates_of(path.read_text("utf-8"))):
            after[path.name] = old
            continue
        for quad in old:
            if quad not in stated:
                store.remove(quad)
        after[path.name] = new = _run(store, path)
        touched |= {quad.predicate.value for quad in {*old} ^ {*new}}
    return after


def predicates_of(query: str) -> set[str]:
    """Return the IRIs that a derivation names, among them all predicates it reads or makes.

    >>> sorted(predicates_of("PREFIX x: <http://x/>\\nCONSTRUCT { ?a x:b ?c } { ?c a x:D }"))
    ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'http://x/D', 'http://x/b']
    """
    prefixes = dict(_PREFIX.findall(query))
    named = {prefixes[prefix] + name for prefix, name in _NAME.findall(query) if prefix in prefixes}
    return {*named, _TYPE}


def _ordered(derivations: Path) -> Iterator[Path]:
    return iter(sorted(derivations.glob("*.rq")))


def _run(store: ox.Store, path: Path) -> list[ox.Quad]:
    try:
        found = list(store.query(path.read_text("utf-8")))  # type: ignore[arg-type]
    except SyntaxError as error:
        raise StoreError(f"{path}: {error}") from error
    fresh = [
        quad
        for quad in dict.fromkeys(ox.Quad(t.subject, t.predicate, t.object) for t in found)
        if quad not in store
    ]
    store.extend(fresh)
    return fresh
