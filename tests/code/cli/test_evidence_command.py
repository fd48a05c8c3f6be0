"""``relations-kb evidence`` as a user calls it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_command(run: Run) -> None:
    shown = run("evidence", "claim/always-mutual-distrust").stdout
    assert "Tally: 1 for, 1 against, 1 qualifying" in shown
    assert run("evidence").returncode == run("evidence", "x", "--all").returncode == 2
    assert "did you mean" in run("evidence", "competition-in-siria").stderr
    everything = json.loads(run("evidence", "--all", "-f", "json").stdout)
    assert [found["claim"] for found in everything] == [
        "competition-in-syria", "always-mutual-distrust",
    ]  # fmt: skip
