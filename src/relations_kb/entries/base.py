"""All entries of one base, read and checked against the model."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from relations_kb.entries.kinds import KINDS, Kind, kind_of_path
from relations_kb.entries.marks import Mark, marked_strings
from relations_kb.paths import Home, fact_files
from relations_kb.problem import Problem
from relations_kb.reading import FactFile, KeyPath, read_bytes


@dataclass(slots=True)
class Entry:
    """One entry: its kind and id, its plain data, its record if valid, and where it stands."""

    kind: Kind
    id: str
    data: dict[str, Any]
    file: FactFile
    prefix: KeyPath = ()
    record: BaseModel | None = None
    errors: list[Any] = field(default_factory=list)


class Marked(NamedTuple):
    """A marked string: its entry, its key path in the file, the string and its mark."""

    entry: Entry
    keys: KeyPath
    value: str
    mark: Mark


@dataclass
class Base:
    """The entries of a base, and the files that they came from."""

    home: Home
    files: list[FactFile]
    entries: list[Entry]

    @cached_property
    def by_id(self) -> dict[str, dict[str, Entry]]:
        """Entries by kind name and id; of two with one id, the first."""
        index: dict[str, dict[str, Entry]] = {name: {} for name in KINDS}
        for entry in self.entries:
            index[entry.kind.name].setdefault(entry.id, entry)
        return index

    @cached_property
    def marked(self) -> list[Marked]:
        """Every string of every entry that the model marks as reference, concept or date."""
        return [
            Marked(entry, (*entry.prefix, *keys), value, mark)
            for entry in self.entries
            for keys, value, mark in marked_strings(entry.kind.model, entry.data)
        ]

    @cached_property
    def concepts(self) -> dict[str, list[str]]:
        """Names of the concepts of each scheme."""
        from relations_kb.entries.concepts import concept_names

        return concept_names(self.home.ontology / "concepts.ttl")

    @property
    def unusable(self) -> list[str]:
        """Paths of the files that cannot be read, or hold an entry that fits no model, sorted."""
        used = {entry.file.path for entry in self.entries}
        unread = {f.path for f in self.files if f.problems or (f.path not in used and f.data != [])}
        return sorted(unread | {e.file.path for e in self.entries if e.record is None})

    def valid(self, kind: str) -> list[Entry]:
        """Return the entries of a kind that fit the model."""
        return [e for e in self.entries if e.kind.name == kind and e.record is not None]


def load_base(home: Home) -> Base:
    """Read every fact file under ``home.facts``. Problems stay on files and entries."""
    files: list[FactFile] = []
    entries: list[Entry] = []
    with without_cycle_collection():
        for path in fact_files(home.facts):
            file = read_fact_file(home.facts, path)
            files.append(file)
            entries.extend(entries_of(file))
    return Base(home, files, entries)


@contextlib.contextmanager
def without_cycle_collection() -> Iterator[None]:
    """Spare Python the search for garbage among a million nodes that are all in use."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_fact_file(folder: Path, path: str) -> FactFile:
    """Read one fact file; if it cannot be opened, that is the problem it has."""
    try:
        with open(f"{folder}/{path}", "rb") as handle:  # noqa: PTH123 - pathlib is slow here
            content = handle.read()
    except OSError as error:
        reason = f"cannot be opened: {error.strerror}"
        problem = Problem(path, 1, 1, "unreadable", reason, "mend its permissions or its link")
        return FactFile(path, b"", problems=[problem])
    return read_bytes(content, path)


def entries_of(file: FactFile) -> list[Entry]:
    """Return the entries that a file holds; none if its path or shape is wrong."""
    kind = kind_of_path(file.path)
    if kind is None:
        return []
    if kind.listed:
        items = list(enumerate(file.data)) if isinstance(file.data, list) else []
        found = [_entry(kind, item, file, (index,)) for index, item in items]
    else:
        found = [_entry(kind, file.data, file, ())] if file.data is not None else []
    return [entry for entry in found if entry is not None]


def _entry(kind: Kind, data: Any, file: FactFile, prefix: KeyPath) -> Entry | None:
    if not isinstance(data, dict):
        return None
    identifier = data.get("id")
    default = "dataset" if kind.name == "dataset" else ""
    entry = Entry(kind, identifier if isinstance(identifier, str) else default, data, file, prefix)
    try:
        entry.record = kind.model.model_validate(data)
    except ValidationError as error:
        entry.errors = error.errors(include_url=False)
    return entry
