"""The beginning of a source in its publisher's file."""

from __future__ import annotations

import pytest

from relations_kb.checking.check import check
from relations_kb.entries.base import load_base
from relations_kb.entries.scaffold import source_scaffold
from relations_kb.errors import UsageError
from relations_kb.paths import Home


def test_a_source_goes_to_the_publisher_that_its_id_begins_with(editable_base: Home) -> None:
    file = editable_base.facts / "sources/example-gazette.yaml"
    (editable_base.facts / "sources/example.yaml").write_text("[]\n")
    before = file.read_text("utf-8")
    base = load_base(editable_base)
    path, text, line = source_scaffold(base, "example-gazette-order-of-2021", None)
    assert path == "sources/example-gazette.yaml"
    assert text.startswith(before)
    assert text.splitlines()[line - 1] == "- id: example-gazette-order-of-2021"
    file.write_text(text, "utf-8")
    told = {p.message for p in check(editable_base) if p.path == path and p.line >= line}
    assert "nothing cites the source 'example-gazette-order-of-2021'" in told
    assert not {p.code for p in check(editable_base)} & {"yaml-syntax", "missing-key"}


def test_a_new_publisher_has_to_be_named(editable_base: Home) -> None:
    base = load_base(editable_base)
    with pytest.raises(UsageError, match="--publisher newspaper"):
        source_scaffold(base, "newspaper-page-one", None)
    path, text, line = source_scaffold(base, "newspaper-page-one", "newspaper")
    assert (path, line) == ("sources/newspaper.yaml", 1)
    assert text.startswith("- id: newspaper-page-one\n")
    with pytest.raises(UsageError, match="no id"):
        source_scaffold(base, "newspaper-page-one", "../newspaper")


def test_an_empty_list_is_begun(editable_base: Home) -> None:
    (editable_base.facts / "sources/newspaper.yaml").write_text("[]\n")
    _, text, line = source_scaffold(load_base(editable_base), "newspaper-page-one", None)
    assert (text.partition("\n")[0], line) == ("- id: newspaper-page-one", 1)
