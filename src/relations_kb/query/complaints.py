"""What is wrong with a text that is not SPARQL, in words that help.

Oxigraph's parser is the judge, but it tells the place where it gave up, mostly the end of the
text; rdflib's tells where it could not go on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

_SHOWN = 30
_UNKNOWN = re.compile(r"Unknown namespace prefix : (\S*)")
_BEGINNING = re.compile(r"error at \d+:\d+: (expected one of )?")


def syntax_complaint(complaint: str, sparql: str, prefixes: Mapping[str, str]) -> str:
    """Return what is wrong with ``sparql``, and where; lines and columns count from 1.

    ``complaint`` is what Oxigraph said; ``prefixes`` are those that need no declaration.

    >>> syntax_complaint("", "ASK {\\n ?x = 3 }", {})
    "this is not SPARQL: it cannot be read on from '?x = 3 }' (line 2, column 2)"
    >>> syntax_complaint("", "ASK { a:b a c:d }", {"a": "http://example.org/"})
    "prefix 'c:' (line 1, column 13) is not declared; write PREFIX c: <…> before the query"
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql import prepareQuery

    try:
        prepareQuery(sparql, initNs=dict(prefixes))
    except ParseException as error:
        return _unreadable(sparql, error.loc)
    except Exception as error:  # rdflib raises the bare class for a prefix it does not know
        unknown = _UNKNOWN.search(str(error))
        if unknown is not None:
            return _unknown_prefix(unknown[1], sparql, prefixes)
    return f"this is not SPARQL: {_BEGINNING.sub('', complaint)}"


def _unreadable(sparql: str, position: int) -> str:
    rest = " ".join(sparql[position:].split())
    if not rest:
        return "this is not SPARQL: it breaks off too early; is a } or ) missing?"
    shown = rest if len(rest) <= _SHOWN else rest[:_SHOWN].rstrip() + "…"
    return f"this is not SPARQL: it cannot be read on from '{shown}' ({_place(sparql, position)})"


def _unknown_prefix(prefix: str, sparql: str, prefixes: Mapping[str, str]) -> str:
    used = re.search(rf"(?<![\w.:-]){re.escape(prefix)}:", sparql)
    place = f" ({_place(sparql, used.start())})" if used else ""
    near = get_close_matches(prefix, prefixes, 1)
    fix = f"did you mean '{near[0]}:'?" if near else f"write PREFIX {prefix}: <…> before the query"
    return f"prefix '{prefix}:'{place} is not declared; {fix}"


def _place(text: str, position: int) -> str:
    before = text[:position]
    return f"line {before.count(chr(10)) + 1}, column {position - before.rfind(chr(10))}"
