"""The page of an entry: what it rests on, and where else it appears."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from relations_kb.entries.base import Base, load_base
from relations_kb.entries.find import find_entry
from relations_kb.entries.mentions import mentions
from relations_kb.errors import UnknownEntryError
from relations_kb.output.entry_text import entry_text
from relations_kb.paths import Home, locate

TREATY = "1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def base(base_home: Home) -> Base:
    return load_base(base_home)


def _page(base: Base, name: str, lang: str = "en", limit: int | None = 20) -> str:
    return entry_text(base, find_entry(base, name), lang, 80, limit)


def test_every_entry_has_a_page_in_every_language(base: Base) -> None:
    for entry in base.entries:
        if entry.kind.name in ("dataset", "redirect"):
            continue
        for lang in ("en", "ru", "fa"):
            text = entry_text(base, entry, lang, 80)
            assert f"{entry.kind.name}/{entry.id}" in text
            long = [line for line in text.split("\n") if len(line) > 80]
            assert all(re.fullmatch(r"[^ ]+: \S+|\s*\S+", line) for line in long)


def test_a_source_stands_once_with_all_it_is_cited_for(base: Base) -> None:
    page = _page(base, TREATY)
    sources = page.split("\nSources\n")[1]
    titles = re.findall(r"^  \d+\. (.+)", sources, re.MULTILINE)
    assert len(titles) == len(set(titles)) >= 2
    cited = {c["source"] for c in find_entry(base, TREATY).data["citations"]}
    assert len(titles) >= len(cited)
    assert sources.startswith("  1. ")


def test_two_pages_of_one_source_are_told_apart(editable_base: Home) -> None:
    path = next(Path(editable_base.facts).glob(f"events/*/{TREATY}.yaml"))
    text = path.read_text("utf-8")
    first = re.search(r"  - source: (\S+)\n", text)
    assert first is not None
    again = (
        f"citations:\n  - {{source: {first.group(1)}, locator: p. 7, supports: [date], says: An"
        " older reading., check: known, checked-on: '2026-11-01'}\n"
    )
    path.write_text(re.sub(r"^citations:\n", again, text, count=1, flags=re.MULTILINE), "utf-8")
    page = _page(load_base(locate(editable_base.facts)), TREATY)
    assert "     p. 7: An older reading. [known 2026-11-01]\n" in page
    assert page.count("  1. ") == 1


@pytest.mark.parametrize(
    ("name", "part"),
    [("abbas-mirza", "(signatory)"), ("qajar-iran", "(signatory)"), ("turkmenchay", ""),
     ("document/treaty-of-turkmenchay", ""), ("ivan-paskevich", "(signatory)")],
)  # fmt: skip
def test_events_stand_on_the_page_of_what_they_name(name: str, part: str, base: Base) -> None:
    page = _page(base, name)
    line = f"  1828-02-22  Treaty of Turkmenchay {part}".rstrip()
    lines = [re.sub(r"^(  \S+) +", r"\1  ", text) for text in page.split("\n")]
    assert line in lines
    assert lines[lines.index(line) + 1].strip() == TREATY


def test_a_member_s_votes_are_its_events(base: Base) -> None:
    assert "resolution 1929 (voted against)" in " ".join(_page(base, "brazil").split())
    assert "resolution 1929 (voted for" in " ".join(_page(base, "china").split())


def test_the_latest_events_and_how_to_see_the_rest(base: Base) -> None:
    every = mentions(base, find_entry(base, "qajar-iran"))
    dates = sorted(m.entry.data["date"] for m in every if m.entry.kind.name == "event")
    assert len(dates) > 1
    page = _page(base, "qajar-iran", limit=1)
    assert f"Events (the latest 1 of {len(dates)}; --all for the rest)" in page
    assert f"  {dates[-1].replace('/', ' – ')}  " in page
    assert f"Events ({len(dates)})\n" in _page(base, "qajar-iran", limit=None)


def test_an_event_tells_its_claims_and_what_links_to_it(base: Base) -> None:
    claim = find_entry(base, "competition-in-syria")
    piece = next(p for p in claim.data["evidence"] if "event" in p)
    page = _page(base, piece["event"])
    assert "Claims (" in page
    assert f"({piece['stance']}: {piece['strength']})" in " ".join(page.split())
    assert "\n    competition-in-syria" in page
    assert "Linked from (1)" in _page(base, "1826-russo-persian-war")
    assert "this)" in _page(base, "1826-russo-persian-war")


def test_a_page_in_persian_has_its_words_and_comma(base: Base) -> None:
    page = _page(base, TREATY, "fa")
    assert "قاجار، امضاکننده" in page
    assert "عهدنامه" in page


def test_when_it_existed_is_told_in_words(base: Base) -> None:
    assert "Lived: 26 August 1789 – 25 October 1833" in _page(base, "abbas-mirza")
    assert "crown prince, Qajar Iran, 1799 – 1833" in _page(base, "abbas-mirza")


def test_an_entry_that_does_not_fit_is_not_shown(editable_base: Home) -> None:
    path = next(Path(editable_base.facts).glob(f"events/*/{TREATY}.yaml"))
    path.write_text(path.read_text("utf-8").replace("status:", "sttus:"), "utf-8")
    with pytest.raises(UnknownEntryError, match=rf"{TREATY}\.yaml: .* run relations-kb validate"):
        _page(load_base(locate(editable_base.facts)), TREATY)
