"""SPARQL as text: its kind, its comments, its prefixes, terms in the place of ``$parameters``.

This is a scanner of tokens, not a parser: the store that gets the text is its judge. What stands
inside a string, an IRI or a comment is left alone. What is put in the place of a parameter is an
RDF term in its N-Triples form, which is a SPARQL term as well: whatever characters a value has,
it stays one term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from relations_kb.prefixes import PREFIXES

QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = (
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH",
)  # fmt: skip

# Names and strings as in the grammar of SPARQL 1.1, sections 19.5 and 19.8; a `<` that opens
# no IRI is the sign for "less than".
_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
  | (?P<string>'{3}(?:\\.|[^\\])*?'{3} | "{3}(?:\\.|[^\\])*?"{3}
             | '(?:\\.|[^'\\\r\n])*' | "(?:\\.|[^"\\\r\n])*")
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<parameter>\$\w+)
  | (?P<variable>\?\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:)
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)


def parameters_in(sparql: str) -> Iterator[tuple[str, int]]:
    """Yield the name of each ``$parameter`` of a query, with its line, counted from 1."""
    for group, text, start in _tokens(sparql):
        if group == "parameter":
            yield text[1:], sparql.count("\n", 0, start) + 1


def filled(sparql: str, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """Return the query with each term in the place of the ``$parameter`` of its name.

    A ``$name`` that has no term stays: it is a variable, as SPARQL has it.

    >>> filled('SELECT * { ?e ?p $x . FILTER(?p != "$x") }', {"x": ox.Literal('a"b')})
    'SELECT * { ?e ?p "a\\\\"b" . FILTER(?p != "$x") }'
    """

    def put(found: re.Match[str]) -> str:
        term = terms.get(found[0][1:]) if found.lastgroup == "parameter" else None
        return found[0] if term is None else str(term)

    return _TOKEN.sub(put, sparql)


def portable(sparql: str) -> str:
    """Return the query with declarations of our prefixes that it uses, for any engine.

    >>> portable("ASK { ?e rkb:theme ?t }").splitlines()[0]
    'PREFIX rkb: <https://w3id.org/relations-kb/ontology#>'
    """
    return "".join(f"{line}\n" for line in _declarations(sparql, PREFIXES)) + sparql


def kind_of(sparql: str) -> str | None:
    """Return the form of a request, such as ``SELECT`` or ``INSERT``; None if there is none.

    >>> kind_of("# ask me\\nPREFIX select: <http://example.org/> DESCRIBE select:x")
    'DESCRIBE'
    """
    for group, text, _start in _tokens(sparql):
        if group == "word" and text.upper() in QUERIES + UPDATES:
            return text.upper()
    return None


def without_comments(sparql: str) -> str:
    """Return the text without its comments; every line keeps its number.

    >>> without_comments("SELECT * # all\\n{ ?s <http://example.org/#p> '#' }")
    "SELECT * \\n{ ?s <http://example.org/#p> '#' }"
    """
    kept, end = [], 0
    for group, text, start in _tokens(sparql):
        if group == "comment":
            kept.append(sparql[end:start])
            end = start + len(text)
    return "".join([*kept, sparql[end:]])


def with_prefixes(sparql: str, prefixes: Mapping[str, str]) -> str:
    """Return the text with a declaration of each of ``prefixes`` that it uses undeclared.

    They stand before its first line, on that line, so that the line numbers in a store's
    messages are those of the text as it was written.

    >>> with_prefixes("ASK { ?e a rkb:Event }", {"rkb": "http://example.org/"})
    'PREFIX rkb: <http://example.org/> ASK { ?e a rkb:Event }'
    """
    return "".join(f"{line} " for line in _declarations(sparql, prefixes)) + sparql


def _declarations(sparql: str, prefixes: Mapping[str, str]) -> list[str]:
    """Return a declaration for each of ``prefixes`` that a text uses and does not declare."""
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for group, text, _start in _tokens(sparql):
        if group == "comment":
            continue
        if group == "prefixed":
            (declared if before.upper() == "PREFIX" else used).add(text.removesuffix(":"))
        before = text
    missing = used - declared
    return [f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items() if name in missing]


def _tokens(sparql: str) -> Iterator[tuple[str, str, int]]:
    for found in _TOKEN.finditer(sparql):
        assert found.lastgroup is not None
        yield found.lastgroup, found.group(), found.start()
