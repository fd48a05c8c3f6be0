"""Where facts, ontology and queries lie: in a checkout, an editable install or a wheel."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from relations_kb.errors import NoBaseError

ENVIRONMENT_VARIABLE = "RELATIONS_KB_FACTS"
RELEASES = "releases"
"""The folder, among the facts, of the manifests of releases."""


@dataclass(frozen=True, slots=True)
class Home:
    """The three folders that everything is made from."""

    facts: Path
    ontology: Path
    queries: Path


def shipped() -> Home:
    """Return the folders that came with this installation.

    A wheel holds them in ``relations_kb/_data``; a checkout or an editable install holds
    them beside ``src``.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_data", package.parent.parent):
        if (root / "ontology" / "context.jsonld").is_file():
            return Home(root / "facts", root / "ontology", root / "queries")
    raise NoBaseError(f"this installation is incomplete: no ontology beside {package}")


def locate(facts: str | os.PathLike[str] | None = None) -> Home:
    """Return the folders to use: ``facts`` if given, else the environment's, else the shipped.

    A base elsewhere may bring its own ``queries/`` beside its facts; the ontology is always
    the one of this version of the software. Raises `NoBaseError` if the folder has no facts.
    """
    home = shipped()
    chosen = facts or os.environ.get(ENVIRONMENT_VARIABLE)
    if not chosen:
        return home
    folder = Path(chosen).expanduser().resolve()
    if not folder.is_dir():
        raise NoBaseError(f"{chosen}: no such folder; give the folder that holds dataset.yaml")
    if not (folder / "dataset.yaml").is_file():
        inner = folder / "facts"
        hint = f"; did you mean {inner}?" if (inner / "dataset.yaml").is_file() else ""
        raise NoBaseError(f"{chosen}: no dataset.yaml in this folder{hint}")
    queries = folder.parent / "queries"
    return Home(folder, home.ontology, queries if queries.is_dir() else home.queries)


def belongs_to_installation(home: Home) -> bool:
    """Say whether the facts are those inside an installed package, which nobody should edit."""
    return home.facts.is_relative_to(Path(__file__).resolve().parent)


def cache_folder() -> Path:
    """Return the folder of all caches: ``RELATIONS_KB_CACHE``, or the XDG cache folder."""
    chosen = os.environ.get("RELATIONS_KB_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "relations-kb"


def fact_files(facts: Path) -> list[str]:
    """Return the paths of all fact files under ``facts``, relative to it, sorted.

    Hidden files and folders, and files that are not YAML, are left out; a link is followed,
    but not into a folder that is walked anyway, or that holds one. A link that leads
    nowhere is returned.
    """
    return _walk(facts)[0]


def files_left_out(facts: Path) -> list[str]:
    """Return the paths under ``facts`` that `fact_files` leaves out, relative to it, sorted.

    Those are files that are not YAML, links in a circle, and what is no file at all, such as
    a pipe. Hidden files and folders are not among them, nor files beside ``dataset.yaml``, nor
    manifests of releases.
    """
    return [path for path in _walk(facts)[1] if "/" in path and not _is_manifest(path)]


def _is_manifest(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == RELEASES and name.endswith(".json")


def _walk(facts: Path) -> tuple[list[str], list[str]]:
    found: list[str] = []
    left_out: list[str] = []
    root = str(facts)
    entered = {os.path.realpath(root)}
    stack = [""]
    while stack:
        prefix = stack.pop()
        try:
            entries = os.scandir(f"{root}/{prefix}")
        except PermissionError:
            if not prefix:
                raise
            left_out.append(prefix.rstrip("/"))
            continue
        with entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                relative = f"{prefix}{entry.name}"
                kind = _kind(entry, entered)
                if kind == "folder":
                    stack.append(relative + "/")
                elif kind == "file" and entry.name.endswith((".yaml", ".yml")):
                    found.append(relative)
                else:
                    left_out.append(relative)
    return sorted(found), sorted(left_out)


def _kind(entry: os.DirEntry[str], entered: set[str]) -> str:
    """Say whether an entry of a folder is a ``folder`` to enter, a ``file``, or ``neither``.

    ``entered`` are the real paths of folders that links led to; it grows.
    """
    if not entry.is_symlink():
        if entry.is_dir():
            return "folder"
        return "file" if entry.is_file() else "neither"
    try:
        folder = entry.is_dir()
    except OSError:  # a link to itself
        return "file"
    if not folder:
        return "file" if entry.is_file() or not os.path.exists(entry.path) else "neither"  # noqa: PTH110
    real = os.path.realpath(entry.path)
    # What lies within a folder that was entered is walked from there; what holds one is a circle.
    if any(f"{real}/".startswith(f"{one}/") or f"{one}/".startswith(f"{real}/") for one in entered):
        return "neither"
    entered.add(real)
    return "folder"
