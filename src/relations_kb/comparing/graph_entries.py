"""Entries read back from a graph: the context of the ontology, followed the other way.

What ``graph/describe.py`` writes, this reads. Derived triples have no key in the context and
fall away, but for the mirror image of ``related-to``, which is known by having no reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from relations_kb.comparing.difference import Data, Key
from relations_kb.entries.fields import InScheme, RefersTo
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of

_BASE = "https://w3id.org/relations-kb/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RKB = _BASE + "ontology#"
_NUMBER = re.compile(r"\d+")
_IDENTIFIERS = {
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "viaf": "http://viaf.org/viaf/",
}
_ONE_LANGUAGE = {("NameVariant", "name"), ("Office", "title"), ("Source", "title")}
Properties = dict[str, list[Any]]


def entries_of_graph(triples: Iterable[ox.Triple], context: Any) -> dict[Key, Data]:
    """Return the entries that a graph describes, by kind and id, as fact files have them.

    ``context`` is the JSON-LD context of the ontology.
    """
    reader = _Reader(triples, context)
    return {key: reader.entry(kind_model, iri) for key, kind_model, iri in reader.entries()}


class _Reader:
    def __init__(self, triples: Iterable[ox.Triple], context: Any) -> None:
        self.context = context
        self.nodes: dict[str, Properties] = {}
        for triple in triples:
            if isinstance(triple.subject, ox.NamedNode):
                properties = self.nodes.setdefault(triple.subject.value, {})
                properties.setdefault(triple.predicate.value, []).append(triple.object)

    def entries(self) -> list[tuple[Key, str, str]]:
        """Return key, kind and IRI of every entry in the graph."""
        kinds = {f"{_RKB}{kind.model.__name__}": name for name, kind in KINDS.items()}
        found = []
        for iri, properties in self.nodes.items():
            local = iri.removeprefix(_BASE)
            if "#" in local or local == iri:
                continue
            for node in properties.get(_TYPE, ()):
                kind = kinds.get(_text(node))
                if kind is not None:
                    identifier = local.rpartition("/")[2]
                    found.append(((kind, identifier), kind, iri))
        return found

    def entry(self, kind: str, iri: str) -> Data:
        """Return the data of one entry."""
        data = self._node(plan_of(KINDS[kind].model), iri)
        if kind == "redirect":
            data["to"] = [_text(t).rpartition("/")[2] for t in self._get(iri, "Redirect", "to")]
            data["id"] = iri.rpartition("/")[2]
        elif kind != "dataset":
            data["id"] = iri.rpartition("/")[2]
        return data

    def _node(self, plan: Plan, iri: str) -> Data:
        assert plan.model is not None
        model = plan.model.__name__
        data: Data = {}
        for key, below in plan.keys.items():
            value = self._value(model, key, below, iri)
            if value not in (None, [], {}):
                data[key] = value
        if model == "Party":
            data["id"] = iri.rpartition("/")[2]
        return data

    def _value(self, model: str, key: str, below: Plan, iri: str) -> Any:
        name = below.model.__name__ if below.model else ""
        if key == "id":
            return None
        if name == "Identifiers":
            return self._identifiers(iri)
        if name == "Relations":
            return self._relations(below, iri)
        objects = self._get(iri, model, key)
        if not objects:
            return None
        if (model, key) == ("Source", "authors"):
            return self._authors(iri, objects)
        if (model, key) in _ONE_LANGUAGE:
            return _text(objects[0])
        if name == "LocalText":
            found = {node.language or "en": node.value for node in objects}
            return {lang: found[lang] for lang in ("en", "ru", "fa") if lang in found}
        values = [self._one(below.item or below, node) for node in objects]
        if below.item is None:
            # A first year is a number in the graph and a text in the facts.
            return str(values[0]) if (model, key) == ("Scope", "from") else values[0]
        if below.item.model is None:
            values = sorted(values, key=str)
        else:
            values = [v for _, v in sorted(zip(objects, values, strict=True), key=_place)]
        # Who acted for an actor may be one id or a list of them.
        return values[0] if below.marks and len(values) == 1 else values

    def _one(self, plan: Plan, node: Any) -> Any:
        if plan.model is not None and isinstance(node, ox.NamedNode):
            return self._node(plan, node.value)
        for mark in plan.marks:
            if isinstance(mark, (RefersTo, InScheme)):
                return _text(node).rpartition("/")[2]
        return _plain(node)

    def _get(self, iri: str, model: str, key: str) -> list[Any]:
        return self.nodes.get(iri, {}).get(self._predicate(model, key), [])

    def _predicate(self, model: str, key: str) -> str:
        scoped = self.context.get(model)
        inner = scoped.get("@context", {}) if isinstance(scoped, dict) else {}
        term = inner.get(key, self.context.get(key, key))
        name = term["@id"] if isinstance(term, dict) else term
        prefix, _, local = name.partition(":")
        return f"{self.context.get(prefix, prefix)}{local}"

    def _identifiers(self, iri: str) -> Data:
        found = {}
        for key in ("wikidata", "iso-3166", "geonames", "viaf"):
            for node in self._get(iri, "Identifiers", key):
                text = _text(node).removeprefix(_IDENTIFIERS.get(key, ""))
                found[key] = text.rstrip("/")
        return found

    def _relations(self, plan: Plan, iri: str) -> Data:
        reasons: dict[tuple[str, str], str] = {}
        for statement in self._get(iri, "Event", "relation-statements"):
            place = statement.value
            relation = _text(self._get(place, "RelationStatement", "relation")[0])
            event = _text(self._get(place, "RelationStatement", "event")[0])
            reasons[relation, event] = _text(self._get(place, "RelationStatement", "because")[0])
        found: Data = {}
        for relation in plan.keys:
            predicate = self._predicate("Relations", relation)
            items: list[Any] = []
            for node in sorted(self._get(iri, "Relations", relation), key=_text):
                other = _text(node)
                because = reasons.get((predicate, other))
                if because is not None:
                    items.append({"event": other.rpartition("/")[2], "because": because})
                elif relation != "related-to" or self._states(iri, other, predicate):
                    items.append(other.rpartition("/")[2])
            if items:
                found[relation] = items
        return found

    def _states(self, iri: str, other: str, predicate: str) -> bool:
        """Return whether a link without a reason is this event's own, not the other's mirrored.

        It is the other's if that one gives a reason for it. Of an event that the graph leaves
        out, as one of a part may, nothing is known; links are then taken for mirrored, since
        who states one is asked to say how the two are linked.
        """
        return other in self.nodes and not any(
            _text(self._get(s.value, "RelationStatement", "relation")[0]) == predicate
            and _text(self._get(s.value, "RelationStatement", "event")[0]) == iri
            for s in self._get(other, "Event", "relation-statements")
        )

    def _authors(self, iri: str, objects: list[Any]) -> list[str]:
        """Return the authors in their order, which only the line of authors has."""
        names = [_text(node) for node in objects]
        line = self._get(iri, "Source", "author-line")
        text = _text(line[0]) if line else ""
        return sorted(names, key=lambda name: text.find(name) if name in text else len(text))


def _place(pair: tuple[Any, Any]) -> tuple[str, list[int], str]:
    """Return the key that puts parts in the order of the numbers in their names."""
    name = _text(pair[0]).rpartition("#")[2]
    return _NUMBER.sub("", name), [int(n) for n in _NUMBER.findall(name)], name


def _text(node: Any) -> str:
    return str(getattr(node, "value", node))


def _plain(node: Any) -> Any:
    if not isinstance(node, ox.Literal):
        return _text(node)
    kind = node.datatype.value
    if kind == f"{_XSD}integer":
        return int(node.value)
    if kind in (f"{_XSD}decimal", f"{_XSD}double"):
        return float(node.value)
    return node.value == "true" if kind == f"{_XSD}boolean" else node.value
