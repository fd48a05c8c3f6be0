"""Differences of two graphs, triple by triple."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pyoxigraph as ox

from relations_kb.comparing.states import State
from relations_kb.query.knowledge_base import PREFIXES
from relations_kb.query.results import shown


@dataclass(frozen=True, slots=True)
class TripleDifferences:
    """The triples that only one of two graphs has, in order."""

    old_name: str
    new_name: str
    removed: list[ox.Triple]
    added: list[ox.Triple]


def triple_differences(old: State, new: State) -> TripleDifferences:
    """Return the triples, derived ones too, that differ between the graphs of two states.

    Raises `FactsError` if the facts of one cannot become a graph.
    """
    before, after = old.triples, new.triples
    removed, added = sorted(before - after, key=str), sorted(after - before, key=str)
    return TripleDifferences(old.name, new.name, removed, added)


def text(found: TripleDifferences) -> str:
    """Return a line a triple, with the usual prefixes: ``-`` for what went, ``+`` for what came."""
    head = (
        f"{found.old_name} → {found.new_name}: "
        f"{len(found.removed)} triples removed, {len(found.added)} added"
    )
    return "\n".join([head, *_lines(found)])


def markdown(found: TripleDifferences) -> str:
    """Return the same as a block of Markdown that is coloured as a difference."""
    return f"# {found.old_name} → {found.new_name}\n\n```diff\n" + "\n".join(
        [*_lines(found), "```"]
    )


def as_json(found: TripleDifferences) -> str:
    """Return the triples as N-Triples lines in JSON."""
    data = {
        "old": found.old_name,
        "new": found.new_name,
        "removed": [f"{triple} ." for triple in found.removed],
        "added": [f"{triple} ." for triple in found.added],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _lines(found: TripleDifferences) -> list[str]:
    rows = [(_line(t), "-") for t in found.removed] + [(_line(t), "+") for t in found.added]
    return [f"{sign} {line}" for line, sign in sorted(rows, key=lambda r: (r[0], r[1] == "+"))]


def _line(triple: ox.Triple) -> str:
    terms = (triple.subject, triple.predicate, triple.object)
    return " ".join(_term(term) for term in terms)


def _term(term: object) -> str:
    if isinstance(term, ox.Literal):
        return str(term).replace(f"^^<{PREFIXES['xsd']}", "^^<xsd:")
    short = shown(term, PREFIXES)
    return short if short != getattr(term, "value", None) else f"<{short}>"
