"""A wheel holds facts, ontology and queries, and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "RELATIONS_KB_CACHE": str(site / "cache")}
    environment.pop("RELATIONS_KB_FACTS", None)
    return subprocess.run(
        [sys.executable, "-m", "relations_kb", *arguments],
        cwd=site, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_wheel_holds_what_it_needs(unpacked: Path) -> None:
    data = unpacked / "relations_kb" / "_data"
    for path in ("facts/dataset.yaml", "ontology/context.jsonld", "ontology/shapes.ttl"):
        assert (data / path).is_file()
    assert len(list((data / "queries").rglob("*.rq"))) >= 60
    assert (unpacked / "relations_kb" / "py.typed").is_file()
    assert not list(unpacked.glob("tests"))


def test_citing_works_there(unpacked: Path) -> None:
    done = _run(unpacked, "cite", "1828-treaty-of-turkmenchay", "--style", "apa")
    assert done.returncode == 0, done.stderr
    assert "In the text" in done.stdout
    assert done.stdout.rstrip().endswith("event/1828-treaty-of-turkmenchay")
    assert _run(unpacked, "changed", "qajar-iran", "--since", "1900.01").returncode == 2


def test_a_question_is_answered_without_a_checkout(unpacked: Path) -> None:
    done = _run(unpacked, "query", "treaties-and-their-fate", "-f", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("date,treaty,fate")
    assert len(done.stdout.splitlines()) > 5


def test_export_and_show_work_there_too(unpacked: Path) -> None:
    exported = _run(unpacked, "export", "--theme", "caspian", "--to", "1900")
    assert exported.returncode == 0, exported.stderr
    assert exported.stdout.startswith("@base <https://w3id.org/relations-kb/> .")
    assert _run(unpacked, "validate", "--explain", "bad-date").returncode == 0
