"""Finds an entry by its id, with near ids when there is none."""

from __future__ import annotations

from relations_kb.entries.base import Base, Entry
from relations_kb.errors import UnknownEntryError

_NEAR = 60
_SHOWN = 3
_HIDDEN = ("dataset", "redirect")


def find_entry(base: Base, identifier: str) -> Entry:
    """Return the entry with an id, or ``kind/id``; follow redirects with one target.

    Raises `UnknownEntryError`: none, several of that id, or withdrawn.
    """
    kind, slash, name = identifier.strip().rpartition("/")
    kind = kind.rpartition("/")[2]
    kinds = [kind] if slash and kind in base.by_id else [k for k in base.by_id if k not in _HIDDEN]
    found = [base.by_id[k][name] for k in kinds if name in base.by_id[k]]
    if len(found) == 1:
        return found[0]
    if found:
        options = ", ".join(f"{entry.kind.name}/{entry.id}" for entry in found)
        raise UnknownEntryError(f"'{name}' is the id of several entries; say which: {options}")
    moved = _moved(base, name)
    if moved is not None:
        return moved
    near = near_ids(base, name, kinds)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; try: relations-kb search WORDS"
    raise UnknownEntryError(f"no entry '{name}'{hint}")


def near_ids(base: Base, name: str, kinds: list[str] | None = None) -> list[str]:
    """Return up to three ids like ``name``, the likest first."""
    from rapidfuzz import fuzz, process

    chosen = kinds or [kind for kind in base.by_id if kind not in _HIDDEN]
    ids = [identifier for kind in chosen for identifier in base.by_id[kind]]
    found = process.extract(name, ids, scorer=fuzz.WRatio, limit=_SHOWN, score_cutoff=_NEAR)
    return [identifier for identifier, _score, _index in found]


def _moved(base: Base, name: str) -> Entry | None:
    redirect = base.by_id["redirect"].get(name)
    if redirect is None:
        return None
    targets = redirect.data.get("to") or []
    kind = str(redirect.data.get("kind"))
    because = redirect.data.get("because", "")
    if len(targets) == 1 and targets[0] in base.by_id.get(kind, {}):
        return base.by_id[kind][targets[0]]
    fate = f"was split into {', '.join(targets)}" if targets else "was withdrawn"
    raise UnknownEntryError(f"'{name}' {fate}: {because}")
