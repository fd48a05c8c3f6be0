"""The files that a graph is made from, and whether they changed.

A file counts as unchanged if its size and time of change are those recorded, unless it was
written so shortly before the recording that a second write could hide behind the first
(the "racy" case of git); then, and when they differ, its content decides. The time of
change is the later of the content's and of the file's own, which no program can set back.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from relations_kb.paths import Home, fact_files
from relations_kb.questions.folder import question_files

_RACY_NANOSECONDS = 2_000_000_000
_SOFTWARE = ("dates", "entries", "graph", "questions", "reading")
_SOFTWARE_FILES = ("prefixes.py",)

Record = tuple[int, int, str]
"""Size in bytes, time of change in nanoseconds, SHA-256 of the content."""


@dataclass(slots=True)
class Changes:
    """What differs from the recording. ``meaning`` is true if more than facts differ.

    ``records`` are those of ``at``, a time in nanoseconds before any file was looked at.
    ``better`` is true if by them fewer files will have to be read next time.
    """

    at: int
    meaning: bool = False
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    better: bool = False
    records: dict[str, Record] = field(default_factory=dict)

    @property
    def none(self) -> bool:
        """True if the graph would come out the same."""
        return not (self.meaning or self.written or self.removed)


def locations(home: Home) -> dict[str, str]:
    """Return every input by its name: ``facts:…``, ``ontology:…``, ``questions:…``, ….

    Paths are strings: on thousands of files `pathlib` would take longer than a warm query.
    """
    facts, ontology = str(home.facts), str(home.ontology)
    found = {f"facts:{path}": f"{facts}/{path}" for path in fact_files(home.facts)}
    for path in ("context.jsonld", "concepts.ttl", "relations.ttl"):
        found[f"ontology:{path}"] = f"{ontology}/{path}"
    for name in _names(f"{ontology}/derivations", ".rq"):
        found[f"ontology:derivations/{name}"] = f"{ontology}/derivations/{name}"
    queries = str(home.queries)
    for path in question_files(home.queries):
        found[f"questions:{path}"] = f"{queries}/{path}"
    package = str(Path(__file__).resolve().parent.parent)
    for name in _SOFTWARE_FILES:
        found[f"software:{name}"] = f"{package}/{name}"
    for folder in _SOFTWARE:
        for name in _names(f"{package}/{folder}", ".py"):
            found[f"software:{folder}/{name}"] = f"{package}/{folder}/{name}"
    return found


def _names(folder: str, ending: str) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if entry.name.endswith(ending))


def changes(home: Home, recorded: dict[str, Record], recorded_at: int) -> Changes:
    """Compare the inputs of ``home`` with what was recorded at a time in nanoseconds."""
    result = Changes(at=time.time_ns())
    present = locations(home)
    for name, path in present.items():
        try:
            stat = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            continue
        old = recorded.get(name)
        changed_at = max(stat.st_mtime_ns, stat.st_ctime_ns)
        unchanged = old is not None and old[:2] == (stat.st_size, changed_at)
        if old is not None and unchanged and changed_at < recorded_at - _RACY_NANOSECONDS:
            result.records[name] = old
            continue
        digest = _digest(path)
        result.records[name] = (stat.st_size, changed_at, digest)
        result.better |= changed_at < result.at - _RACY_NANOSECONDS
        if old is None or old[2] != digest:
            _note(result, name)
    for name in recorded:
        if name not in result.records:
            if name.startswith("facts:"):
                result.removed.append(name.removeprefix("facts:"))
            else:
                result.meaning = True
    return result


def _digest(path: str) -> str:
    import hashlib  # OpenSSL behind it takes milliseconds to load, and a warm query needs none

    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _note(result: Changes, name: str) -> None:
    if name.startswith("facts:"):
        result.written.append(name.removeprefix("facts:"))
    else:
        result.meaning = True
