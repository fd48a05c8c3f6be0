"""The store as a cache: found again if still true, else built aside and put in place.

One folder a base under the user's cache holds generations, each a store with the record of
what it was made from, and the file ``current``, which names the one to use. A generation is
made under another name and ``current`` is replaced in one step, so a process that is killed
leaves either the old or the new; leftovers go at the next build. Builders of one base wait
for each other by a lock; readers never wait.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from relations_kb.errors import StoreError
from relations_kb.graph.derive import Derived
from relations_kb.graph.inputs import Changes, Record, changes
from relations_kb.paths import Home, cache_folder

_FORMAT = "3"
_MANY = 0.25
_UNUSABLE = (OSError, ValueError, RuntimeError, SyntaxError)
"""What reading a damaged generation may raise; Oxigraph gives corruption as RuntimeError."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A store ready to be read, how it was got, and what in it is derived.

    The derived triples are in a folder (N-Triples), or here if the store is in memory.
    """

    store: ox.Store
    how: str
    warning: str = ""
    derived: Path | None = None
    derived_in_memory: tuple[ox.Quad, ...] = ()


def base_folder(home: Home) -> Path:
    """Return the cache folder of one base; it depends on where all that it is made from lies.

    Two bases that met in one folder would be right still, since the record decides what is
    read again; a checksum is enough, and spares a warm query the loading of OpenSSL.
    """
    places = (home.facts, home.ontology, home.queries)
    sums = (f"{zlib.crc32(os.fsencode(place)):08x}" for place in places)
    return cache_folder() / "-".join((_FORMAT, *sums))


def open_store(home: Home, *, rebuild: bool = False) -> Opened:
    """Return the store of a base, built or brought up to date if need be.

    Without a place to write, the store is made in memory and ``warning`` says why. Raises
    `FactsError` if the facts cannot become a graph.
    """
    folder = base_folder(home)
    if not rebuild:
        fresh = _open_fresh(folder, home)
        if fresh is not None:
            return fresh
    before = _current(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            # Another process may have built while this one waited for the lock.
            waited = not rebuild and _current(folder) != before
            fresh = _open_fresh(folder, home) if waited else None
            return fresh or _renew(folder, home, rebuild)
    except OSError as error:
        return _in_memory(home, folder, error)


def _in_memory(home: Home, folder: Path, error: OSError) -> Opened:
    from relations_kb.graph.build import build_all
    from relations_kb.paths import fact_files

    store = ox.Store()
    try:
        _subjects, derived = build_all(store, home, fact_files(home.facts))
    except OSError as second:
        raise StoreError(f"the facts cannot be read: {second}") from second
    warning = f"the cache {folder} cannot be used ({error}); the graph is in memory this time"
    return Opened(store, "in memory", warning, derived_in_memory=_all(derived))


def _open_fresh(folder: Path, home: Home) -> Opened | None:
    generation = _current(folder)
    if generation is None:
        return None
    recorded = _record(generation)
    if recorded is None:
        return None
    found = changes(home, *recorded)
    if not found.none:
        return None
    if found.better:
        _record_anew(generation, found)
    try:
        store = ox.Store.read_only(str(generation / "store"))
    except _UNUSABLE:
        return None
    return Opened(store, "cached", derived=generation / "derived")


def _current(folder: Path) -> Path | None:
    try:
        name = (folder / "current").read_text("utf-8").strip()
    except OSError:
        return None
    generation = folder / name
    return generation if name.startswith("generation-") and generation.is_dir() else None


def _record(generation: Path) -> tuple[dict[str, Record], int] | None:
    try:
        data = json.loads((generation / "inputs.json").read_bytes())
        return {name: tuple(row) for name, row in data["files"].items()}, data["at"]
    except (OSError, ValueError, KeyError):
        return None


def _write_record(folder: Path, found: Changes) -> None:
    """Put the record in place in one step."""
    aside = folder / f"inputs.{os.getpid()}"
    aside.write_text(json.dumps({"at": found.at, "files": found.records}), "utf-8")
    aside.replace(folder / "inputs.json")


def _record_anew(generation: Path, found: Changes) -> None:
    """Spare later commands the reading of files that were written anew with the same content.

    Without a place to write, or if another process has replaced the generation, they read on.
    """
    with contextlib.suppress(OSError):
        _write_record(generation, found)


def _renew(folder: Path, home: Home, rebuild: bool) -> Opened:
    import shutil
    import tempfile

    _clear_leftovers(folder)
    old = None if rebuild else _current(folder)
    recorded = _record(old) if old else None
    found = changes(home, *(recorded or ({}, 0)))
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=folder))
    try:
        how = _fill(aside, home, old if recorded else None, found)
        _write_record(aside, found)
        generation = folder / f"generation-{found.at}"
        aside.rename(generation)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _point_to(folder, generation)
    _clear_old(folder, keep=(generation, old))
    store = ox.Store.read_only(str(generation / "store"))
    return Opened(store, how, derived=generation / "derived")


def _fill(aside: Path, home: Home, old: Path | None, found: Changes) -> str:
    import shutil

    from relations_kb.graph.build import build_all, update

    place = str(aside / "store")
    facts = [n.removeprefix("facts:") for n in found.records if n.startswith("facts:")]
    few = len(found.written) + len(found.removed) <= max(10, _MANY * len(facts))
    if old is not None and not found.meaning and few:
        with contextlib.suppress(*_UNUSABLE):
            ox.Store.read_only(str(old / "store")).backup(place)
            store = ox.Store(place)
            subjects = json.loads((old / "subjects.json").read_bytes())
            derived = _read_derived(old / "derived")
            subjects, derived = update(store, home, found.written, found.removed, subjects, derived)
            _finish(aside, store, subjects, derived)
            return "updated"
        shutil.rmtree(place, ignore_errors=True)
    store = ox.Store(place)
    subjects, derived = build_all(store, home, facts)
    _finish(aside, store, subjects, derived)
    return "built"


def _finish(aside: Path, store: ox.Store, subjects: dict[str, list[str]], derived: Derived) -> None:
    store.flush()
    (aside / "subjects.json").write_text(json.dumps(subjects), "utf-8")
    (aside / "derived").mkdir()
    for name, quads in derived.items():
        triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
        path = aside / "derived" / f"{name}.nt"
        ox.serialize(triples, str(path), format=ox.RdfFormat.N_TRIPLES)


def _read_derived(folder: Path) -> Derived:
    return {
        path.name.removesuffix(".nt"): list(ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))
        for path in folder.iterdir()
    }


def _all(derived: Derived) -> tuple[ox.Quad, ...]:
    return tuple(quad for quads in derived.values() for quad in quads)


def derived_quads(opened: Opened) -> Iterator[ox.Quad]:
    """Yield the derived triples of a store, wherever they are kept.

    Raises `StoreError` if the cache was damaged.
    """
    if opened.derived is None:
        yield from opened.derived_in_memory
        return
    try:
        yield from _all(_read_derived(opened.derived))
    except _UNUSABLE as error:
        advice = "mend it with: relations-kb build --rebuild"
        raise StoreError(f"the cache is damaged ({error}); {advice}") from error


def _point_to(folder: Path, generation: Path) -> None:
    aside = folder / f"current.{os.getpid()}"
    aside.write_text(generation.name + "\n", "utf-8")
    aside.replace(folder / "current")


def _clear_leftovers(folder: Path) -> None:
    """Remove what killed builds left; the lock is held, so no live build owns any of it."""
    import shutil

    for path in folder.glob("aside-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("current.*"):
        path.unlink(missing_ok=True)


def _clear_old(folder: Path, keep: tuple[Path | None, ...]) -> None:
    """Remove all but the new generation and the one before, which readers may have open."""
    import shutil

    for path in folder.glob("generation-*"):
        if path not in keep:
            shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as handle:
        try:
            import fcntl
        except ImportError:  # Windows: two builds at once then both do the work
            yield
            return
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
