"""A base with every mistake at once: each is told with place, code and fix, by every command."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from relations_kb.checking.check import check
from relations_kb.entries.base import load_base
from relations_kb.entries.find import find_entry
from relations_kb.errors import UnknownEntryError
from relations_kb.paths import Home, fact_files, files_left_out
from relations_kb.problem import Problem

TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"
VOTE = "events/2010s/2010-resolution-1929.yaml"


def _of(problems: list[Problem], path: str) -> list[tuple[str, str]]:
    return [(p.code, f"{p.message}; {p.fix}") for p in problems if p.path == path]


def _copy(home: Home, name: str, old: str = "", new: str = "") -> str:
    """Write a copy of the treaty under another id, with one change; return its path."""
    text = (home.facts / TREATY).read_text("utf-8").replace("1828-treaty-of-turkmenchay", name, 1)
    assert old in text
    path = f"events/1820s/{name}.yaml"
    (home.facts / path).write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_links_in_a_circle_are_walked_once(editable_base: Home) -> None:
    events = editable_base.facts / "events"
    before = fact_files(editable_base.facts)
    (events / "loop").symlink_to(".", target_is_directory=True)
    (events / "up").symlink_to("..", target_is_directory=True)
    (events / "1820s" / "there").symlink_to("../1940s", target_is_directory=True)
    (events / "1940s" / "back").symlink_to("../1820s", target_is_directory=True)
    assert fact_files(editable_base.facts) == before
    assert files_left_out(editable_base.facts) == [
        "events/1820s/there", "events/1940s/back", "events/loop", "events/up",
    ]  # fmt: skip


def test_a_link_to_a_folder_elsewhere_is_followed(editable_base: Home, tmp_path: Path) -> None:
    before = fact_files(editable_base.facts)
    elsewhere = tmp_path / "elsewhere"
    (editable_base.facts / "places").rename(elsewhere)
    (elsewhere / "again").symlink_to(elsewhere, target_is_directory=True)
    (editable_base.facts / "places").symlink_to(elsewhere, target_is_directory=True)
    assert fact_files(editable_base.facts) == before
    assert files_left_out(editable_base.facts) == ["places/again"]


def test_a_link_to_itself_is_told_like_any_other_file(editable_base: Home) -> None:
    (editable_base.facts / "events/1820s/1828-self.yaml").symlink_to("1828-self.yaml")
    (editable_base.facts / "events/1820s/1828-gone.yaml").symlink_to("nowhere.yaml")
    found = [p for p in check(editable_base) if p.code == "unreadable"]
    assert [p.path for p in found] == [
        "events/1820s/1828-gone.yaml",
        "events/1820s/1828-self.yaml",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_stop_the_reader(editable_base: Home) -> None:
    os.mkfifo(editable_base.facts / "events/1820s/1828-pipe.yaml")
    assert files_left_out(editable_base.facts) == ["events/1820s/1828-pipe.yaml"]
    assert [p.code for p in check(editable_base)] == ["not-read"]


def test_files_that_are_not_read_are_told(editable_base: Home) -> None:
    events = editable_base.facts / "events/1820s"
    (events / "1828-shout.YAML").write_text("id: x\n")
    (events / "1828-copy.yaml.txt").write_text("id: x\n")
    (events / ".hidden").write_text("x")
    (editable_base.facts / "LICENSE").write_text("x")
    found = check(editable_base)
    assert [(p.path, p.code) for p in found] == [
        ("events/1820s/1828-copy.yaml.txt", "not-read"),
        ("events/1820s/1828-shout.YAML", "not-read"),
    ]
    assert "1828-shout.yaml" in found[1].fix


def test_a_copy_with_its_old_id_is_to_blame_not_the_original(editable_base: Home) -> None:
    copy = "events/1820s/1828-a-copy.yaml"
    (editable_base.facts / copy).write_bytes((editable_base.facts / TREATY).read_bytes())
    found = check(editable_base)
    assert {p.path for p in found} == {copy}
    assert {p.code for p in found} == {"duplicate-id", "path-mismatch"}
    assert not any("move it" in p.fix for p in found), "moving it would overwrite the original"


def test_an_id_that_cannot_be_one_has_no_path(editable_base: Home) -> None:
    path = _copy(editable_base, "1828-a", "id: 1828-a", "id: 1828-Treaty Of!")
    assert {code for code, _ in _of(check(editable_base), path)} == {"bad-value"}


def test_a_misspelt_key_is_told_once(editable_base: Home) -> None:
    path = _copy(editable_base, "1828-a", "summary:", "sumary:")
    codes = [code for code, _ in _of(check(editable_base), path)]
    assert sorted(codes) == ["missing-key", "not-canonical", "unknown-key"]


def test_a_calendar_that_does_not_exist_is_told_once(editable_base: Home) -> None:
    path = _copy(editable_base, "1828-a", "calendar: julian", "calendar: jewish")
    assert {code for code, _ in _of(check(editable_base), path)} == {"unknown-reference"}


def test_a_state_that_exists_is_no_misspelling(editable_base: Home) -> None:
    file = editable_base.facts / VOTE
    file.write_text(file.read_text("utf-8").replace("    - uganda\n", "    - syria\n"), "utf-8")
    told = [text for code, text in _of(check(editable_base), VOTE) if "'syria'" in text]
    assert len(told) == 1
    assert "did you mean" not in told[0]


def test_what_is_empty_is_told_once_in_each_place(editable_base: Home) -> None:
    path = _copy(editable_base, "1828-a", "actor: qajar-iran", 'actor: ""')
    places = [(p.line, p.column) for p in check(editable_base) if p.path == path]
    assert len(places) == len(set(places)) == 1


def test_redirects_in_a_circle(editable_base: Home) -> None:
    file = editable_base.facts / "redirects.yaml"
    item = '- kind: event\n  id: {}\n  to: [{}]\n  on: "2026-11-24"\n  because: renamed\n'
    text = file.read_text("utf-8")
    file.write_text(text + item.format("old-a", "old-b") + item.format("old-b", "old-a"), "utf-8")
    found = [p for p in check(editable_base) if p.code == "dead-redirect"]
    assert ["circle" in p.message for p in found] == [True, True]
    with pytest.raises(UnknownEntryError):
        find_entry(load_base(editable_base), "old-a")


def test_redirects_are_followed_to_the_end(editable_base: Home) -> None:
    file = editable_base.facts / "redirects.yaml"
    item = '- kind: event\n  id: {}\n  to: [{}]\n  on: "2026-11-24"\n  because: renamed\n'
    chain = item.format("old-a", "old-b") + item.format("old-b", "1828-treaty-of-turkmenchay")
    file.write_text(file.read_text("utf-8") + chain, "utf-8")
    assert [p.code for p in check(editable_base)] == []
    assert find_entry(load_base(editable_base), "old-a").id == "1828-treaty-of-turkmenchay"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("places: [turkmenchay]", "places: [turkmenchay", r"begins at \d+:\d+; close the list"),
        ("type: treaty", "type: treaty: yes", "quotes round a text that holds ': '"),
        ("type: treaty", "type: {a: b", r"begins at \d+:\d+; close it with '}'"),
        ("type: treaty", "---\ntype: treaty", "a second document begins here; one file holds"),
        ("type: treaty", "type: " + "[" * 2000, "nested more than 40 levels; flatten it"),
    ],
)
def test_broken_yaml_is_told_in_words_that_help(
    old: str, new: str, says: str, editable_base: Home
) -> None:
    path = _copy(editable_base, "1828-a", old, new)
    told = [text for _, text in _of(check(editable_base), path)]
    assert len(told) == 1
    assert re.search(says, told[0]), told


@pytest.fixture
def broken(editable_base: Home) -> Home:
    """A base with files that cannot be read, entries that fit no model and a wrong day."""
    _copy(editable_base, "1828-syntax", "type: treaty", "type: treaty: yes")
    _copy(editable_base, "1828-key", "summary:", "sumary:")
    _copy(editable_base, "1828-day", 'date: "1828-02-22"\n', 'date: "1828-02-30"\n')
    events = editable_base.facts / "events/1820s"
    (events / "1828-gone.yaml").symlink_to("nowhere.yaml")
    (events / "1828-binary.yaml").write_bytes(bytes(range(256)))
    (events / "1828-empty.yaml").write_bytes(b"")
    (events / "1828-list.yaml").write_text("- a\n")
    return editable_base


PLACE = re.compile(r"events/1820s/1828-[a-z]+\.yaml:\d+:\d+ [a-z]+(-[a-z0-9]+)*: .+; .+")


@pytest.mark.parametrize(
    "command",
    ["build", "query treaties-and-their-fate", "export -o x.ttl", "export -f csv -o x", "evidence a", "format"],
)  # fmt: skip
def test_a_command_that_cannot_go_on_says_where_and_how_to_mend(
    command: str, broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = command_line(*command.split(), facts=broken.facts)
    assert done.returncode == 1, done.stderr
    places = [line for line in done.stderr.splitlines() if line.startswith("  events/")]
    assert places
    assert all(PLACE.fullmatch(line.strip()) for line in places), places
    assert "relations-kb validate" in done.stderr
    assert "pattern" not in done.stderr


@pytest.mark.parametrize("command", ["timeline", "coverage", "search turkmenchay"])
def test_a_command_that_goes_on_says_what_it_lacks(
    command: str, broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = command_line(*command.split(), facts=broken.facts)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert "events/1820s/1828-binary.yaml and 5 more cannot be used" in done.stderr


def test_the_shapes_run_beside_a_day_that_does_not_exist(
    broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = command_line("validate", "--shapes", facts=broken.facts)
    assert done.returncode == 1
    assert "1828-day.yaml:4:7 error bad-date" in done.stdout
    assert "fault of ours" not in done.stderr


def test_an_entry_that_cannot_be_read_is_not_said_to_be_missing(
    broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = command_line("show", "1828-syntax", facts=broken.facts)
    assert done.returncode == 2
    assert re.search(r"1828-syntax\.yaml:2:13 yaml-syntax", done.stderr)


def test_format_goes_on_past_what_cannot_be_read(
    broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    path: Path = broken.facts / TREATY
    good = path.read_bytes()
    path.write_bytes(good.replace(b"type: treaty", b"type:   'treaty'"))
    done = command_line("format", facts=broken.facts)
    assert path.read_bytes() == good
    assert done.returncode == 1
    assert "4 left as they are" in done.stderr


def test_a_comparison_with_what_cannot_be_opened(
    broken: Home, command_line: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = command_line("diff", str(broken.facts), facts=broken.facts)
    assert done.returncode == 1
    assert "events/1820s/1828-gone.yaml cannot be opened: No such file" in done.stderr
