"""The kinds of entry: their names, folders and models."""

from __future__ import annotations

from dataclasses import dataclass

from relations_kb.entries.agents import Actor, Person
from relations_kb.entries.claim import Claim
from relations_kb.entries.dataset import Dataset, Redirect
from relations_kb.entries.event import Event
from relations_kb.entries.fields import Record
from relations_kb.entries.place import Place
from relations_kb.entries.records import Document, Source


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: its singular name, its folder under ``facts/`` and its model.

    ``listed`` is true when one file holds a list of entries (sources, redirects).
    """

    name: str
    folder: str
    model: type[Record]
    listed: bool = False


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("event", "events", Event),
        Kind("claim", "claims", Claim),
        Kind("actor", "actors", Actor),
        Kind("person", "persons", Person),
        Kind("place", "places", Place),
        Kind("document", "documents", Document),
        Kind("source", "sources", Source, listed=True),
        Kind("dataset", "dataset.yaml", Dataset),
        Kind("redirect", "redirects.yaml", Redirect, listed=True),
    )
}


def kind_of_path(path: str) -> Kind | None:
    """Return the kind of the fact file at ``path`` (relative to ``facts/``), or None."""
    first = path.split("/", 1)[0]
    for kind in KINDS.values():
        if kind.folder == first:
            return kind
    return None
