"""Differences as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from relations_kb.comparing.difference import (
    ADDED,
    CHANGED,
    REMOVED,
    RENAMED,
    Change,
    Differences,
    EntryDifference,
)
from relations_kb.comparing.words import Namer, item_in_words, label, marked, shown_date
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Plan, plan_of

_FATES = (ADDED, REMOVED, RENAMED, CHANGED)
_LONG = 40


@dataclass(frozen=True, slots=True)
class _Style:
    took: tuple[str, str]
    gave: tuple[str, str]
    plain: bool


_TEXT = _Style(("[-", "-]"), ("{+", "+}"), True)
_MARKDOWN = _Style(("~~", "~~"), ("**", "**"), False)


def text(found: Differences, name: Namer, width: int | None) -> str:
    """Return the differences for a terminal of ``width`` columns (None: no limit)."""
    lines = [f"{found.old_name} → {found.new_name}: {_summary(found)}"]
    for fate in _FATES:
        entries = found.of(fate)
        if not entries:
            continue
        lines += ["", fate.capitalize()]
        for entry in entries:
            was = f" (was {entry.was})" if entry.was else ""
            lines += _wrapped(f"{entry.kind}/{entry.id}{was}{_about(entry)}", 2, width)
            for change in entry.changes:
                lines += _wrapped(change_in_words(entry.kind, change, name), 4, width)
    return "\n".join(lines)


def markdown(found: Differences, name: Namer, _width: int | None) -> str:
    """Return the differences as Markdown, for a release note or a review."""
    lines = [f"# {_escaped(found.old_name)} → {_escaped(found.new_name)}", "", _summary(found)]
    for fate in _FATES:
        entries = found.of(fate)
        if not entries:
            continue
        lines += ["", f"## {fate.capitalize()}", ""]
        for entry in entries:
            was = f" (was `{entry.was}`)" if entry.was else ""
            lines.append(f"- `{entry.kind}/{entry.id}`{was}{_escaped(_about(entry))}")
            for change in entry.changes:
                lines.append(f"  - {change_in_words(entry.kind, change, name, _MARKDOWN)}")
    return "\n".join(lines)


def as_json(found: Differences, _name: Namer, _width: int | None) -> str:
    """Return the differences as JSON: every value as the fact files have it."""
    entries = []
    for entry in found.entries:
        row: dict[str, Any] = {"kind": entry.kind, "id": entry.id, "what": entry.what}
        if entry.was:
            row["was"] = entry.was
        if entry.what in (ADDED, REMOVED):
            row["entry"] = entry.data
        else:
            row["changes"] = [_change_data(change) for change in entry.changes]
        entries.append(row)
    data = {"old": found.old_name, "new": found.new_name, "differences": entries}
    return json.dumps(data, ensure_ascii=False, indent=2)


def change_in_words(kind: str, change: Change, name: Namer, style: _Style = _TEXT) -> str:
    """Return one change in words: its field, and what it was and is."""
    field = " › ".join(change.path)
    if not style.plain:
        field = f"*{_escaped(field)}*"
    if change.member:
        member = name("actor", change.member)
        moved = {
            ADDED: f"{member}: now {change.new}",
            REMOVED: f"{member}: no longer {change.old}",
            CHANGED: f"{member}: {change.old} → {change.new}",
        }
        return f"{field}: {moved[change.what]}"
    old, new = (_shown(kind, change, value, name, style) for value in (change.old, change.new))
    if change.what == ADDED:
        return f"{field}: added {new}"
    if change.what == REMOVED:
        return f"{field}: removed {old}"
    if _is_long(change.old) and _is_long(change.new):
        sides = (change.old, change.new)
        before, after = sides if style.plain else map(_escaped, sides)
        return f"{field}: {marked(before, after, style.took, style.gave)}"
    return f"{field}: {old} → {new}"


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > _LONG and " " in value


def _shown(kind: str, change: Change, value: Any, name: Namer, style: _Style) -> str:
    if value is None:
        return ""
    reference = _reference(kind, change.path)
    if isinstance(value, str) and reference in ("actor", "person", "place", "event"):
        found = name(reference, value)
        shown = f"{value} ({found})" if found != value else value
    elif isinstance(value, str) and _is_date(kind, change.path):
        shown = shown_date(value)
    else:
        shown = item_in_words(change.model, value, name)
    return shown if style.plain else _escaped(shown)


def _plan_at(kind: str, path: tuple[str, ...]) -> Plan:
    """Return the plan of a field; the words that name an item of a list are passed over."""
    plan = plan_of(KINDS[kind].model)
    for key in path:
        if plan.item is not None and key not in plan.keys:
            plan = plan.item
        else:
            plan = plan.keys.get(key, Plan())
    return plan


def _reference(kind: str, path: tuple[str, ...]) -> str:
    plan = _plan_at(kind, path)
    marks = (*plan.marks, *(plan.item.marks if plan.item else ()))
    return next((str(mark.kind) for mark in marks if hasattr(mark, "kind")), "")


def _is_date(kind: str, path: tuple[str, ...]) -> bool:
    return any(type(mark).__name__ == "DateString" for mark in _plan_at(kind, path).marks)


def _about(entry: EntryDifference) -> str:
    words = label(entry.data, entry.id)
    date = entry.data.get("date") if entry.kind == "event" else None
    parts = ([words] if words != entry.id else []) + ([f"({shown_date(date)})"] if date else [])
    return f"  {' '.join(parts)}" if parts else ""


def _summary(found: Differences) -> str:
    """Return how many entries of which kind came, went, moved, changed."""
    if not found.entries:
        return "no differences"
    parts = []
    for fate in _FATES:
        counts = Counter(entry.kind for entry in found.of(fate))
        for kind in KINDS:
            if counts[kind]:
                many = "" if counts[kind] == 1 else "s"
                parts.append(f"{counts[kind]} {kind}{many} {fate}")
    return ", ".join(parts)


def _change_data(change: Change) -> dict[str, Any]:
    row: dict[str, Any] = {"field": list(change.path), "what": change.what}
    if change.member:
        row["member"] = change.member
    if change.what != ADDED:
        row["old"] = change.old
    if change.what != REMOVED:
        row["new"] = change.new
    return row


def _wrapped(line: str, indent: int, width: int | None) -> Iterator[str]:
    if width is None:
        yield " " * indent + line
        return
    yield from textwrap.wrap(
        line, max(width, 40), initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2), break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _escaped(words: str) -> str:
    """Return words that Markdown shows as they stand."""
    for character in "\\`*_[]<>#~|":
        words = words.replace(character, "\\" + character)
    return words
