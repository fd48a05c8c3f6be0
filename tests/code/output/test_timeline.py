"""The list of events: grouped by era, within the width, in three languages."""

from __future__ import annotations

import json

import pytest

import relations_kb
from relations_kb.entries.select import select_events
from relations_kb.output import timeline
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase
from relations_kb.query.results import columns, cut, table, wrapped


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("lang", ["en", "ru", "fa"])
@pytest.mark.parametrize("ids", [False, True])
def test_it_fits_the_width_and_loses_nothing(
    width: int, lang: str, ids: bool, kb: KnowledgeBase
) -> None:
    events = select_events(kb.base)
    text = timeline.text(events, timeline.eras(kb.base), lang, width, ids=ids)
    names = {event.id for event in events}  # kept whole, to be copied
    assert all(columns(s) <= width for s in text.splitlines() if s.strip() not in names)
    words = " ".join(text.split())
    for event in events:
        assert event.data["title"][lang] in words
        assert (event.id in words) is ids


def test_events_stand_in_order_of_time(kb: KnowledgeBase) -> None:
    rows = json.loads(timeline.as_json(select_events(kb.base), "en"))
    assert [row["id"][:4] for row in rows] == sorted(row["id"][:4] for row in rows)
    assert len(rows) == 8


def test_markdown(kb: KnowledgeBase) -> None:
    text = timeline.markdown(select_events(kb.base), timeline.eras(kb.base), "ru", None, ids=True)
    assert "| date | event | summary | id |" in text
    assert "Туркманчайский договор" in text
    assert text.count("## ") == 6


@pytest.mark.parametrize("width", range(45, 100, 7))
def test_a_table_fits_and_loses_nothing(width: int) -> None:
    rows = [["1828-02-22", "Туркманчайский договор между двумя странами", "x"], ["", "عهدنامه", ""]]
    text = table(["date", "event", "n"], rows, width)
    assert max(columns(line) for line in text.splitlines()) <= width
    for word in rows[0][1].split():
        assert word in text


def test_a_long_word_is_broken() -> None:
    assert wrapped("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]
    assert wrapped("", 10) == [""]
    assert cut("abcdef", 4) == "abc…"


def test_a_date_that_digits_do_not_tell_stands_in_words_and_whole(base_home: Home) -> None:
    base = relations_kb.open(base_home.facts).base
    events = select_events(base)
    for event, date in zip(
        events, ("[2026-03-12..2026-03-18]", "1669-06~", "2024-21"), strict=False
    ):
        event.data["date"] = date
    shown = timeline.text(events[:3], timeline.eras(base), "en", 80)
    assert "…" not in shown
    assert "about June 1669" in shown
    assert "spring 2024" in shown
    lines = shown.split("\n")
    first = next(i for i, line in enumerate(lines) if "between 12 March 2026" in line)
    assert lines[first + 1].strip().startswith("and 18 March 2026")
