"""Entries become JSON-LD: ids become IRIs, nested mappings become named nodes.

What a key means is said in ``ontology/context.jsonld`` alone; this module only mints the
names of nodes and adds what a YAML author should not have to write: the bounds of a date,
the point as WKT, a node that says why two events are related.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel

from relations_kb.dates.edtf import bounds
from relations_kb.entries.base import Entry
from relations_kb.entries.fields import DateString, InScheme, RefersTo
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.graph.calendar_days import calendar_days
from relations_kb.reading import KeyPath

Node = dict[str, Any]
Places = dict[str, KeyPath]

_PART_NAMES = {
    "alternatives": "alternative", "citations": "citation", "life-cycle": "stage",
    "measures": "measure", "memberships": "membership", "minimum-counts": "minimum-count",
    "names": "name", "offices": "office", "participations": "participation",
    "date-as-printed": "printed-date", "counter-evidence": "counter-search",
}  # fmt: skip
_IDENTIFIER_IRIS = {
    "wikidata": "http://www.wikidata.org/entity/{}",
    "geonames": "https://sws.geonames.org/{}/",
    "viaf": "http://viaf.org/viaf/{}",
}
_INTERVAL_KEYS = ("date", "existed", "lived", "held", "issued", "made-on")


def document(entries: Iterable[Entry], context: Any) -> bytes:
    """Return one JSON-LD document (UTF-8) that describes ``entries`` under ``context``.

    Raises `DateError` if one of them holds a text in the place of a date that is none.
    """
    nodes = [describe(entry) for entry in entries]
    return json.dumps(
        {"@context": context, "@graph": nodes}, ensure_ascii=False, separators=(",", ":")
    ).encode()


def iri_of(entry: Entry) -> str:
    """Return the IRI of an entry, relative to the base IRI: ``event/1828-…``."""
    return "dataset" if entry.kind.name == "dataset" else f"{entry.kind.name}/{entry.id}"


def describe(entry: Entry, places: Places | None = None) -> Node:
    """Return the JSON-LD node of a valid entry.

    ``places``, if given, is filled with the key path of each node's IRI, so that what is
    found wrong in the graph can be traced to a line. Raises `DateError` for a text in the place
    of a date that is none.
    """
    iri = iri_of(entry)
    node = _node(plan_of(entry.kind.model), entry.data, iri, (), places)
    _add_entry_extras(node, entry.data, iri, entry.kind.name)
    return node


def _node(plan: Plan, data: Any, iri: str, keys: KeyPath, places: Places | None) -> Node:
    assert plan.model is not None
    if places is not None:
        places[iri] = keys
    node: Node = {"@id": iri, "@type": plan.model.__name__}
    for key, value in data.items():
        if key == "id" or value is None:
            continue
        below = plan.keys[key]
        writer = _writer(below)
        node[key] = writer(below, value, _Spot(iri, key, (*keys, key), places))
    for key in _INTERVAL_KEYS:
        if key in data and _is_date(plan.keys[key]):
            _add_bounds(node, data[key])
            break
    extra = _EXTRAS.get(plan.model.__name__)
    if extra is not None:
        extra(node, data)
    return node


class _Spot:
    """Where a value stands: the node above it, its key, its key path."""

    __slots__ = ("iri", "key", "keys", "places")

    def __init__(self, iri: str, key: str, keys: KeyPath, places: Places | None) -> None:
        self.iri = iri
        self.key = key
        self.keys = keys
        self.places = places

    def part(self, suffix: str = "") -> str:
        name = _PART_NAMES.get(self.key, self.key) + suffix
        return f"{self.iri}-{name}" if "#" in self.iri else f"{self.iri}#{name}"


Writer = Callable[[Plan, Any, _Spot], Any]


def _writer(plan: Plan) -> Writer:
    found = _WRITERS.get(id(plan))
    if found is None:
        found = _WRITERS[id(plan)] = _choose_writer(plan)
    return found


_WRITERS: dict[int, Writer] = {}


def _choose_writer(plan: Plan) -> Writer:
    if plan.item is not None:
        return _write_list
    for mark in plan.marks:
        if isinstance(mark, RefersTo):
            prefix = mark.kind + "/"
            return lambda _plan, value, _spot: prefix + value
        if isinstance(mark, InScheme):
            concept = f"concept/{mark.scheme}/"
            return lambda _plan, value, _spot: concept + value
        if isinstance(mark, DateString):
            return _write_date
    if plan.model is None:
        return _write_plain
    name = plan.model.__name__
    if name in ("LocalText",):
        return lambda _plan, value, _spot: value
    if name == "Identifiers":
        return _write_identifiers
    if name == "Relations":
        return _write_relations
    return lambda below, value, spot: _node(below, value, spot.part(), spot.keys, spot.places)


def _write_plain(_plan: Plan, value: Any, _spot: _Spot) -> Any:
    if isinstance(value, float):
        # JSON-LD would read 8.0 as the integer 8; decimals keep one type on every engine.
        return {"@value": format(value, ".10g"), "@type": "xsd:decimal"}
    return value


def _write_date(_plan: Plan, value: str, _spot: _Spot) -> str:
    bounds(value)
    return value


def _write_list(plan: Plan, value: Any, spot: _Spot) -> Any:
    item = plan.item
    assert item is not None
    if isinstance(value, str):
        return _writer(Plan(marks=item.marks))(item, value, spot)
    if item.model is None:
        writer = _writer(item)
        return [writer(item, member, spot) for member in value]
    seen: dict[str, int] = {}
    nodes = []
    for index, member in enumerate(value):
        suffix = _suffix(item.model.__name__, member, index, seen)
        below = (*spot.keys, index)
        nodes.append(_node(item, member, spot.part("-" + suffix), below, spot.places))
    return nodes


def _suffix(model: str, member: Any, index: int, seen: dict[str, int]) -> str:
    if model != "Participation":
        return str(index + 1)
    name = f"{member['actor']}-{member['role']}"
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}-{seen[name]}"


def _write_identifiers(_plan: Plan, value: Any, _spot: _Spot) -> Any:
    return {
        key: _IDENTIFIER_IRIS[key].format(text) if key in _IDENTIFIER_IRIS else text
        for key, text in value.items()
    }


def _write_relations(_plan: Plan, value: Any, spot: _Spot) -> Any:
    written: Node = {}
    statements = []
    for relation, others in value.items():
        targets = []
        for index, other in enumerate(others):
            identifier = other if isinstance(other, str) else other["event"]
            targets.append(f"event/{identifier}")
            if isinstance(other, str):
                continue
            iri = f"{spot.iri}#relation-{relation}-{identifier}"
            if spot.places is not None:
                spot.places[iri] = (*spot.keys, relation, index)
            statements.append(
                {
                    "@id": iri,
                    "@type": "RelationStatement",
                    "relation": relation,
                    "event": f"event/{identifier}",
                    "because": other["because"],
                }
            )
        written[relation] = targets
    if statements:
        written["relation-statements"] = statements
    return written


def _is_date(plan: Plan) -> bool:
    return any(isinstance(mark, DateString) for mark in plan.marks)


def _add_bounds(node: Node, text: str) -> None:
    span = bounds(text)
    if span.earliest:
        node["earliest"] = span.earliest.isoformat()
        node["earliestYear"] = span.earliest.year
    if span.latest:
        node["latest"] = span.latest.isoformat()
        node["latestYear"] = span.latest.year


def _add_time_stamps(node: Node, text: str) -> None:
    span = bounds(text)
    for term, day in (
        ("hasEarliestBeginTimeStamp", span.earliest),
        ("hasLatestBeginTimeStamp", span.latest_begin),
        ("hasEarliestEndTimeStamp", span.earliest_end),
        ("hasLatestEndTimeStamp", span.latest),
    ):
        if day is not None:
            node[term] = day.isoformat()


def _membership(node: Node, data: Any) -> None:
    start = bounds(data["from"]).earliest
    if start is not None:
        node["earliest"], node["earliestYear"] = start.isoformat(), start.year
    end = bounds(data["until"]).latest if data.get("until") else None
    if end is not None:
        node["latest"], node["latestYear"] = end.isoformat(), end.year


def _coordinates(node: Node, data: Any) -> None:
    node["asWKT"] = f"POINT({data['lon']:.10g} {data['lat']:.10g})"
    for key in ("lon", "lat"):
        node[key] = {"@value": format(data[key], ".10g"), "@type": "xsd:decimal"}
    node.setdefault("precision", "concept/precision/place")


def _coding(node: Node, data: Any) -> None:
    if "goldstein" in data:
        node["goldstein"] = {"@value": format(data["goldstein"], ".10g"), "@type": "xsd:decimal"}


def _name_variant(node: Node, data: Any) -> None:
    node["name"] = {data["lang"]: data["name"]}


def _office(node: Node, data: Any) -> None:
    node["title"] = {"en": data["title"]}


def _party(node: Node, data: Any) -> None:
    node["@id"] = f"concept/party/{data['id']}"


def _source(node: Node, data: Any) -> None:
    node["title"] = {data["language"]: data["title"]}
    if data.get("authors"):
        node["author-line"] = "; ".join(data["authors"])


def _event(node: Node, data: Any) -> None:
    _add_time_stamps(node, data["date"])
    days = list(calendar_days(data["date"], node["@id"]))
    if days:
        node["calendarDays"] = days


def _redirect(node: Node, data: Any) -> None:
    node["to"] = [f"{data['kind']}/{identifier}" for identifier in data["to"]]


_EXTRAS: dict[str, Callable[[Node, Any], None]] = {
    "Coding": _coding,
    "CodingVariant": _coding,
    "Coordinates": _coordinates,
    "Event": _event,
    "Membership": _membership,
    "NameVariant": _name_variant,
    "Office": _office,
    "Party": _party,
    "Redirect": _redirect,
    "Source": _source,
}


def _add_entry_extras(node: Node, data: Any, iri: str, kind: str) -> None:
    other_names: dict[str, list[str]] = {}
    for variant in data.get("names") or ():
        other_names.setdefault(variant["lang"], []).append(variant["name"])
    if other_names:
        node["other-name"] = other_names
    if kind == "redirect":
        node["@id"] = f"{data['kind']}/{data['id']}"


@cache
def classes_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of all node classes that an entry of ``model`` can hold, sorted."""
    found: set[str] = set()
    stack = [plan_of(model)]
    seen: set[int] = set()
    while stack:
        plan = stack.pop()
        if id(plan) in seen:
            continue
        seen.add(id(plan))
        if plan.model is not None:
            found.add(plan.model.__name__)
        stack.extend(plan.keys.values())
        if plan.item is not None:
            stack.append(plan.item)
    return tuple(sorted(found))
