"""Whether a fact file lies where entries live, and is a list or a mapping as it should be."""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.kinds import KINDS, kind_of_path
from relations_kb.problem import Problem
from relations_kb.reading import FactFile


def shape_problems(file: FactFile) -> Iterator[Problem]:
    """Yield a problem for a file that no kind of entry owns, and for one of the wrong shape."""
    path = file.path
    kind = kind_of_path(path)
    if kind is None:
        folders = ", ".join(known.folder for known in KINDS.values())
        yield Problem(
            path, 1, 1, "unknown-folder", "no kind of entry lives here", f"one of {folders}"
        )
    elif kind.listed and file.data is not None and not isinstance(file.data, list):
        yield Problem(path, 1, 1, "wrong-type", "this file must be a list", "begin with '- '")
    elif kind.listed and isinstance(file.data, list):
        for index, item in enumerate(file.data):
            if not isinstance(item, dict):
                fix = "write key: value pairs after the dash"
                yield file.problem((index,), "wrong-type", "this item is not a mapping", fix)
    elif file.data is not None and not isinstance(file.data, dict):
        yield Problem(path, 1, 1, "wrong-type", "this file must be a mapping", "write key: value")
