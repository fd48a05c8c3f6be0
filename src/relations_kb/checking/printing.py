"""Problems as text, JSON and GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from relations_kb.problem import Problem


def as_text(problems: Sequence[Problem], root: str) -> str:
    """Return one line a problem: ``path:line:column code: message; fix``."""
    return "\n".join(
        f"{root}/{p.path}:{p.line}:{p.column} {p.level} {p.code}: {p.message}"
        + (f"; {p.fix}" if p.fix else "")
        for p in problems
    )


def some_of(problems: Sequence[Problem], most: int = 5) -> str:
    """Return the first few problems, indented, with how to see all: for errors of other commands.

    Paths are relative to the facts folder.
    """
    lines = [
        f"  {p.path}:{p.line}:{p.column} {p.code}: {p.message}" + (f"; {p.fix}" if p.fix else "")
        for p in problems[:most]
    ]
    if len(problems) > most:
        lines.append(f"  and {len(problems) - most} more")
    return "\n".join([*lines, "see all of them with: relations-kb validate"])


def as_json(problems: Sequence[Problem], root: str) -> str:
    """Return the problems as a JSON array."""
    items = [{**asdict(p), "path": f"{root}/{p.path}"} for p in problems]
    return json.dumps(items, ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem], root: str) -> str:
    """Return GitHub workflow commands, which annotate the lines of a pull request."""
    names = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for p in problems:
        text = _escaped(f"{p.message}; {p.fix}" if p.fix else p.message)
        path = _escaped(f"{root}/{p.path}").replace(":", "%3A").replace(",", "%2C")
        lines.append(
            f"::{names[p.level]} file={path},line={p.line},col={p.column},title={p.code}::{text}"
        )
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
