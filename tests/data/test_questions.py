"""Every shipped question answers on the shipped facts, with the columns it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

import relations_kb
from relations_kb.query.library import Question, questions

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = questions(ROOT / "queries")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_answers(question: Question) -> None:
    answer = relations_kb.open(ROOT / "facts").query(question.sparql)
    assert tuple(variable.value for variable in answer.variables) == question.columns
    assert list(answer)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_question_has_its_header(question: Question) -> None:
    assert question.title
    assert question.question.endswith("?")
    assert question.audience
    assert question.view in ("table", "timeline", "chart", "map")
