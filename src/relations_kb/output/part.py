"""What an export is about: the events that were asked for, and all that they lean on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from relations_kb.checking.model_problems import model_problems
from relations_kb.checking.printing import some_of
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.fields import RefersTo
from relations_kb.entries.marks import marked_strings
from relations_kb.entries.select import select_events
from relations_kb.errors import FactsError, UsageError
from relations_kb.graph.describe import describe
from relations_kb.reading import KeyPath

_KINDS = ("event", "claim", "actor", "person", "place", "document", "source")


class Piece(NamedTuple):
    """A mapping inside an entry: its entry, its name in the graph, where it stands, its data.

    ``iri`` is relative to the base IRI: ``event/1828-…#measure-1``.
    """

    entry: Entry
    iri: str
    keys: KeyPath
    data: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """The entries of an export, by kind; ``whole`` if no condition was given."""

    base: Base
    whole: bool
    entries: Mapping[str, list[Entry]]

    @property
    def events(self) -> list[Entry]:
        """The events, by date, then id."""
        return self.entries["event"]

    @property
    def dataset(self) -> dict[str, Any]:
        """The data of ``dataset.yaml``: title, licence, release."""
        return self.base.valid("dataset")[0].data

    @property
    def base_iri(self) -> str:
        """What the IRI of every entry begins with."""
        return str(self.dataset["base-iri"])

    def holds(self, kind: str, identifier: str) -> bool:
        """Return whether an entry is in this part."""
        return identifier in self._ids[kind]

    def pieces(self, *names: str) -> Iterator[Piece]:
        """Yield the mappings that stand under a key of one of these names, entry by entry."""
        for name in names:
            yield from self._pieces.get(name, ())

    @cached_property
    def _ids(self) -> dict[str, set[str]]:
        return {kind: {entry.id for entry in found} for kind, found in self.entries.items()}

    @cached_property
    def _pieces(self) -> dict[str, list[Piece]]:
        found: dict[str, list[Piece]] = {}
        for kind in _KINDS:
            for entry in self.entries[kind]:
                places: dict[str, KeyPath] = {}
                describe(entry, places)
                for iri, keys in places.items():
                    if not keys:
                        continue
                    name = next(str(key) for key in reversed(keys) if isinstance(key, str))
                    value = _follow(entry.data, keys)
                    if isinstance(value, dict):
                        found.setdefault(name, []).append(Piece(entry, iri, keys, value))
        return found


def part_of(
    base: Base,
    *,
    theme: str | None = None,
    actor: str | None = None,
    first_year: int | None = None,
    last_year: int | None = None,
) -> Part:
    """Return the whole base, or with a condition the events that meet it and what they need.

    A part holds the chosen events, the claims that they bear on, and every actor, person,
    place, document and source that these name, and that those name in turn, so that no
    reference but one to another event leads out of it. Raises `UsageError` for a condition
    that nothing meets, `FactsError` if an entry does not fit the model, an id is there twice or
    a reference leads nowhere.
    """
    _refuse_broken(base)
    whole = theme is None and actor is None and first_year is None and last_year is None
    events = select_events(
        base, theme=theme, actor=actor, first_year=first_year, last_year=last_year
    )
    if whole:
        entries = {kind: sorted(base.valid(kind), key=lambda e: e.id) for kind in _KINDS}
        return Part(base, True, {**entries, "event": events})
    if not events:
        raise UsageError("no event meets these conditions")
    chosen = {entry.id for entry in events}
    claims = [
        claim
        for claim in sorted(base.valid("claim"), key=lambda e: e.id)
        if any(piece.get("event") in chosen for piece in claim.data.get("evidence") or ())
    ]
    entries = {"event": events, "claim": claims, **_needed(base, [*events, *claims])}
    return Part(base, False, entries)


def _needed(base: Base, start: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Return the entries that some entries name, however far, but for events and claims."""
    found: dict[str, dict[str, Entry]] = {kind: {} for kind in _KINDS[2:]}
    waiting = list(start)
    while waiting:
        entry = waiting.pop()
        for _keys, value, mark in marked_strings(entry.kind.model, entry.data):
            if not isinstance(mark, RefersTo) or mark.kind not in found:
                continue
            target = base.by_id[mark.kind].get(value)
            if target is not None and value not in found[mark.kind]:
                found[mark.kind][value] = target
                waiting.append(target)
    return {kind: [members[i] for i in sorted(members)] for kind, members in found.items()}


def _refuse_broken(base: Base) -> None:
    """Raise `FactsError` for facts whose keys and references would not hold in a table."""
    wrong = [problem for file in base.files for problem in file.problems]
    wrong += [problem for entry in base.entries for problem in model_problems(entry)]
    if wrong:
        raise FactsError(f"the facts have problems, so nothing is exported:\n{some_of(wrong)}")
    broken: list[str] = []
    if not base.valid("dataset"):
        broken = ["dataset.yaml is missing"]
    broken += [
        f"{entry.file.path} holds the id '{entry.id}', which another file has too"
        for entry in base.entries
        if base.by_id[entry.kind.name][entry.id] is not entry
    ]
    if not broken:
        broken = [
            f"{entry.file.path} names the {mark.kind} '{value}', which there is not"
            for entry, _keys, value, mark in base.marked
            if isinstance(mark, RefersTo) and value not in base.by_id[mark.kind]
        ]
    if broken:
        raise FactsError(
            f"{broken[0]}, so nothing is exported; see all with: relations-kb validate"
        )


def _follow(data: Any, keys: KeyPath) -> Any:
    for key in keys:
        data = data[key]
    return data
