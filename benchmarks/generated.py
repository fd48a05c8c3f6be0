"""Writes bases of any size: invented events with parties, sources, relations and numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

EVENTS_AT_ONCE = 100
"""Events at the size 1; with their actors, persons and sources this is 140 files."""
_ACTORS, _PERSONS, _SOURCES = 20, 10, 10
_FIRST_YEAR = 1500

_DATASET = """\
title: {{en: Generated facts, ru: Сгенерированные факты, fa: داده‌های ساختگی}}
description: {{en: "{size} times {events} invented events."}}
base-iri: https://w3id.org/relations-kb/
parties:
  - id: iran
    name: {{en: Iran, ru: Иран, fa: ایران}}
  - id: russia
    name: {{en: Russia, ru: Россия, fa: روسیه}}
creator: benchmarks/generated.py
licence: https://creativecommons.org/licenses/by/4.0/
release: "2026.11"
released-on: "2026-11-24"
scope:
  from: "1500"
  includes: [Invented events.]
  excludes: [All else.]
known-gaps: [All that is true.]
minimum-counts: []
"""
_ACTOR = """\
id: actor-{n}
type: state
name: {{en: State {n}, ru: Государство {n}, fa: کشور {n}}}
party: {party}
"""
_PERSON = "id: person-{n}\nname: {{en: Person {n}, ru: Лицо {n}, fa: شخص {n}}}\n"
_SOURCE = """\
- id: source-{n}-{m}
  type: book
  title: Collected papers {n}, volume {m}
  authors: ["Example, Anna"]
  publisher: Example Press {n}
  issued: "1998"
  url: https://press.example/{n}/{m}
  language: en
  country: GB
  standing: scholarly
"""
_EVENT = """\
id: {id}
type: {type}
title: {{en: Event {n} of {year}, ru: Событие {n} года {year}, fa: رویداد {n} سال {year}}}
date: "{year}-{month:02}-{day:02}"
themes: [{theme}, diplomacy]
summary: >-
  In the year {year} the first party did to the second what the number {n} stands for. The words
  here are many enough that the text weighs about as much as that of a true event does.
participations:
  - {{actor: actor-{first}, role: signatory, by: person-{person}}}
  - {{actor: actor-{second}, role: signatory}}
measures:
  - {{what: troops, value: {value}, unit: soldier}}
{relations}coding: {{plover: AGREE, direction: mutual, goldstein: 4.5}}
citations:
  - source: source-{source}-1
    locator: p. {n}
    supports: [date, participations, measures]
    says: The event number {n} took place in {year}, with {value} soldiers.
    check: read
    checked-on: "2026-11-24"
  - source: source-{source}-2
    supports: [date, summary]
    says: A second source tells of the event number {n} in other words.
    check: read
    checked-on: "2026-11-24"
status: established
"""
_TYPES = ("treaty", "war", "battle", "visit")
_THEMES = ("trade", "territory", "caspian", "nuclear")


def write(folder: Path, size: int) -> int:
    """Write a base of ``size`` × `EVENTS_AT_ONCE` events to ``folder``; return its files."""
    shutil.rmtree(folder, ignore_errors=True)
    _put(folder / "dataset.yaml", _DATASET.format(size=size, events=EVENTS_AT_ONCE))
    actors, persons, sources = _ACTORS * size, _PERSONS * size, _SOURCES * size
    for n in range(actors):
        party = ("iran", "russia")[n % 2]
        _put(folder / f"actors/actor-{n}.yaml", _ACTOR.format(n=n, party=party))
    for n in range(persons):
        _put(folder / f"persons/person-{n}.yaml", _PERSON.format(n=n))
    for n in range(sources):
        text = "".join(_SOURCE.format(n=n, m=m) for m in (1, 2))
        _put(folder / f"sources/source-{n}.yaml", text)
    previous = ""
    for n in range(EVENTS_AT_ONCE * size):
        # The years turn, so that every size has events of all centuries.
        year = _FIRST_YEAR + n * 5 % 500
        identifier = f"{year}-event-{n}"
        text = _EVENT.format(
            id=identifier, n=n, year=year, month=n % 12 + 1, day=n % 28 + 1, value=1000 + n,
            type=_TYPES[n % 4], theme=_THEMES[n // 4 % 4], first=2 * n % actors,
            second=(2 * n + 1) % actors, person=n % persons, source=n % sources,
            relations=f"relations: {{follows: [{previous}]}}\n" if n % 5 == 1 else "",
        )  # fmt: skip
        _put(folder / f"events/{year // 10}0s/{identifier}.yaml", text)
        previous = identifier
    return 1 + actors + persons + sources + EVENTS_AT_ONCE * size


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
