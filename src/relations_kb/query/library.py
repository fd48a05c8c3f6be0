"""The shipped questions: ``queries/*.rq``, each with a header of ``# key: value`` lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from relations_kb.errors import QueryError


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the base answers: its name, its header and its SPARQL text."""

    name: str
    title: str
    question: str
    audience: str
    columns: tuple[str, ...]
    view: str
    sparql: str


def questions(folder: Path) -> list[Question]:
    """Return all questions of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def sparql_of(text: str, folder: Path) -> str:
    """Return the SPARQL that ``text`` means: a question's name, a file's path, or SPARQL itself.

    Raises `QueryError` if it is none of them, with near names of questions.
    """
    shipped = folder / f"{text}.rq"
    if "\n" not in text and len(text) < 200:
        if shipped.is_file():
            return shipped.read_text("utf-8")
        path = Path(text)
        if path.is_file():
            return path.read_text("utf-8")
        if path.suffix in (".rq", ".sparql"):
            raise QueryError(f"{text}: no such file")
        if " " not in text.strip() and "{" not in text:
            from difflib import get_close_matches

            names = [path.stem for path in folder.glob("*.rq")]
            near = get_close_matches(text, names, 1)
            hint = f"did you mean '{near[0]}'?" if near else "see them with: relations-kb questions"
            raise QueryError(f"no question or file '{text}'; {hint}")
    return text


def _read(path: Path) -> Question:
    header: dict[str, str] = {}
    text = path.read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].partition(":")
        if colon:
            header[key.strip()] = value.strip()
    columns = tuple(part.strip() for part in header.get("columns", "").split(",") if part.strip())
    return Question(
        path.stem,
        header.get("title", path.stem),
        header.get("question", ""),
        header.get("audience", ""),
        columns,
        header.get("view", "table"),
        text,
    )
