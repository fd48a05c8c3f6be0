"""The base to cite from: an entry of each kind, a source of each type."""

from __future__ import annotations

from pathlib import Path

import pytest

from relations_kb.paths import Home, locate

FACTS = Path(__file__).resolve().parents[1] / "fixtures" / "citing" / "facts"


@pytest.fixture(scope="session")
def citing_home() -> Home:
    return locate(FACTS)
