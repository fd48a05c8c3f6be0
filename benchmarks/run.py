"""Measures against peers in one run: aim, measured, and by how much an aim is missed.

    python benchmarks/run.py              all, some minutes
    python benchmarks/run.py --largest 10 without the largest base
    python benchmarks/run.py --only builds --only processes

Ratios, not seconds: both sides run on the same machine, one after the other.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

import measures
from relations_kb.paths import Home, fact_files, locate
from relations_kb.query.results import table

_SIZES = (1, 10, 100)
_RUNS = 5


class Report:
    """The rows of the table, printed at the end."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []

    def at_most(self, what: str, aim: float, ratio: float, detail: str) -> None:
        missed = f"missed by {ratio / aim - 1:.0%}" if ratio > aim else "met"
        self.rows.append([what, f"≤ {aim:g}×", f"{ratio:.2f}×", missed, detail])

    def at_least(self, what: str, aim: float, ratio: float, detail: str) -> None:
        missed = f"missed by {1 - ratio / aim:.0%}" if ratio < aim else "met"
        self.rows.append([what, f"≥ {aim:g}×", f"{ratio:.0f}×", missed, detail])

    def text(self) -> str:
        return table(["measure", "aim", "measured", "result", "detail"], self.rows, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_AsWritten)
    parser.add_argument("--facts", help="folder of another base")
    parser.add_argument("--only", action="append", choices=list(_PARTS), help="a part; repeatable")
    parser.add_argument("--largest", type=int, default=100, choices=_SIZES, help="largest size")
    options = parser.parse_args()
    home = locate(options.facts)
    files = len(fact_files(home.facts))
    print(f"{files} fact files, Python {platform.python_version()}, {os.cpu_count()} processors\n")
    report = Report()
    parts = [name for name in _PARTS if not options.only or name in options.only]
    with tempfile.TemporaryDirectory(prefix="relations-kb-benchmark-") as folder:
        try:
            for name in parts:
                _PARTS[name](report, home, Path(folder), options.largest)
        finally:  # of minutes of work, what is done when someone breaks off is worth seeing
            print(report.text())


class _AsWritten(argparse.RawDescriptionHelpFormatter):
    """Keeps the lines of the docstring."""


def _builds(report: Report, home: Home, folder: Path, _largest: int) -> None:
    parse = measures.bare_parse(home, _RUNS)
    cold = measures.cold_build(home, folder / "cache", _RUNS)
    warm = measures.warm_build(home, folder, 3)
    report.at_most(
        "cold build / libyaml's bare parse", 1.6, cold / parse, f"{cold:.3f} s / {parse:.3f} s"
    )
    report.at_most(
        "build after one change / cold build", 0.15, warm / cold, f"{warm:.3f} s / {cold:.3f} s"
    )


def _processes(report: Report, home: Home, folder: Path, _largest: int) -> None:
    query, imports = measures.warm_processes(home, folder / "cache", 15)
    report.at_most(
        "warm query / import click, pyoxigraph", 2, query / imports,
        f"{query * 1000:.0f} ms / {imports * 1000:.0f} ms",
    )  # fmt: skip


def _questions(report: Report, home: Home, folder: Path, _largest: int) -> None:
    rows = []
    total, theirs_total, differ = 0.0, 0.0, []
    for name, ours, theirs, same in measures.questions(home, folder / "cache"):
        rows.append([name, f"{ours * 1000:.1f}", f"{theirs * 1000:.0f}", f"{theirs / ours:.0f}×"])
        total, theirs_total = total + ours, theirs_total + theirs
        differ += [] if same else [name]
    print(table(["question", "ours, ms", "rdflib, ms", "faster"], rows, None))
    print(f"other number of rows in rdflib: {', '.join(differ) or 'none'}\n")
    report.at_least(
        f"{len(rows)} questions, rdflib in memory / ours", 20, theirs_total / total,
        f"{theirs_total:.2f} s / {total:.3f} s",
    )  # fmt: skip


def _growth(report: Report, _home: Home, folder: Path, largest: int) -> None:
    sizes = [size for size in _SIZES if size <= largest]
    rows = []
    first: tuple[float, float] | None = None
    for size, files, triples, seconds, peak in measures.growth(folder, sizes):
        rows.append([f"{size}×", str(files), str(triples), f"{seconds:.2f}", f"{peak:.0f}"])
        if first is None:
            first = seconds, peak
            continue
        for what, value, start in (("time", seconds, first[0]), ("memory", peak, first[1])):
            linear = value / (start * size)
            detail = f"{value:.4g} / {size} × {start:.3g} {'s' if what == 'time' else 'MiB'}"
            report.at_most(f"growth to {size}×, {what} / linear", 1.1, linear, detail)
    print(table(["size", "files", "triples", "seconds", "peak MiB"], rows, None) + "\n")


_PARTS = {
    "builds": _builds,
    "processes": _processes,
    "questions": _questions,
    "growth": _growth,
}

if __name__ == "__main__":
    main()
