"""A mistake in SPARQL is told with its place and, for a prefix, with the way out."""

from __future__ import annotations

import pytest

import relations_kb
from relations_kb.errors import QueryError
from relations_kb.paths import Home


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        (
            "SELECT ?x { ?x a foo:Bar }",
            "prefix 'foo:' (line 1, column 18) is not declared; "
            "write PREFIX foo: <…> before the query",
        ),
        (
            "SELECT ?x {\n ?x rkb:theme themes:arms }",
            "prefix 'themes:' (line 2, column 15) is not declared; did you mean 'theme:'?",
        ),
        (
            "SELECT ?x { ?x a ?y . FILTER ?y > 3 }",
            "this is not SPARQL: it cannot be read on from 'FILTER ?y > 3 }' (line 1, column 23)",
        ),
        ("SELECT ?x { ?x a ?y", "this is not SPARQL: it breaks off too early"),
        ("vetoes", "'vetoes' is not SPARQL; a shipped question is asked by kb.ask('vetoes')"),
    ],
)
def test_mistake_is_told(base_home: Home, sparql: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        relations_kb.open(base_home.facts).query(sparql)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 160
    assert "\\u{" not in str(caught.value)
