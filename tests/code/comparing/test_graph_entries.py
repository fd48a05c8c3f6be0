"""Entries read back from the graph are the entries that it was made of."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.comparing.differences import differences
from relations_kb.comparing.graph_entries import entries_of_graph
from relations_kb.graph.build import load_context
from relations_kb.output.rdf import export
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase

_FORMS = {"turtle": ox.RdfFormat.TURTLE, "nquads": ox.RdfFormat.N_QUADS,
          "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML}  # fmt: skip


def _lost(kb: KnowledgeBase, content: bytes, form: ox.RdfFormat) -> list[tuple[str, ...]]:
    quads = ox.parse(content, format=form, base_iri="https://w3id.org/relations-kb/")
    triples = (ox.Triple(q.subject, q.predicate, q.object) for q in quads)
    back = entries_of_graph(triples, load_context(kb.home))
    stated = {(e.kind.name, e.id): e.data for e in kb.base.entries}
    assert back.keys() == stated.keys()
    found = differences(stated, back, "facts", "graph").entries
    return [(e.kind, *c.path, c.what, str(c.new)) for e in found for c in e.changes]


@pytest.mark.parametrize("form", _FORMS)
def test_nothing_is_lost_on_the_way_through_rdf(form: str, base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    lost = _lost(kb, export(kb, form), _FORMS[form])
    # The graph says what the facts leave to a default.
    assert set(lost) == {("place", "coordinates", "precision", "added", "place")}


def test_a_link_that_an_event_outside_of_a_part_states_is_not_its_own(base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    quads = ox.parse(
        export(kb, "turtle", last_year=1907), format=ox.RdfFormat.TURTLE,
        base_iri="https://w3id.org/relations-kb/",
    )  # fmt: skip
    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in quads]
    convention = ("event", "1907-anglo-russian-convention")
    # The invasion of 1941 says how it is related to the convention; the graph has the mirror.
    assert any(
        t.subject.value.endswith(convention[1]) and t.predicate.value.endswith("#relatedTo")
        for t in triples
    )
    back = entries_of_graph(triples, load_context(kb.home))
    assert "related-to" not in back[convention].get("relations", {})


def test_related_events_without_a_reason_and_their_mirror(editable_base: Home) -> None:
    path = Path(editable_base.facts) / "events" / "1940s" / "1941-anglo-soviet-invasion.yaml"
    text = path.read_text("utf-8").replace(
        "    - {event: 1907-anglo-russian-convention, because: The zones held lay much as in 1907.}",
        "    - {event: 1907-anglo-russian-convention, because: So.}",
    )
    assert "because: So." in text
    path.write_text(text, "utf-8")
    kb = relations_kb.open(editable_base.facts)
    assert not [
        row for row in _lost(kb, export(kb, "turtle"), ox.RdfFormat.TURTLE) if "event" in row
    ]
