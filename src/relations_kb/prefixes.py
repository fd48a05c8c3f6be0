"""The prefixes that every query may use without declaring them."""

from __future__ import annotations

BASE_IRI = "https://w3id.org/relations-kb/"

_ENTRIES = ("event", "actor", "claim", "person", "place", "document", "source", "question")
_SCHEMES = (
    "actor-type", "calendar", "check", "direction", "document-type", "era", "event-type", "outcome",
    "party", "place-type", "plover", "precision", "quantity", "rank", "role", "sanction-measure",
    "source-type", "stage", "stance", "standing", "status", "strength", "theme", "unit",
)  # fmt: skip

PREFIXES = {
    "rkb": BASE_IRI + "ontology#",
    **{kind: f"{BASE_IRI}{kind}/" for kind in _ENTRIES},
    "concept": BASE_IRI + "concept/",
    **{scheme: f"{BASE_IRI}concept/{scheme}/" for scheme in _SCHEMES},
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Ours: one for each kind of entry and each scheme of concepts; and those of others."""
