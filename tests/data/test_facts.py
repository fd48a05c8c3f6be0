"""The shipped facts: no errors, as many entries as promised, and in canonical form."""

from __future__ import annotations

import pytest

from relations_kb.checking.check import check_base
from relations_kb.checking.printing import as_text
from relations_kb.entries.base import Base, load_base
from relations_kb.paths import shipped
from relations_kb.problem import Problem

SHOWN = 40


@pytest.fixture(scope="module")
def base() -> Base:
    return load_base(shipped())


@pytest.fixture(scope="module")
def problems(base: Base) -> list[Problem]:
    return check_base(base)


def test_the_shipped_facts_have_no_errors(problems: list[Problem]) -> None:
    errors = [problem for problem in problems if problem.level == "error"]
    assert not errors, "\n" + as_text(errors[:SHOWN], "facts")


def test_the_minimum_counts_hold(base: Base) -> None:
    (dataset,) = base.valid("dataset")
    for minimum in dataset.data["minimum-counts"]:
        assert len(base.by_id[minimum["kind"]]) >= minimum["count"], minimum


def test_the_shipped_facts_are_canonical(problems: list[Problem]) -> None:
    untidy = [problem.path for problem in problems if problem.code == "not-canonical"]
    assert not untidy, f"{len(untidy)} files; run: relations-kb format"
