"""Compares two states and prints what differs."""

from __future__ import annotations

from dataclasses import dataclass

from relations_kb.comparing import printing, triples
from relations_kb.comparing.difference import Data, Differences, Key
from relations_kb.comparing.differences import differences
from relations_kb.comparing.states import FactsState, State, entries_to_compare
from relations_kb.comparing.words import Namer, label, namer
from relations_kb.entries.kinds import KINDS
from relations_kb.reading import read_bytes

_TEXTS = {
    "text": printing.text,
    "markdown": printing.markdown,
    "json": printing.as_json,
}
_TRIPLES = {
    "text": triples.text,
    "markdown": triples.markdown,
    "json": triples.as_json,
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison says, and whether anything differs."""

    text: str
    differs: bool


def compare(old: State, new: State, format_name: str, width: int | None) -> Compared:
    """Compare two states entry by entry; ``format_name`` is text, markdown or json."""
    before, after = entries_to_compare(old, new)
    found = differences(before, after, old.name, new.name)
    names = _names(old, new, before, after)
    return Compared(_TEXTS[format_name](found, names, width), bool(found.entries))


def differences_between(old: State, new: State) -> Differences:
    """Return what differs between two states, for Python."""
    before, after = entries_to_compare(old, new)
    return differences(before, after, old.name, new.name)


def compare_graphs(old: State, new: State, format_name: str) -> Compared:
    """Compare the graphs of two states triple by triple."""
    found = triples.triple_differences(old, new)
    return Compared(_TRIPLES[format_name](found), bool(found.removed or found.added))


def _names(old: State, new: State, before: dict[Key, Data], after: dict[Key, Data]) -> Namer:
    """Return names of entries: of those that differ, else from the one file that has it."""
    first = namer(after, before)
    known: dict[Key, str] = {}

    def name(kind: str, identifier: str) -> str:
        found = first(kind, identifier)
        if found != identifier:
            return found
        if (kind, identifier) not in known:
            known[kind, identifier] = _from_files(kind, identifier, old, new)
        return known[kind, identifier]

    return name


def _from_files(kind: str, identifier: str, *states: State) -> str:
    for state in states:
        if not isinstance(state, FactsState):
            continue
        end = f"/{identifier}.yaml"
        for path, content in state.contents.items():
            if path.startswith(f"{KINDS[kind].folder}/") and path.endswith(end):
                data = read_bytes(content, path).data
                if isinstance(data, dict):
                    return label(data, identifier)
    return identifier
