"""Writes the golden citations: every kind of entry and type of source, in each named style.

Usage: ``python tests/code/citing/write_golden.py``; then read the difference before you commit it.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import relations_kb
from relations_kb.citing.items import Cited, cite_entries
from relations_kb.citing.pandoc import find_pandoc, printed
from relations_kb.citing.styles import NAMED, find_style
from relations_kb.query.knowledge_base import KnowledgeBase

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"
FACTS = HERE.parent / "fixtures" / "citing" / "facts"
COMMAND = "python tests/code/citing/write_golden.py"
ENTRIES = (
    "1828-treaty-of-turkmenchay", "russian-empire", "abbas-mirza", "turkmenchay",
    "treaty-of-turkmenchay", "a-peace-dictated",
)  # fmt: skip


def everything(kb: KnowledgeBase) -> list[Cited]:
    """Return one entry of each kind, what the event rests on, and a source of each type."""
    entries = cite_entries(kb.base, [kb.find(identifier) for identifier in ENTRIES])
    rested_on = cite_entries(kb.base, [kb.find(ENTRIES[0])], sources=True)
    known = {cited.item["id"] for cited in rested_on}
    sources = cite_entries(kb.base, kb.base.valid("source"))
    return [*entries, *rested_on, *(s for s in sources if s.item["id"] not in known)]


def golden(kb: KnowledgeBase, style: str) -> str:
    """Return the text of a golden file."""
    return printed(everything(kb), find_style(style)).document


def made_with() -> dict[str, str]:
    """Return the version of pandoc and a hash of each style: what the text depends on."""
    said = subprocess.run([find_pandoc(), "--version"], capture_output=True, text=True, check=True)
    hashes = {
        name: hashlib.sha256(find_style(name).path.read_bytes()).hexdigest() for name in NAMED
    }
    return {"pandoc": said.stdout.split()[1], **hashes}


def main() -> None:
    """Write all golden files."""
    kb = relations_kb.open(FACTS)
    for style in NAMED:
        (GOLDEN / f"{style}.txt").write_text(golden(kb, style), "utf-8")
    text = json.dumps(made_with(), indent=2) + "\n"
    (GOLDEN / "made-with.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
