"""Runs the command line as a user does: in a process of its own, or in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relations_kb.paths import Home

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    path = f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    return {**os.environ, "PYTHONPATH": path, "COLUMNS": "80"}


@pytest.fixture(scope="session")
def run(base_home: Home, environment: dict[str, str]) -> Run:
    """Runs ``relations-kb`` on the fixture base: ``run("show", "…")``."""

    def _run(
        *arguments: str, facts: Path | None = base_home.facts, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        base = ["--facts", str(facts)] if facts is not None else []
        done = subprocess.run(
            [sys.executable, "-m", "relations_kb", *base, *arguments],
            capture_output=True, text=True, env=environment, timeout=60, input=text,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return _run
