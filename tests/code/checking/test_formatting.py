"""Formatting a whole base, and the memory of what is canonical."""

from __future__ import annotations

from pathlib import Path

import pytest

from relations_kb.checking import formatting
from relations_kb.checking.check import check
from relations_kb.checking.formatting import Verdicts, difference, format_base, reformatted
from relations_kb.entries import canonical
from relations_kb.paths import Home, fact_files

PLACE = "places/latakia.yaml"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RELATIONS_KB_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def _spoil(home: Home) -> Path:
    file = home.facts / PLACE
    file.write_text(file.read_text("utf-8").replace("type: port", "type:   'port'"), "utf-8")
    return file


def test_format_base_tells_and_mends(editable_base: Home) -> None:
    paths = fact_files(editable_base.facts)
    assert format_base(editable_base, paths, write=True) == []
    file = _spoil(editable_base)
    file.chmod(0o640)
    spoilt = file.read_text("utf-8")
    assert format_base(editable_base, paths, write=False) == [PLACE]
    assert file.read_text("utf-8") == spoilt
    assert format_base(editable_base, paths, write=True) == [PLACE]
    assert check(editable_base) == []
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in file.parent.iterdir() if p.name.startswith(".")) == []


def test_files_that_cannot_be_read_are_left_alone(editable_base: Home) -> None:
    file = editable_base.facts / PLACE
    for content in (b"a: \xff\n", b"a: [\n", b""):
        file.write_bytes(content)
        assert format_base(editable_base, [PLACE], write=True) == []
        assert file.read_bytes() == content


def test_a_difference_is_a_unified_diff(editable_base: Home) -> None:
    file = _spoil(editable_base)
    file.write_text(file.read_text("utf-8").rstrip("\n"), "utf-8")
    changed, problems = reformatted(editable_base, [PLACE])
    assert problems == []
    ((old, new),) = changed.values()
    lines = difference(PLACE, old, new).splitlines()
    assert lines[:2] == [f"--- {PLACE}", f"+++ {PLACE} (canonical)"]
    assert "-type:   'port'" in lines
    assert "+type: port" in lines


def test_verdicts_are_remembered_both_ways(
    editable_base: Home, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spoil(editable_base)
    first = check(editable_base)
    assert [p.code for p in first] == ["not-canonical"]
    (kept,) = cache.glob("canonical-*.json")
    assert kept.stat().st_size > 0

    def fail(*_: object) -> str:
        raise AssertionError("formatted again what was remembered")

    monkeypatch.setattr(canonical, "canonical_text", fail)
    assert check(editable_base) == first


def test_another_formatter_forgets_and_tidies(
    editable_base: Home, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(editable_base)
    monkeypatch.setattr(formatting, "formatter_version", lambda: "another")
    check(editable_base)
    assert [path.name for path in cache.iterdir()] == ["canonical-another.json"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'"x"'])
def test_a_spoilt_memory_is_ignored(editable_base: Home, cache: Path, content: bytes) -> None:
    cache.mkdir()
    (cache / f"canonical-{formatting.formatter_version()}.json").write_bytes(content)
    assert check(editable_base) == []


def test_without_a_place_to_write_it_still_works(
    editable_base: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("RELATIONS_KB_CACHE", str(tmp_path / "file" / "below"))
    verdicts = Verdicts()
    assert verdicts.is_canonical(b"id: a\n", PLACE)
    verdicts.keep()
    assert check(editable_base) == []
