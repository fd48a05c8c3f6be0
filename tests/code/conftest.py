"""What tests of the code share: a small base of their own and a cache of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from relations_kb.paths import Home, locate

FIXTURE_FACTS = Path(__file__).parent / "fixtures" / "base" / "facts"


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_KB_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("RELATIONS_KB_FACTS", raising=False)
        yield


@pytest.fixture(scope="session")
def base_home() -> Home:
    """The fixture base with the shipped ontology; never to be changed by a test."""
    return locate(FIXTURE_FACTS)


@pytest.fixture
def editable_base(tmp_path: Path) -> Home:
    """A copy of the fixture base that a test may change."""
    copy = tmp_path / "base" / "facts"
    shutil.copytree(FIXTURE_FACTS, copy)
    return locate(copy)
