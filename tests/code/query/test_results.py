"""Tables for the terminal: what is cut apart when they must be narrow."""

from __future__ import annotations

from relations_kb.query.results import columns, table

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
