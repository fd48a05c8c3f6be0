"""Parameters of a question: what type each has, and how a text becomes an RDF term of it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from relations_kb.errors import QueryError
from relations_kb.prefixes import BASE_IRI, PREFIXES

Value: TypeAlias = str | int | float | datetime.date
"""What a caller may give for a parameter; it is read by the type of the parameter."""

ENTRY_TYPES = ("event", "actor", "claim", "person", "place", "document", "source")
LITERAL_TYPES = ("xsd:date", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:string")
_CONCEPT = re.compile(r"concept/([a-z]+(?:-[a-z]+)*)\Z")
_IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)\Z", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, type, default and what it means.

    The type is one of `LITERAL_TYPES`, one of `ENTRY_TYPES` (the value is an id) or
    ``concept/<scheme>`` (the value is a name in that scheme).
    """

    name: str
    type: str
    default: str
    meaning: str

    @property
    def names_a_node(self) -> bool:
        """True if the value is an entry or a concept, so that it must be in the graph."""
        return not self.type.startswith("xsd:")

    def term(self, value: Value) -> ox.NamedNode | ox.Literal:
        """Return the RDF term that ``value`` means.

        Raises `QueryError`, with what would be right, if it does not fit the type. Whether
        an entry or concept exists is for the graph to say, not for this.
        """
        text = _text(value)
        if self.names_a_node:
            return self._node(text)
        problem = _PROBLEMS[self.type](text)
        if problem:
            raise QueryError(f"parameter '{self.name}': '{text}' is not {problem}")
        datatype = PREFIXES["xsd"] + self.type.removeprefix("xsd:")
        return ox.Literal(text, datatype=ox.NamedNode(datatype))

    def _node(self, text: str) -> ox.NamedNode:
        """Take an id alone, or as ``kind/id`` or ``kind:id`` as it stands in IRIs and queries."""
        short = self.type.rpartition("/")[2]
        identifier = text
        for start in (f"{BASE_IRI}{self.type}/", f"{self.type}/", f"{short}/", f"{short}:"):
            if text.startswith(start):
                identifier = text.removeprefix(start)
                break
        if not _IDENTIFIER.match(identifier):
            raise QueryError(
                f"parameter '{self.name}': '{text}' is not the {_noun(self.type)}, "
                f"such as '{self.default}'"
            )
        return ox.NamedNode(f"{BASE_IRI}{self.type}/{identifier}")


def is_type(name: str) -> bool:
    """Return whether ``name`` is a type that a parameter can have."""
    return name in LITERAL_TYPES or name in ENTRY_TYPES or bool(_CONCEPT.match(name))


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)


def _noun(type_name: str) -> str:
    scheme = _CONCEPT.match(type_name)
    return f"name of a concept of {scheme[1]}" if scheme else f"id of {_article(type_name)}"


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _date_problem(text: str) -> str:
    if not _DAY.match(text):
        return "a day; write year-month-day, such as 2016-02-01"
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return "a day that exists; check month and day"
    return ""


def _integer_problem(text: str) -> str:
    return "" if _WHOLE.match(text) else "a whole number, such as 1828"


def _decimal_problem(text: str) -> str:
    return "" if _NUMBER.match(text) else "a number, such as -4.5"


def _boolean_problem(text: str) -> str:
    return "" if text in ("true", "false") else "a truth value; write true or false"


def _string_problem(text: str) -> str:
    # SPARQL cannot carry NUL to every engine, and no text of the base has one.
    return "a text without control characters" if "\0" in text else ""


_PROBLEMS = {
    "xsd:date": _date_problem,
    "xsd:integer": _integer_problem,
    "xsd:decimal": _decimal_problem,
    "xsd:boolean": _boolean_problem,
    "xsd:string": _string_problem,
}
