"""Each form of the index says how many events it rests on and what is wrong with them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from relations_kb.index.coded_events import CodedEvent
from relations_kb.index.printing import notes, printed
from relations_kb.index.series import BETWEEN, SERIES, index

EVENTS = [
    *(
        CodedEvent(f"m{i}", 1990 + i, "AGREE", "mutual", float(i), i - 1.0, float(i))
        for i in range(7)
    ),
    CodedEvent("r", 2011, "REJECT", "russia-to-iran", -4.0, -4.0, -4.0),
]
POINTS = index(EVENTS)


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_what_a_reader_must_know_is_there(form: str) -> None:
    text = " ".join(printed(POINTS, form, 80, undated=2).split())
    for words in ("8 in all", "Small n: 1 of 2 means", "bootstrap", "(7 of 8)", "Selection:",
                  "curators chose", "Left out: 2 events"):  # fmt: skip
        assert words in text


def test_the_notes_count_no_event_twice() -> None:
    points = index(EVENTS, directions=SERIES)
    assert any("8 in all" in note for note in notes(points))
    assert any("(7 of 8)" in note for note in notes(points))
    assert not any("Small n" in note for note in notes(index(EVENTS[:7], directions=(BETWEEN,))))


def test_the_table() -> None:
    lines = printed(POINTS, "table", 80).splitlines()
    assert lines[0].split("  ")[0] == "period"
    assert lines[2].split()[:4] == ["1990s", "mutual", "7", "+3.0"]
    assert lines[3].split() == ["2010s", "russia-to-iran", "1*", "−4.0", "−4.0"]
    assert max(map(len, lines)) <= 80


def test_csv_keeps_empty_periods() -> None:
    rows = list(csv.DictReader(io.StringIO(printed(POINTS, "csv"))))
    assert len(rows) == 3 * 4
    mutual = rows[2]
    assert (mutual["period"], mutual["direction"], mutual["n"], mutual["mean"]) == (
        "1990s",
        "mutual",
        "7",
        "3",
    )
    assert (mutual["coders_low"], mutual["small_n"], mutual["sum"]) == ("2", "false", "21")
    empty = rows[4]
    assert (empty["n"], empty["mean"], empty["interval_low"], empty["small_n"]) == (
        "0",
        "",
        "",
        "true",
    )


def test_json_names_its_events() -> None:
    data = json.loads(printed(POINTS, "json"))
    point = data["points"][2]
    assert point["events"] == [f"m{i}" for i in range(7)]
    assert point["categories"] == {"AGREE": 7}
    assert point["interval"][0] <= point["mean"] <= point["interval"][1]
    assert len(data["notes"]) == 5


def test_numbers_have_a_true_minus_and_zero_no_sign() -> None:
    text = printed(
        index([CodedEvent("a", 2000, "AGREE", "mutual", -0.01, -0.01, -0.01)]), "markdown"
    )
    assert "| 1* | 0.0 |" in text
