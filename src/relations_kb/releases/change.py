"""Whether an entry has changed since a release, and in what."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from relations_kb.entries.base import Base, Entry
from relations_kb.entries.find import find_entry
from relations_kb.entries.redirects import destination
from relations_kb.errors import UnknownEntryError
from relations_kb.releases.manifest import Hashes, Manifest, hashes_of, name_of

Fate = str
UNCHANGED, CHANGED, NEW, MOVED, SPLIT, WITHDRAWN, GONE = (
    "unchanged", "changed", "new", "moved", "split", "withdrawn", "gone",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an entry since a release.

    ``name`` is its kind and id in the release (or now, if it is new). ``fate`` is
    ``unchanged``, ``changed``, ``new``, ``moved``, ``split``, ``withdrawn``, or ``gone``: no
    longer there, and no redirect says why. ``changed``, ``added`` and ``removed`` are keys of
    the entry; of one that moved, its new id is no change. ``to`` is where it is now.
    """

    name: str
    fate: Fate
    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    because: str = ""
    on: str = ""

    @property
    def same(self) -> bool:
        """True if the entry is where it was and says what it said."""
        return self.fate == UNCHANGED

    def as_data(self) -> dict[str, Any]:
        """Return the change for JSON, without what does not apply."""
        return {key: value for key, value in asdict(self).items() if value}


def change_since(base: Base, manifest: Manifest, identifier: str) -> Change:
    """Return what became of the entry with an id (or ``kind/id``) since a release.

    The id may be one that the release had and the base no longer has. Raises
    `UnknownEntryError` if neither has it, or if several kinds do.
    """
    then = _in_release(base, manifest, identifier)
    if then is not None:
        return _since_release(base, manifest, then)
    entry = find_entry(base, identifier)
    name = name_of(entry)
    if name in manifest.entries:
        return _since_release(base, manifest, name)
    return Change(name, NEW)


def describe(change: Change, release: str) -> str:
    """Return a change as a sentence."""
    where = f" {' and '.join(change.to)}" if change.to else ""
    when = f" on {change.on}" if change.on else ""
    because = f" Because: {change.because}" if change.because else ""
    fields = _fields(change)
    sentences = {
        UNCHANGED: f"unchanged since {release}.",
        CHANGED: f"changed since {release}: {fields}.",
        NEW: f"new since {release}.",
        MOVED: f"moved to{where}{when}, {fields or 'its content unchanged'}.{because}",
        SPLIT: f"split into{where}{when}.{because}",
        WITHDRAWN: f"withdrawn{when}.{because}",
        GONE: f"no longer in the base, and facts/redirects.yaml does not say why; it was in "
        f"{release}.",
    }
    return f"{change.name}: {sentences[change.fate]}"


def _fields(change: Change) -> str:
    parts = [
        f"{verb} {', '.join(keys)}" if verb else ", ".join(keys)
        for verb, keys in (("", change.changed), ("added", change.added),
                           ("removed", change.removed))
        if keys
    ]  # fmt: skip
    return "; ".join(parts)


def _in_release(base: Base, manifest: Manifest, identifier: str) -> str | None:
    kind, _, name = identifier.strip().rpartition("/")
    kind = kind.rpartition("/")[2]
    kinds = [kind] if kind in base.by_id else list(base.by_id)
    found = [f"{k}/{name}" for k in kinds if f"{k}/{name}" in manifest.entries]
    if len(found) > 1:
        raise UnknownEntryError(
            f"'{name}' is the id of several entries; say which: {', '.join(found)}"
        )
    return found[0] if found else None


def _since_release(base: Base, manifest: Manifest, name: str) -> Change:
    then = manifest.entries[name]
    kind, _, identifier = name.partition("/")
    entry = base.by_id[kind].get(identifier)
    if entry is not None:
        return _compared(name, then, hashes_of(entry), CHANGED)
    return _redirected(base, name, then)


def _redirected(base: Base, name: str, then: Hashes) -> Change:
    kind, _, identifier = name.partition("/")
    found = destination(base, identifier, [kind])
    if found is None:
        return Change(name, GONE)
    to = tuple(f"{kind}/{target}" for target in found.to)
    because, on = found.because, found.on
    if not to:
        return Change(name, WITHDRAWN, because=because, on=on)
    if len(to) > 1:
        return Change(name, SPLIT, to=to, because=because, on=on)
    target: Entry | None = base.by_id[kind].get(found.to[0])
    if target is None:
        return Change(name, GONE, to=to, because=because, on=on)
    now = hashes_of(target)
    fields = _compared(name, _without_id(then), _without_id(now), MOVED)
    return Change(
        name, MOVED, fields.changed, fields.added, fields.removed, to, because, on
    )  # fmt: skip


def _without_id(hashes: Hashes) -> Hashes:
    fields = {key: value for key, value in hashes.fields.items() if key != "id"}
    return Hashes(hashes.entry, fields)


def _compared(name: str, then: Hashes, now: Hashes, fate: Fate) -> Change:
    if then.entry == now.entry:
        return Change(name, UNCHANGED)
    both = then.fields.keys() & now.fields.keys()
    return Change(
        name,
        fate,
        changed=tuple(sorted(key for key in both if then.fields[key] != now.fields[key])),
        added=tuple(sorted(now.fields.keys() - then.fields.keys())),
        removed=tuple(sorted(then.fields.keys() - now.fields.keys())),
    )
