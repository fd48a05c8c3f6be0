"""Searching by words, and what an id that is not there is told."""

from __future__ import annotations

import contextlib
import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations_kb.entries.base import Base, load_base
from relations_kb.entries.find import find_entry
from relations_kb.entries.search import search
from relations_kb.errors import UnknownEntryError, UsageError
from relations_kb.output.search_results import results_text
from relations_kb.paths import Home

TREATY = "1828-treaty-of-turkmenchay"


@pytest.fixture(scope="module")
def base(base_home: Home) -> Base:
    return load_base(base_home)


def _ids(base: Base, text: str) -> list[str]:
    return [hit.entry.id for hit in search(base, text).hits]


def test_sources_come_after_all_else(base: Base) -> None:
    kinds = [hit.entry.kind.name for hit in search(base, "caucasus persia war").hits]
    assert "source" in kinds
    first = kinds.index("source")
    assert set(kinds[first:]) == {"source"}


def test_a_shorter_name_is_the_better_fit(base: Base) -> None:
    assert _ids(base, "mirza")[0] == "abbas-mirza"


def test_without_an_entry_of_every_word_the_rarest_words_decide(base: Base) -> None:
    found = search(base, "the spurious paskevich")
    assert not found.every_word
    assert found.hits[0].entry.id == "ivan-paskevich"
    assert search(base, "ivan paskevich").every_word


def test_a_year_is_not_a_misspelling_of_another(base: Base) -> None:
    assert TREATY in _ids(base, "1828")
    assert not search(base, "1829").hits


@pytest.mark.parametrize(
    ("words", "label"),
    [("ترکمانچای", "عهدنامه ترکمانچای"), ("туркманчай", "Туркманчайский договор"),
     ("turkmenchay", "Treaty of Turkmenchay")],
)  # fmt: skip
def test_names_are_in_the_language_of_the_words(words: str, label: str, base: Base) -> None:
    assert label in {hit.label for hit in search(base, words).hits}


def test_the_language_can_be_chosen(base: Base) -> None:
    hits = search(base, "turkmenchay", lang="ru").hits
    assert "Туркманчайский договор" in {hit.label for hit in hits}


@pytest.mark.parametrize("text", ["", " ", "…!"])
def test_no_words_are_wrong_use(text: str, base: Base) -> None:
    with pytest.raises(UsageError, match="give words"):
        search(base, text)


def test_an_unknown_kind_is_told_near_ones(base: Base) -> None:
    with pytest.raises(UsageError, match="no kind 'evnt'; did you mean 'event'"):
        search(base, "x", kind="evnt")
    with pytest.raises(UsageError, match=r"there are: event, .*source$"):
        search(base, "x", kind="redirect")


@given(st.text(max_size=30))
def test_any_text_is_searched_or_refused(base: Base, text: str) -> None:
    with contextlib.suppress(UsageError):
        search(base, text)


def test_results_in_every_form(base: Base) -> None:
    hits = search(base, "turkmenchay").hits
    rows = json.loads(results_text(hits, "json", None))
    first = {"kind": "event", "id": TREATY, "date": "1828-02-22", "name": "Treaty of Turkmenchay"}
    assert first in rows
    assert list(csv.DictReader(io.StringIO(results_text(hits, "csv", None)))) == rows
    assert f"| event | {TREATY} | 1828-02-22 | Treaty of Turkmenchay |" in results_text(
        hits, "markdown", None
    ).split("\n")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_narrow_terminal_breaks_no_id(width: int, base: Base) -> None:
    hits = search(base, "war").hits + search(base, "turkmenchay").hits
    lines = results_text(hits, "table", width).split("\n")
    for hit in hits:
        assert any(hit.entry.id in line for line in lines)


@pytest.mark.parametrize(
    "name",
    [TREATY, TREATY.upper(), f" {TREATY} ", f"event/{TREATY}", f"{TREATY}#vote",
     f"https://w3id.org/relations-kb/event/{TREATY}", f"facts/events/1820s/{TREATY}.yaml"],
)  # fmt: skip
def test_an_id_is_found_however_it_is_given(name: str, base: Base) -> None:
    assert find_entry(base, name).id == TREATY


@pytest.mark.parametrize(
    ("name", "told"),
    [("turkmenchai", f"did you mean .*{TREATY}"), ("Treaty of Turkmenchay", TREATY),
     ("ترکمانچای", TREATY), ("paskevich", "did you mean ivan-paskevich"),
     (f"claim/{TREATY}", f"no claim '{TREATY}'; there is event/{TREATY}$"),
     ("foo", "no entry 'foo'; find one by words"), ("x" * 5000, "no entry 'x{80}…'; find"),
     ("", "no entry ''")],
)  # fmt: skip
def test_what_is_not_an_id_is_told_near_ones(name: str, told: str, base: Base) -> None:
    with pytest.raises(UnknownEntryError, match=told):
        find_entry(base, name)
