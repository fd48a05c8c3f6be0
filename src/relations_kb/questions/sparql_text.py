"""SPARQL as text: terms put in the place of ``$parameters``, prefixes declared.

The text is cut into the tokens of the SPARQL 1.1 grammar (section 19.8) that matter here, so
that a ``$name`` inside a string, an IRI or a remark is left alone. What is put in is an RDF
term in its N-Triples form, which is a SPARQL term as well: whatever characters a value has,
it stays one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from relations_kb.prefixes import PREFIXES

_TOKEN = re.compile(
    r'''(?P<closed>
          <[^<>"{}|^`\\\x00-\x20]*>
        | """(?:"{0,2}(?:[^"\\]|\\.))*"""
        | \'\'\'(?:\'{0,2}(?:[^\'\\]|\\.))*\'\'\'
        | "(?:[^"\\\n\r]|\\.)*"
        | '(?:[^'\\\n\r]|\\.)*'
        | \#[^\n\r]*
    )
    | \$(?P<parameter>[A-Za-z_]\w*)
    | (?P<prefix>[A-Za-z][\w-]*):(?!/)
    | \?\w+ | @[A-Za-z-]+ | \w+
    ''',
    re.VERBOSE | re.DOTALL,
)
_DECLARED = re.compile(r"\bPREFIX\s+([A-Za-z][\w-]*):", re.IGNORECASE)


def parameters_in(sparql: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each ``$parameter`` of a query, with its line, counted from 1."""
    for found in _TOKEN.finditer(sparql):
        if found["parameter"]:
            yield found["parameter"], sparql.count("\n", 0, found.start()) + 1


def filled(sparql: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return the query with each term in the place of the ``$parameter`` of its name.

    A ``$name`` that has no term stays: it is a variable, as SPARQL has it.

    >>> filled('SELECT * { ?e ?p $x . FILTER(?p != "$x") }', {"x": ox.Literal('a"b')})
    'SELECT * { ?e ?p "a\\\\"b" . FILTER(?p != "$x") }'
    """

    def put(found: re.Match[str]) -> str:
        term = terms.get(found["parameter"] or "")
        return found[0] if term is None else str(term)

    return _TOKEN.sub(put, sparql)


def portable(sparql: str) -> str:
    """Return the query with declarations of our prefixes that it uses, for any engine.

    >>> portable("ASK { ?e rkb:theme ?t }").splitlines()[0]
    'PREFIX rkb: <https://w3id.org/relations-kb/ontology#>'
    """
    used = {found["prefix"] for found in _TOKEN.finditer(sparql) if found["prefix"]}
    used -= set(_DECLARED.findall(sparql))
    lines = [f"PREFIX {p}: <{n}>" for p, n in PREFIXES.items() if p in used]
    return "\n".join([*lines, sparql])
