"""What a difference is: an entry that came, went, moved or changed, and in which fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Data = dict[str, Any]
Key = tuple[str, str]
"""Kind and id of an entry."""

ADDED, REMOVED, RENAMED, CHANGED = "added", "removed", "renamed", "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change inside an entry.

    ``path`` leads to the field; of an item of a list it has the words by which the item is
    known. ``what`` is ``added``, ``removed`` or ``changed``; ``model`` names what kind of
    mapping an added or removed value is, ``member`` is the member of a vote that moved from
    the position ``old`` to ``new``.
    """

    path: tuple[str, ...]
    what: str
    old: Any = None
    new: Any = None
    model: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """An entry that differs: its kind, its id (the new one), its fate, its changes."""

    kind: str
    id: str
    what: str
    old: Data | None
    new: Data | None
    was: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def data(self) -> Data:
        """The entry as it is now, or as it was before it went."""
        found = self.new if self.new is not None else self.old
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Differences:
    """All entries that differ between two states, by kind and id."""

    old_name: str
    new_name: str
    entries: list[EntryDifference] = field(default_factory=list)

    def of(self, what: str) -> list[EntryDifference]:
        """Return the entries of one fate."""
        return [entry for entry in self.entries if entry.what == what]
