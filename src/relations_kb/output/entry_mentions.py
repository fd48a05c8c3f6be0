"""Where else an entry appears: its events, the claims it bears on, what comes after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from relations_kb.entries.base import Entry
from relations_kb.entries.mentions import Mention, mentions
from relations_kb.entries.search import label_of
from relations_kb.entries.select import date_order
from relations_kb.output.page_text import PageText
from relations_kb.output.timeline import DATE_COLUMNS, beside, shown_date
from relations_kb.query.results import columns, wrapped

SHOWN = 20
_HEADINGS = {
    "claim": "Claims", "document": "Documents", "actor": "Actors", "person": "Persons",
    "place": "Places", "source": "Other sources",
}  # fmt: skip
_VOTES = {
    "for": "voted for", "against": "voted against", "abstaining": "abstained",
    "not-participating": "took no part in the vote", "absent": "absent from the vote",
    "body": "voting body",
}  # fmt: skip
_SANCTIONS = {"authority": "imposed sanctions", "targets": "target of sanctions"}
# Keys that say no more than the heading does.
_PLAIN = frozenset({"places", "documents", "citations", "measures", "alternatives", "memberships"})


def mention_lines(page: PageText, entry: Entry, limit: int | None = SHOWN) -> Iterator[str]:
    """Yield a section for each kind of entry that names this one.

    Events stand in order of time, the latest ``limit`` of them; None for all. Behind each is
    the part that this entry has in it.
    """
    found = mentions(page.base, entry)
    events = [mention for mention in found if mention.entry.kind.name == "event"]
    events.sort(key=lambda mention: date_order(mention.entry))
    first = True
    for heading, chosen in (
        ("Linked from" if entry.kind.name == "event" else "Events", events),
        *((_HEADINGS[kind], [m for m in found if m.entry.kind.name == kind]) for kind in _HEADINGS),
    ):
        if not chosen:
            continue
        if not first:
            yield ""
        first = False
        kept = chosen[-limit:] if limit else chosen
        yield f"{heading} ({_count(len(chosen), len(kept), heading)})"
        yield from _list(page, kept)


def _count(all_of_them: int, shown: int, heading: str) -> str:
    if shown == all_of_them:
        return str(all_of_them)
    which = "latest" if heading in ("Events", "Linked from") else "last"
    return f"the {which} {shown} of {all_of_them}; --all for the rest"


def _list(page: PageText, chosen: Sequence[Mention]) -> Iterator[str]:
    dates = [shown_date(m.entry, page.lang) if "date" in m.entry.data else "" for m in chosen]
    widest = min(max(map(columns, dates)), DATE_COLUMNS)
    for mention, date in zip(chosen, dates, strict=True):
        text = label_of(mention.entry, page.lang)
        parts = page.listed(_parts(page, mention))
        text += f" ({parts})" if parts else ""
        lines = wrapped(" ".join(text.split()), max(20, page.width - widest - 6))
        if widest:
            yield from beside(wrapped(date, widest), lines, widest, mention.entry.id)
        else:
            yield f"  {lines[0]}"
            yield from (f"    {line}" for line in (*lines[1:], mention.entry.id))


def _parts(page: PageText, mention: Mention) -> list[str]:
    named = (_part(page, mention.entry.data, keys) for keys in mention.places)
    return list(dict.fromkeys(part for part in named if part))


def _part(page: PageText, data: dict[str, Any], keys: tuple[str | int, ...]) -> str:
    """Return what the mention at a key path says of the entry that is mentioned."""
    first = str(keys[0])
    if first == "participations":
        return page.concept("role", data[first][keys[1]]["role"])
    if first == "vote":
        return _VOTES.get(str(keys[1]), "")
    if first == "sanctions":
        return _SANCTIONS.get(str(keys[1]), "")
    if first == "relations":
        return f"{str(keys[1]).replace('-', ' ')} this"
    if first == "evidence":
        piece = data[first][keys[1]]
        return f"{page.concept('stance', piece['stance'])}: {piece['strength']}"
    if first == "offices":
        return str(data[first][keys[1]]["title"])
    if first == "life-cycle":
        return page.concept("stage", data[first][keys[1]]["stage"])
    if first in _PLAIN:
        return ""
    return first.replace("-", " ")
