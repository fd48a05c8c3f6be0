"""Accounts of the fixture base's two claims: what is said, weighed, tallied and printed."""

from __future__ import annotations

import json
import re

import pytest

import relations_kb
from relations_kb.errors import UnknownEntryError
from relations_kb.evidence.ledger import account, accounts
from relations_kb.evidence.printing import as_data, as_markdown, as_text, ledger_text
from relations_kb.paths import Home
from relations_kb.query.knowledge_base import KnowledgeBase


@pytest.fixture(scope="module")
def kb(base_home: Home) -> KnowledgeBase:
    return relations_kb.open(base_home.facts)


def test_every_piece_is_there_with_its_weight(kb: KnowledgeBase) -> None:
    found = account(kb, "always-mutual-distrust")
    assert [(p.stance, p.strength, p.event) for p in found.pieces] == [
        ("supports", "strong", "1941-anglo-soviet-invasion"),
        ("contradicts", "moderate", "2015-russian-intervention-in-syria"),
        ("qualifies", "weak", None),
    ]
    assert found.tally() == {"supports": 1, "contradicts": 1, "qualifies": 1}
    assert (found.author, found.locator, found.made_on) == ("Anna Example", "para. 3", "2001-05")


def test_a_page_gives_what_it_says_and_an_event_its_sources(kb: KnowledgeBase) -> None:
    invasion, _, page = account(kb, "always-mutual-distrust").pieces
    assert page.says == "Officials of both spoke of trust."
    assert [source.id for source in page.sources] == ["example-news-agency-sooriyeh"]
    event = kb.entry("1941-anglo-soviet-invasion")
    assert {s.id for s in invasion.sources} == {c.source for c in event.citations}


def test_the_tally_by_era_is_in_order_of_time_and_adds_up(kb: KnowledgeBase) -> None:
    for found in accounts(kb):
        by_era = found.tally_by_era()
        for stance, number in found.tally().items():
            assert sum(tally[stance] for tally in by_era.values()) == number
        known = [era for era in by_era if era in found.eras]
        assert known == [era for era in found.eras if era in by_era]


def test_the_tally_is_that_of_the_graph(kb: KnowledgeBase) -> None:
    rows = kb.query(
        "SELECT ?c ?f ?a ?q { ?c rkb:numberSupporting ?f ; rkb:numberContradicting ?a ; "
        "rkb:numberQualifying ?q }"
    )
    counted = {
        row["c"].value.rpartition("/")[2]: [int(row[name].value) for name in "faq"] for row in rows
    }
    assert counted == {found.claim: list(found.tally().values()) for found in accounts(kb)}


def test_the_language_is_that_of_the_claim_and_of_the_titles(kb: KnowledgeBase) -> None:
    found = account(kb, "competition-in-syria", "ru")
    assert found.text == "В Сирии они скорее соперники, чем партнёры."
    event = kb.entry("2015-russian-intervention-in-syria")
    assert event.title.ru in [piece.title for piece in found.pieces]


def test_an_unknown_claim_brings_near_ones(kb: KnowledgeBase) -> None:
    with pytest.raises(UnknownEntryError, match="competition-in-syria"):
        account(kb, "competition-in-siria")


@pytest.mark.parametrize("name", ["1828-treaty-of-turkmenchay", "event/1828-treaty-of-turkmenchay"])
def test_an_entry_that_is_no_claim(kb: KnowledgeBase, name: str) -> None:
    with pytest.raises(UnknownEntryError, match="event/1828-treaty-of-turkmenchay is no claim"):
        account(kb, name)


def test_the_address_of_a_claim_will_do(kb: KnowledgeBase) -> None:
    found = account(kb, "https://w3id.org/relations-kb/claim/competition-in-syria")
    assert found.claim == "competition-in-syria"


@pytest.mark.parametrize("language", ["ru", "fa"])
def test_a_claim_without_the_language_is_in_english(editable_base: Home, language: str) -> None:
    path = editable_base.facts / "claims/competition-in-syria.yaml"
    text = re.sub(rf"^ *{language}: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(re.sub(rf", {language}: [^,}}]*", "", text), "utf-8")
    changed = relations_kb.open(editable_base.facts)
    assert getattr(changed.entry("claim/competition-in-syria").text, language) is None
    english = changed.entry("claim/competition-in-syria").text.en
    assert account(changed, "competition-in-syria", language).text == english


@pytest.mark.parametrize("width", [40, 80])
def test_the_text_keeps_to_the_width(width: int, kb: KnowledgeBase) -> None:
    for found in accounts(kb):
        for line in as_text(found, width).splitlines():
            assert len(line) <= width or "http" in line or "event/" in line


def test_markdown_escapes_and_links(kb: KnowledgeBase) -> None:
    text = as_markdown(account(kb, "always-mutual-distrust"))
    assert text.startswith("# The two have always distrusted each other.\n")
    assert "](<https://w3id.org/relations-kb/event/1941-anglo-soviet-invasion>)" in text
    assert "- “trust between Iran and Russia”" in text


def test_the_overview_counts_all(kb: KnowledgeBase) -> None:
    both = accounts(kb)
    data = json.loads(ledger_text(both, "json", 80, overview=True))
    assert data == [json.loads(json.dumps(as_data(found))) for found in both]
    first = ledger_text(both, "table", 80, overview=True).split("\n\n")[0].splitlines()
    assert first[-1].split() == ["all", "2", "2", "1"]
