"""The rows of a SELECT: as Oxigraph gives them, and as data frames with types."""

from __future__ import annotations

import datetime
import decimal
import sys
from typing import Any

import pandas as pd
import polars as pl
import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.errors import MissingExtraError
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase
from relations_kb.query.rows import Rows

EVENTS = """
SELECT ?event ?date ?day ?year ?goldstein ?wikidata {
  ?event a rkb:Event ; rkb:date ?date ; rkb:earliest ?day ; rkb:earliestYear ?year ;
         rkb:coding/rkb:goldstein ?goldstein .
  OPTIONAL { ?event rkb:wikidata ?wikidata }
} ORDER BY ?event
"""


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


def test_pandas_has_types(kb: KnowledgeBase) -> None:
    frame = kb.query(EVENTS).to_pandas()
    assert frame.dtypes.astype(str).to_dict() == {
        "event": "string", "date": "string", "day": "datetime64[s]", "year": "Int64",
        "goldstein": "Float64", "wikidata": "string",
    }  # fmt: skip
    assert len(frame) == 8
    assert frame["day"].min() == pd.Timestamp(1651, 1, 1).as_unit("s")
    assert frame["goldstein"].min() == -10
    assert frame["wikidata"].isna().sum() == 7
    means = frame.groupby(frame["year"] // 100)["goldstein"].mean()
    assert means.round(2).to_dict() == {16: -9.0, 18: -7.0, 19: -1.5, 20: -3.83}
    assert frame["event"][0] == "https://w3id.org/relations-kb/event/1651-raid-on-the-sunzha"


def test_polars_has_types(kb: KnowledgeBase) -> None:
    frame = kb.query(EVENTS).to_polars(prefixed=True)
    assert dict(frame.schema) == {
        "event": pl.String, "date": pl.String, "day": pl.Date, "year": pl.Int64,
        "goldstein": pl.Float64, "wikidata": pl.String,
    }  # fmt: skip
    assert frame["event"][0] == "event:1651-raid-on-the-sunzha"
    assert frame["day"][0] == datetime.date(1651, 1, 1)
    assert frame["wikidata"].null_count() == 7


def test_exact_decimals(kb: KnowledgeBase) -> None:
    rows = kb.query("SELECT ?n { VALUES ?n { 0.1 2 -3.25 UNDEF } }")
    found = rows.to_pandas(exact=True)["n"].tolist()
    assert found[:3] == [decimal.Decimal("0.1"), decimal.Decimal(2), decimal.Decimal("-3.25")]
    series = rows.to_polars(exact=True)["n"]
    assert series.dtype == pl.Decimal(38, 2)
    assert series[2] == decimal.Decimal("-3.25")


XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("values", "pandas_type", "polars_type", "last"),
    [
        ("1 UNDEF 2", "Int64", pl.Int64, 2),
        ("1 2.5", "Float64", pl.Float64, 2.5),
        ("1 2e3", "Float64", pl.Float64, 2000.0),
        ("true UNDEF false", "boolean", pl.Boolean, False),
        ("1 'one'", "string", pl.String, "one"),
        ("'a' 'b'@fa", "string", pl.String, "b"),
        ("UNDEF UNDEF", "string", pl.String, None),
        (f"'1828-02-22'^^<{XSD}date>", "datetime64[s]", pl.Date, datetime.date(1828, 2, 22)),
        (f"'2020-01-01Z'^^<{XSD}date>", "string", pl.String, "2020-01-01Z"),
        (f"'-0044-03-15'^^<{XSD}date>", "string", pl.String, "-0044-03-15"),
        (f"'2020-01-01T01:00:00+01:00'^^<{XSD}dateTime>", "datetime64[us]", pl.Datetime,
         datetime.datetime(2020, 1, 1)),
        ("9223372036854775807", "Int64", pl.Int64, 9223372036854775807),
        (f"'5'^^<{XSD}nonNegativeInteger>", "Int64", pl.Int64, 5),
        ("<urn:x> 1", "string", pl.String, "1"),
    ],
)  # fmt: skip
def test_a_column_has_the_type_of_its_values(
    values: str, pandas_type: str, polars_type: Any, last: Any, kb: KnowledgeBase
) -> None:
    rows = kb.query(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    frame = rows.to_pandas()
    assert str(frame["x"].dtype) == pandas_type
    series = rows.to_polars()["x"]
    assert series.dtype == polars_type
    assert series[-1] == last


def test_no_rows_still_have_columns(kb: KnowledgeBase) -> None:
    rows = kb.query("SELECT ?a ?b { ?a a rkb:Nothing ; rkb:x ?b }")
    assert list(rows.to_pandas().columns) == rows.to_polars().columns == ["a", "b"]
    assert len(rows.to_pandas()) == 0


def test_going_through_it_is_as_before(kb: KnowledgeBase) -> None:
    rows = kb.query("SELECT ?n { VALUES ?n { 1 2 3 } }")
    assert isinstance(rows, Rows)
    assert [variable.value for variable in rows.variables] == ["n"]
    first = next(rows)
    assert isinstance(first, ox.QuerySolution)
    assert first["n"].value == first[0].value == "1"
    assert rows.to_pandas()["n"].tolist() == [2, 3]
    assert rows.to_pandas()["n"].tolist() == [2, 3], "a frame does not use the rows up"
    assert [row["n"].value for row in rows] == ["2", "3"]
    assert list(rows) == []
    again = kb.query("SELECT ?n { VALUES ?n { 1 } }")
    assert again.serialize(format=ox.QueryResultsFormat.CSV) == b"n\r\n1\r\n"
    assert isinstance(kb.query("ASK {}"), ox.QueryBoolean)
    assert isinstance(kb.query("DESCRIBE event:1651-raid-on-the-sunzha"), ox.QueryTriples)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_names_the_extra(
    library: str, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtraError, match=rf"relations-kb\[{library}\]"):
        getattr(kb.query("SELECT (1 AS ?n) {}"), f"to_{library}")()
