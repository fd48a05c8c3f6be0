"""What follows from what is stated: the CONSTRUCT queries of ``ontology/derivations``."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from relations_kb.errors import StoreError


def derive(store: ox.Store, derivations: Path) -> list[ox.Quad]:
    """Run the derivations in the order of their file names, each seeing those before it.

    Adds the new triples to ``store`` and returns them; a triple that was stated already is
    not counted as derived. Raises `StoreError` if a query cannot be read.
    """
    added: list[ox.Quad] = []
    for path in sorted(derivations.glob("*.rq")):
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
        added.extend(fresh)
    return added
