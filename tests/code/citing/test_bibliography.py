"""Citations as real parsers read them: bibtexparser, rispy, and the shape of CSL-JSON."""

from __future__ import annotations

import json

import bibtexparser
import pytest
import rispy

import relations_kb
from relations_kb.citing.bibliography import items_for, write
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase

TREATY = "1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


def _cited(kb: KnowledgeBase, identifier: str, form: str, *, sources: bool = False) -> str:
    return write(items_for(kb.base, kb.find(identifier), sources=sources), form)


def _bibtex(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        {"ENTRYTYPE": e.entry_type, "ID": e.key} | {f.key: f.value for f in e.fields}
        for e in library.entries
    ]


def test_an_entry_as_bibtex(kb: KnowledgeBase) -> None:
    (entry,) = _bibtex(_cited(kb, TREATY, "bibtex"))
    assert entry["ENTRYTYPE"] == "online"
    assert entry["ID"] == TREATY
    assert entry["title"] == "Treaty of Turkmenchay"
    assert entry["date"] == "2026-11-24"
    assert entry["version"] == "2026.11"
    assert entry["url"] == f"https://w3id.org/relations-kb/event/{TREATY}"


def test_an_entry_as_ris(kb: KnowledgeBase) -> None:
    (entry,) = rispy.loads(_cited(kb, TREATY, "ris"))
    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == "Treaty of Turkmenchay"
    assert entry["year"] == "2026"
    assert entry["urls"] == [f"https://w3id.org/relations-kb/event/{TREATY}"]


def test_an_entry_as_csl_json(kb: KnowledgeBase) -> None:
    (item,) = json.loads(_cited(kb, TREATY, "csl-json"))
    assert item["type"] == "webpage"
    assert item["issued"] == {"date-parts": [[2026, 11, 24]]}
    assert item["URL"].endswith(TREATY)


def test_the_sources_of_an_entry(kb: KnowledgeBase) -> None:
    items = json.loads(_cited(kb, TREATY, "csl-json", sources=True))
    assert len(items) == 2
    assert {item["title"] for item in items} == {
        "Сборник договоров с Персией",
        "Wars in the Caucasus",
    }
    assert len(_bibtex(_cited(kb, TREATY, "bibtex", sources=True))) == 2
    assert len(rispy.loads(_cited(kb, TREATY, "ris", sources=True))) == 2


def test_every_source_survives_every_form(kb: KnowledgeBase) -> None:
    for entry in kb.base.valid("source"):
        (item,) = items_for(kb.base, entry)
        (ris,) = rispy.loads(write([item], "ris"))
        (bibtex,) = _bibtex(write([item], "bibtex"))
        assert ris["title"] == item["title"]
        assert bibtex["ID"] == entry.id
        assert bibtex.get("url", "") == item.get("URL", "")


def test_characters_that_tex_reads_as_commands() -> None:
    item = {
        "id": "x", "type": "book", "title": r"Oil & gas: 50% of #1_a ~ {b} \c $d^e",
        "author": [{"family": "O'Brien & Sons", "given": "J."}, {"literal": "Iran & Co"}],
        "issued": {"date-parts": [[1999, 3, 4]]}, "page": "12-31", "URL": "https://x.example/a_b%20",
    }  # fmt: skip
    text = write([item], "bibtex")
    assert (
        r"title = {Oil \& gas: 50\% of \#1\_a \textasciitilde{} \{b\} \textbackslash{}c \$d\textasciicircum{}e}"
        in text
    )
    assert r"author = {O'Brien \& Sons, J. and {Iran \& Co}}" in text
    assert "pages = {12--31}" in text
    assert "url = {https://x.example/a_b%20}" in text
    (entry,) = _bibtex(text)
    assert entry["ENTRYTYPE"] == "book"


def test_unbalanced_braces_do_not_break_an_entry() -> None:
    item = {"id": "x", "type": "book", "title": "A } brace and a { brace"}
    (entry,) = _bibtex(write([item], "bibtex"))
    assert entry["ID"] == "x"
    assert "brace" in entry["title"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [("1999", [[1999]]), ("1999-03", [[1999, 3]]), ("1999-03-04", [[1999, 3, 4]]),
     ("1999/2001", [[1999, 1, 1], [2001, 12, 31]])],
)  # fmt: skip
def test_dates(date: str, expected: list[list[int]], kb: KnowledgeBase) -> None:
    from dataclasses import replace

    entry = kb.base.valid("source")[0]
    dated = replace(entry, data={**entry.data, "issued": date})
    (item,) = items_for(kb.base, dated)
    assert item["issued"] == {"date-parts": expected}
