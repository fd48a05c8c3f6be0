"""What differs between two sets of entries: fate of entries, fields, items, votes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import relations_kb
from relations_kb.comparing.difference import Change, Data, Key
from relations_kb.comparing.differences import differences, entry_changes
from relations_kb.comparing.matching import frozen, matched
from relations_kb.comparing.printing import as_json, change_in_words, markdown, text
from relations_kb.comparing.words import marked, namer
from relations_kb.paths import Home

TREATY: Key = ("event", "1828-treaty-of-turkmenchay")
VOTE: Key = ("event", "2010-resolution-1929")
WAR: Key = ("event", "1826-russo-persian-war")
States = dict[Key, Data]


@pytest.fixture(scope="module")
def entries(base_home: Home) -> States:
    base = relations_kb.open(base_home.facts).base
    return {(entry.kind.name, entry.id): entry.data for entry in base.entries}


def _edited(entries: States, key: Key, edit: Callable[[Data], Any]) -> tuple[Data, Data]:
    new = copy.deepcopy(entries[key])
    edit(new)
    return entries[key], new


def _words(entries: States, key: Key, edit: Callable[[Data], Any]) -> list[str]:
    old, new = _edited(entries, key, edit)
    name = namer(entries)
    return [change_in_words(key[0], c, name) for c in entry_changes(key[0], old, new)]


def _vote(data: Data, member: str, position: str) -> None:
    for key in ("for", "against", "abstaining"):
        if member in data["vote"][key]:
            data["vote"][key] = [m for m in data["vote"][key] if m != member]
    data["vote"].setdefault(position, []).append(member)


def _pop(data: Data, key: str) -> None:
    del data[key]


CITATION = {"source": "example-news-agency-tahrim", "locator": "p. 2", "supports": ["date"],
            "says": "It was so.", "check": "read", "checked-on": "2026-11-24"}  # fmt: skip
CASES: list[tuple[Key, Callable[[Data], Any], list[str]]] = [
    (TREATY, lambda d: d.update(date="1828-02-21"), ["date: 1828-02-22 → 1828-02-21"]),
    (WAR, lambda d: d.update(date="1826/1828"), ["date: 1826-07 – 1828-02-22 → 1826 – 1828"]),
    (TREATY, lambda d: d["title"].update(ru="Мир"),
     ["title › ru: Туркманчайский договор → Мир"]),
    (TREATY, lambda d: _pop(d["title"], "fa"), ["title › fa: removed عهدنامه ترکمانچای"]),
    (TREATY, lambda d: d.update(themes=["capitulations", "territory", "caspian"]),
     ["themes: removed war-and-peace", "themes: added caspian"]),
    (TREATY, lambda d: d.update(themes=list(reversed(d["themes"]))), []),
    (VOTE, lambda d: _vote(d, "brazil", "for"), ["vote: Brazil: against → for"]),
    (VOTE, lambda d: _vote(d, "austria", "absent"), ["vote: Austria: for → absent"]),
    (VOTE, lambda d: d["vote"]["for"].append("syria"), ["vote: Syria: now for"]),
    (VOTE, lambda d: d["vote"]["against"].remove("turkey"), ["vote: Turkey: no longer against"]),
    (VOTE, lambda d: d["vote"].update(meeting="6336"), ["vote › meeting: 6335 → 6336"]),
    (VOTE, lambda d: _pop(d, "vote"),
     ["vote: removed UN Security Council S/RES/1929 (2010): 12 for, 2 against, 1 abstaining; "
      "adopted"]),
    (TREATY, lambda d: d["participations"][0].update(role="mediator"),
     ["participations › russian-empire as signatory › role: signatory → mediator"]),
    (TREATY, lambda d: _pop(d["participations"][0], "by"),
     ["participations › russian-empire as signatory › by: removed ivan-paskevich (Ivan Paskevich)"]),
    (TREATY, lambda d: d["participations"].insert(
        0, {"actor": "united-kingdom", "role": "observer", "by": ["abbas-mirza"], "note": "Far."}),
     ["participations: added United Kingdom as observer, by Abbas Mirza (Far.)"]),
    (TREATY, lambda d: d["participations"].reverse(), []),
    (TREATY, lambda d: d["measures"][0].update(value=10_000_000),
     ["measures › indemnity in silver-rouble › value: 20000000 → 10000000"]),
    (TREATY, lambda d: d["measures"][0].update(value=20000000.0), []),
    (TREATY, lambda d: d["citations"].append(CITATION),
     ["citations: added example-news-agency-tahrim, p. 2: “It was so.” [date]"]),
    (TREATY, lambda d: d["citations"][0].update(locator="p. 3"),
     ["citations › example-archive-sbornik-dogovorov › locator: p. 1 → p. 3"]),
    (TREATY, lambda d: d["citations"][0].update(source="example-encyclopaedia-states"),
     ["citations: added example-encyclopaedia-states, p. 1: “Signed at Turkmenchay on 10 February "
      "1828 Old Style by Paskevich and Abbas Mirza.” [date, places, participations, documents]",
      "citations: removed example-archive-sbornik-dogovorov, p. 1: “Signed at Turkmenchay on 10 "
      "February 1828 Old Style by Paskevich and Abbas Mirza.” [date, places, participations, "
      "documents]"]),
    (TREATY, lambda d: d["alternatives"][0].update(rank="normal"),
     ["alternatives › date 1828-02-21 › rank: deprecated → normal"]),
    (TREATY, lambda d: _pop(d, "alternatives"),
     ["alternatives: removed date 1828-02-21, held by older handbooks (deprecated): They reckon "
      "eleven days between the calendars instead of twelve."]),
    (TREATY, lambda d: d["coding"].update(goldstein=-5.0, note="N."),
     ["coding › goldstein: -4.0 → -5.0", "coding › note: Its terms were imposed by the victor. → N."]),
    (TREATY, lambda d: _pop(d, "identifiers"), ["identifiers › wikidata: removed Q756070"]),
    (TREATY, lambda d: d["relations"].update({"part-of": ["1826-russo-persian-war"]}),
     ["relations › part-of › 1826-russo-persian-war › because: removed It is the peace of that war."]),
    (TREATY, lambda d: d["relations"].update(follows=["1651-raid-on-the-sunzha"]),
     ["relations › follows: added 1651-raid-on-the-sunzha (Raids on the Sunzha fort)"]),
    (WAR, lambda d: d["participations"][1].update(by="ivan-paskevich"), []),
    (("event", "2018-sanctions-on-example-shipping"),
     lambda d: d["sanctions"]["life-cycle"].append({"stage": "lifted", "date": "2024"}),
     ["sanctions › life-cycle: added lifted 2024"]),
    (("claim", "always-mutual-distrust"), lambda d: d["evidence"][0].update(strength="weak"),
     ["evidence › 1941-anglo-soviet-invasion › strength: strong → weak"]),
    (("claim", "always-mutual-distrust"), lambda d: d["evidence"].pop(1),
     ["evidence: removed Russian intervention in Syria contradicts it (moderate): The two fought "
      "on one side."]),
    (TREATY, lambda d: d.update(summary=d["summary"].replace("Erivan", "Yerevan")),
     ["summary: … up the khanates of [-Erivan-] {+Yerevan+} and Nakhchivan and undertook …"]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "edit", "expected"), CASES)
def test_a_change_in_words(
    key: Key, edit: Callable[[Data], Any], expected: list[str], entries: States
) -> None:
    assert _words(entries, key, edit) == expected


def test_every_change_has_its_opposite(entries: States) -> None:
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    for key, edit, _expected in CASES:
        old, new = _edited(entries, key, edit)
        there = [(c.what, c.old, c.new) for c in entry_changes(key[0], old, new)]
        back = [(opposite[c.what], c.new, c.old) for c in entry_changes(key[0], new, old)]
        assert sorted(there, key=repr) == sorted(back, key=repr)


def test_fates_and_renames(entries: States) -> None:
    new = {k: v for k, v in entries.items() if k not in (TREATY, WAR)}
    new["event", "1828-peace"] = {**entries[TREATY], "id": "1828-peace", "status": "disputed"}
    new["redirect", TREATY[1]] = {"kind": "event", "id": TREATY[1], "to": ["1828-peace"]}
    new["person", "someone"] = {"id": "someone", "name": {"en": "Some One"}}
    found = differences(entries, new, "old", "new")
    fates = {(e.kind, e.id): e.what for e in found.entries}
    assert fates["event", "1828-peace"] == "renamed"
    assert fates[WAR] == "removed"
    assert fates["person", "someone"] == "added"
    assert TREATY not in fates
    renamed = found.of("renamed")[0]
    assert renamed.was == TREATY[1]
    assert [c.path for c in renamed.changes] == [("status",)]
    shown = text(found, namer(new, entries), 80)
    assert shown.splitlines()[0] == (
        "old → new: 1 person added, 1 redirect added, 1 event removed, 1 event renamed"
    )
    assert "  event/1828-peace (was 1828-treaty-of-turkmenchay)  Treaty of" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert '"was": "1828-treaty-of-turkmenchay"' in as_json(found, namer(), None)


def test_markdown_shows_what_it_says(entries: States) -> None:
    new = copy.deepcopy(entries)
    new[TREATY]["summary"] = entries[TREATY]["summary"].replace("Erivan", "*Yerevan*")
    found = markdown(differences(entries, new, "a", "b"), namer(entries), None)
    assert "- `event/1828-treaty-of-turkmenchay`  Treaty of Turkmenchay (1828-02-22)" in found
    assert "*summary*: … up the khanates of ~~Erivan~~ **\\*Yerevan\\*** and" in found


def test_lists_are_alike_whatever_the_order_of_their_parts_and_keys() -> None:
    first = {f"key-{n}": n for n in range(9)}
    second = {f"key-{n}": n + 1 for n in range(9)}
    turned = [dict(reversed(part.items())) for part in (second, first)]
    # Sets of the same members may be printed in another order; with some seeds these are.
    assert frozen([first, second]) == frozen(turned)
    assert frozen([first, [second]]) == frozen([[turned[0]], turned[1]])
    assert frozen([first, first]) != frozen([first, second]) != frozen([second])
    assert frozen(["a", "a", "b"]) != frozen(["a", "b", "b"])


def test_no_difference(entries: States) -> None:
    found = differences(entries, copy.deepcopy(entries), "a", "b")
    assert found.entries == []
    assert text(found, namer(), 80) == "a → b: no differences"


def test_the_order_of_authors_is_a_difference() -> None:
    old = {"id": "x", "authors": ["Khan, Aisha", "Ivanov, Ivan"]}
    new = {"id": "x", "authors": ["Ivanov, Ivan", "Khan, Aisha"]}
    changes = list(entry_changes("source", old, new))
    assert changes == [Change(("authors",), "changed", old["authors"], new["authors"])]


def test_an_unknown_key_is_told_too() -> None:
    changes = list(entry_changes("event", {"id": "x"}, {"id": "x", "colour": "red"}))
    assert changes == [Change(("colour",), "added", None, "red")]


ITEMS = st.lists(
    st.fixed_dictionaries(
        {"actor": st.sampled_from("abc"), "role": st.sampled_from("xy")},
        optional={"note": st.sampled_from(["n", "m"])},
    ),
    max_size=6,
)


@given(ITEMS, ITEMS)
def test_matching_uses_each_item_once(old: list[Data], new: list[Data]) -> None:
    pairs = list(matched(old, new, "Participation"))
    before = [a for a, _ in pairs if a is not None]
    after = [b for _, b in pairs if b is not None]
    assert sorted(map(repr, before)) == sorted(map(repr, old))
    assert after == new
    assert all(a is not None or b is not None for a, b in pairs)
    # No item is paired with an other one while its equal is free.
    unpaired = [a for a, b in pairs if a != b and a is not None]
    assert not any(b in unpaired for a, b in pairs if a != b and b is not None)


WORDS = st.lists(st.sampled_from(["one", "two", "three", "four", "five", "six"]), max_size=25)


@given(WORDS, WORDS)
def test_a_marked_text_has_all_that_changed(old: list[str], new: list[str]) -> None:
    took, gave = ("[-", "-]"), ("{+", "+}")
    found = marked(" ".join(old), " ".join(new), took, gave)
    if old == new:
        assert "[-" not in found
        assert "{+" not in found
    elif sorted(old) != sorted(new):
        assert "[-" in found or "{+" in found
