"""YAML 1.2 core, places, limits; what is refused is told at its place."""

from __future__ import annotations

import math
import time
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from relations_kb.reading import read_bytes
from relations_kb.reading.scalars import resolve
from relations_kb.reading.yaml_reader import DEEPEST_NESTING, LARGEST_FILE


def _told(content: bytes) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.code) for p in read_bytes(content, "x.yaml").problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # YAML 1.2.2, section 10.3.2, the examples of the core schema.
        ("null", None), ("~", None), ("", None), ("true", True), ("True", True), ("FALSE", False),
        ("0", 0), ("0o7", 7), ("0x3A", 58), ("-19", -19), ("0.", 0.0), ("-0.0", -0.0), (".5", 0.5),
        ("+12e03", 12000.0), ("-2E+05", -200000.0), (".inf", math.inf), ("-.Inf", -math.inf),
        # Texts there, although YAML 1.1 makes booleans, dates, numbers of them.
        ("no", "no"), ("NO", "NO"), ("on", "on"), ("y", "y"), ("1828-02-22", "1828-02-22"),
        ("12:30:45", "12:30:45"), ("1_000", "1_000"), ("tRUE", "tRUE"), ("0b1", "0b1"), ("=", "="),
        ("۱۸۲۸", "۱۸۲۸"), ("1.2.3", "1.2.3"), ("-", "-"), ("+", "+"), (".", "."), ("e3", "e3"),
    ],
)  # fmt: skip
def test_plain_scalars(text: str, value: Any) -> None:
    found = resolve(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("escape", ["\\0", "\\x0b", "\\e", "\\ufffe", "\\uffff"])
def test_characters_that_xml_cannot_hold(escape: str) -> None:
    content = f'a: 1\nb: [x, "some {escape} text"]\n'.encode()
    assert _told(content) == [(2, 8, "control-character")]


@given(st.characters(exclude_categories=("Cs",)))
def test_what_the_reader_lets_pass_xml_can_hold(character: str) -> None:
    escaped = f'a: "\\U{ord(character):08X}"'
    if _told(escaped.encode()):
        return
    value = read_bytes(escaped.encode(), "x.yaml").data["a"]
    assert value == character
    text = character.replace("&", "&amp;").replace("<", "&lt;").replace("\r", "&#13;")
    assert ElementTree.fromstring(f"<a>{text}</a>").text == character


def test_not_a_number() -> None:
    found = resolve(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


def test_very_long_digits_stay_text() -> None:
    assert resolve("9" * 5000) == "9" * 5000


@given(st.text(alphabet="0123456789+-._eExXoOabnulltrefsNIyd~:", max_size=8))
def test_scalars_as_ruamel_has_them(text: str) -> None:
    """ruamel.yaml implements the 1.2 core schema, with five additions that we leave out."""
    resolver = YAML(typ="safe", pure=True)
    try:
        (theirs,) = resolver.load(f"[{text}]")
    except Exception:
        return
    if not isinstance(theirs, (str, int, float, type(None))) or "_" in text or ":" in text:
        return  # dates, 1_000 and sexagesimal numbers are of YAML 1.1
    if (
        text.lower().lstrip("+-").startswith(("0o", "0x", "0b"))
        or "." in text
        or "e" in text.lower()
    ):
        return  # 0b1, +0x1 and the float forms that differ are pinned above
    ours = read_bytes(f"[{text}]".encode(), "x.yaml").data[0]
    assert (ours, type(ours)) == (theirs, type(theirs))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: 1\nb: 2\na: 3\n", (3, 1, "duplicate-key")),
        (b"a: {b: 1, b: 2}\n", (1, 11, "duplicate-key")),
        (b"a: &x 1\nb: *x\n", (1, 4, "alias")),
        (b'{"a":&x [1],"b":*x}\n', (1, 6, "alias")),
        (b"a: &x 1\n", (1, 4, "alias")),
        (b"a:\tb\n", (1, 3, "tab")),
        (b"a: b\n\tc: d\n", (2, 1, "tab")),
        ("имя:\tx\n".encode(), (1, 5, "tab")),
        (b"a: \xff\n", (1, 4, "not-utf-8")),
        ("имя: ".encode() + b"\xff\n", (1, 6, "not-utf-8")),
        ("a: 1\n".encode("utf-16"), (1, 1, "not-utf-8")),
        (b"a: 1\n---\nb: 2\n", (2, 1, "yaml-syntax")),
        (b"a: b: c\n", (1, 5, "yaml-syntax")),
        (b"a: [1, 2\n", (2, 1, "yaml-syntax")),
        (b"a: 1\nb: \x07\n", (2, 4, "yaml-syntax")),
        (b"a: !!int 1\n", (1, 4, "tag")),
        (b"a: !python/object:os.system x\n", (1, 4, "tag")),
        (b"!x {a: 1}\n", (1, 1, "tag")),
        (b"? [a, b]\n: 1\n", (1, 3, "bad-key")),
        (b"? {a: 1}\n: 1\n", (1, 3, "bad-key")),
        (b"", (1, 1, "empty-file")),
        (b"# nothing\n", (1, 1, "empty-file")),
    ],
)
def test_what_is_refused(content: bytes, told: tuple[int, int, str]) -> None:
    assert told in _told(content)
    assert all(p.fix for p in read_bytes(content, "x.yaml").problems)


def test_a_byte_order_mark_is_skipped() -> None:
    file = read_bytes(b"\xef\xbb\xbfa: 1\nb: x\n", "x.yaml")
    assert (file.data, file.problems) == ({"a": 1, "b": "x"}, [])
    assert file.position(("b",)) == (2, 4)


def test_merge_keys_are_ordinary_keys() -> None:
    assert read_bytes(b"<<: {a: 1}\n", "x.yaml").data == {"<<": {"a": 1}}


def test_keys_are_texts() -> None:
    assert read_bytes(b"on: 1\n1900: 2\ntrue: 3\n", "x.yaml").data == {
        "on": 1,
        "1900": 2,
        "true": 3,
    }


def test_a_file_that_is_too_long() -> None:
    assert _told(b"a" * (LARGEST_FILE + 1)) == [(1, 1, "too-long")]


@pytest.mark.parametrize(
    "nest",
    [
        lambda depth: b"[" * depth + b"]" * depth,
        lambda depth: b"- " * depth + b"a",
        lambda depth: b"? " * depth + b"a",
        lambda depth: b"\n".join(b" " * level + b"a:" for level in range(depth)),
        lambda depth: b"\n".join(
            b" " * level + b"a:\n" + b" " * level + b"-" for level in range(depth)
        ),
        lambda depth: b'"' + b"]" * depth + b'": ' + b"[" * depth + b"]" * depth,
        lambda depth: b'["]", ' * depth + b"]" * depth,
        lambda depth: b"{a: " * depth + b"}" * depth,
    ],
)
@pytest.mark.parametrize("depth", [60, 1_000, 100_000])
def test_too_deep_nesting_neither_passes_nor_ends_the_process(nest: Any, depth: int) -> None:
    content = nest(min(depth, 1_400) if b"\n" in nest(3) else depth)
    file = read_bytes(content, "x.yaml")
    deceived = depth == 60 and content.startswith(b'["]"')
    # A key of more than 1,024 characters is no YAML to begin with.
    assert deceived or {p.code for p in file.problems} <= {"too-deep", "yaml-syntax"}
    assert deceived or file.problems


def test_the_deepest_allowed_nesting() -> None:
    fits = b"[" * DEEPEST_NESTING + b"]" * DEEPEST_NESTING
    assert _told(fits) == []
    assert _told(b"[" + fits + b"]") == [(1, DEEPEST_NESTING + 1, "too-deep")]


@pytest.mark.parametrize("glue", [b" ", b""])
def test_a_billion_laughs_stay_unexpanded(glue: bytes) -> None:
    """Each list holds the one before it twice; in flow style a quoted key needs no space before them."""
    rows = [b'"a":' + glue + b'&a ["x","x"]']
    for level in range(1, 30):
        below = b"a" if level == 1 else b"k%d" % (level - 1)
        rows.append(b'"k%d":' % level + glue + b"&k%d [*%s,*%s]" % (level, below, below))
    started = time.perf_counter()
    file = read_bytes(b"{" + b",".join(rows) + b"}", "x.yaml")
    assert file.data is None
    assert {p.code for p in file.problems} == {"alias"}
    assert time.perf_counter() - started < 1


def test_ampersands_and_stars_in_texts_are_not_aliases() -> None:
    assert _told(b"a: R&D\nb: 'Smith &Co'\nc: \"*emphasis*\"\nd: a * b\n") == []


def test_positions_of_keys_values_and_what_is_not_there() -> None:
    file = read_bytes("a:\n  - {b: 1, имя: [x, y]}\n".encode(), "x.yaml")
    assert file.position(("a", 0, "имя", 1)) == (2, 21)
    assert file.position(("a", 0, "имя"), of_key=True) == (2, 12)
    assert file.position(("a", 0, "nothing", 7)) == (2, 5)
    assert file.position(("a", 9)) == (2, 3)
    assert read_bytes(b"\xff", "x.yaml").position(("a",)) == (1, 1)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(content: bytes) -> None:
    file = read_bytes(content, "x.yaml")
    lines = len(content.decode("utf-8", errors="replace").splitlines()) + 1
    assert all(1 <= p.line <= lines and p.column >= 1 and p.fix for p in file.problems)


@given(st.text(alphabet="ab:-? \n[]{},'\"#&*!|>%@`\t\\", max_size=60))
def test_any_marks_can_be_read(text: str) -> None:
    file = read_bytes(text.encode(), "x.yaml")
    assert file.problems or file.data is not None or file.root is not None
