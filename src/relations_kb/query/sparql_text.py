"""What must be known of a SPARQL text before it is sent: its kind, its prefixes, its comments.

This is a scanner of tokens, not a parser: the store that gets the text is its judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

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
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<prefixed>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:)
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)


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
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for group, text, _start in _tokens(sparql):
        if group == "comment":
            continue
        if group == "prefixed":
            (declared if before.upper() == "PREFIX" else used).add(text.removesuffix(":"))
        before = text
    wanted = sorted((used - declared) & prefixes.keys())
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in wanted) + sparql


def _tokens(sparql: str) -> Iterator[tuple[str, str, int]]:
    for found in _TOKEN.finditer(sparql):
        assert found.lastgroup is not None
        yield found.lastgroup, found.group(), found.start()
