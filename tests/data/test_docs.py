"""Every command and query in the README and the tutorials runs, on the shipped facts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
    }
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(page: Path, workplace: Path) -> None:
    commands = _commands(page)
    assert commands
    for command in commands:
        if page.name == "README.md" and " new event" in command:
            command = command.replace("relations-kb new", "relations-kb --facts my-base/facts new")
        if page.name == "README.md" and command == "relations-kb format":
            command = "relations-kb --facts my-base/facts format"
        done = _run(command, workplace)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
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


def test_every_sparql_query_of_the_pages_answers(workplace: Path) -> None:
    blocks = _blocks("sparql")
    assert blocks
    for number, (page, text) in enumerate(blocks):
        path = workplace / f"{number}.rq"
        path.write_text(text, "utf-8")
        done = _run(f"relations-kb query {path.name} --format csv", workplace)
        assert done.returncode == 0, f"{page}: {done.stderr}"
        assert len(done.stdout.splitlines()) > 1, f"{page}: no rows for\n{text}"


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
