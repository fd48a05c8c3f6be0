"""The chart: the same bytes each time, readable forms, labels that do not lie on each other."""

from __future__ import annotations

import builtins
import re
import struct
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import relations_kb
from relations_kb.errors import MissingExtraError
from relations_kb.index.chart import FORMS, chart
from relations_kb.index.coded_events import CodedEvent, coded_events
from relations_kb.index.landmarks import Era, TurningPoint, eras, turning_points
from relations_kb.index.placing import rows_of_labels
from relations_kb.index.series import SERIES, index
from relations_kb.paths import Home

ROOT = Path(__file__).resolve().parents[3]
ERAS = [Era("First", 1800, 1899), Era("Second", 1900, 1990), Era("Third", 1991, None)]
MARKS = [
    TurningPoint("Treaty", 1828.14),
    TurningPoint("Letter", 1989.0),
    TurningPoint("War", 1989.4),
]
EVENTS = [
    CodedEvent(
        f"e{i}",
        1800 + i * 7 % 226,
        "AGREE",
        ("mutual", "third-party", "iran-to-russia")[i % 3],
        float(i % 19 - 9),
        -9.0,
        9.0,
    )
    for i in range(150)
]
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from test_chart import drawn
sys.stdout.buffer.write(drawn(sys.argv[2]))
"""


def drawn(form: str, by: str = "decade") -> bytes:
    return chart(index(EVENTS, by=by, directions=SERIES), ERAS, MARKS, form)


@pytest.mark.parametrize("form", FORMS)
def test_another_process_draws_the_same_bytes(form: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), form]
    there = subprocess.run(
        command, capture_output=True, env={"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"}
    )
    assert there.returncode == 0, there.stderr.decode()
    assert there.stdout == drawn(form)


def test_a_readers_own_settings_change_nothing() -> None:
    import matplotlib

    before = drawn("svg")
    with matplotlib.rc_context(
        {"font.size": 20.0, "svg.hashsalt": "mine", "axes.facecolor": "red"}
    ):
        assert drawn("svg") == before
        assert matplotlib.rcParams["font.size"] == 20.0


def test_svg_is_xml_without_a_date() -> None:
    text = drawn("svg")
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    assert not re.search(rb"<dc:date>|20\d\d-\d\d-\d\dT", text)


def test_png_is_for_print() -> None:
    content = drawn("png")
    assert content.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", content[16:24])
    assert width == pytest.approx(7.1 * 300, abs=2)
    assert 2000 < height < 11 * 300
    assert b"tIME" not in content


@pytest.mark.parametrize("by", ["year", "decade"])
def test_one_series_one_event_no_marks(by: str) -> None:
    points = index(
        [CodedEvent("a", 2000, "AGREE", "mutual", 0.0, 0.0, 0.0)], by=by, directions=("mutual",)
    )
    assert chart(points, [], [], "svg").startswith(b"<?xml")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"relations-kb\[chart\]"):
        drawn("svg")


def test_eras_and_turning_points_come_from_the_graph(base_home: Home) -> None:
    kb = relations_kb.open(base_home.facts)
    found = eras(kb)
    assert found[0] == Era("Safavid Iran and Muscovy", 1500, 1721)
    assert found[-1].last is None
    assert all(before.last == after.first - 1 for before, after in pairwise(found))
    labels = [point.label for point in turning_points(kb)]
    assert labels[0] == "1828 Turkmenchay"
    assert labels == sorted(labels)
    assert turning_points(kb)[0].at == pytest.approx(1828 + 52 / 366, abs=1e-9)
    assert coded_events(kb).events


LABELS = st.lists(st.tuples(st.floats(0, 10), st.floats(0.2, 3)), min_size=1, max_size=14).map(
    lambda pairs: sorted(pairs)
)


@given(LABELS)
def test_no_label_lies_on_another_or_on_a_line(labels: list[tuple[float, float]]) -> None:
    places, widths = [at for at, _ in labels], [wide for _, wide in labels]
    rows, sides = rows_of_labels(places, widths, 13.0)
    boxes = [
        (at - wide, at) if side == "left" else (at, at + wide)
        for at, wide, side in zip(places, widths, sides, strict=True)
    ]
    for i, j in combinations(range(len(labels)), 2):
        if rows[i] == rows[j]:
            assert boxes[i][1] <= boxes[j][0] or boxes[j][1] <= boxes[i][0]
    for i, (low, high) in enumerate(boxes):
        for j, at in enumerate(places):
            if rows[j] > rows[i] and at != places[i]:
                assert not low < at < high
    assert all(low >= 0 for low, _ in boxes)


@pytest.mark.filterwarnings("error")
def test_a_series_without_an_event_is_drawn_empty() -> None:
    others = [event for event in EVENTS if event.direction == "third-party"]
    svg = chart(index(others, directions=SERIES), ERAS, MARKS, "svg")
    assert svg.count(b'<g id="axes_') == len(SERIES) + 1
