"""The fixture base as parts to export."""

from __future__ import annotations

import pytest

import relations_kb
from relations_kb.output.part import Part, part_of
from relations_kb.paths import Home


@pytest.fixture(scope="session")
def whole_part(base_home: Home) -> Part:
    return part_of(relations_kb.open(base_home.facts).base)
