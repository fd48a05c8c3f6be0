"""The hash of an entry does not see its layout, and sees everything else."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.reading import read_bytes
from relations_kb.releases.content_hash import content_hash, field_hashes

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=8)
_VALUE = st.recursive(
    st.one_of(_TEXT, st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
_ENTRY = st.dictionaries(_TEXT, _VALUE, max_size=5)


def _shuffled(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: _shuffled(value[key], rng) for key in keys}
    if isinstance(value, list):
        return [_shuffled(inner, rng) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**50:
        return float(value)
    return value


@given(_ENTRY, st.integers())
def test_order_of_keys_and_spelling_of_numbers_do_not_count(
    entry: dict[str, Any], seed: int
) -> None:
    other = _shuffled(entry, random.Random(seed))
    assert content_hash(other) == content_hash(entry)
    assert field_hashes(other) == field_hashes(entry)


@given(_ENTRY, _ENTRY)
def test_different_data_have_different_hashes(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = _comparable(one) == _comparable(other)
    assert (content_hash(one) == content_hash(other)) == same


def _comparable(value: Any) -> Any:
    """Return a value of which Python's == does not take True for 1."""
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, dict):
        return {key: _comparable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_comparable(inner) for inner in value]
    return value


def _hash(text: str) -> str:
    data = read_bytes(text.encode(), "events/1820s/x.yaml").data
    return content_hash(data)


_PLAIN = (
    'id: x\nnames: [a, b]\ndate: "1828-02-22"\nsummary: One and two.\ncoding: {goldstein: -4.0}\n'
)


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\ndate: '1828-02-22'\nsummary: >-\n  One and\n  two.\nid: x   # beside\nnames:\n- a\n- b\ncoding:\n  goldstein: -4\n",
        '{"id": "x", "names": ["a", "b"], "date": "1828-02-22", "summary": "One and two.", "coding": {"goldstein": -4.0}}',
    ],
)
def test_layout_comments_quotes_and_folding_do_not_count(text: str) -> None:
    assert _hash(text) == _hash(_PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [("-4.0", "-4.5"), ("[a, b]", "[b, a]"), ("two.", "two"), ("-02-22", "-02-21"), ("id: x\n", "id: x\nnote: n\n")],
)  # fmt: skip
def test_what_an_entry_says_counts(old: str, new: str) -> None:
    assert _hash(_PLAIN.replace(old, new)) != _hash(_PLAIN)


def test_the_hash_is_the_one_that_the_manifest_describes() -> None:
    # By hand: printf '{"a":1,"b":["ж"]}' | sha256sum
    expected = "7f95917d01764d505d313fb2e7ced9c2a8e643b31db0fddafff459c884daee2d"
    assert content_hash({"b": ["ж"], "a": 1.0}) == expected
