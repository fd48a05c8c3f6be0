"""Parts of the base: closed under reference, refused when broken or empty."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

import relations_kb
from relations_kb.dates.edtf import bounds
from relations_kb.entries.fields import RefersTo
from relations_kb.entries.marks import marked_strings
from relations_kb.errors import FactsError, UsageError
from relations_kb.output.part import Part, part_of
from relations_kb.paths import Home

CONDITIONS: list[dict[str, Any]] = [
    {"theme": "syria"}, {"actor": "russia"}, {"actor": "un-security-council"},
    {"first_year": 1900, "last_year": 1950}, {"theme": "territory", "last_year": 1830},
]  # fmt: skip


@pytest.mark.parametrize("conditions", CONDITIONS, ids=str)
def test_no_reference_leads_out_but_to_events(conditions: dict[str, Any], base_home: Home) -> None:
    part = part_of(relations_kb.open(base_home.facts).base, **conditions)
    assert not part.whole
    for entries in part.entries.values():
        for entry in entries:
            for keys, value, mark in marked_strings(entry.kind.model, entry.data):
                if isinstance(mark, RefersTo) and mark.kind != "event":
                    assert part.holds(mark.kind, value), (entry.id, keys, value)


def test_a_part_has_no_more_than_it_needs(base_home: Home) -> None:
    part = part_of(relations_kb.open(base_home.facts).base, theme="syria")
    ids = {kind: [entry.id for entry in found] for kind, found in part.entries.items()}
    assert ids["event"] == ["2015-russian-intervention-in-syria"]
    assert ids["claim"] == ["always-mutual-distrust", "competition-in-syria"]
    assert ids["place"] == ["latakia"]
    assert "islamic-republic-of-iran" in ids["actor"]
    assert "brazil" not in ids["actor"]


def test_the_whole_has_every_entry(whole_part: Part) -> None:
    for kind, entries in whole_part.entries.items():
        assert {e.id for e in entries} == {e.id for e in whole_part.base.valid(kind)}
    first_days = [bounds(event.data["date"]).earliest for event in whole_part.events]
    assert all(a is not None and b is not None and a <= b for a, b in pairwise(first_days))


def test_nothing_meets_it(base_home: Home) -> None:
    base = relations_kb.open(base_home.facts).base
    with pytest.raises(UsageError, match="no event meets"):
        part_of(base, theme="syria", last_year=1800)
    with pytest.raises(UsageError, match="did you mean 'syria'"):
        part_of(base, theme="siria")


def test_broken_facts_are_not_exported_in_silence(editable_base: Home) -> None:
    path = editable_base.facts / "events" / "1820s" / "1828-treaty-of-turkmenchay.yaml"
    path.write_text(path.read_text("utf-8").replace("type: treaty", "kind: treaty"), "utf-8")
    with pytest.raises(FactsError, match=r"1828-treaty-of-turkmenchay\.yaml:1:1 missing-key: .*; "):
        part_of(relations_kb.open(editable_base.facts).base)


def test_references_to_nothing_and_ids_that_are_there_twice(editable_base: Home) -> None:
    events = editable_base.facts / "events"
    path = events / "1820s" / "1828-treaty-of-turkmenchay.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("actor: qajar-iran", "actor: qajar-irak"), "utf-8")
    with pytest.raises(FactsError, match=r"names the actor 'qajar-irak', which there is not"):
        part_of(relations_kb.open(editable_base.facts).base)
    path.write_text(text, "utf-8")
    (events / "1900s" / path.name).write_text(text, "utf-8")
    with pytest.raises(FactsError, match=r"holds the id '1828-treaty-of-turkmenchay'"):
        part_of(relations_kb.open(editable_base.facts).base)


def test_pieces_have_the_names_of_the_graph(whole_part: Part, base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    pieces = list(whole_part.pieces("participations", "citations", "citation", "measures"))
    assert len(pieces) > 30
    for piece in pieces:
        iri = f"{whole_part.base_iri}{piece.iri}"
        assert bool(kb.query(f"ASK {{ <{iri}> a ?class }}")), iri
