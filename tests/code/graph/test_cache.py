"""The store as a cache: always true, whatever happened to it."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations_kb.errors import FactsError
from relations_kb.graph import inputs
from relations_kb.graph.cache import base_folder, open_store
from relations_kb.paths import Home, locate

TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"
WAR = "events/1820s/1826-russo-persian-war.yaml"
ROOT = Path(__file__).resolve().parents[3]


def _triples(home: Home) -> set[str]:
    return {str(quad) for quad in open_store(home).store}


def _anew(home: Home, monkeypatch: pytest.MonkeyPatch, folder: Path) -> set[str]:
    with monkeypatch.context() as patch:
        patch.setenv("RELATIONS_KB_CACHE", str(folder))
        return _triples(home)


def _retitle(home: Home, title: str = "A new title", path: str = TREATY) -> None:
    file = home.facts / path
    lines = file.read_text("utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("summary:"))
    file.write_text("".join(lines[:at]) + f"summary: {title}\n" + _after(lines, at), "utf-8")


def _change_date_and_cause(home: Home, path: str) -> None:
    """Give an event another date, status, actor and cause, which many derivations read."""
    file = home.facts / path
    text = file.read_text("utf-8")
    text = re.sub(r"^date: .*$", 'date: "1999-09-09"', text, flags=re.MULTILINE)
    text = text.replace("actor: russian-federation", "actor: united-states")
    if "\nrelations:" not in text:
        text += (
            "relations: {related-to: [1826-russo-persian-war], part-of: [1826-russo-persian-war]}\n"
        )
    file.write_text(text, "utf-8")


def _after(lines: list[str], at: int) -> str:
    rest = at + 1
    while lines[rest].startswith(" "):
        rest += 1
    return "".join(lines[rest:])


def test_the_second_opening_builds_nothing(editable_base: Home) -> None:
    assert open_store(editable_base).how == "built"
    assert open_store(editable_base).how == "cached"
    assert open_store(editable_base, rebuild=True).how == "built"


def test_a_changed_file_is_seen(editable_base: Home) -> None:
    open_store(editable_base)
    _retitle(editable_base, "Something else happened.")
    opened = open_store(editable_base)
    assert opened.how == "updated"
    assert any("Something else happened." in str(quad) for quad in opened.store)


def test_a_change_of_the_same_size_at_once_is_seen(editable_base: Home) -> None:
    file = editable_base.facts / TREATY
    stat = file.stat()
    open_store(editable_base)
    content = file.read_bytes()
    file.write_bytes(content.replace(b"twenty million", b"thirty million"))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    found = [str(q) for q in open_store(editable_base).store if "thirty million" in str(q)]
    assert found


def test_a_touched_file_changes_nothing(editable_base: Home) -> None:
    open_store(editable_base)
    (editable_base.facts / TREATY).touch()
    assert open_store(editable_base).how == "cached"


def test_a_file_written_again_is_read_once(
    editable_base: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by git checkout of another branch and back: every file is new, none is changed."""
    open_store(editable_base)
    monkeypatch.setattr(inputs, "_RACY_NANOSECONDS", 0)
    time.sleep(0.02)
    (editable_base.facts / WAR).touch()
    time.sleep(0.02)
    read: list[str] = []
    digest = inputs._digest
    monkeypatch.setattr(inputs, "_digest", lambda path: read.append(path) or digest(path))
    assert open_store(editable_base).how == "cached"
    assert read == [f"{editable_base.facts}/{WAR}"]
    assert open_store(editable_base).how == "cached"
    assert len(read) == 1
    _retitle(editable_base, path=WAR)
    assert open_store(editable_base).how == "updated"


def test_a_removed_and_a_renamed_file(
    editable_base: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    open_store(editable_base)
    (editable_base.facts / "claims" / "competition-in-syria.yaml").unlink()
    assert not any("claim/competition-in-syria" in triple for triple in _triples(editable_base))
    file = editable_base.facts / "persons" / "abbas-mirza.yaml"
    file.rename(file.with_name("abbas-mirza-qajar.yaml"))
    assert _triples(editable_base) == _anew(editable_base, monkeypatch, tmp_path / "other")


def test_a_changed_meaning_builds_anew(tmp_path: Path, editable_base: Home) -> None:
    ontology = tmp_path / "ontology"
    shutil.copytree(editable_base.ontology, ontology)
    home = Home(facts=editable_base.facts, ontology=ontology, queries=editable_base.queries)
    open_store(home)
    (ontology / "derivations" / "02-participants.rq").unlink()
    opened = open_store(home)
    assert opened.how == "built"
    assert not any(quad.predicate.value.endswith("#participant") for quad in opened.store)


def test_wrong_facts_leave_the_old_store_in_place(editable_base: Home) -> None:
    open_store(editable_base)
    file = editable_base.facts / TREATY
    good = file.read_bytes()
    file.write_bytes(good + b"surplus: 1\n")
    with pytest.raises(FactsError, match=r"1828-treaty-of-turkmenchay\.yaml:\d+:\d+"):
        open_store(editable_base)
    file.write_bytes(good)
    assert open_store(editable_base).how == "cached"
    assert not list(base_folder(editable_base).glob("aside-*"))


@pytest.mark.parametrize("built", [False, True])
@pytest.mark.parametrize(
    ("key", "wrong"),
    [("date", "1828-02-32"), ("      checked-on", "2026-13-01"), ("date", "sometime")],
)
def test_a_date_that_is_none_is_named_with_its_place(
    built: bool, key: str, wrong: str, editable_base: Home
) -> None:
    if built:
        open_store(editable_base)
    file = editable_base.facts / TREATY
    lines = file.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.lstrip().startswith(key.strip() + ":"))
    head = lines[number].partition(":")[0]
    lines[number] = f'{head}: "{wrong}"'
    file.write_text("\n".join(lines) + "\n", "utf-8")
    place = rf"1828-treaty-of-turkmenchay\.yaml:{number + 1}:\d+ bad-date: .*{wrong}"
    with pytest.raises(FactsError, match=place):
        open_store(editable_base)


def _edits() -> st.SearchStrategy[list[tuple[str, int]]]:
    return st.lists(
        st.tuples(
            st.sampled_from(["retitle", "remove", "restore", "move", "none"]), st.integers(0, 7)
        ),
        max_size=6,
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=_edits())
def test_updates_give_what_a_build_from_nothing_gives(
    edits: list[tuple[str, int]], base_home: Home, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("edits")
    home = locate(shutil.copytree(base_home.facts, folder / "facts"))
    events = sorted(path.relative_to(home.facts) for path in home.facts.glob("events/*/*.yaml"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_KB_CACHE", str(folder / "cache"))
        open_store(home)
        for number, (edit, index) in enumerate(edits):
            path = events[index]
            if edit == "remove":
                (home.facts / path).unlink(missing_ok=True)
            elif edit == "restore":
                shutil.copy(base_home.facts / path, home.facts / path)
            elif edit == "move" and (home.facts / path).exists():
                _change_date_and_cause(home, str(path))
            elif edit == "retitle" and (home.facts / path).exists():
                _retitle(home, f"Edit {number}.", str(path))
            open_store(home)
        assert _triples(home) == _anew(home, patch, folder / "other")


def _build(facts: str, cache: str) -> None:
    os.environ["RELATIONS_KB_CACHE"] = cache
    assert len(open_store(locate(facts), rebuild=True).store) > 1000


def test_builds_at_once(editable_base: Home, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    context = multiprocessing.get_context("spawn")
    builders = [
        context.Process(target=_build, args=(str(editable_base.facts), cache)) for _ in range(4)
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)
    assert [builder.exitcode for builder in builders] == [0, 0, 0, 0]


def _command(*arguments: str, cache: Path | str, facts: Path) -> list[str]:
    return [sys.executable, "-m", "relations_kb", "--facts", str(facts), *arguments]


def _environment(cache: Path | str) -> dict[str, str]:
    path = f"{ROOT / 'src'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    return {**os.environ, "RELATIONS_KB_CACHE": str(cache), "PYTHONPATH": path}


def test_kill_9_at_any_moment(editable_base: Home, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    chance = random.Random(5)
    for _ in range(8):
        command = _command("build", "--rebuild", cache=cache, facts=editable_base.facts)
        builder = subprocess.Popen(
            command, env=_environment(cache), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.15, 0.6))
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        asked = subprocess.run(
            _command("query", "ASK { ?e a rkb:Event }", cache=cache, facts=editable_base.facts),
            env=_environment(cache), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert (asked.returncode, asked.stdout, asked.stderr) == (0, "yes\n", "")
    rebuild = _command("build", "--rebuild", cache=cache, facts=editable_base.facts)
    subprocess.run(rebuild, env=_environment(cache), check=True, capture_output=True)
    (folder,) = cache.iterdir()
    assert not list(folder.glob("aside-*"))
    assert len(list(folder.glob("generation-*"))) <= 2


def _garble_derived(folder: Path) -> None:
    for path in folder.glob("generation-*/derived/*.nt"):
        path.write_text("<a> <b>", "utf-8")


def _corrupt_current(folder: Path) -> None:
    (folder / "current").write_text("generation-0\n", "utf-8")


def _corrupt_inputs(folder: Path) -> None:
    for path in folder.glob("generation-*/inputs.json"):
        path.write_text("{", "utf-8")


def _corrupt_store(folder: Path) -> None:
    for path in folder.glob("generation-*/store/*"):
        path.write_bytes(b"")


def _lose_store(folder: Path) -> None:
    for path in folder.glob("generation-*/store"):
        shutil.rmtree(path)


def _lose_derived(folder: Path) -> None:
    for path in folder.glob("generation-*/derived"):
        shutil.rmtree(path)


@pytest.mark.parametrize(
    "damage",
    [
        _corrupt_current,
        _corrupt_inputs,
        _corrupt_store,
        _lose_store,
        _lose_derived,
        _garble_derived,
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_a_damaged_cache_mends_itself(
    damage: Callable[[Path], None], changed: bool, editable_base: Home,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    open_store(editable_base)
    damage(base_folder(editable_base))
    if changed:
        _retitle(editable_base)
    assert _triples(editable_base) == _anew(editable_base, monkeypatch, tmp_path / "other")


@pytest.mark.parametrize("place", ["/proc/relations-kb", "/dev/full/relations-kb"])
def test_a_home_that_cannot_be_written(place: str, base_home: Home) -> None:
    done = subprocess.run(
        _command("query", "ASK { ?e a rkb:Event }", cache=place, facts=base_home.facts),
        env=_environment(place), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_full_disk(base_home: Home, tmp_path: Path) -> None:
    """A file system of 64 kB: the store does not fit, the answer comes all the same."""
    small = tmp_path / "small"
    small.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("this machine does not let a test mount a file system")
    try:
        for command in ("build", "query"):
            asked = ["ASK { ?e a rkb:Event }"] if command == "query" else []
            done = subprocess.run(
                _command(command, *asked, cache=small, facts=base_home.facts),
                env=_environment(small), capture_output=True, text=True, timeout=60,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
            assert "Traceback" not in done.stderr
            assert "cannot be used" in done.stderr
    finally:
        subprocess.run(["umount", str(small)], check=True)
