"""Measures speed as ratios against peers in the same run, and prints aim and result.

Usage: ``python benchmarks/run.py [--quick]``. What each line means is said in its table;
every time is the best of several, since noise only ever adds. ``--quick`` leaves out the
base of a hundred times the size.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generate import write_base
from relations_kb.graph.cache import open_store
from relations_kb.paths import Home, fact_files, locate
from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase
from relations_kb.query.library import questions, sparql_of

ROUNDS = 5
MORE_QUESTIONS = (
    "SELECT ?t (COUNT(?e) AS ?n) { ?e a rkb:Event ; rkb:theme ?t } GROUP BY ?t",
    "SELECT ?a (COUNT(?e) AS ?n) { ?e rkb:participant ?a } GROUP BY ?a ORDER BY DESC(?n)",
    "SELECT ?e ?l { ?e a rkb:Event ; rkb:earliestYear ?y ; rdfs:label ?l FILTER(?y < 1900) }",
    "SELECT ?s (COUNT(?e) AS ?n) { ?e rkb:cites ?s } GROUP BY ?s HAVING(COUNT(?e) > 2)",
    "SELECT ?e ?c { ?e rkb:causedBy+ ?c }",
)


@dataclass
class Result:
    """One measured ratio and its aim; the best is the smallest unless ``larger``."""

    what: str
    measured: float
    aim: float
    detail: str
    larger: bool = False

    def line(self) -> str:
        sign = "≥" if self.larger else "≤"
        met = self.measured >= self.aim if self.larger else self.measured <= self.aim
        off = self.aim / self.measured if self.larger else self.measured / self.aim
        verdict = "met" if met else f"missed by {off - 1:.0%}"
        ratio = f"{self.measured:>7.2f} × {sign} {self.aim:<5g}"
        return f"{self.what:<44} {ratio} {verdict:<15} {self.detail}"


def best(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the shortest time of ``rounds`` runs, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def _bare_parse(facts: Path) -> None:
    for path in fact_files(facts):
        yaml.load((facts / path).read_bytes(), Loader=yaml.CSafeLoader)


def cold_build(home: Home) -> tuple[Result, float]:
    """Build from nothing, against libyaml's parse of the same files through PyYAML."""
    bare = best(lambda: _bare_parse(home.facts))
    cold = best(lambda: open_store(home, rebuild=True))
    detail = f"{cold:.2f} s against {bare:.2f} s, {len(fact_files(home.facts))} files"
    return Result("cold build ÷ bare parse of the YAML", cold / bare, 1.6, detail), cold


def warm_build(home: Home, cold: float) -> Result:
    """Bring the graph up to date after a change in one file, against a build from nothing."""
    file = home.facts / next(p for p in fact_files(home.facts) if p.startswith("events/"))
    good = file.read_text("utf-8")
    times = []
    for number in range(ROUNDS):
        file.write_text(good + f"note: Change {number}.\n", "utf-8")
        start = time.perf_counter()
        opened = open_store(home)
        times.append(time.perf_counter() - start)
        assert opened.how == "updated", opened.how
    file.write_text(good, "utf-8")
    open_store(home)
    warm = min(times)
    return Result("build after one change ÷ cold build", warm / cold, 0.15, f"{warm:.2f} s")


def _process(*command: str) -> float:
    def run() -> None:
        subprocess.run([sys.executable, *command], check=True, capture_output=True)

    run()
    return best(run, 15)


def warm_query(home: Home) -> Result:
    """Ask in a process of its own, against a process that only imports click and pyoxigraph."""
    ours = _process("-m", "relations_kb", "--facts", str(home.facts), "query", "ASK { ?s ?p ?o }")
    bare = _process("-c", "import click, pyoxigraph")
    detail = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms"
    return Result("warm query ÷ import click, pyoxigraph", ours / bare, 2.0, detail)


def twenty_questions(home: Home) -> Result:
    """Ask the shipped questions and five more, here and of rdflib with the graph in memory."""
    kb = KnowledgeBase(home)
    graph = kb.graph()
    asked = [sparql_of(question.name, home.queries) for question in questions(home.queries)]
    asked = [*asked, *MORE_QUESTIONS][:20]
    ours = theirs = 0.0
    for sparql in asked:
        ours += best(lambda text=sparql: list(kb.query(text)))
        theirs += best(lambda text=sparql: list(graph.query(text, initNs=PREFIXES)), 1)
    detail = f"{len(asked)} questions, {ours * 1000:.0f} ms against {theirs * 1000:.0f} ms"
    return Result("rdflib ÷ ours, the same questions", theirs / ours, 20, detail, larger=True)


def growth(folder: Path, scales: tuple[int, ...]) -> Iterator[Result]:
    """Build bases of growing size, each in a process of its own, per byte of YAML."""
    measured = {scale: _build_apart(folder / f"scale-{scale}", scale) for scale in scales}
    first = measured[scales[0]]
    for scale in scales[1:]:
        seconds, memory, size = measured[scale]
        times = size / first[2]
        yield Result(
            f"time of {scale} × the facts ÷ {scale} × the time",
            seconds / first[0] / times, 1.1, f"{first[0]:.2f} s, then {seconds:.2f} s",
        )  # fmt: skip
        yield Result(
            f"memory of {scale} × the facts ÷ {scale} × the memory",
            memory / first[1] / times, 1.1, f"{first[1]:.0f} MB, then {memory:.0f} MB",
        )  # fmt: skip


def _build_apart(folder: Path, scale: int) -> tuple[float, float, int]:
    """Return seconds and megabytes that a cold build takes, and the bytes of its YAML."""
    size = write_base(folder / "facts", scale)
    environment = {**os.environ, "RELATIONS_KB_CACHE": str(folder / "cache")}
    command = [sys.executable, __file__, "--build-only", str(folder / "facts")]
    rounds = 3 if scale < 50 else 1
    found = []
    for _ in range(rounds):
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        seconds, memory = map(float, done.stdout.split())
        found.append((seconds, memory))
    shutil.rmtree(folder)
    return min(s for s, _ in found), min(m for _, m in found), size


def _build_only(facts: str) -> None:
    home = locate(facts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    open_store(home, rebuild=True)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{seconds} {max(after - before, 1) / 1024}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="no base of a hundred times the size")
    parser.add_argument("--build-only", metavar="FACTS", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.build_only:
        _build_only(chosen.build_only)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["RELATIONS_KB_CACHE"] = str(folder / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        home = locate(shutil.copytree(locate().facts, folder / "facts"))
        result, cold = cold_build(home)
        print(result.line(), flush=True)
        print(warm_build(home, cold).line(), flush=True)
        print(warm_query(home).line(), flush=True)
        print(twenty_questions(home).line(), flush=True)
        for found in growth(folder, (1, 10) if chosen.quick else (1, 10, 100)):
            print(found.line(), flush=True)


if __name__ == "__main__":
    main()
