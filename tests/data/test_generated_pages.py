"""The pages that are made from the code are those committed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
assert _SPEC is not None
assert _SPEC.loader is not None
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)


@pytest.mark.parametrize("path", sorted(generate.PAGES))
def test_page_is_up_to_date(path: str) -> None:
    committed = (ROOT / path).read_text("utf-8")
    assert committed == generate.PAGES[path](), "mend with: python docs/generate.py"
