"""The project's own tools are content: ruff, mypy, the order of the stages."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import relations_kb

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
BANNED = {"utils", "helpers", "common", "core", "api", "manager"}


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize("command", [("ruff", "check", "."), ("ruff", "format", "--check", ".")])
def test_ruff(command: tuple[str, ...]) -> None:
    done = _run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_strict() -> None:
    done = _run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_stage_knows_only_the_ones_before_it() -> None:
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "HOME": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == relations_kb.__version__


def test_modules_are_short_and_well_named() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert path.stem not in BANNED, path
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE * 1.1, path


def test_no_file_names_a_registry() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|files\.pyth")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    for name in tracked:
        if name.startswith("facts/") or name == "tests/code/test_project.py":
            continue
        text = (ROOT / name).read_text("utf-8", errors="replace")
        assert not hosts.search(text), name
