"""``diff`` between folders, revisions of a real git repository, exports and crates."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from relations_kb.paths import Home

Run = Callable[..., "subprocess.CompletedProcess[str]"]
TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"
CHANGED = [
    "Changed",
    "  event/1828-treaty-of-turkmenchay  Treaty of Turkmenchay (1828-02-21)",
    "    date: 1828-02-22 → 1828-02-21",
    "    participations › russian-empire as signatory › role: signatory → mediator",
]


@pytest.fixture
def edited(base_home: Home, tmp_path: Path) -> Path:
    """A copy of the fixture base in which the treaty has another date and another role."""
    copy = tmp_path / "edited" / "facts"
    shutil.copytree(base_home.facts, copy)
    _edit(copy / TREATY)
    return copy


def _edit(path: Path) -> None:
    text = path.read_text("utf-8")
    text = text.replace('date: "1828-02-22"', 'date: "1828-02-21"', 1)
    path.write_text(text.replace("role: signatory", "role: mediator", 1), "utf-8")


def _git(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": "/dev/null",
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True
    )
    return done.stdout.decode().strip()


@pytest.fixture
def repository(base_home: Home, tmp_path: Path) -> Path:
    """A repository whose second commit changes the treaty; returns its facts."""
    if shutil.which("git") is None:
        pytest.skip("no git")
    root = tmp_path / "repository"
    shutil.copytree(base_home.facts, root / "data" / "facts")
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "one")
    _git(root, "tag", "v1")
    _edit(root / "data" / "facts" / TREATY)
    _git(root, "commit", "-qam", "two")
    return root / "data" / "facts"


def test_two_folders(run: Run, base_home: Home, edited: Path) -> None:
    done = run("diff", str(base_home.facts), str(edited))
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == ["", *CHANGED]
    assert run("diff", str(base_home.facts), str(edited.parent)).stdout.splitlines()[2:] == CHANGED


def test_nothing_differs(run: Run, base_home: Home) -> None:
    done = run("diff", str(base_home.facts))
    assert done.returncode == 0
    assert done.stdout.endswith(": no differences\n")
    assert run("diff", str(base_home.facts), "--graph").returncode == 0


def test_revisions(run: Run, repository: Path, environment: dict[str, str], tmp_path: Path) -> None:
    # A folder of its own: other processes also put things in the machine's.
    own = tmp_path / "temporary"
    own.mkdir()
    environment["TMPDIR"] = str(own)
    try:
        _compare_revisions(run, repository)
    finally:
        del environment["TMPDIR"]
    assert not list(own.iterdir())


def _compare_revisions(run: Run, repository: Path) -> None:
    for old, new in (("HEAD~1", "HEAD"), ("v1", "HEAD"), ("v1", None)):
        done = run("diff", old, *([new] if new else []), facts=repository)
        assert done.returncode == 1, done.stderr
        assert done.stdout.splitlines()[2:] == CHANGED
    assert run("diff", "HEAD", facts=repository).returncode == 0
    back = run("diff", "HEAD", "v1", facts=repository).stdout
    assert "date: 1828-02-21 → 1828-02-22" in back


def test_uncommitted_changes(run: Run, repository: Path) -> None:
    (repository / "persons" / "abbas-mirza.yaml").unlink()
    done = run("diff", "HEAD", "--format", "json", facts=repository)
    told = json.loads(done.stdout)["differences"]
    assert [(row["kind"], row["id"], row["what"]) for row in told] == [
        ("person", "abbas-mirza", "removed")
    ]
    assert told[0]["entry"]["name"]["en"] == "Abbas Mirza"


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"])
def test_exports_of_any_form(
    form: str, run: Run, base_home: Home, edited: Path, tmp_path: Path
) -> None:
    suffix = {"turtle": "ttl", "trig": "trig", "ntriples": "nt", "nquads": "nq",
              "jsonld": "jsonld", "rdfxml": "rdf"}[form]  # fmt: skip
    old, new = tmp_path / f"old.{suffix}", tmp_path / "new.ttl"
    assert run("export", "-f", form, "-o", str(old)).returncode == 0
    assert run("export", "-o", str(new), facts=edited).returncode == 0
    done = run("diff", str(old), str(new))
    assert done.returncode == 1, done.stderr
    # A role is in the name of a participation, so the graph has another node; words are the same.
    assert done.stdout.splitlines()[2:] == CHANGED
    assert run("diff", str(old), str(base_home.facts)).returncode == 0


def test_a_crate(run: Run, edited: Path, tmp_path: Path) -> None:
    crate = tmp_path / "release.zip"
    assert run("export", "-f", "ro-crate", "-o", str(crate)).returncode == 0
    assert run("diff", str(crate), str(edited)).stdout.splitlines()[2:] == CHANGED


def test_triples(run: Run, base_home: Home, edited: Path) -> None:
    done = run("diff", str(base_home.facts), str(edited), "--graph")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    went, came = (sum(line.startswith(sign) for line in lines) for sign in "-+")
    assert lines[0].endswith(f": {went} triples removed, {came} added")
    assert went == came > 10
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    event = "event:1828-treaty-of-turkmenchay"
    assert f'- {event} rkb:date "1828-02-22"^^<{edtf}>' in lines
    assert f'+ {event} rkb:earliest "1828-02-21"^^<xsd:date>' in lines
    told = json.loads(
        run("diff", str(base_home.facts), str(edited), "--graph", "-f", "json").stdout
    )
    assert len(told["removed"]) == sum(line.startswith("-") for line in lines)
    assert all(line.endswith(" .") for line in told["added"])
    block = run("diff", str(base_home.facts), str(edited), "--graph", "-f", "markdown").stdout
    assert "```diff\n" in block


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nothing", "'nothing' is no folder, no export"),
        ("--output=x", "No such option"),
        ("/", "holds no facts"),
        (__file__, "is no export; give RDF"),
    ],
)
def test_wrong_use(old: str, said: str, run: Run) -> None:
    done = run("diff", old)
    assert done.returncode == 2
    assert said in done.stderr


def test_what_cannot_be_read(run: Run, edited: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> ", "utf-8")
    done = run("diff", str(broken))
    assert done.returncode == 2
    assert "broken.ttl cannot be read as Turtle" in done.stderr
    (edited / TREATY).write_text("id: [", "utf-8")
    done = run("diff", str(edited))
    assert done.returncode == 1
    assert "1828-treaty-of-turkmenchay.yaml:2:1 cannot be read" in done.stderr


def test_a_revision_that_is_no_revision(run: Run, repository: Path) -> None:
    done = run("diff", "v9", facts=repository)
    assert done.returncode == 2
    assert "no revision of the git repository" in done.stderr
    _git(repository.parent, "mv", "facts", "moved")
    _git(repository.parent, "commit", "-qm", "moved")
    done = run("diff", "v1", facts=repository.parent / "moved")
    assert done.returncode == 2
    assert "revision v1 has no data/moved/" in done.stderr
