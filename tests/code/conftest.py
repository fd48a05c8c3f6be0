"""What tests of the code share: a copy of the small base that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from relations_kb.paths import Home, locate


@pytest.fixture
def editable_base(base_home: Home, tmp_path: Path) -> Home:
    """A copy of the fixture base that a test may change."""
    copy = tmp_path / "base" / "facts"
    shutil.copytree(base_home.facts, copy)
    return locate(copy)
