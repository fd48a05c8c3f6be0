"""Manifests: for each release, one JSON file with the hashes of every entry in it.

They lie in ``releases/`` within the folder of the facts, one file a release, and are never
changed once the release is out: what someone has cited is judged by them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from relations_kb.entries.base import Base, Entry
from relations_kb.errors import ReleaseError
from relations_kb.paths import RELEASES, Home
from relations_kb.releases.content_hash import content_hash, field_hashes

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
_OF_THE_BASE_ITSELF = ("dataset", "redirect")
_HASH = "SHA-256 of the entry as JSON: keys sorted, no white space, whole numbers as integers"


class Hashes(NamedTuple):
    """The hash of an entry, and a short one of each of its fields."""

    entry: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a release held; ``entries`` by ``kind/id``. ``released_on`` is YYYY-MM-DD."""

    release: str
    released_on: str
    entries: dict[str, Hashes]


def hashes_of(entry: Entry) -> Hashes:
    """Return the hashes of an entry as it now stands."""
    return Hashes(content_hash(entry.data), field_hashes(entry.data))


def name_of(entry: Entry) -> str:
    """Return ``kind/id``, the name of an entry in a manifest."""
    return f"{entry.kind.name}/{entry.id}"


def manifest_of(base: Base) -> Manifest:
    """Return the manifest of the release that the base says it is.

    Raises `ReleaseError` if ``release`` in dataset.yaml cannot be the name of a file.
    """
    dataset = base.by_id["dataset"]["dataset"].data
    release = str(dataset["release"])
    if not _NAME.match(release):
        raise ReleaseError(
            f"dataset.yaml: the release '{release}' cannot name a file; write such as 2026.11"
        )
    entries = {
        name_of(entry): hashes_of(entry)
        for entry in base.entries
        if entry.kind.name not in _OF_THE_BASE_ITSELF
    }
    return Manifest(release, str(dataset["released-on"]), dict(sorted(entries.items())))


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as JSON, an entry a line, the same bytes for the same facts."""
    head = {"release": manifest.release, "released-on": manifest.released_on, "hash": _HASH}
    lines = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    entries = [
        f"{_json(name)}: {_json({'hash': hashes.entry, 'fields': hashes.fields})}"
        for name, hashes in manifest.entries.items()
    ]
    return "{\n" + ",\n".join(lines) + ',\n"entries": {\n' + ",\n".join(entries) + "\n}}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def manifest_path(home: Home, release: str) -> Path:
    """Return where the manifest of a release lies."""
    return home.facts / RELEASES / f"{release}.json"


def releases(home: Home) -> list[str]:
    """Return the names of the releases that have a manifest, the oldest first."""
    folder = home.facts / RELEASES
    if not folder.is_dir():
        return []
    return sorted((path.stem for path in folder.glob("*.json")), key=_in_order)


def _in_order(release: str) -> list[tuple[int, int | str]]:
    """2026.9 comes before 2026.11."""
    parts = re.findall(r"\d+|\D+", release)
    return [(0, int(part)) if part.isdigit() else (1, part) for part in parts]


def read_manifest(home: Home, release: str) -> Manifest:
    """Return the manifest of a release.

    Raises `ReleaseError` if there is none, naming those there are, or if it is damaged.
    """
    known = releases(home)
    if release not in known:
        raise ReleaseError(f"no manifest of a release '{release}'; {_known(home, known)}")
    path = manifest_path(home, release)
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8"))
        entries = {
            name: Hashes(record["hash"], record["fields"])
            for name, record in data["entries"].items()
        }
        return Manifest(data["release"], data["released-on"], entries)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(
            f"{path}: this manifest cannot be read ({type(error).__name__}: {error}); restore it "
            "from the release"
        ) from error


def _known(home: Home, known: list[str]) -> str:
    if known:
        return f"there are: {', '.join(known)}"
    return f"no release of {home.facts} has one yet (relations-kb release writes them)"


def entries_in_error(base: Base) -> Iterator[Entry]:
    """Yield the entries that do not fit the model: no release may hold one."""
    return (entry for entry in base.entries if entry.record is None)
