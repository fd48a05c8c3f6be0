"""The folder of shipped questions: ``queries/<theme>/<name>.rq``."""

from __future__ import annotations

import os
from pathlib import Path

from relations_kb.errors import QueryError
from relations_kb.questions.question import Question, read_question

_ENDING = ".rq"


def question_files(folder: Path) -> dict[str, str]:
    """Return the path (relative to ``folder``) of each question, by path, sorted.

    Hidden files and folders are left out; a folder that is not there has no questions.
    """
    found: dict[str, str] = {}
    stack = [""]
    while stack:
        prefix = stack.pop()
        try:
            entries = list(os.scandir(f"{folder}/{prefix}"))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                stack.append(f"{prefix}{entry.name}/")
            elif entry.name.endswith(_ENDING):
                found[f"{prefix}{entry.name}"] = entry.name.removesuffix(_ENDING)
    return dict(sorted(found.items()))


def questions(folder: Path) -> list[Question]:
    """Return all questions of a folder, by theme and name.

    Raises `QueryError` with file and line for a header that is wrong, and for a name that
    two files have.
    """
    seen: dict[str, str] = {}
    found = []
    for path, name in question_files(folder).items():
        if name in seen:
            raise QueryError(f"{path}: {seen[name]} has this name too; give one another name")
        seen[name] = path
        found.append(_read(folder, path, name))
    return sorted(found, key=lambda question: (question.theme, question.name))


def find_question(folder: Path, name: str) -> Question | None:
    """Return the question of that name, or None. Only its own file is read."""
    for path, found in question_files(folder).items():
        if found == name:
            return _read(folder, path, name)
    return None


def _read(folder: Path, path: str, name: str) -> Question:
    text = (folder / path).read_text("utf-8")
    theme = path.rpartition("/")[0] or "other"
    return read_question(text, str(folder / path), name, theme)
