"""A graph of a few coded events, written by hand, so that every number can be checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from relations_kb.query.knowledge_base import PREFIXES

CONCEPT = "https://w3id.org/relations-kb/concept/"


class SmallBase:
    """Asks a store in memory, with the shipped prefixes."""

    def __init__(self, turtle: str) -> None:
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        self.store = ox.Store()
        self.store.load((head + turtle).encode(), format=ox.RdfFormat.TURTLE)

    def query(self, sparql: str) -> Any:
        return self.store.query(sparql, prefixes=PREFIXES)


def event(
    name: str,
    day: str,
    value: float,
    direction: str = "mutual",
    category: str = "AGREE",
    theme: str = "trade",
    variants: tuple[float, ...] = (),
    more: str = "",
) -> str:
    """Return the Turtle of an event; without a day it has no place in time."""
    coding = f"<https://w3id.org/relations-kb/event/{name}#coding>"
    dated = f'rkb:earliest "{day}"^^xsd:date ; rkb:earliestYear {int(day[:4])} ;' if day else ""
    others = "".join(
        f"{coding} rkb:alternative <urn:{name}:{i}> . <urn:{name}:{i}> a rkb:CodingVariant ; rkb:goldstein {v:.1f} .\n"
        for i, v in enumerate(variants)
    )
    return (
        f"event:{name} a rkb:Event ; {dated} rkb:theme theme:{theme} ; rkb:coding {coding} .\n"
        f"{coding} rkb:plover <{CONCEPT}plover/{category}> ; rkb:goldstein {value:.1f} ;\n"
        f"  rkb:direction <{CONCEPT}direction/{direction}> .\n{others}{more}"
    )


@pytest.fixture
def small_base() -> Callable[..., SmallBase]:
    """Makes a base of events: ``small_base(event(…), event(…))``."""
    return lambda *events: SmallBase("".join(events))


@pytest.fixture
def make_event() -> Callable[..., str]:
    return event
