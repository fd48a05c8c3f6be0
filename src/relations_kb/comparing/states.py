"""Opens what is to be compared: a folder of facts, a git revision, an export.

A state is named by a path (a folder of facts, an RDF file, the zip of an RO-Crate) or by a
revision of the git repository that holds the facts in use. A path goes before a revision.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import pyoxigraph as ox

from relations_kb.comparing.difference import Data, Key
from relations_kb.comparing.graph_entries import entries_of_graph
from relations_kb.entries.base import entries_of
from relations_kb.errors import FactsError, UsageError
from relations_kb.graph.build import build_all, load_context
from relations_kb.paths import Home, fact_files
from relations_kb.reading import read_bytes

_FORMS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
}


@dataclass
class FactsState:
    """Facts in a folder, with the ontology of this version of the software."""

    name: str
    home: Home

    @cached_property
    def contents(self) -> dict[str, bytes]:
        """The bytes of every fact file, by path. Raises `FactsError` if one cannot be opened."""
        found = {}
        for path in fact_files(self.home.facts):
            try:
                found[path] = (self.home.facts / path).read_bytes()
            except OSError as error:
                reason = f"{path} cannot be opened: {error.strerror}"
                raise FactsError(f"{self.name}: {reason}") from error
        return found

    def entries(self, paths: set[str] | None = None) -> dict[Key, Data]:
        """Return the entries of some files, or of all. Raises `FactsError` if one is no YAML."""
        found: dict[Key, Data] = {}
        for path, content in self.contents.items():
            if paths is not None and path not in paths:
                continue
            file = read_bytes(content, path)
            if file.problems and file.data is None:
                problem = file.problems[0]
                place = f"{path}:{problem.line}:{problem.column}"
                raise FactsError(f"{self.name}: {place} cannot be read: {problem.message}")
            for entry in entries_of(file):
                found.setdefault((entry.kind.name, entry.id), entry.data)
        return found

    @cached_property
    def triples(self) -> set[ox.Triple]:
        """The graph of the facts, with what follows. Raises `FactsError` if there is none."""
        store = ox.Store()
        try:
            build_all(store, self.home, fact_files(self.home.facts))
        except FactsError as error:
            raise FactsError(f"{self.name}: {error}") from error
        return {ox.Triple(q.subject, q.predicate, q.object) for q in store}


@dataclass
class GraphState:
    """An RDF file; graphs in it are merged."""

    name: str
    home: Home
    path: Path

    @cached_property
    def triples(self) -> set[ox.Triple]:
        """The triples of the file. Raises `UsageError` if it cannot be read."""
        form = _FORMS[self.path.suffix.lower()]
        base = "https://w3id.org/relations-kb/"
        try:
            parsed = ox.parse(path=str(self.path), format=form, base_iri=base)
            return {ox.Triple(q.subject, q.predicate, q.object) for q in parsed}
        except (SyntaxError, ValueError, OSError) as error:
            raise UsageError(f"{self.name} cannot be read as {form.name}: {error}") from error


State = FactsState | GraphState


def entries_to_compare(old: State, new: State) -> tuple[dict[Key, Data], dict[Key, Data]]:
    """Return the entries of two states that may differ, told in one way.

    Of two folders, only files that differ are read. If one of the two is a graph, the other
    is made into one too, so that what RDF does not keep (the order of a list) is no difference.
    """
    if isinstance(old, FactsState) and isinstance(new, FactsState):
        before, after = old.contents, new.contents
        paths = {path for path in {*before, *after} if before.get(path) != after.get(path)}
        return old.entries(paths), new.entries(paths)
    shared = old.triples & new.triples
    touched = {_whole(t) for t in (old.triples | new.triples) - shared}
    context = load_context(old.home)
    first, second = (
        entries_of_graph((t for t in state.triples if _whole(t) in touched), context)
        for state in (old, new)
    )
    return first, second


def _whole(triple: ox.Triple) -> str:
    return str(getattr(triple.subject, "value", triple.subject)).partition("#")[0]


@contextlib.contextmanager
def open_state(text: str, home: Home) -> Iterator[State]:
    """Open the state that ``text`` names; ``home`` are the facts in use.

    What has to be unpacked is removed at the end. Raises `UsageError` if there is no such
    folder, file or revision.
    """
    path = Path(text).expanduser()
    if path.is_dir():
        yield _folder(text, path, home)
    elif path.is_file():
        if path.suffix.lower() in _FORMS:
            yield GraphState(text, home, path)
        elif zipfile.is_zipfile(path):
            with _unpacked_crate(text, path) as folder:
                yield FactsState(text, _at(home, folder))
        else:
            raise UsageError(
                f"{text} is no export; give RDF ({', '.join(sorted(_FORMS))}) or an RO-Crate"
            )
    else:
        with _revision(text, home) as folder:
            yield FactsState(text, _at(home, folder))


def facts_in_use(home: Home) -> FactsState:
    """Return the facts in use as a state."""
    return FactsState(_short(Path(home.facts)), home)


def _short(path: Path) -> str:
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _at(home: Home, facts: Path) -> Home:
    return Home(facts, home.ontology, home.queries)


def _folder(text: str, path: Path, home: Home) -> FactsState:
    for facts in (path, path / "facts"):
        if (facts / "dataset.yaml").is_file():
            return FactsState(text, _at(home, facts))
    raise UsageError(f"{text} holds no facts: there is no dataset.yaml in it, nor in its facts/")


@contextlib.contextmanager
def _unpacked_crate(text: str, path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="relations-kb-") as place:
        try:
            with zipfile.ZipFile(path) as archive:
                for info in archive.infolist():
                    parts = PurePosixPath(info.filename).parts
                    if not info.is_dir() and parts[:1] == ("facts",) and ".." not in parts:
                        archive.extract(info, place)
        except (OSError, zipfile.BadZipFile) as error:
            raise UsageError(f"{text} cannot be unpacked: {error}") from error
        facts = Path(place, "facts")
        if not (facts / "dataset.yaml").is_file():
            raise UsageError(f"{text} holds no facts; give the RO-Crate of a release")
        yield facts


@contextlib.contextmanager
def _revision(text: str, home: Home) -> Iterator[Path]:
    facts = Path(home.facts)
    nothing = f"'{text}' is no folder, no export"
    prefix = _git(facts, "rev-parse", "--show-prefix")
    if prefix is None:
        raise UsageError(f"{nothing}, and {facts} is in no git repository to seek a revision in")
    commit = _git(
        facts, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
    )
    if commit is None:
        raise UsageError(f"{nothing} and no revision of the git repository that holds {facts}")
    tree = f"{commit.decode().strip()}:{prefix.decode().strip().rstrip('/')}"
    archive = _git(facts, "archive", "--format=tar", tree, cwd_at_top=True)
    if archive is None:
        raise UsageError(f"revision {text} has no {prefix.decode().strip() or 'files'}")
    with tempfile.TemporaryDirectory(prefix="relations-kb-") as place:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(place, filter="data")
        if not Path(place, "dataset.yaml").is_file():
            raise UsageError(f"revision {text} holds no facts: no dataset.yaml")
        yield Path(place)


def _git(folder: Path, *arguments: str, cwd_at_top: bool = False) -> bytes | None:
    """Return what git prints in ``folder``, or None if it says no. Raises `UsageError` without git.

    ``git archive`` of a tree must run at the top of the repository.
    """
    if cwd_at_top:
        top = _git(folder, "rev-parse", "--show-toplevel")
        assert top is not None
        folder = Path(top.decode().strip())
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise UsageError("a revision needs git, which is not installed") from error
    return done.stdout if done.returncode == 0 else None
