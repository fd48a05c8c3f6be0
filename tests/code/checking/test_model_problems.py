"""What does not fit the model is told in words, at its place, with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from relations_kb.checking.check import check
from relations_kb.entries.expectations import PATTERNS
from relations_kb.entries.kinds import KINDS
from relations_kb.paths import Home

TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"
COUNCIL = "actors/un-security-council.yaml"
CLAIM = "claims/always-mutual-distrust.yaml"


@dataclass(frozen=True)
class Misfit:
    """An edit of the fixture base, and the line that ``validate`` prints for it."""

    path: str
    old: str
    new: str
    line: int
    column: int
    code: str
    text: str


MISFITS = [
    Misfit(TREATY, "summary: >-", "sumary: >-", 8, 1, "unknown-key",
           "no key 'sumary' here; did you mean 'summary'?"),
    Misfit(TREATY, "summary: >-", "sumary: >-", 1, 1, "missing-key",
           "the key 'summary' is missing; add 'summary:' (Two to five neutral sentences"),
    Misfit(TREATY, "held-by: older", "held_by: older", 37, 5, "unknown-key",
           "did you mean 'held-by'?"),
    Misfit(TREATY, "calendar: julian", "zzz: julian", 5, 19, "unknown-key",
           "no key 'zzz' here; allowed here: calendar, date"),
    Misfit(TREATY, 'date: "1828-02-22"', "date: 1828", 4, 7, "wrong-type",
           "1828 is not a text; write a text, in quotes if it looks like a number"),
    Misfit(TREATY, "places: [turkmenchay]", "places: turkmenchay", 6, 9, "wrong-type",
           "'turkmenchay' is not a list; write [a, b]"),
    Misfit(TREATY, "goldstein: -4.0", 'goldstein: "-4.0"', 32, 14, "wrong-type",
           "'-4.0' is not a number; write digits without quotes"),
    Misfit(TREATY, "title: {en: Treaty of Turkmenchay, ru: Туркманчайский договор, fa: عهدنامه ترکمانچای}",
           "title: Treaty", 3, 8, "wrong-type", "'Treaty' is not a mapping; write key: value pairs"),
    Misfit(TREATY, "places: [turkmenchay]", "places: [Turkmen Chay]", 6, 10, "bad-value",
           "'Turkmen Chay' is not what belongs here; write small letters and digits"),
    Misfit(TREATY, "wikidata: Q756070", "wikidata: P31", 57, 25, "bad-value",
           "'P31' is not what belongs here; write a Wikidata item, such as Q756070"),
    Misfit(TREATY, "themes: [territory, war-and-peace, capitulations]", "themes: []", 7, 9,
           "bad-value", "0 items, at least 1 needed; add to the list"),
    Misfit(TREATY, "themes: [territory, war-and-peace, capitulations]", "themes:", 7, 8,
           "wrong-type", "this must be a list: it is empty; fill it in, or remove the key"),
    Misfit(TREATY, "held-by: older handbooks", 'held-by: "  "', 37, 14, "bad-value", "the text is empty; write"),
    Misfit(TREATY, "  ends: [1826-russo-persian-war]", "  ends: [1826]", 28, 10, "wrong-type",
           "1826 is not a text"),
    Misfit(TREATY, "because: It is the peace of that war.", "why: x", 27, 7, "missing-key",
           "the key 'because' is missing; add 'because:' (How they are linked"),
    Misfit(TREATY, "by: ivan-paskevich", "by: 7", 12, 50, "wrong-type", "7 is not a text"),
    Misfit(COUNCIL, 'from: "1945-10-24", permanent: true', 'from: "1945-10-24", permanent: "yes"', 5, 60,
           "wrong-type", "'yes' is not true or false; write true or false without quotes"),
    Misfit(CLAIM, "queries: [trust between Iran and Russia]", "queries: []", 30, 12, "bad-value",
           "0 items, at least 1 needed"),
    Misfit("dataset.yaml", "count: 8", "count: -1", 25, 26, "bad-value",
           "-1 is out of range; write a number of at least 0"),
    Misfit("dataset.yaml", "count: 8", "count: 8.5", 25, 26, "wrong-type",
           "8.5 is not a whole number"),
    Misfit("dataset.yaml", "licence: https://creativecommons.org/licenses/by/4.0/", "licence: CC BY",
           16, 10, "bad-value", "write an address that begins with http:// or https://"),
    Misfit("dataset.yaml", '  from: "1500"', '  from: "15th"', 20, 9, "bad-value",
           "write a year of four digits"),
    Misfit("redirects.yaml", 'on: "2026-11-01"', "on: yesterday", 4, 7, "bad-value",
           "'yesterday' is not what belongs here; write one day, in quotes"),
    Misfit("redirects.yaml", "because: The usual", "becuase: The usual", 5, 3, "unknown-key",
           "did you mean 'because'?"),
    Misfit("sources/example-gazette.yaml", "language: en", "language: English", 6, 13, "bad-value",
           "write a BCP 47 language tag"),
]  # fmt: skip


@pytest.mark.parametrize("misfit", MISFITS, ids=lambda m: f"{m.code}-{m.new[:25]}")
def test_misfits(editable_base: Home, misfit: Misfit) -> None:
    file = editable_base.facts / misfit.path
    text = file.read_text("utf-8")
    assert misfit.old in text
    file.write_text(text.replace(misfit.old, misfit.new, 1), "utf-8")
    problems = check(editable_base)
    told = {
        (p.line, p.column, p.code): f"{p.message}; {p.fix}"
        for p in problems
        if p.path == misfit.path
    }
    assert misfit.text in told.get((misfit.line, misfit.column, misfit.code), ""), told
    assert all(p.fix for p in problems), problems
    assert not any("schema" in p.fix or "pydantic" in p.message for p in problems)


def test_one_mistake_is_told_once(editable_base: Home) -> None:
    """pydantic gives an error for each branch of a union; one line is enough."""
    file = editable_base.facts / TREATY
    text = file.read_text("utf-8").replace("ends: [1826-russo-persian-war]", "ends: [{}]")
    file.write_text(text, "utf-8")
    found = [(p.code, p.message) for p in check(editable_base) if p.code != "not-canonical"]
    assert found == [
        ("missing-key", "the key 'because' is missing"),
        ("missing-key", "the key 'event' is missing"),
    ]


def _patterns(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
        return own.union(*map(_patterns, node.values()))
    return set().union(*map(_patterns, node)) if isinstance(node, list) else set()


def test_every_pattern_of_the_model_has_words() -> None:
    used = set().union(*(_patterns(kind.model.model_json_schema()) for kind in KINDS.values()))
    assert used == set(PATTERNS)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("notes/x.yaml", "a: 1\n", "unknown-folder"),
        ("places/x.yaml", "- a\n", "wrong-type"),
        ("sources/x.yaml", "a: 1\n", "wrong-type"),
        ("sources/x.yaml", "- a\n", "wrong-type"),
        ("places/x.yaml", "", "empty-file"),
        ("places/x.yaml", "# only a remark\n", "empty-file"),
    ],
)
def test_files_of_the_wrong_shape(editable_base: Home, path: str, content: str, code: str) -> None:
    target = editable_base.facts / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(content, "utf-8")
    found = [p for p in check(editable_base) if p.path == path]
    assert [p.code for p in found] == [code]
    assert found[0].fix


def test_a_file_that_cannot_be_opened(editable_base: Home) -> None:
    (editable_base.facts / "places" / "broken.yaml").symlink_to("nowhere.yaml")
    found = [p for p in check(editable_base) if p.path == "places/broken.yaml"]
    assert [p.code for p in found] == ["unreadable"]
