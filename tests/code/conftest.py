"""What tests of the code share: a copy of the small base that a test may change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from relations_kb.paths import Home, locate


@pytest.fixture
def editable_base(base_home: Home, tmp_path: Path) -> Home:
    """A copy of the fixture base that a test may change."""
    copy = tmp_path / "base" / "facts"
    shutil.copytree(base_home.facts, copy)
    return locate(copy)


@pytest.fixture
def command_line(
    tmp_path: Path,
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``relations-kb`` on a base, in a folder of its own: ``command_line("build", facts=…)``."""

    def _run(*arguments: str, facts: Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "relations_kb", "--facts", str(facts), *arguments],
            capture_output=True, text=True, cwd=tmp_path, timeout=60,
            env={**os.environ, "COLUMNS": "80"},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return _run
