"""The concepts of the vocabulary with their labels and definitions, from the SKOS file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

_SKOS = "http://www.w3.org/2004/02/skos/core#"


@dataclass(slots=True)
class Concept:
    """A concept: its scheme and name, its labels by language, its English definition."""

    scheme: str
    name: str
    labels: dict[str, str] = field(default_factory=dict)
    definition: str | None = None

    def label(self, lang: str) -> str:
        """Return the label in a language, else in English, else the name."""
        return self.labels.get(lang) or self.labels.get("en") or self.name


@lru_cache(maxsize=4)
def concept_labels(path: Path) -> tuple[Concept, ...]:
    """Return the concepts of ``concepts.ttl``, by scheme and name."""
    import pyoxigraph as ox

    found: dict[str, Concept] = {}
    values: list[tuple[str, str, ox.Literal]] = []
    for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        if not isinstance(triple.subject, ox.NamedNode):
            continue
        iri, predicate = triple.subject.value, triple.predicate.value.removeprefix(_SKOS)
        if predicate == "inScheme":
            scheme, name = iri.rsplit("/", 2)[1:]
            found[iri] = Concept(scheme, name)
        elif predicate in ("prefLabel", "definition") and isinstance(triple.object, ox.Literal):
            values.append((iri, predicate, triple.object))
    for iri, predicate, literal in values:
        concept = found.get(iri)
        if concept is None:
            continue
        if predicate == "prefLabel":
            concept.labels[literal.language or "en"] = literal.value
        elif literal.language in (None, "en"):
            concept.definition = literal.value
    return tuple(sorted(found.values(), key=lambda c: (c.scheme, c.name)))


@lru_cache(maxsize=4)
def labels_of_scheme(path: Path, scheme: str) -> dict[str, Concept]:
    """Return the concepts of one scheme by name."""
    return {c.name: c for c in concept_labels(path) if c.scheme == scheme}
