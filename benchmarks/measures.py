"""One measurement a function; each returns numbers and prints nothing."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import generated
from relations_kb.paths import Home

ROOT = Path(__file__).resolve().parents[1]
_MORE_QUESTIONS = Path(__file__).parent / "questions"
_SETTLED = 2.2
"""Seconds after which a written file no longer counts as just written (graph/inputs.py)."""

# Each runs alone in a process, so that none inherits another's memory or caches.
_BARE_PARSE = """
import sys, time, yaml
from pathlib import Path
start = time.perf_counter()
for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
_BUILD = """
import json, re, sys, time
from relations_kb.graph.cache import open_store
import relations_kb.graph.build
from relations_kb.paths import locate
home = locate(sys.argv[1])
start = time.perf_counter()
opened = open_store(home)
seconds = time.perf_counter() - start
# Not ru_maxrss: Linux hands a process its parent's on.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
print(json.dumps([opened.how, seconds, peak, len(opened.store)]))
"""


def bare_parse(home: Home, runs: int) -> float:
    """Return the least seconds that libyaml needs to load all fact files."""
    return min(float(_python(_BARE_PARSE, str(home.facts))) for _ in range(runs))


def cold_build(home: Home, cache: Path, runs: int) -> float:
    """Return the least seconds of a build from nothing."""
    return min(build(home.facts, cache)[0] for _ in range(runs))


def warm_build(home: Home, folder: Path, runs: int) -> float:
    """Return the least seconds of an update after one event changed, in a copy of the facts."""
    facts, cache = folder / "copy", folder / "copy-cache"
    shutil.copytree(home.facts, facts)
    time.sleep(_SETTLED)
    build(facts, cache)
    event = sorted((facts / "events").rglob("*.yaml"))[0]
    text = event.read_text("utf-8")
    seconds = []
    for run in range(runs):
        time.sleep(_SETTLED)
        event.write_text(f"{text}note: Changed {run}.\n", "utf-8")
        how, spent, _peak, _size = _built(facts, cache)
        assert how == "updated", how
        seconds.append(spent)
    return min(seconds)


def warm_processes(home: Home, cache: Path, runs: int) -> tuple[float, float]:
    """Return the median seconds of a warm ``query`` process, and of one that only imports."""
    ask = ["-m", "relations_kb", "--facts", str(home.facts), "query", "vetoes"]
    _run(ask, cache)
    queries, imports = [], []
    for _ in range(runs):  # in turn, so that both meet the same weather
        queries.append(_seconds(lambda: _run(ask, cache)))
        imports.append(_seconds(lambda: _run(["-c", "import click, pyoxigraph"], cache)))
    return statistics.median(queries), statistics.median(imports)


def questions(home: Home, cache: Path) -> Iterator[tuple[str, float, float, bool]]:
    """Yield for each question its name, our seconds, rdflib's, and if the rows are as many.

    Ours run on the store on disk, rdflib's on the same triples in memory.
    """
    from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase

    with _cache_at(cache):
        kb = KnowledgeBase(home)
        graph = kb.graph()
        texts = {question.name: question.text() for question in kb.questions()}
        texts |= {path.stem: path.read_text("utf-8") for path in _MORE_QUESTIONS.glob("*.rq")}
        for name, text in sorted(texts.items()):
            ours = min(_seconds(lambda t=text: list(kb.query(t))) for _ in range(3))
            rows = len(list(kb.query(text)))
            start = time.perf_counter()
            theirs = len(list(graph.query(text, initNs=PREFIXES)))
            yield name, ours, time.perf_counter() - start, rows == theirs


def growth(folder: Path, sizes: list[int]) -> Iterator[tuple[int, int, int, float, float]]:
    """Yield size, files, triples, seconds and peak MiB of a cold build of generated facts."""
    for size in sizes:
        facts, cache = folder / f"generated-{size}", folder / f"generated-{size}-cache"
        files = generated.write(facts, size)
        best = min((build(facts, cache) for _ in range(3 if size < 50 else 1)), key=lambda b: b[0])
        seconds, peak, triples = best
        yield size, files, triples, seconds, peak
        shutil.rmtree(facts)
        shutil.rmtree(cache)


def build(facts: Path, cache: Path) -> tuple[float, float, int]:
    """Return seconds, peak MiB and triples of a build from nothing."""
    shutil.rmtree(cache, ignore_errors=True)
    how, seconds, peak, triples = _built(facts, cache)
    assert how == "built", how
    return seconds, peak, triples


def _built(facts: Path, cache: Path) -> tuple[str, float, float, int]:
    how, seconds, peak, triples = json.loads(_python(_BUILD, str(facts), cache=cache))
    return str(how), float(seconds), float(peak), int(triples)


def _python(program: str, *arguments: str, cache: Path | None = None) -> str:
    return _run(["-c", program, *arguments], cache)


def _run(arguments: list[str], cache: Path | None) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    if cache is not None:
        environment["RELATIONS_KB_CACHE"] = str(cache)
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def _cache_at(folder: Path) -> Iterator[None]:
    before = os.environ.get("RELATIONS_KB_CACHE")
    os.environ["RELATIONS_KB_CACHE"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("RELATIONS_KB_CACHE")
        if before is not None:
            os.environ["RELATIONS_KB_CACHE"] = before
