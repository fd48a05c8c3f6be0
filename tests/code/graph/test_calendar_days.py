"""The days of an event in the calendars: which events have them, and that they are right."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import relations_kb
from relations_kb.dates.calendars import to_gregorian
from relations_kb.graph.calendar_days import calendar_days
from relations_kb.paths import Home


def _days(text: str) -> dict[str, tuple[int, int, int]]:
    return {
        node["calendar"].rpartition("/")[2]: (node["year"], node["month"], node["dayOfMonth"])
        for node in calendar_days(text, "event/x")
    }


@pytest.mark.parametrize("text", ["1828-02-22", "1828-02-22/1828-03", "1828-02-22/.."])
def test_the_day_of_turkmenchay(text: str) -> None:
    assert _days(text) == {
        "gregorian": (1828, 2, 22), "julian": (1828, 2, 10), "solar-hijri": (1206, 12, 2),
        "lunar-hijri": (1243, 8, 6),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["1828", "1828-02", "1828-02-22?", "1828-02-22~", "1828-02~/1828-03-01", "../1828-02-22",
     "[1828-02-22..1828-02-23]", "1828-02-XX", "182X"],
)  # fmt: skip
def test_without_a_day_there_is_no_anniversary(text: str) -> None:
    assert _days(text) == {}


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2100, 12, 31)))
def test_every_day_leads_back(day: datetime.date) -> None:
    days = _days(day.isoformat())
    assert len(days) == 4
    for calendar, (year, month, number) in days.items():
        assert to_gregorian(calendar, f"{year:04}-{month:02}-{number:02}") == day.isoformat()


def test_the_graph_writes_them_in_three_languages(base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    rows = kb.query(
        "SELECT ?label { event:1828-treaty-of-turkmenchay rkb:calendarDay ?day ."
        " ?day rkb:calendar calendar:solar-hijri ; rdfs:label ?label } ORDER BY ?label"
    )
    assert {row["label"].value for row in rows} == {
        "2 Esfand 1206", "2 эсфанда 1206", "۲ اسفند ۱۲۰۶",
    }  # fmt: skip
