"""Citations as they are printed, beside what pandoc itself prints, and beside golden files."""

from __future__ import annotations

import difflib
import json
import re
import runpy
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import relations_kb
from relations_kb.citing.items import Cited, cite_entries
from relations_kb.citing.pandoc import Printed, find_pandoc, printed
from relations_kb.citing.styles import NAMED, Style, find_style
from relations_kb.entries.concepts import concept_names
from relations_kb.entries.kinds import KINDS
from relations_kb.errors import CitingError
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase

MAKER: dict[str, Any] = runpy.run_path(str(Path(__file__).with_name("write_golden.py")))
TREATY = "1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def kb(citing_home: Home) -> KnowledgeBase:
    return relations_kb.open(citing_home.facts)


@pytest.fixture(scope="module")
def works(kb: KnowledgeBase) -> list[Cited]:
    found: list[Cited] = MAKER["everything"](kb)
    return found


def _by_pandoc(works: list[Cited], style: Style, folder: Path, to: str = "plain") -> str:
    """Return what pandoc makes of a Markdown document that a writer would write."""
    (folder / "works.json").write_text(json.dumps([work.item for work in works]), "utf-8")
    text = "\n\n".join(
        f"[@{work.item['id']}{', ' + place if place else ''}]"
        for work in works
        for place in work.locators or ("",)
    )
    command = [
        find_pandoc(), "--from=markdown", f"--to={to}", "--wrap=none", "--citeproc",
        "--bibliography=works.json", f"--csl={style.path}",
    ]  # fmt: skip
    if style.locale:
        command.append(f"--metadata=lang:{style.locale}")
    done = subprocess.run(
        command, input=text.encode(), cwd=folder, capture_output=True, check=True, timeout=120
    )
    return _closed_up(done.stdout.decode())


def _as_one_document(pieces: Printed, style: Style) -> str:
    """Return our pieces as pandoc sets them: notes as numbers, their text at the end."""
    citations = [piece.text for piece in pieces.citations]
    references = [piece.text for piece in pieces.references]
    if not style.notes:
        return _closed_up("\n\n".join([*citations, *references]))
    numbers = [f"[{number}]" for number in range(1, len(citations) + 1)]
    notes = [f"{number} {text}" for number, text in zip(numbers, citations, strict=True)]
    return _closed_up("\n\n".join([*numbers, *references, *notes]))


def _closed_up(text: str) -> str:
    return re.sub(r"\n{2,}", "\n\n", text.replace("\xa0", " ")).strip()


def test_the_base_has_each_kind_and_each_type(kb: KnowledgeBase, works: list[Cited]) -> None:
    kinds = {work.entry.kind.name for work in works}
    assert kinds == KINDS.keys() - {"dataset", "redirect"}
    types = {work.entry.data["type"] for work in works if work.entry.kind.name == "source"}
    assert types == set(concept_names(kb.home.ontology / "concepts.ttl")["source-type"])


@pytest.mark.parametrize("name", NAMED)
def test_all_together_as_pandoc_prints_them(works: list[Cited], name: str, tmp_path: Path) -> None:
    style = find_style(name)
    ours = _as_one_document(printed(works, style), style)
    assert ours == _by_pandoc(works, style, tmp_path)


@pytest.mark.parametrize("name", NAMED)
def test_one_alone_as_pandoc_prints_it(kb: KnowledgeBase, name: str, tmp_path: Path) -> None:
    works = cite_entries(kb.base, [kb.find(TREATY)])
    style = find_style(name)
    pieces = printed(works, style)
    assert _as_one_document(pieces, style) == _by_pandoc(works, style, tmp_path)
    (reference,) = pieces.references
    assert "release 2026.11" in reference.text.lower()
    for part in ("Treaty of Turkmenchay", "2026", f"https://w3id.org/relations-kb/event/{TREATY}"):
        assert part in reference.text


def test_html_as_pandoc_prints_it(works: list[Cited], tmp_path: Path) -> None:
    style = find_style("apa")
    expected = _by_pandoc(works, style, tmp_path, "html")
    pieces = printed(works, style, "html")
    for piece in (*pieces.citations, *pieces.references):
        assert _closed_up(piece.text) in expected
    assert "<em>Iran–Russia relations, a base to cite from, release 2026.11</em>" in expected


@pytest.mark.parametrize("name", NAMED)
def test_golden(kb: KnowledgeBase, name: str) -> None:
    path = MAKER["GOLDEN"] / f"{name}.txt"
    held, now = path.read_text("utf-8"), MAKER["golden"](kb, name)
    if held == now:
        return
    made_with = json.loads((MAKER["GOLDEN"] / "made-with.json").read_text("utf-8"))
    here = MAKER["made_with"]()
    differing = [key for key in ("pandoc", name) if made_with.get(key) != here[key]]
    if differing:
        pytest.skip(f"another {' and '.join(differing)} than the golden file; {MAKER['COMMAND']}")
    lines = difflib.unified_diff(held.splitlines(), now.splitlines(), str(path), "now", lineterm="")
    pytest.fail("\n".join(lines) + f"\nif this is meant, run: {MAKER['COMMAND']}", pytrace=False)


def test_several_by_one_author_are_told_apart(kb: KnowledgeBase) -> None:
    works = cite_entries(kb.base, [kb.find(TREATY), kb.find("abbas-mirza")])
    pieces = printed(works, find_style("apa"))
    assert [(p.key, p.text[-6:]) for p in pieces.citations] == [
        (TREATY, "2026b)"), ("abbas-mirza", "2026a)")
    ]  # fmt: skip
    assert TREATY in pieces.document.splitlines()


def test_a_place_is_a_page_or_stands_as_it_is(kb: KnowledgeBase) -> None:
    works = cite_entries(kb.base, [kb.find(TREATY)], sources=True)
    pieces = printed(works, find_style("apa"))
    texts = [piece.text for piece in pieces.citations]
    assert texts[0].endswith("p. 17)")
    assert texts[1].endswith("pp. 21–23)")
    assert any(text.endswith("Title and introduction)") for text in texts)


@pytest.mark.parametrize(
    ("locator", "printed_as"),
    [("12", "p. 12"), ("12-31, 40", "pp. 12–31, 40"), ("§1", "Section 1"), ("para. 3", "para. 3"),
     ("6335th meeting", "6335th meeting"), ("10 February, last line", "10 February, last line"),
     ("*a* [b] @c {d}", "*a* [b] @c {d}"), ("B, paragraph 1", "B, paragraph 1")],
)  # fmt: skip
def test_places(kb: KnowledgeBase, locator: str, printed_as: str) -> None:
    (work,) = cite_entries(kb.base, [kb.find("a-thesis")])
    (citation,) = printed([replace(work, locators=(locator,))], find_style("apa")).citations
    assert citation.text.replace("\xa0", " ") == f"(Exemple, 1995, {printed_as})"


def test_what_a_style_gives_no_reference_is_left_out(kb: KnowledgeBase) -> None:
    works = cite_entries(kb.base, [kb.find("a-dictionary-entry")])
    pieces = printed(works, find_style("chicago-notes-bibliography"))
    assert pieces.references == []
    assert "Beispielwörterbuch" in pieces.citations[0].text


@pytest.mark.parametrize(
    ("lang", "word"), [("ru", "2026 г."), ("en-GB", "24 November"), ("fa", "نوامبر")]
)
def test_the_words_of_another_language(kb: KnowledgeBase, lang: str, word: str) -> None:
    works = cite_entries(kb.base, [kb.find(TREATY)], lang=lang)
    (reference,) = printed(works, find_style("chicago-notes-bibliography", lang)).references
    assert word in reference.text


def test_the_other_forms(kb: KnowledgeBase) -> None:
    works = cite_entries(kb.base, [kb.find("a-book")])
    assert (
        "*Утверждение русского владычества"
        in printed(works, find_style("apa"), "markdown").document
    )
    rtf = printed(works, find_style("apa"), "rtf").document
    assert rtf.startswith("{\\rtf1")
    assert rtf.rstrip().endswith("}")
    assert rtf.count("{") == rtf.count("}")


def test_pandoc_missing(monkeypatch: pytest.MonkeyPatch, works: list[Cited]) -> None:
    monkeypatch.setattr("relations_kb.citing.pandoc.find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CitingError, match="need pandoc, and there is none; install it with"):
        printed(works, find_style("apa"))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\necho no good >&2\nexit 3\n", r"failed \(3\) and said: no good"),
        ("nothing", "cannot be run"),
    ],
)
def test_pandoc_broken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, works: list[Cited], script: str, said: str
) -> None:
    broken = tmp_path / "pandoc"
    broken.write_text(script)
    broken.chmod(0o755)
    monkeypatch.setenv("RELATIONS_KB_PANDOC", str(broken))
    with pytest.raises(CitingError, match=said):
        printed(works, find_style("apa"))
