"""The names of concepts, from the SKOS file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@lru_cache(maxsize=4)
def concept_names(path: Path) -> dict[str, list[str]]:
    """Return the concept names of each scheme in ``concepts.ttl``, sorted.

    The name of a concept is the last part of its IRI, the scheme the part before it.
    """
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=str(path), format=ox.RdfFormat.TURTLE)
    names: dict[str, list[str]] = {}
    in_scheme = ox.NamedNode(_SKOS + "inScheme")
    for quad in store.quads_for_pattern(None, in_scheme, None):
        if not isinstance(quad.subject, ox.NamedNode):
            continue
        assert not isinstance(quad.subject, ox.Triple)
        scheme, name = quad.subject.value.rsplit("/", 2)[1:]
        names.setdefault(scheme, []).append(name)
    return {scheme: sorted(found) for scheme, found in sorted(names.items())}
