"""Where redirects lead: over several steps, to several entries, to none, in a circle."""

from __future__ import annotations

import pytest

from relations_kb.entries.base import Base, load_base
from relations_kb.entries.find import find_entry
from relations_kb.entries.redirects import Destination, destination, leads_in_a_circle
from relations_kb.errors import UnknownEntryError
from relations_kb.paths import Home

_TREATY = "1828-treaty-of-turkmenchay"
_WAR = "1826-russo-persian-war"


def _base(home: Home, *redirects: tuple[str, str], kind: str = "event") -> Base:
    rows = [
        f"- {{kind: {kind}, id: {old}, to: [{new}], on: '2026-11-{day:02}', because: Of {old}.}}\n"
        for day, (old, new) in enumerate(redirects, 1)
    ]
    (home.facts / "redirects.yaml").write_text("".join(rows), "utf-8")
    return load_base(home)


def test_a_chain_is_followed_to_its_end(editable_base: Home) -> None:
    base = _base(editable_base, ("a", "b"), ("b", "c"), ("c", _TREATY))
    assert find_entry(base, "a").id == _TREATY
    assert find_entry(base, "event/a").id == _TREATY
    assert destination(base, "a") == Destination(
        "event", (_TREATY,), "Of a. Of b. Of c.", "2026-11-03"
    )


def test_each_part_of_a_split_is_followed(editable_base: Home) -> None:
    base = _base(editable_base, ("a", "b, c"), ("b", _TREATY), ("c", _WAR))
    with pytest.raises(UnknownEntryError, match=f"'a' was split into {_TREATY}, {_WAR}: Of a."):
        find_entry(base, "a")


def test_a_chain_that_ends_in_a_withdrawal(editable_base: Home) -> None:
    base = _base(editable_base, ("a", "b"), ("b", ""))
    with pytest.raises(UnknownEntryError, match=r"'a' was withdrawn: Of a\. Of b\."):
        find_entry(base, "a")


def test_a_circle_ends(editable_base: Home) -> None:
    base = _base(editable_base, ("a", "b"), ("b", "a"), ("c", "a"))
    assert [leads_in_a_circle(base, name) for name in ("a", "b", "c", "d")] == [
        True, True, False, False,
    ]  # fmt: skip
    with pytest.raises(UnknownEntryError, match="'c' was renamed to the unknown a"):
        find_entry(base, "c")


def test_the_kind_counts(editable_base: Home) -> None:
    base = _base(editable_base, ("a", "turkmenchay"), kind="place")
    assert find_entry(base, "place/a").id == "turkmenchay"
    assert destination(base, "a", ["event"]) is None
    with pytest.raises(UnknownEntryError, match="no event 'a'"):
        find_entry(base, "event/a")
