"""What there is to cite: entries, sources, and what entries rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import relations_kb
from relations_kb.citing.items import Edition, cite_entries
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase

TREATY = "1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def kb(citing_home: Home) -> KnowledgeBase:
    return relations_kb.open(citing_home.facts)


def _item(kb: KnowledgeBase, identifier: str, **options: Any) -> dict[str, Any]:
    (cited,) = cite_entries(kb.base, [kb.find(identifier)], **options)
    return cited.item


def _source(kb: KnowledgeBase, **changes: str | list[str]) -> dict[str, Any]:
    entry = kb.find("a-webpage")
    (cited,) = cite_entries(kb.base, [replace(entry, data={**entry.data, **changes})])
    return cited.item


def test_an_entry_is_an_article_in_the_base(kb: KnowledgeBase) -> None:
    assert _item(kb, TREATY) == {
        "id": TREATY,
        "type": "entry-encyclopedia",
        "title": "Treaty of Turkmenchay",
        "author": [{"literal": "The relations-kb developers"}],
        "container-title": "Iran–Russia relations, a base to cite from, release 2026.11",
        "issued": {"date-parts": [[2026, 11, 24]]},
        "language": "en",
        "URL": f"https://w3id.org/relations-kb/event/{TREATY}",
    }


def test_titles_in_the_language_asked_for_and_in_english_where_there_is_none(
    kb: KnowledgeBase,
) -> None:
    russian = _item(kb, TREATY, lang="ru-RU")
    assert (russian["title"], russian["language"]) == ("Туркманчайский договор", "ru")
    assert russian["container-title"].endswith("выпуск 2026.11")
    assert _item(kb, "treaty-of-turkmenchay", lang="fa")["language"] == "en"
    assert _item(kb, TREATY, lang="de")["title"] == "Treaty of Turkmenchay"


def test_a_claim_has_no_full_stop_of_its_own(kb: KnowledgeBase) -> None:
    assert _item(kb, "a-peace-dictated")["title"].endswith("not made")


def test_the_day_of_access_and_another_release(kb: KnowledgeBase) -> None:
    item = _item(kb, TREATY, accessed="2026-12-01", edition=Edition("2026.09", "2026-09-01"))
    assert item["accessed"] == {"date-parts": [[2026, 12, 1]]}
    assert item["issued"] == {"date-parts": [[2026, 9, 1]]}
    assert item["container-title"].endswith("release 2026.09")


def test_sources_come_with_places_and_the_last_day_of_reading(kb: KnowledgeBase) -> None:
    works = {c.item["id"]: c for c in cite_entries(kb.base, [kb.find(TREATY)], sources=True)}
    assert list(works) == ["a-book", "a-treaty", "a-webpage"]
    assert works["a-book"].locators == ("p. 17", "pp. 21–23")
    assert works["a-book"].item["accessed"] == {"date-parts": [[2026, 11, 22]]}


def test_texts_of_documents_and_sources_of_claims_count(kb: KnowledgeBase) -> None:
    entries = [kb.find("document/treaty-of-turkmenchay"), kb.find("a-peace-dictated")]
    works = {c.item["id"]: c.locators for c in cite_entries(kb.base, entries, sources=True)}
    assert works == {"a-chapter": ("B, paragraph 2",), "a-dictionary-entry": (), "a-treaty": ()}


def test_a_work_is_cited_once(kb: KnowledgeBase) -> None:
    entries = [kb.find(TREATY), kb.find("a-book"), kb.find(TREATY)]
    assert [c.item["id"] for c in cite_entries(kb.base, entries)] == [TREATY, "a-book"]
    assert len(cite_entries(kb.base, entries, sources=True)) == 3


def test_entries_of_two_kinds_with_one_id_have_keys_of_their_own(kb: KnowledgeBase) -> None:
    person = kb.find("abbas-mirza")
    twin = replace(kb.find("turkmenchay"), id="abbas-mirza")
    keys = [cited.item["id"] for cited in cite_entries(kb.base, [person, twin])]
    assert keys == ["person-abbas-mirza", "place-abbas-mirza"]


def test_a_title_stands_in_its_own_language_with_ours_in_brackets(kb: KnowledgeBase) -> None:
    assert _item(kb, "a-newspaper-article")["title"] == (
        "تحریم‌های تازه آمریکا (Tahrimha-ye taze-ye Amrika) [New American sanctions]"
    )


def test_a_newspaper_is_the_container_of_its_articles(kb: KnowledgeBase) -> None:
    item = _item(kb, "a-newspaper-article")
    assert item["container-title"] == "روزنامه نمونه"
    assert "publisher" not in item
    journal = _item(kb, "a-journal-article")
    assert (journal["container-title"], journal["publisher"]) == (
        "Iranian Studies",
        "Example Society",
    )


def test_an_archived_copy(kb: KnowledgeBase) -> None:
    item = _item(kb, "a-newspaper-article")
    assert item["archive"] == "archive.today"
    assert item["archive_location"] == "archived at https://archive.ph/abcde"
    other = _source(kb, **{"archive-url": "https://www.webcitation.example/1"})
    assert other["archive"] == "webcitation.example"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Example, Anna", {"family": "Example", "given": "Anna"}),
        ("Потто، Василий", {"family": "Потто", "given": "Василий"}),
        ("King, Martin Luther, Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("VannaDii", {"literal": "VannaDii"}),
        ("Office of X, The White House, Washington", {"literal": "Office of X, The White House, Washington"}),
        ("Ministry of Foreign Affairs", {"literal": "Ministry of Foreign Affairs"}),
    ],
)  # fmt: skip
def test_names(kb: KnowledgeBase, author: str, name: dict[str, str]) -> None:
    assert _source(kb, authors=[author])["author"] == [name]


def test_a_text_is_put_on_one_line(kb: KnowledgeBase) -> None:
    item = _source(kb, title="One\nER  - \n\n\tTwo\u2028Three", publisher=" A\rB ")
    assert item["title"] == "One ER - Two Three"
    assert item["container-title"] == "A B"
