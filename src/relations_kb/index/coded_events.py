"""The coded events of a base, read through the query interface: the local store or an endpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Protocol

from relations_kb.errors import UsageError

DIRECTIONS = ("iran-to-russia", "russia-to-iran", "mutual", "third-party")
"""Who acts towards whom. What third parties do is kept out of what the two do."""

_CONCEPT = "https://w3id.org/relations-kb/concept/"
_EVENT = "https://w3id.org/relations-kb/event/"
_EVENTS = """
SELECT DISTINCT ?event ?year ?category ?direction ?value WHERE {{
  ?event a rkb:Event ; rkb:coding ?coding .
  {theme}
  ?coding rkb:plover ?category ; rkb:direction ?direction ; rkb:goldstein ?value .
  OPTIONAL {{ ?event rkb:earliestYear ?year }}
}}"""
_VARIANTS = """
SELECT DISTINCT ?event ?variant ?value WHERE {
  ?event rkb:coding ?coding . ?coding rkb:alternative ?variant . ?variant rkb:goldstein ?value .
}"""
_THEMES = "SELECT DISTINCT ?theme WHERE { ?event a rkb:Event ; rkb:theme ?theme }"


class Asked(Protocol):
    """What can be asked: a `KnowledgeBase` or an `Endpoint`."""

    def query(self, sparql: str) -> Any:
        """Return the answer to a SPARQL query."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event on the scale from −10 (conflict) to +10 (cooperation).

    ``year`` is the first in which it may have begun. ``lowest`` and ``highest`` are the extremes
    of our value and of the other codings that the entry calls defensible.
    """

    id: str
    year: int
    category: str
    direction: str
    value: float
    lowest: float
    highest: float

    @property
    def has_variants(self) -> bool:
        """Whether another coder might give another value, by the entry's own word."""
        return self.lowest < self.highest


@dataclass(frozen=True, slots=True)
class Coded:
    """The events of a base that have a place in time, and how many have none."""

    events: tuple[CodedEvent, ...]
    undated: int


def coded_events(kb: Asked, *, theme: str | None = None) -> Coded:
    """Return the coded events of a base, all or those of a theme, by year and id.

    Raises `UsageError` if no event has the theme, with near names.
    """
    clause = f"?event rkb:theme <{_CONCEPT}theme/{_checked_theme(kb, theme)}> ." if theme else ""
    values: dict[str, list[float]] = {}
    for row in kb.query(_VARIANTS):
        values.setdefault(row["event"].value, []).append(float(row["value"].value))
    events, undated = [], 0
    for row in kb.query(_EVENTS.format(theme=clause)):
        if row["year"] is None:
            undated += 1
            continue
        value = float(row["value"].value)
        every = [value, *values.get(row["event"].value, ())]
        events.append(
            CodedEvent(
                row["event"].value.removeprefix(_EVENT),
                int(row["year"].value),
                _name(row["category"]),
                _name(row["direction"]),
                value,
                min(every),
                max(every),
            )
        )
    events.sort(key=lambda event: (event.year, event.id))
    return Coded(tuple(events), undated)


def _checked_theme(kb: Asked, theme: str) -> str:
    known = {_name(row["theme"]) for row in kb.query(_THEMES)}
    if theme in known:
        return theme
    raise UsageError(f"no event has the theme '{theme}'{_near(theme, known)}")


def _near(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(known), 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def _name(concept: Any) -> str:
    return str(concept.value).rpartition("/")[2]
