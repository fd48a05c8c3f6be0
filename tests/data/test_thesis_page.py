"""The numbers on docs/index-and-thesis.md, and the sentences that rest on them, still hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import relations_kb
from relations_kb.index.pressure import Compared, compare, measures

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "index-and-thesis.md").read_text("utf-8")
MEND = "the facts have changed it; mend with: python docs/generate.py, and read the page again"
REWRITE = "the facts no longer say so; rewrite 'What that says' in docs/index-and-thesis.md"


@pytest.fixture(scope="module")
def found() -> Compared:
    return compare(relations_kb.open(ROOT / "facts"))


def _number(text: str) -> float:
    return float(text.replace("−", "-").removesuffix("%"))


def test_the_numbers_have_not_drifted_far(found: Compared) -> None:
    printed = dict(re.findall(r"^\| ([^|]+) \| ([−+]?[\d.]+%?) \|$", PAGE, re.MULTILINE))
    now = dict(measures(found))  # type: ignore[arg-type]
    assert printed.keys() == now.keys(), MEND
    for name, text in now.items():
        new, old = _number(text), _number(printed[name])
        if text.endswith("%"):
            allowed = 8.0
        elif "(n)" in name:
            allowed = max(5.0, 0.15 * old)
        else:
            allowed = 0.15 if "rank" in name or "changes" in name else 0.4
        assert abs(new - old) <= allowed, f"{name}: {printed[name]}, now {text}; {MEND}"


def test_the_sentences_still_hold(found: Compared) -> None:
    same_year = next(lag for lag in found.lags if lag.years == 0)
    next_year = next(lag for lag in found.lags if lag.years == 1)
    chance = 0.34  # two-sided 5 % of Spearman's coefficient with 34 pairs
    assert abs(same_year.counts) < 0.25, REWRITE
    assert all(abs(lag.counts) < chance and abs(lag.changes) < chance for lag in found.lags), (
        REWRITE
    )
    assert found.with_pressure < found.without_pressure + 0.5, REWRITE
    assert same_year.changes < 0.2, REWRITE
    assert next_year.changes < 0.2, REWRITE
    assert found.after > found.days_after, REWRITE
    assert found.before - found.days_before > found.after - found.days_after - 0.05, REWRITE
