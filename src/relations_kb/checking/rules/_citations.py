"""Walks over the citations of an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.entries.base import Base, Entry
from relations_kb.reading import KeyPath


def citations(entry: Entry) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """Yield key path and data of every citation of an entry, nested ones too."""
    yield from _walk(entry.data, ())


def _walk(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    if isinstance(value, dict):
        if "source" in value and "check" in value:
            yield keys, value
            return
        for key, inner in value.items():
            yield from _walk(inner, (*keys, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*keys, index))


def publisher(base: Base, source_id: str) -> str:
    """Return the id of the publisher of a source; of a mirror, that of what it mirrors."""
    source = base.by_id["source"].get(source_id)
    if source is None:
        return source_id
    mirrored = source.data.get("mirror-of")
    stem = source.file.path.rsplit("/", 1)[-1].removesuffix(".yaml")
    return mirrored if isinstance(mirrored, str) else stem
