"""Writes a base of any size that has the shape of the shipped one, for measuring growth."""

from __future__ import annotations

import random
from pathlib import Path

_COUNT_PER_SCALE = {"events": 40, "actors": 10, "persons": 10, "places": 5, "sources": 80}
_THEMES = ["trade", "arms", "nuclear", "syria", "caspian", "diplomacy", "sanctions", "energy"]
_DATASET = """\
title: {en: Generated, ru: Созданная, fa: ساخته}
description: {en: For measuring., ru: Для измерений., fa: برای سنجش.}
base-iri: https://w3id.org/relations-kb/
parties:
  - id: iran
    name: {en: Iran, ru: Иран, fa: ایران}
  - id: russia
    name: {en: Russia, ru: Россия, fa: روسیه}
creator: A generator
licence: https://creativecommons.org/licenses/by/4.0/
release: "2026.11"
released-on: "2026-11-24"
scope: {from: "1500", includes: [Everything made up.], excludes: [Everything true.]}
known-gaps: [All of it.]
minimum-counts: []
"""


def write_base(folder: Path, scale: int) -> int:
    """Write a base of ``scale`` times forty events under ``folder``; return its bytes.

    The same scale gives the same files.
    """
    chance = random.Random(scale)
    counts = {kind: number * scale for kind, number in _COUNT_PER_SCALE.items()}
    files = {"dataset.yaml": _DATASET}
    for number in range(counts["actors"]):
        files[f"actors/actor-{number}.yaml"] = (
            f"id: actor-{number}\ntype: state\n"
            f"name: {{en: Actor {number}, ru: Участник {number}, fa: بازیگر {number}}}\n"
            f"party: {'iran' if number % 2 else 'russia'}\nexisted: 1500/..\n"
        )
    for number in range(counts["persons"]):
        files[f"persons/person-{number}.yaml"] = (
            f"id: person-{number}\n"
            f"name: {{en: Person {number}, ru: Лицо {number}, fa: شخص {number}}}\n"
        )
    for number in range(counts["places"]):
        files[f"places/place-{number}.yaml"] = (
            f"id: place-{number}\ntype: town\n"
            f"name: {{en: Place {number}, ru: Место {number}, fa: جا {number}}}\n"
        )
    for publisher in range(counts["sources"] // 4):
        files[f"sources/publisher-{publisher}.yaml"] = "".join(
            _source(publisher, number) for number in range(4)
        )
    for number in range(counts["events"]):
        year = 1600 + number % 420
        path = f"events/{year // 10 * 10}s/{year}-event-{number}.yaml"
        files[path] = _event(number, year, counts, chance)
    return _write(folder, files)


def _source(publisher: int, number: int) -> str:
    return (
        f"- id: publisher-{publisher}-page-{number}\n  type: webpage\n"
        f"  title: Page {number} of publisher {publisher}\n  publisher: Publisher {publisher}\n"
        f"  url: https://publisher-{publisher}.example/{number}\n  language: en\n"
        "  standing: news\n"
    )


def _event(number: int, year: int, counts: dict[str, int], chance: random.Random) -> str:
    one, two = chance.sample(range(counts["actors"]), 2)
    cited = "".join(
        f"  - source: publisher-{chance.randrange(counts['sources'] // 4)}-page-{page}\n"
        "    supports: [date, summary, participations, places]\n"
        f"    says: On 3 May {year} actor {one} met actor {two} and they agreed on point {page}.\n"
        '    check: read\n    checked-on: "2026-11-24"\n'
        for page in range(3)
    )
    before = f"relations:\n  follows: [{year - 1}-event-{number - 1}]\n" if number % 420 else ""
    return (
        f"id: {year}-event-{number}\ntype: agreement\n"
        f"title: {{en: Event {number}, ru: Событие {number}, fa: رویداد {number}}}\n"
        f'date: "{year}-05-03"\nplaces: [place-{chance.randrange(counts["places"])}]\n'
        f"themes: [{', '.join(chance.sample(_THEMES, 2))}]\n"
        f"summary: >-\n  Actor {one} and actor {two} met in the spring of {year} and agreed on\n"
        "  several points, of which the sources give three. Nothing of it is true.\n"
        "participations:\n"
        f"  - {{actor: actor-{one}, role: signatory,"
        f" by: person-{chance.randrange(counts['persons'])}}}\n"
        f"  - {{actor: actor-{two}, role: signatory}}\n"
        f"{before}"
        "coding: {plover: AGREE, direction: mutual, goldstein: 6.0}\n"
        f"citations:\n{cited}status: established\n"
    )


def _write(folder: Path, files: dict[str, str]) -> int:
    size = 0
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        size += file.write_bytes(text.encode())
    return size
