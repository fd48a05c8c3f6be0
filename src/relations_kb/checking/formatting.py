"""Formats fact files, and remembers which are canonical, because formatting is slow."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import importlib.metadata
import json
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from relations_kb.entries.base import read_fact_file
from relations_kb.paths import Home, cache_folder
from relations_kb.problem import Problem

_MOST_VERDICTS = 50_000


@cache
def formatter_version() -> str:
    """Return a digest of what decides the form: the formatter, the models, ruamel.yaml."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(importlib.metadata.version("ruamel.yaml").encode())
    for folder in ("entries", "reading"):
        for module in sorted((package / folder).glob("*.py")):
            digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


class Verdicts:
    """Which contents are canonical and which are not, kept in the user's cache."""

    def __init__(self) -> None:
        self._path = cache_folder() / f"canonical-{formatter_version()}.json"
        self._known = self._read()
        self._used: dict[str, bool] = {}

    def is_canonical(self, content: bytes, path: str) -> bool:
        """Return whether ``content`` is what the formatter would write."""
        kind = path.partition("/")[0].encode("utf-8", errors="surrogateescape")
        key = hashlib.sha256(kind + b"\0" + content).hexdigest()[:32]
        verdict = self._known.get(key)
        if verdict is None:
            from relations_kb.entries.canonical import canonical_text

            text = content.decode("utf-8", errors="replace")
            verdict = canonical_text(text, path) == text
        self._used[key] = verdict
        return verdict

    def keep(self) -> None:
        """Write what was learnt; without a place to write, learn it anew next time."""
        if self._used.keys() <= self._known.keys():
            return
        together = {**self._known, **self._used}
        kept = self._used if len(together) > _MOST_VERDICTS else together
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            Path(aside).replace(self._path)
            self._remove_old()

    def _remove_old(self) -> None:
        for other in self._path.parent.glob("canonical-*.json"):
            if other != self._path:
                other.unlink(missing_ok=True)

    def _read(self) -> dict[str, bool]:
        try:
            found = json.loads(self._path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def reformatted(
    home: Home, paths: Iterable[str]
) -> tuple[dict[str, tuple[str, str]], list[Problem]]:
    """Return old and new text of each fact file that is not canonical, and what hinders others.

    A file that cannot be opened or is no YAML has no canonical form; its problems say why.
    """
    from relations_kb.entries.canonical import canonical_text

    found = {}
    problems: list[Problem] = []
    for path in paths:
        file = read_fact_file(home.facts, path)
        if file.data is None or file.problems:
            problems += file.problems
            continue
        text = file.content.decode("utf-8")
        new = canonical_text(text, path)
        if new != text:
            found[path] = (text, new)
    return found, problems


def format_base(home: Home, paths: Iterable[str], *, write: bool) -> list[str]:
    """Return the paths that are not canonical; with ``write``, make them so.

    Each file is written aside and renamed into place. Raises `OSError` if that fails.
    """
    changed, _ = reformatted(home, paths)
    for path, (_, new) in changed.items() if write else ():
        target = home.facts / path
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            aside.write_bytes(new.encode("utf-8"))
            aside.chmod(target.stat().st_mode & 0o7777)
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
    return list(changed)


def difference(path: str, old: str, new: str) -> str:
    """Return a unified diff of one file."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), path, f"{path} (canonical)"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
