"""Where facts, ontology and queries lie: in a checkout, an editable install or a wheel."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from relations_kb.errors import NoBaseError

ENVIRONMENT_VARIABLE = "RELATIONS_KB_FACTS"


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


def cache_folder() -> Path:
    """Return the folder of all caches: ``RELATIONS_KB_CACHE``, or the XDG cache folder."""
    chosen = os.environ.get("RELATIONS_KB_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "relations-kb"


def fact_files(facts: Path) -> list[str]:
    """Return the paths of all fact files under ``facts``, relative to it, sorted.

    Hidden files and folders, and files that are not YAML, are left out.
    """
    found: list[str] = []
    root = str(facts)
    stack = [""]
    while stack:
        prefix = stack.pop()
        with os.scandir(f"{root}/{prefix}") as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                relative = f"{prefix}{entry.name}"
                if entry.is_dir():
                    stack.append(relative + "/")
                elif entry.name.endswith((".yaml", ".yml")):
                    found.append(relative)
    found.sort()
    return found
