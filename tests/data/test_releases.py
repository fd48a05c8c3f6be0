"""What the releases have promised: every id that one held is still there, or a redirect says why."""

from __future__ import annotations

import pytest

from relations_kb.entries.base import load_base
from relations_kb.paths import shipped
from relations_kb.releases.change import GONE, change_since
from relations_kb.releases.manifest import read_manifest, releases


def test_no_id_of_a_release_is_lost() -> None:
    home = shipped()
    names = releases(home)
    if not names:
        pytest.skip("no release has a manifest yet (relations-kb release)")
    base = load_base(home)
    for name in names:
        manifest = read_manifest(home, name)
        assert manifest.release == name
        changes = [change_since(base, manifest, entry) for entry in manifest.entries]
        assert [change.name for change in changes if change.fate == GONE] == []
