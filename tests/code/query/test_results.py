"""Tables for the terminal: what is cut apart when they must be narrow."""

from __future__ import annotations

import relations_kb
from relations_kb.paths import Home
from relations_kb.query.results import columns, render, table

TITLE = "International Atomic Energy Agency censures Iran over enrichment at Fordow"


def test_long_text_gives_way_before_words_are_cut() -> None:
    shown = table(
        ["date", "event", "type", "place"],
        [["1722-07/1723-09-23", TITLE, "assassination", "Vagharshapat (Echmiadzin)"]],
        80,
    )
    assert all(columns(line) <= 80 for line in shown.splitlines())
    words = shown.split()
    assert {"1722-07/1723-09-23", "assassination", "International"} <= set(words)


def test_words_are_cut_if_nothing_else_helps() -> None:
    shown = table(["a", "b"], [["x" * 30, "y" * 30]], 40)
    assert all(columns(line) <= 40 for line in shown.splitlines())
    assert shown.count("x") == 30


def test_a_number_is_never_cut() -> None:
    header = ["event", "value", "unit", "held by", "because"]
    row = ["Trade " * 9, "3,700,000,000", "US dollar", "Ministry " * 5, "incomprehensibilities"]
    assert "3,700,000,000" in table(header, [row], 40)


def test_large_numbers_have_commas_years_have_none(base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    sparql = "SELECT (1828 AS ?year) (20000000 AS ?value) (-12345.5 AS ?x) ('99999' AS ?text) {}"
    shown = render(kb.query(sparql), "table", {}, None)
    assert shown.splitlines()[-1].split() == ["1828", "20,000,000", "-12,345.5", "99999"]
    assert "20000000" in render(kb.query(sparql), "csv", {}, None)
