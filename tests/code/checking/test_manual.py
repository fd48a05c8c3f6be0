"""Every code has a manual page, and every page is of a code that some mistake brings."""

from __future__ import annotations

import re

import pytest

from relations_kb.checking import manual
from relations_kb.checking.check import all_rules, check
from relations_kb.paths import Home

# A file that brings each code; a test below finds pages without one.
EXAMPLES: dict[str, tuple[str, bytes]] = {
    "alias": ("persons/x.yaml", b"id: &x x\n"),
    "bad-key": ("persons/x.yaml", b"[id]: x\n"),
    "bad-value": ("persons/x.yaml", b"id: X Y\n"),
    "control-character": ("persons/x.yaml", b'id: "x\\0"\n'),
    "duplicate-key": ("persons/x.yaml", b"id: x\nid: y\n"),
    "empty-file": ("persons/x.yaml", b"# nothing\n"),
    "missing-key": ("persons/x.yaml", b"id: x\n"),
    "not-utf-8": ("persons/x.yaml", b"id: \xff\n"),
    "tab": ("persons/x.yaml", b"id:\tx\n"),
    "tag": ("persons/x.yaml", b"id: !!str x\n"),
    "too-deep": ("persons/x.yaml", b"id: " + b"[" * 60 + b"]" * 60),
    "too-long": ("persons/x.yaml", b"id: " + b"x" * 2_000_000),
    "unknown-folder": ("people/x.yaml", b"id: x\n"),
    "unknown-key": ("persons/x.yaml", b"id: x\nname-of: x\n"),
    "wrong-type": ("persons/x.yaml", b"- id\n"),
    "yaml-syntax": ("persons/x.yaml", b"id: [x\n"),
}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_a_mistake_has_its_code_and_every_code_a_page(code: str, editable_base: Home) -> None:
    path, content = EXAMPLES[code]
    (editable_base.facts / path).parent.mkdir(exist_ok=True)
    (editable_base.facts / path).write_bytes(content)
    found = {problem.code for problem in check(editable_base)}
    assert code in found
    assert all(manual.manual_page(other) for other in found), found


def test_no_page_lacks_an_example() -> None:
    # `test_broken_base` has the files that cannot be opened.
    assert set(manual.PAGES) == {*EXAMPLES, "unreadable"}


def test_a_page_has_a_level_and_says_more_than_a_line() -> None:
    for code in manual.all_codes():
        page = manual.manual_page(code)
        assert page is not None
        assert re.match(rf"{code} \((error|warning|note)\)\n\n.+\.\n", page), page
        assert len(page.splitlines()) >= 5, code
    assert not set(manual.PAGES) & {rule.code for rule in all_rules()}


def test_shapes_share_a_page_and_nonsense_has_none() -> None:
    assert "SHACL" in (manual.manual_page("shape-within") or "")
    assert manual.manual_page("nonsense") is None
