"""The notebook in ``docs`` runs from the first cell to the last, without the network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"
# A kernel talks to its client over the loopback; anything else is refused, as without a network.
_NO_NETWORK = """
import socket as _socket

def _refuse(self, address, _connect=_socket.socket.connect):
    if self.family in (_socket.AF_INET, _socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"the notebook asks the network: {address}")
    return _connect(self, address)

_socket.socket.connect = _refuse
"""


@pytest.fixture(scope="module")
def executed() -> Any:
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(_NO_NETWORK))
    path = f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook


def _texts(notebook: Any) -> list[str]:
    found = []
    for cell in notebook.cells[1:]:
        for output in cell.get("outputs", ()):
            found.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
    return found


def test_every_cell_runs_and_shows_something(executed: Any) -> None:
    silent = [
        cell.source for cell in executed.cells[1:] if cell.cell_type == "code" and not cell.outputs
    ]
    assert silent == []


def test_it_shows_what_it_says(executed: Any) -> None:
    texts = _texts(executed)
    assert "datetime64[s]" in texts[1]
    assert "Int64" in texts[1]
    assert any("century" in text and "mean" in text for text in texts)
    assert any("against" in text and "for" in text and "2010" in text for text in texts)
    assert any("shape: (10, 3)" in text for text in texts)
    assert any("Turkmenchay" in text and "supports" in text for text in texts)


def test_it_is_valid_and_holds_no_outputs() -> None:
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    assert all(cell.get("execution_count") is None for cell in notebook.cells)
