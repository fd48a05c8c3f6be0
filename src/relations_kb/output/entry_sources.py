"""The sources of an entry, each once, with all that it is cited for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relations_kb.entries.base import Entry
from relations_kb.entries.search import label_of
from relations_kb.output.page_text import PageText


def source_lines(page: PageText, entry: Entry) -> Iterator[str]:
    """Yield the sources of the entry itself, then those of its parts, in their order.

    A source stands once, with what each page or paragraph of it says and how it was checked.
    """
    by_source: dict[str, list[dict[str, Any]]] = {}
    for citation in (*_citations(entry.data.get("citations")), *_citations(entry.data)):
        cited = by_source.setdefault(citation["source"], [])
        if not any(_said(citation) == _said(other) for other in cited):
            cited.append(citation)
    if by_source:
        yield "Sources"
    for number, (identifier, cited) in enumerate(by_source.items(), 1):
        yield from _source(page, number, identifier, cited)


def _source(
    page: PageText, number: int, identifier: str, cited: list[dict[str, Any]]
) -> Iterator[str]:
    source = page.base.by_id["source"].get(identifier)
    title = label_of(source) if source else identifier
    publisher = f", {source.data['publisher']}" if source else ""
    checks = list(dict.fromkeys(_check(citation) for citation in cited))
    locators = list(dict.fromkeys(citation.get("locator", "") for citation in cited))
    where = f", {locators[0]}" if len(locators) == 1 and locators[0] else ""
    check = f" [{checks[0]}]" if len(checks) == 1 else ""
    start = f"  {number}. "
    yield from page.item(f"{title}{publisher}{where}{check}", start, " " * len(start))
    if source and source.data.get("url"):
        yield " " * len(start) + source.data["url"]
    for citation in cited:
        locator = citation.get("locator", "") if len(locators) > 1 else ""
        said = (f"{locator}: " if locator else "") + citation["says"]
        checked = "" if check else f" [{_check(citation)}]"
        yield from page.item(said + checked, " " * len(start), " " * (len(start) + 2))


def _check(citation: dict[str, Any]) -> str:
    return f"{citation['check']} {citation['checked-on']}"


def _said(citation: dict[str, Any]) -> tuple[str, str]:
    return citation["says"], citation.get("locator", "")


def _citations(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "source" in value and "says" in value:
            yield value
        for inner in value.values():
            yield from _citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _citations(inner)
