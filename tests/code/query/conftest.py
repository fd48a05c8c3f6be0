"""A store behind HTTP, with the fixture base in its graph without a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import relations_kb
from relations_kb.paths import Home
from store_server import StoreServer, serving


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"RELATIONS_KB_{name}", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[StoreServer]:
    """An empty store behind HTTP."""
    with serving() as running:
        yield running


@pytest.fixture
def filled(server: StoreServer, base_home: Home) -> StoreServer:
    """The same store with the graph of the fixture base."""
    server.store.bulk_extend(relations_kb.open(base_home.facts).store)
    return server
