"""Words for what came, went or changed: names for ids, a line for an item, a marked text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from typing import Any

from relations_kb.comparing.difference import Data, Key
from relations_kb.entries.event import POSITIONS

Namer = Callable[[str, str], str]
"""Gives the name of an entry by kind and id, or the id if it is unknown."""

_WORD = re.compile(r"\s+|[^\s]+")
_KEPT = 4


def namer(*states: dict[Key, Data]) -> Namer:
    """Return names from entries; of several with one key, the first."""

    def name(kind: str, identifier: str) -> str:
        for state in states:
            if (kind, identifier) in state:
                return label(state[kind, identifier], identifier)
        return identifier

    return name


def label(data: Data, identifier: str) -> str:
    """Return the name of an entry in English, else its id."""
    value = data.get("title") or data.get("name") or data.get("text") or identifier
    return str(value.get("en") or identifier) if isinstance(value, dict) else str(value)


def item_in_words(model: str, item: Any, name: Namer) -> str:
    """Return a value that came or went as one line for people."""
    if isinstance(item, list):
        return "; ".join(item_in_words(model, inner, name) for inner in item)
    if not isinstance(item, dict):
        return str(item)
    words = _MODELS.get(model)
    return words(item, name) if words else _pairs(item)


def _pairs(item: Data) -> str:
    parts = []
    for key, value in item.items():
        shown = f"({_pairs(value)})" if isinstance(value, dict) else _flat(value)
        parts.append(f"{key} {shown}")
    return ", ".join(parts)


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_pairs(v) if isinstance(v, dict) else str(v) for v in value)
    return str(value)


def _participation(item: Data, name: Namer) -> str:
    by = item.get("by") or []
    persons = [by] if isinstance(by, str) else by
    text = f"{name('actor', str(item.get('actor')))} as {item.get('role')}"
    if persons:
        text += f", by {', '.join(name('person', person) for person in persons)}"
    return text + (f" ({item['note']})" if item.get("note") else "")


def _citation(item: Data, _name: Namer) -> str:
    where = f", {item['locator']}" if item.get("locator") else ""
    supports = f" [{', '.join(item['supports'])}]" if item.get("supports") else ""
    return f"{item.get('source')}{where}: “{item.get('says')}”{supports}"


def _alternative(item: Data, _name: Namer) -> str:
    return (
        f"{item.get('field')} {item.get('value')}, held by {item.get('held-by')} "
        f"({item.get('rank')}): {item.get('reason')}"
    )


def _stage(item: Data, name: Namer) -> str:
    by = f", by {name('actor', item['by'])}" if item.get("by") else ""
    return f"{item.get('stage')} {shown_date(str(item.get('date')))}{by}"


def _measure(item: Data, _name: Namer) -> str:
    number = item.get("value")
    if number is None:
        number = f"{item.get('at-least', '…')}–{item.get('at-most', '…')}"
    held = f", given by {item['held-by']}" if item.get("held-by") else ""
    return f"{item.get('what')}: {number} {item.get('unit')}{held}"


def _evidence(item: Data, name: Namer) -> str:
    what = (
        name("event", item["event"])
        if item.get("event")
        else str((item.get("citation") or {}).get("source"))
    )
    return f"{what} {item.get('stance')} it ({item.get('strength')}): {item.get('because')}"


def _name_variant(item: Data, _name: Namer) -> str:
    used = f", used by {item['used-by']}" if item.get("used-by") else ""
    return f"{item.get('name')} ({item.get('lang')}{used})"


def _office(item: Data, name: Namer) -> str:
    held = f", {shown_date(item['held'])}" if item.get("held") else ""
    return f"{item.get('title')} of {name('actor', str(item.get('actor')))}{held}"


def _membership(item: Data, name: Namer) -> str:
    until = item.get("until") or "…"
    permanent = ", permanent" if item.get("permanent") else ""
    return f"{name('actor', str(item.get('member')))} {item.get('from')} – {until}{permanent}"


def _related(item: Data, name: Namer) -> str:
    because = f": {item['because']}" if item.get("because") else ""
    return name("event", str(item.get("event"))) + because


def _vote(item: Data, name: Namer) -> str:
    counts = []
    for position in POSITIONS:
        members = item.get(position) or []
        if members:
            counts.append(f"{len(members)} {position}")
    if item.get("tally"):
        counts.append(_pairs(item["tally"]))
    body = name("actor", str(item.get("body")))
    return f"{body} {item.get('symbol') or ''}: {', '.join(counts)}; {item.get('outcome')}"


_MODELS: dict[str, Callable[[Data, Namer], str]] = {
    "Participation": _participation,
    "Citation": _citation,
    "Alternative": _alternative,
    "LifeCycleStage": _stage,
    "Measure": _measure,
    "Evidence": _evidence,
    "NameVariant": _name_variant,
    "Office": _office,
    "Membership": _membership,
    "RelatedEvent": _related,
    "Vote": _vote,
}


def shown_date(text: str) -> str:
    """Return an EDTF date with an en dash for intervals: ``1804 – 1813``."""
    return text.replace("/", " – ")


def marked(old: str, new: str, took: tuple[str, str], gave: tuple[str, str]) -> str:
    """Return a text with its changes marked word by word, and a few words around them.

    ``took`` and ``gave`` are what stands before and after words that went and came.

    >>> marked("to pay ten million", "to pay twenty million", ("[-", "-]"), ("{+", "+}"))
    'to pay [-ten-] {+twenty+} million'
    """
    before, after = old.split(), new.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    parts: list[str] = []
    operations = matcher.get_opcodes()
    for place, (what, i, j, k, m) in enumerate(operations):
        if what == "equal":
            parts += _around(before[i:j], place == 0, place == len(operations) - 1)
            continue
        if j > i:
            parts.append(took[0] + " ".join(before[i:j]) + took[1])
        if m > k:
            parts.append(gave[0] + " ".join(after[k:m]) + gave[1])
    return " ".join(parts)


def _around(words: list[str], first: bool, last: bool) -> list[str]:
    head = 0 if first else _KEPT
    tail = 0 if last else _KEPT
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], "…", *(words[-tail:] if tail else [])]
