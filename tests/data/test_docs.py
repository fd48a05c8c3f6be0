"""Every command and query in the README and the tutorials runs, on the shipped facts.

A plain command runs inside this process, on one opening of the shipped facts that all share, so
that they are read once and not seventy times; a line that needs a shell gets one.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import relations_kb
from relations_kb.cli import door
from relations_kb.cli.main import main
from relations_kb.query.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("tutorial-*.md")),
    ROOT / "docs" / "citing.md",
    ROOT / "docs" / "exports.md",
    ROOT / "docs" / "index-and-thesis.md",
]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _blocks(language: str) -> list[tuple[str, str]]:
    return [
        (page.name, text)
        for page in PAGES
        for found, text in _BLOCK.findall(page.read_text("utf-8"))
        if found == language
    ]


def _commands(page: Path) -> list[str]:
    return [
        line.removeprefix("$ ")
        for found, text in _BLOCK.findall(page.read_text("utf-8"))
        if found == "console"
        for line in text.splitlines()
        if line.startswith("$ ")
    ]


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with a copy of the facts, as the curators' tutorial wants it."""
    shutil.copytree(ROOT / "facts", tmp_path / "my-base" / "facts")
    binary = tmp_path / "bin" / "relations-kb"
    binary.parent.mkdir()
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m relations_kb "$@"\n')
    binary.chmod(0o755)
    return tmp_path


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return relations_kb.open(ROOT / "facts")


@pytest.fixture(scope="module")
def answered() -> dict[str, Done]:
    """What commands gave that other pages have too; none of them changes the shipped facts."""
    return {}


@pytest.fixture
def one_opening(shipped: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that name no other base get the shipped one, already open."""
    opened = door.open_base
    monkeypatch.setattr(door, "open_base", lambda facts=None: opened(facts) if facts else shipped)


@dataclass(frozen=True)
class Done:
    """What a command gave."""

    returncode: int
    stdout: str
    stderr: str


def _run(command: str, folder: Path) -> Done:
    """Run a line in a shell, as a reader would."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
    }
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _run_here(command: str, folder: Path, capture: pytest.CaptureFixture[bytes]) -> Done:
    """Run a command in this process; in a shell if the line is more than that."""
    words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
    if words[0] != "relations-kb" or any(set(word) <= set("();<>|&") for word in words):
        return _run(command, folder)
    before = Path.cwd()
    os.chdir(folder)
    capture.readouterr()
    try:
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command)[1:])
    finally:
        os.chdir(before)
        told = capture.readouterr()
    return Done(int(ended.value.code or 0), told.out.decode(), told.err.decode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.usefixtures("one_opening")
def test_every_command_of_a_page_runs(
    page: Path,
    workplace: Path,
    answered: dict[str, Done],
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    commands = _commands(page)
    assert commands
    for command in commands:
        if page.name == "README.md" and " new event" in command:
            command = command.replace("relations-kb new", "relations-kb --facts my-base/facts new")
        if page.name == "README.md" and command == "relations-kb format":
            command = "relations-kb --facts my-base/facts format"
        if command in answered:
            continue
        done = _run_here(command, workplace, capfdbinary)
        if "my-base" not in command:
            answered[command] = done
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
        assert "a fault of ours" not in done.stderr
        assert done.stdout or done.stderr or "--output" in command or "-o " in command


def test_the_commands_on_releases_run_on_a_base_that_has_one(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = workplace / "small" / "facts"
    shutil.copytree(ROOT / "tests" / "code" / "fixtures" / "base" / "facts", base)
    monkeypatch.setenv("RELATIONS_KB_FACTS", str(base))
    assert _run("relations-kb release", workplace).returncode == 0
    page = (ROOT / "docs" / "citing.md").read_text("utf-8")
    commands = [
        line for found, text in _BLOCK.findall(page) if found == "sh" for line in text.splitlines()
    ]
    assert any("changed" in command for command in commands)
    for command in commands:
        done = _run(command, workplace)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


@pytest.mark.usefixtures("one_opening")
def test_every_sparql_query_of_the_pages_answers(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    blocks = _blocks("sparql")
    assert blocks
    for number, (page, text) in enumerate(blocks):
        path = tmp_path / f"{number}.rq"
        path.write_text(text, "utf-8")
        command = f"relations-kb query {path.name} --format csv"
        done = _run_here(command, tmp_path, capfdbinary)
        assert done.returncode == 0, f"{page}: {done.stderr}"
        assert len(done.stdout.splitlines()) > 1, f"{page}: no rows for\n{text}"


def test_a_line_that_needs_a_shell_gets_one(
    workplace: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    done = _run_here("relations-kb --version | tr -d 0-9", workplace, capfdbinary)
    assert (done.returncode, done.stdout) == (0, "..\n")
    assert _run_here("relations-kb shwo", workplace, capfdbinary).returncode == 2
    inside = _run_here("relations-kb --version", workplace, capfdbinary)
    assert inside.stdout == f"{relations_kb.__version__}\n"


def test_every_python_block_of_the_pages_runs() -> None:
    blocks = _blocks("python")
    assert blocks
    for page, text in blocks:
        exec(compile(text, page, "exec"), {})


def test_ci_runs_the_test_command_of_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    command = re.search(r"<!-- tests -->\n```sh\n(.*?)\n```", text, re.DOTALL)
    assert command is not None
    assert "pytest" in command.group(1)
    assert "<!-- tests -->" in (ROOT / ".ci" / "run").read_text("utf-8")
