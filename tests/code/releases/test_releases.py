"""Manifests of releases, and what became of an entry since one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from relations_kb.checking.check import check
from relations_kb.entries.base import Base, load_base
from relations_kb.errors import ReleaseError, UnknownEntryError
from relations_kb.graph.inputs import locations
from relations_kb.paths import Home
from relations_kb.releases.change import Change, change_since, describe
from relations_kb.releases.manifest import (
    Manifest,
    manifest_of,
    manifest_path,
    manifest_text,
    read_manifest,
    releases,
)

EVENT = "events/1820s/1828-treaty-of-turkmenchay.yaml"
TREATY = "event/1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def then(base_home: Home) -> Manifest:
    return manifest_of(load_base(base_home))


def _edit(home: Home, path: str, old: str, new: str) -> Base:
    file = home.facts / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return load_base(home)


def _write(home: Home, manifest: Manifest) -> Path:
    path = manifest_path(home, manifest.release)
    path.parent.mkdir(exist_ok=True)
    path.write_text(manifest_text(manifest), "utf-8")
    return path


def test_a_manifest_names_every_entry_and_is_the_same_each_time(
    base_home: Home, then: Manifest
) -> None:
    base = load_base(base_home)
    assert then.release == "2026.11"
    assert then.released_on == "2026-11-24"
    assert set(then.entries) == {
        f"{e.kind.name}/{e.id}" for e in base.entries if e.kind.name not in ("dataset", "redirect")
    }
    assert manifest_text(manifest_of(base)) == manifest_text(then)
    lines = manifest_text(then).splitlines()
    assert sum(line.startswith('"event/') for line in lines) == len(base.by_id["event"])


def test_it_is_read_as_it_was_written(editable_base: Home, then: Manifest) -> None:
    path = _write(editable_base, then)
    assert read_manifest(editable_base, "2026.11") == then
    assert json.loads(path.read_text("utf-8"))["released-on"] == "2026-11-24"


def test_manifests_are_no_fact_files(editable_base: Home, then: Manifest) -> None:
    before = (check(editable_base), locations(editable_base))
    _write(editable_base, then)
    assert (check(editable_base), locations(editable_base)) == before


def test_releases_stand_in_order(editable_base: Home, then: Manifest) -> None:
    for name in ("2026.11", "2027.1", "2026.9", "2026.11.1"):
        _write(editable_base, Manifest(name, "2026-01-01", {}))
    assert releases(editable_base) == ["2026.9", "2026.11", "2026.11.1", "2027.1"]


def test_no_such_release(editable_base: Home, then: Manifest) -> None:
    with pytest.raises(ReleaseError, match=r"no release of .* has one yet"):
        read_manifest(editable_base, "2026.11")
    _write(editable_base, then)
    with pytest.raises(
        ReleaseError, match=r"no manifest of a release '\.\./2026.11'; there are: 2026.11"
    ):
        read_manifest(editable_base, "../2026.11")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"entries": {}}', '{"entries": {"a/b": 1}}'])
def test_a_damaged_manifest(editable_base: Home, then: Manifest, text: str) -> None:
    _write(editable_base, then).write_text(text)
    with pytest.raises(ReleaseError, match=r"cannot be read .* restore it"):
        read_manifest(editable_base, "2026.11")


@pytest.mark.parametrize("release", ["../x", "a/b", "", ".hidden"])
def test_a_release_that_names_no_file(editable_base: Home, release: str) -> None:
    base = load_base(editable_base)
    base.by_id["dataset"]["dataset"].data["release"] = release
    with pytest.raises(ReleaseError, match="cannot name a file"):
        manifest_of(base)


def test_unchanged(base_home: Home, then: Manifest) -> None:
    base = load_base(base_home)
    for identifier in ("1828-treaty-of-turkmenchay", TREATY, "example-encyclopaedia-states"):
        change = change_since(base, then, identifier)
        assert change.same
    assert describe(change_since(base, then, TREATY), "2026.11") == (
        f"{TREATY}: unchanged since 2026.11."
    )


def test_layout_is_no_change(editable_base: Home, then: Manifest) -> None:
    base = _edit(editable_base, EVENT, "themes: [territory, war-and-peace, capitulations]\n",
                 "# why\nthemes:\n  - territory\n  - war-and-peace\n  - capitulations\n")  # fmt: skip
    assert change_since(base, then, TREATY).same


def test_changed_added_and_removed_fields(editable_base: Home, then: Manifest) -> None:
    _edit(editable_base, EVENT, 'date: "1828-02-22"', 'date: "1828-02-21"')
    _edit(editable_base, EVENT, "places: [turkmenchay]\n", "")
    base = _edit(editable_base, EVENT, "status: established", "status: established\nnote: New.")
    change = change_since(base, then, TREATY)
    assert change == Change(TREATY, "changed", ("date",), ("note",), ("places",))
    assert describe(change, "2026.11") == (
        f"{TREATY}: changed since 2026.11: date; added note; removed places."
    )
    assert change.as_data() == {
        "name": TREATY, "fate": "changed", "changed": ("date",), "added": ("note",),
        "removed": ("places",),
    }  # fmt: skip


def test_new(editable_base: Home, then: Manifest) -> None:
    place = editable_base.facts / "places" / "tehran.yaml"
    place.write_text("id: tehran\ntype: settlement\nname: {en: Tehran}\n")
    change = change_since(load_base(editable_base), then, "tehran")
    assert describe(change, "2026.11") == "place/tehran: new since 2026.11."
    assert not change.same


def _redirect(home: Home, to: str) -> Base:
    with (home.facts / "redirects.yaml").open("a") as file:
        file.write(
            f'- kind: event\n  id: 1828-treaty-of-turkmenchay\n  to: {to}\n  on: "2026-12-01"\n'
            "  because: Better so.\n"
        )
    return load_base(home)


def test_moved(editable_base: Home, then: Manifest) -> None:
    (editable_base.facts / EVENT).rename(editable_base.facts / "events/1820s/1828-peace.yaml")
    _edit(
        editable_base,
        "events/1820s/1828-peace.yaml",
        "id: 1828-treaty-of-turkmenchay",
        "id: 1828-peace",
    )
    base = _redirect(editable_base, "[1828-peace]")
    change = change_since(base, then, "1828-treaty-of-turkmenchay")
    assert describe(change, "2026.11") == (
        f"{TREATY}: moved to event/1828-peace on 2026-12-01, its content unchanged. Because: Better so."
    )
    base = _edit(
        editable_base, "events/1820s/1828-peace.yaml", 'date: "1828-02-22"', 'date: "1828"'
    )
    assert change_since(base, then, TREATY).changed == ("date",)
    assert not change_since(base, then, TREATY).same


def test_moved_twice(editable_base: Home, then: Manifest) -> None:
    path = "events/1820s/1828-peace.yaml"
    (editable_base.facts / EVENT).rename(editable_base.facts / path)
    _edit(editable_base, path, "id: 1828-treaty-of-turkmenchay", "id: 1828-peace")
    _redirect(editable_base, "[1828-the-peace]")
    with (editable_base.facts / "redirects.yaml").open("a") as file:
        file.write(
            '- kind: event\n  id: 1828-the-peace\n  to: [1828-peace]\n  on: "2027-01-02"\n'
            "  because: Shorter.\n"
        )
    change = change_since(load_base(editable_base), then, TREATY)
    assert describe(change, "2026.11") == (
        f"{TREATY}: moved to event/1828-peace on 2027-01-02, its content unchanged. "
        "Because: Better so. Shorter."
    )


def test_split_withdrawn_and_gone(editable_base: Home, then: Manifest) -> None:
    (editable_base.facts / EVENT).unlink()
    gone = change_since(load_base(editable_base), then, TREATY)
    assert "no longer in the base" in describe(gone, "2026.11")
    kept = (editable_base.facts / "redirects.yaml").read_text()
    split = change_since(_redirect(editable_base, "[1826-russo-persian-war, 1828-x]"), then, TREATY)
    assert describe(split, "2026.11") == (
        f"{TREATY}: split into event/1826-russo-persian-war and event/1828-x on 2026-12-01. "
        "Because: Better so."
    )
    (editable_base.facts / "redirects.yaml").write_text(kept)
    withdrawn = change_since(_redirect(editable_base, "[]"), then, TREATY)
    assert describe(withdrawn, "2026.11") == (
        f"{TREATY}: withdrawn on 2026-12-01. Because: Better so."
    )


def test_an_id_that_was_a_redirect_already(base_home: Home, then: Manifest) -> None:
    assert change_since(load_base(base_home), then, "1828-torkamanchay-treaty").name == TREATY


def test_an_id_that_never_was(base_home: Home, then: Manifest) -> None:
    with pytest.raises(UnknownEntryError, match="did you mean"):
        change_since(load_base(base_home), then, "1828-treaty-of-turkmenchai")


def test_one_id_of_two_kinds(editable_base: Home, then: Manifest) -> None:
    shutil.copy(
        editable_base.facts / "places/turkmenchay.yaml",
        editable_base.facts / "actors/turkmenchay.yaml",
    )
    both = manifest_of(load_base(editable_base))
    with pytest.raises(
        UnknownEntryError, match="several entries; say which: actor/turkmenchay, place/"
    ):
        change_since(load_base(editable_base), both, "turkmenchay")
    assert change_since(load_base(editable_base), both, "place/turkmenchay").same
