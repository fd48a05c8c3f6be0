"""Whatever is in the facts, check() tells problems within the files and never fails."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations_kb.checking.check import check
from relations_kb.paths import Home, fact_files, locate
from relations_kb.problem import Problem
from relations_kb.reading import read_bytes

FACTS = Path(__file__).parents[1] / "fixtures" / "base" / "facts"
PATHS = fact_files(FACTS)
# Where editors end a line, and where libyaml does.
_BREAKS = (re.compile("\n"), re.compile("\r\n|[\n\r\x85\u2028\u2029]"))
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def _base_with(path: str, content: bytes) -> Iterator[Home]:
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts"
        shutil.copytree(FACTS, facts)
        (facts / path).write_bytes(content)
        yield locate(facts)


def _sound(problems: list[Problem], home: Home) -> None:
    sizes = {}
    for path in fact_files(home.facts):
        text = (home.facts / path).read_bytes().decode("utf-8", errors="replace")
        sizes[path] = [[len(line) for line in breaks.split(text)] for breaks in _BREAKS]
    for problem in problems:
        assert any(_within(problem, lines) for lines in sizes[problem.path]), problem
        assert problem.message, problem
        assert problem.fix, problem
        assert "\n" not in problem.message, problem
    assert problems == sorted(problems)


def _within(problem: Problem, lines: list[int]) -> bool:
    if not 1 <= problem.line <= len(lines):
        return False
    return 1 <= problem.column <= lines[problem.line - 1] + 1


@SLOW
@given(st.sampled_from(PATHS), st.data())
def test_bytes_changed_at_random(path: str, data: st.DataObject) -> None:
    content = bytearray((FACTS / path).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        new = data.draw(
            st.binary(max_size=3)
            | st.sampled_from([b"\n", b"\t", b": ", b"- ", b"[", b"}", b"&a ", b"*a", b"'", b'"', b"#", b"\xc2\x85"])
        )  # fmt: skip
        content[at : at + data.draw(st.integers(0, 6))] = new
    with _base_with(path, bytes(content)) as home:
        _sound(check(home), home)


ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(),
    st.sampled_from(["", " ", "x", "9999", "0000", "[..]", "1828-02-30", "../..", "²", "۱۸", "a" * 300]),
    st.text(max_size=8), st.lists(st.integers() | st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["event", "because", "en", "id", "x"]), st.text(max_size=3), max_size=2),
)  # fmt: skip


def _nodes(value: Any) -> list[tuple[Any, Any]]:
    """Return container and key of everything below ``value``."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = [(value, key) for key, _ in pairs]
    for container, key in list(found):
        if isinstance(container[key], (dict, list)):
            found += _nodes(container[key])
    return found


@SLOW
@given(st.sampled_from(PATHS), st.data())
def test_structure_changed_at_random(path: str, data: st.DataObject) -> None:
    content = read_bytes((FACTS / path).read_bytes(), path).data
    for _ in range(data.draw(st.integers(1, 3))):
        nodes = _nodes(content)
        if not nodes:
            break
        container, key = nodes[data.draw(st.integers(0, len(nodes) - 1))]
        match data.draw(st.sampled_from(["replace", "remove", "double", "rename"])):
            case "replace":
                container[key] = data.draw(ODD)
            case "remove":
                del container[key]
            case "double" if isinstance(container, list):
                container.append(container[key])
            case "rename" if isinstance(container, dict):
                container[data.draw(st.sampled_from(["sumary", "x", "1", "id"]))] = container.pop(
                    key
                )
    dumper = type("Dumper", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    text = yaml.dump(content, Dumper=dumper, allow_unicode=True)
    with _base_with(path, text.encode("utf-8", errors="replace")) as home:
        _sound(check(home), home)


@SLOW
@given(st.sampled_from(PATHS), ODD)
def test_a_file_of_anything(path: str, content: Any) -> None:
    text = yaml.safe_dump(content, allow_unicode=True)
    with _base_with(path, text.encode("utf-8", errors="replace")) as home:
        _sound(check(home), home)


@SLOW
@given(st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_files_in_each_others_place(path: str, other: str) -> None:
    with _base_with(path, (FACTS / other).read_bytes()) as home:
        _sound(check(home), home)


@SLOW
@given(st.sampled_from(PATHS))
def test_a_file_removed(path: str) -> None:
    if path == "dataset.yaml":
        return
    with _base_with(path, b"") as home:
        (home.facts / path).unlink()
        _sound(check(home), home)
