"""Finds an entry by its id, with near ids when there is none."""

from __future__ import annotations

from relations_kb.entries.base import Base, Entry
from relations_kb.entries.redirects import destination
from relations_kb.entries.search import HIDDEN, Hit, search, words_of
from relations_kb.errors import UnknownEntryError

# Of 100, by the letters of the whole id: what shares but a piece of a word is far-fetched.
_NEAR = 75
_SHOWN = 3
# What a word scores in a search if it is in a title or name, or nearly; in a summary it is 1.
_IN_A_NAME = 1.4
_SHORTEST = 4
_LONGEST = 80


def find_entry(base: Base, identifier: str) -> Entry:
    """Return the entry with an id, ``kind/id``, or its address; follow redirects with one target.

    Raises `UnknownEntryError`: none (with near ones), several of that id, or withdrawn.
    """
    kind, slash, name = identifier.strip().partition("#")[0].rstrip("/").rpartition("/")
    kind = kind.rpartition("/")[2]
    name = name.removesuffix(".yaml")
    kinds = [kind] if slash and kind in base.by_id else [k for k in base.by_id if k not in HIDDEN]
    found = _named(base, name, kinds) or _named(base, name.lower(), kinds)
    if len(found) == 1:
        return found[0]
    if found:
        options = ", ".join(f"{entry.kind.name}/{entry.id}" for entry in found)
        raise UnknownEntryError(f"'{name}' is the id of several entries; say which: {options}")
    moved = _moved(base, name, kinds)
    if moved is not None:
        return moved
    for file in base.files:
        if file.data is None and file.problems and file.path.endswith(f"/{name}.yaml"):
            first = file.problems[0]
            place = f"{file.path}:{first.line}:{first.column}"
            raise UnknownEntryError(
                f"the entry '{name}' cannot be read: {place} {first.code}: {first.message}"
            )
    raise UnknownEntryError(_not_found(base, name, kinds))


def near_ids(base: Base, name: str, kinds: list[str] | None = None) -> list[str]:
    """Return up to three ids like ``name`` or of entries with such a title, the likest first.

    Sources come after all others: a reader who half remembers a name means the thing itself.
    """
    chosen = kinds or [kind for kind in base.by_id if kind not in HIDDEN]
    things = [i for kind in chosen if kind != "source" for i in base.by_id[kind]]
    sources = list(base.by_id["source"]) if "source" in chosen else []
    titled = [hit.entry for hit in _titled(base, name) if hit.entry.kind.name in chosen]
    near = [
        *_spelt_like(name, things),
        *(entry.id for entry in titled if entry.kind.name != "source"),
        *_spelt_like(name, sources),
        *(entry.id for entry in titled if entry.kind.name == "source"),
    ]
    return list(dict.fromkeys(near))[:_SHOWN]


def _named(base: Base, name: str, kinds: list[str]) -> list[Entry]:
    return [base.by_id[kind][name] for kind in kinds if name in base.by_id[kind]]


def _not_found(base: Base, name: str, kinds: list[str]) -> str:
    what = kinds[0] if len(kinds) == 1 else "entry"
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
    if len(kinds) == 1:
        others = _named(base, name, [k for k in base.by_id if k not in HIDDEN])
        if others:
            kind = others[0].kind.name
            return f"no {what} '{shown}'; there is {kind}/{name}"
    near = near_ids(base, name, kinds)
    if near:
        return f"no {what} '{shown}'; did you mean {' or '.join(near)}?"
    return f"no {what} '{shown}'; find one by words: relations-kb search WORDS"


def _spelt_like(name: str, ids: list[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(name, ids, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_NEAR)
    return [identifier for identifier, _score, _index in found]


def _titled(base: Base, name: str) -> tuple[Hit, ...]:
    words = " ".join(words_of(name.replace("-", " ")))
    if not _SHORTEST <= len(name) <= _LONGEST or not words:
        return ()
    found = search(base, words)
    least = _IN_A_NAME * len(words.split())
    return tuple(hit for hit in found.hits if found.every_word and hit.score >= least)


def _moved(base: Base, name: str, kinds: list[str]) -> Entry | None:
    found = destination(base, name, kinds)
    if found is None:
        return None
    if len(found.to) == 1 and found.to[0] in base.by_id[found.kind]:
        return base.by_id[found.kind][found.to[0]]
    fate = "was withdrawn"
    if found.to:
        verb = "was split into" if len(found.to) > 1 else "was renamed to the unknown"
        fate = f"{verb} {', '.join(found.to)}"
    raise UnknownEntryError(f"'{name}' {fate}: {found.because}")
