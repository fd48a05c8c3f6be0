"""Who speaks of an entry: the other entries that name it, and where in them."""

from __future__ import annotations

from dataclasses import dataclass

from relations_kb.entries.base import Base, Entry
from relations_kb.entries.fields import RefersTo
from relations_kb.entries.marks import marked_strings
from relations_kb.reading import KeyPath


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that names another, and the key paths in its data where it does."""

    entry: Entry
    places: tuple[KeyPath, ...]


def mentions(base: Base, entry: Entry) -> list[Mention]:
    """Return the valid entries that refer to ``entry``, in the order of their files; not itself."""
    # Most files do not hold the id at all, and looking for bytes is cheaper than walking keys.
    id_bytes = entry.id.encode()
    holding = {id(file) for file in base.files if id_bytes in file.content}
    found = []
    for other in base.entries:
        if other is entry or other.record is None or id(other.file) not in holding:
            continue
        places = tuple(
            keys
            for keys, value, mark in marked_strings(other.kind.model, other.data)
            if value == entry.id and isinstance(mark, RefersTo) and mark.kind == entry.kind.name
        )
        if places:
            found.append(Mention(other, places))
    return found
