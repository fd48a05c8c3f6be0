"""Every shipped question answers on the shipped facts: the columns it promises, and known rows.

``answers.yaml`` holds for each question what must be among its rows, and why. The facts grow, so
it names rows that must be there and least numbers, not whole answers.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

import relations_kb
from relations_kb.query.knowledge_base import KnowledgeBase
from relations_kb.query.library import completed
from relations_kb.query.results import shown
from relations_kb.questions.folder import questions
from relations_kb.questions.question import Question

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = questions(ROOT / "queries")
ANSWERS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "answers.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return relations_kb.open(ROOT / "facts")


def _rows(kb: KnowledgeBase, question: Question, values: dict[str, Any]) -> list[dict[str, str]]:
    answer = kb.query(completed(question, values, kb.query))
    assert tuple(variable.value for variable in answer.variables) == question.columns
    return [{name: shown(row[name], {}) for name in question.columns} for row in answer]


def _fits(row: dict[str, str], wanted: dict[str, Any], least: dict[str, Any]) -> bool:
    return all(_equal(row[name], value) for name, value in wanted.items()) and all(
        row[name] and Decimal(row[name]) >= value for name, value in least.items()
    )


def _equal(text: str, value: Any) -> bool:
    if isinstance(value, (int, float)):
        return bool(text) and Decimal(text) == Decimal(str(value))
    return text == value


def test_there_are_sixty_and_more() -> None:
    assert len(QUESTIONS) >= 60
    assert {question.name for question in QUESTIONS} == set(ANSWERS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_answers(question: Question, kb: KnowledgeBase) -> None:
    for answer in ANSWERS[question.name]:
        rows = _rows(kb, question, answer.get("parameters", {}))
        assert rows
        wanted, least = answer.get("row", {}), answer.get("at-least", {})
        assert wanted or least or "rows" in answer
        assert answer["because"].endswith(".")
        assert any(_fits(row, wanted, least) for row in rows), (answer, rows[:3])
        assert len(rows) >= answer.get("rows", 1), (answer, len(rows))
        for absent in answer.get("without", []):
            assert not any(_fits(row, absent, {}) for row in rows), absent


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_has_its_header(question: Question) -> None:
    assert question.question.endswith("?")
    assert question.theme != "other"
    assert all(p.meaning.endswith(".") for p in question.parameters)
    assert question.view != "timeline" or {"date", "existed"} & set(question.columns) or (
        any(column.endswith("_date") for column in question.columns)
    )  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_order_is_said(question: Question) -> None:
    assert "ORDER BY" in question.sparql
