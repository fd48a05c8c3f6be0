"""The canonical form: one form, nothing lost, comments where they belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from relations_kb.entries.canonical import canonical_text
from relations_kb.paths import Home, fact_files
from relations_kb.reading import read_bytes

FACTS = Path(__file__).parents[1] / "fixtures" / "base" / "facts"
PATHS = fact_files(FACTS)
EVENT = "events/1820s/1828-x.yaml"
SOURCES = "sources/x.yaml"


def _data(text: str, path: str = EVENT) -> Any:
    file = read_bytes(text.encode(), path)
    assert file.problems == []
    return file.data


@pytest.mark.parametrize("path", PATHS)
def test_the_fixture_files_are_canonical(path: str) -> None:
    text = (FACTS / path).read_text("utf-8")
    assert canonical_text(text, path) == text


@pytest.mark.parametrize("path", PATHS)
def test_any_layout_of_the_same_data_comes_to_one_form(path: str) -> None:
    """PyYAML's own block style, keys sorted by the alphabet, comes back as the committed file."""
    text = (FACTS / path).read_text("utf-8")
    data = _data(text, path)
    for width in (30, 80, 10_000):
        other = pyyaml.safe_dump(data, allow_unicode=True, sort_keys=True, width=width)
        found = canonical_text(other, path)
        assert _data(found, path) == data
        assert canonical_text(found, path) == found
        # Only flow or block style is the writer's choice.
        assert found == canonical_text(pyyaml.safe_dump(data, allow_unicode=True), path)


CASES = [
    ("keys go in the order of the model", "type: war\nid: a\n", "id: a\ntype: war\n"),
    ("unknown keys go last", "zzz: 1\nid: a\n", "id: a\nzzz: 1\n"),
    ("dates get quotes", "date: 1828-02-22\n", 'date: "1828-02-22"\n'),
    ("single quotes become double ones", "date: '1828'\n", 'date: "1828"\n'),
    ("open intervals get quotes", "date: 1918/..\n", 'date: "1918/.."\n'),
    ("sets of dates keep theirs", "date: '[1651..1653]'\n", 'date: "[1651..1653]"\n'),
    ("uncertain years get quotes", "date: 1722?\n", 'date: "1722?"\n'),
    ("unknown digits get quotes", "date: 19XX\n", 'date: "19XX"\n'),
    ("words that were booleans get quotes", "note: no\n", 'note: "no"\n'),
    ("needless quotes go", 'note: "plain"\n', "note: plain\n"),
    ("ids that begin with digits need none", "id: '1828-treaty'\n", "id: 1828-treaty\n"),
    ("titles that begin with digits need none", "note: '40 million'\n", "note: 40 million\n"),
    ("a text with quotes gets single ones", "note: \"he \\\"said\\\": x\"\n", "note: 'he \"said\": x'\n"),
    ("a colon in a text needs quotes", "note: 'a: b'\n", 'note: "a: b"\n'),
    ("numbers stay numbers", "coding: {goldstein: 8.0}\n", "coding: {goldstein: 8.0}\n"),
    ("Cyrillic and Persian are not escaped", 'note: "Иран و ایران\u200cها"\n', "note: Иран و ایران\u200cها\n"),
    ("short flow style stays", "places: [ a,b ]\n", "places: [a, b]\n"),
    ("lists are indented", "places:\n- a\n- b\n", "places:\n  - a\n  - b\n"),
    ("blank lines go", "id: a\n\n\ntype: war\n", "id: a\ntype: war\n"),
    ("trailing blanks go", "id: a   \ntype: war\n\n\n", "id: a\ntype: war\n"),
    ("line ends of Windows go", "id: a\r\ntype: war\r\n", "id: a\ntype: war\n"),
    ("a byte order mark goes", "\ufeffid: a\n", "id: a\n"),
    ("a document marker goes", "---\nid: a\n", "id: a\n"),
    ("several lines are literal", 'note: "a\\nb"\n', "note: |-\n  a\n  b\n"),
    ("the last line gets its end", "id: a", "id: a\n"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "before", "after"), CASES, ids=[case[0] for case in CASES])
def test_layout(what: str, before: str, after: str) -> None:
    assert canonical_text(before, EVENT) == after
    assert canonical_text(after, EVENT) == after


def test_long_texts_are_folded_at_the_width() -> None:
    words = "word " * 60
    found = canonical_text(f'summary: "{words.strip()}"\n', EVENT)
    lines = found.splitlines()
    assert lines[0] == "summary: >-"
    assert max(map(len, lines)) <= 100
    assert all(len(line) > 94 for line in lines[1:-1])
    assert _data(found) == {"summary": words.strip()}


def test_a_flow_collection_that_does_not_fit_becomes_a_block() -> None:
    members = ", ".join(f"member-number-{n}" for n in range(6))
    found = canonical_text(f"places: [{members}]\n", EVENT)
    assert found.splitlines()[:2] == ["places:", "  - member-number-0"]
    fits = "places: [" + "a" * 45 + ", " + "b" * 43 + "]\n"
    assert len(fits) == 101
    assert canonical_text(fits, EVENT) == fits
    assert "[" not in canonical_text(fits.replace("bb]", "bbb]"), EVENT)


def test_files_of_lists_are_not_indented_and_stand_by_id() -> None:
    before = "# the press\n\n# of b\n- title: B\n  id: b\n- id: a  # first\n  authors: [x]\n"
    after = "# the press\n\n- id: a  # first\n  authors: [x]\n# of b\n- id: b\n  title: B\n"
    assert canonical_text(before, SOURCES) == after
    assert canonical_text(after, SOURCES) == after
    redirects = "- id: b\n- id: a\n"
    assert canonical_text(redirects, "redirects.yaml") == redirects


def test_comments_go_with_the_key_below_them() -> None:
    before = """\
# head

type: treaty   # of peace
# the id
id: 1828-x
places: [] # none
citations:
- check: read
  # of the source
  source: a  # first
  says: >-  # folded
    text # no comment
    # nor this
# of the second
- source: 'b: c'
themes: [a,
  # between
  b]
coding:
  goldstein: 8
  # of plover
  plover: AGREE
# tail
"""
    after = """\
# head

# the id
id: 1828-x
type: treaty  # of peace
places: []  # none
# between
themes: [a, b]
coding:
  # of plover
  plover: AGREE
  goldstein: 8
citations:
  # of the source
  - source: a  # first
    says: "text # no comment # nor this"  # folded
    check: read
  # of the second
  - source: "b: c"
# tail
"""
    assert canonical_text(before, EVENT) == after
    assert canonical_text(after, EVENT) == after
    assert _data(before) == _data(after)


@pytest.mark.parametrize(
    "text",
    ["a: [1\n", "a: 1\na: 2\n", "a: &x 1\n", "a:\tb\n", "- a\n", "text\n", "", "# only\n", "a: !t 1\n",
     "a: 1\n---\nb: 1\n", "a: \x07\n", "note: \"a\u2028b\"  # c\n"],
)  # fmt: skip
def test_what_cannot_be_read_is_left_alone(text: str) -> None:
    assert canonical_text(text, EVENT) == text


def test_a_file_of_no_kind_is_left_alone() -> None:
    assert canonical_text("b:   1\n", "notes/x.yaml") == "b:   1\n"


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, width=32),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40),
    st.text(alphabet="ab:-?#&*!|>%@`'\",[]{} \\\n.~0123/X", max_size=30),
    st.lists(st.sampled_from(["a", "слово", "واژه", "b: c", "#", "-"]), max_size=60).map(" ".join),
    st.sampled_from(["no", "~", "1828-02", "1e3", "0x1F", ".inf", "<<", "---", "...", "1_0", "12:30"]),
)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "type", "date", "citations", "coding", "note", "b c", "1", "да", "#x", "no"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
ENTRIES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=6)


def _own(text: str) -> Any:
    """What our reader makes of a text (PyYAML writes dates and some texts as 1.1 has them)."""
    return read_bytes(text.encode("utf-8"), EVENT).data


@given(ENTRIES, st.booleans(), st.integers(20, 200))
def test_formatting_twice_is_formatting_once_and_keeps_the_data(
    entry: dict[str, Any], flow: bool, width: int
) -> None:
    text = pyyaml.safe_dump(entry, allow_unicode=True, default_flow_style=flow, width=width)
    once = canonical_text(text, EVENT)
    assert canonical_text(once, EVENT) == once
    assert repr(_sorted(_own(once))) == repr(_sorted(_own(text)))


@given(ENTRIES)
def test_another_reader_agrees(entry: dict[str, Any]) -> None:
    """ruamel.yaml, in pure Python and YAML 1.2, reads the same data from the canonical text."""
    text = canonical_text(pyyaml.safe_dump(entry, allow_unicode=True), EVENT)
    theirs = YAML(typ="safe", pure=True).load(text)
    assert _texts(theirs) == _texts(_own(text))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _sorted(inner)) for key, inner in value.items())
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def _texts(value: Any) -> Any:
    """Keys as texts, and what 1.1 and 1.2 readers take for dates left out of the comparison."""
    if isinstance(value, dict):
        return {str(key).lower(): _texts(inner) for key, inner in value.items()}
    return [_texts(inner) for inner in value] if isinstance(value, list) else value


@given(st.data())
def test_comments_are_never_lost(data: st.DataObject) -> None:
    """Comments strewn over a fixture file, between any two lines and behind any."""
    path = data.draw(st.sampled_from(PATHS))
    lines = (FACTS / path).read_text("utf-8").splitlines()
    count = data.draw(st.integers(1, 5))
    for number in range(count):
        at = data.draw(st.integers(0, len(lines)))
        remark = f"# remark {number}"
        if at < len(lines) and data.draw(st.booleans()) and ">-" not in lines[at]:
            lines[at] += f"  {remark}"
        else:
            indent = data.draw(st.sampled_from([0, 2, 4]))
            lines.insert(at, " " * indent + remark)
    text = "\n".join(lines) + "\n"
    if read_bytes(text.encode(), path).problems:
        return
    once = canonical_text(text, path)
    assert canonical_text(once, path) == once
    assert _data(once, path) == _data(text, path)
    for number in range(count):
        assert f"# remark {number}" in once


def test_every_file_of_the_base_keeps_its_data(base_home: Home) -> None:
    for path in fact_files(base_home.facts):
        text = (base_home.facts / path).read_text("utf-8")
        squeezed = pyyaml.safe_dump(_data(text, path), allow_unicode=True, default_flow_style=True)
        assert _data(canonical_text(squeezed, path), path) == _data(text, path)
