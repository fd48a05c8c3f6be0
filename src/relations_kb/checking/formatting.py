"""Formats fact files, and remembers which are canonical, because formatting is slow."""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from relations_kb.paths import Home, cache_folder


@cache
def formatter_version() -> str:
    """Return a digest of the code that decides the form: formatter and models."""
    folder = Path(__file__).resolve().parent.parent / "entries"
    digest = hashlib.sha256()
    for module in sorted(folder.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


class Verdicts:
    """Digests of contents known to be canonical, kept in the user's cache."""

    def __init__(self) -> None:
        self._path = cache_folder() / f"canonical-{formatter_version()}.json"
        self._known = self._read()
        self._used: set[str] = set()

    def is_canonical(self, content: bytes, path: str) -> bool:
        """Return whether ``content`` is what the formatter would write."""
        key = hashlib.sha256(path.partition("/")[0].encode() + b"\0" + content).hexdigest()[:32]
        if key not in self._known:
            from relations_kb.entries.canonical import canonical_text

            text = content.decode("utf-8", errors="replace")
            if canonical_text(text, path) != text:
                return False
        self._used.add(key)
        return True

    def keep(self) -> None:
        """Write what was learnt; without a place to write, learn it anew next time."""
        if self._used <= self._known:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(sorted(self._used | self._known), file)
            os.replace(aside, self._path)

    def _read(self) -> set[str]:
        try:
            return set(json.loads(self._path.read_bytes()))
        except (OSError, ValueError):
            return set()


def reformatted(home: Home, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return old and new text of each fact file that is not canonical."""
    from relations_kb.entries.canonical import canonical_text

    found = {}
    for path in paths:
        content = (home.facts / path).read_bytes()
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        new = canonical_text(text, path)
        if new != text:
            found[path] = (text, new)
    return found


def difference(path: str, old: str, new: str) -> str:
    """Return a unified diff of one file."""
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), path, f"{path} (canonical)"
    )
    return "".join(lines)
