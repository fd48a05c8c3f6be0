"""Entries and sources as items of the Citation Style Language (CSL-JSON 1.0.2).

An entry of the base is cited as an article in a reference work: its title, the base's name
with the release, the date of the release and the permalink. A source is cited as what it
is, with the title in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from relations_kb.citing.csl_dates import csl_date
from relations_kb.entries.base import Base, Entry

Item = dict[str, Any]

# Where these types name no container, the publisher is the newspaper, the site or the work
# of reference itself, which every style prints as the container.
_PUBLISHED_AS_CONTAINER = {
    "article-journal", "article-newspaper", "article-magazine", "webpage", "post-weblog",
    "entry-encyclopedia", "entry-dictionary", "broadcast", "review",
}  # fmt: skip
_SIMPLE = {
    "publisher": "publisher", "container": "container-title", "volume": "volume",
    "issue": "issue", "pages": "page", "doi": "DOI", "isbn": "ISBN", "url": "URL",
    "language": "language",
}  # fmt: skip
_ARCHIVES = {
    "web.archive.org": "Internet Archive", "archive.org": "Internet Archive",
    "archive.today": "archive.today", "archive.is": "archive.today",
    "archive.ph": "archive.today", "perma.cc": "Perma.cc",
}  # fmt: skip
_RELEASE = {"en": "{title}, release {release}", "ru": "{title}, выпуск {release}",
            "fa": "{title}، نسخهٔ {release}"}  # fmt: skip
_SUFFIXES = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "мл.", "ст."}


@dataclass(frozen=True, slots=True)
class Cited:
    """One work to cite: its CSL item, and the places in it that are cited, if any."""

    entry: Entry
    item: Item
    locators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The release that an entry is cited from: its name and its day."""

    release: str
    released_on: str


@dataclass(slots=True)
class _Use:
    """How entries use a source: the places cited, and the last day on which it was read."""

    locators: list[str] = field(default_factory=list)
    checked_on: str = ""


def cite_entries(
    base: Base,
    entries: Iterable[Entry],
    *,
    sources: bool = False,
    lang: str = "en",
    accessed: str | None = None,
    edition: Edition | None = None,
) -> list[Cited]:
    """Return what there is to cite, each work once, in the order given.

    An entry gives itself, or with ``sources`` every source that it rests on; a source always
    gives itself. Titles of entries are in ``lang`` where there are such. ``accessed`` is the
    day (YYYY-MM-DD) on which an entry was looked up. ``edition`` is a release other than the
    one that the base now is.
    """
    found: dict[tuple[str, str], Cited] = {}
    wanted = list(entries)
    of_base: dict[str, _Use] | None = None
    for entry in wanted:
        if entry.kind.name == "source":
            of_base = of_base if of_base is not None else _uses(e.data for e in base.entries)
            use = of_base.get(entry.id, _Use())
            found.setdefault(("source", entry.id), Cited(entry, _source_item(entry, use)))
        elif not sources:
            item = _entry_item(base, entry, lang, accessed, edition)
            found.setdefault((entry.kind.name, entry.id), Cited(entry, item))
    if sources:
        for identifier, use in _uses(e.data for e in wanted if e.kind.name != "source").items():
            source = base.by_id["source"].get(identifier)
            if source is not None:
                cited = Cited(source, _source_item(source, use), tuple(use.locators))
                found.setdefault(("source", identifier), cited)
    return _with_own_keys(list(found.values()))


def _with_own_keys(found: list[Cited]) -> list[Cited]:
    """Two kinds may share an id; a key of a bibliography may not name two works."""
    keys = [cited.entry.id for cited in found]
    for cited in found:
        if keys.count(cited.entry.id) > 1:
            cited.item["id"] = f"{cited.entry.kind.name}-{cited.entry.id}"
    return found


def _entry_item(
    base: Base, entry: Entry, lang: str, accessed: str | None, edition: Edition | None
) -> Item:
    dataset = base.by_id["dataset"]["dataset"].data
    edition = edition or Edition(dataset["release"], dataset["released-on"])
    title, language = _title(entry, lang.partition("-")[0])
    name = dataset["title"].get(language) or dataset["title"]["en"]
    item = {
        "id": entry.id,
        "type": "entry-encyclopedia",
        "title": title,
        "author": [{"literal": _line(dataset["creator"])}],
        "container-title": _line(_RELEASE[language].format(title=name, release=edition.release)),
        "issued": csl_date(edition.released_on),
        "language": language,
        "URL": f"{dataset['base-iri']}{entry.kind.name}/{entry.id}",
    }
    if accessed:
        item["accessed"] = csl_date(accessed)
    return item


def _title(entry: Entry, lang: str) -> tuple[str, str]:
    """Return the title of an entry and its language: ``lang`` if there is one, else English."""
    names = entry.data.get("title") or entry.data.get("name")
    if names:
        language = lang if names.get(lang) else "en"
        return _line(names[language]), language
    # A claim is a sentence; within a reference it has no full stop of its own.
    names = entry.data["text"]
    language = lang if names.get(lang) else "en"
    return _line(names[language]).rstrip("."), language


def _source_item(entry: Entry, use: _Use) -> Item:
    data = entry.data
    item: Item = {"id": entry.id, "type": data["type"], "title": _source_title(data)}
    if data.get("authors"):
        item["author"] = [_name(_line(author)) for author in data["authors"]]
    item |= {term: _line(data[key]) for key, term in _SIMPLE.items() if data.get(key)}
    if data["type"] in _PUBLISHED_AS_CONTAINER:
        item.setdefault("container-title", item["publisher"])
        if item["container-title"] == item["publisher"]:
            del item["publisher"]
    if data.get("issued"):
        item["issued"] = csl_date(data["issued"])
    if data.get("archive-url"):
        item["archive"] = _archive(data["archive-url"])
        # Styles begin a sentence with the place in the archive; a bare address would be "Https".
        item["archive_location"] = f"archived at {data['archive-url']}"
    if use.checked_on and item.get("URL"):
        item["accessed"] = csl_date(use.checked_on)
    return item


def _source_title(data: dict[str, Any]) -> str:
    """Return ``original title (in Latin letters) [in English]``."""
    title = _line(data["title"])
    if data.get("title-transliterated"):
        title += f" ({_line(data['title-transliterated'])})"
    if data.get("title-en"):
        title += f" [{_line(data['title-en'])}]"
    return title


def _name(author: str) -> dict[str, str]:
    """Return ``Family, Given`` as a person; anything else is the name of a body.

    >>> _name("King, Martin Luther, Jr.")
    {'family': 'King', 'given': 'Martin Luther', 'suffix': 'Jr.'}
    >>> _name("Office of the Press Secretary, The White House, Washington")
    {'literal': 'Office of the Press Secretary, The White House, Washington'}
    """
    parts = [part for part in re.split(r"[,،]\s*", author) if part]
    if len(parts) == 2:
        return {"family": parts[0], "given": parts[1]}
    if len(parts) == 3 and parts[2] in _SUFFIXES:
        return {"family": parts[0], "given": parts[1], "suffix": parts[2]}
    return {"literal": author}


def _archive(url: str) -> str:
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return _ARCHIVES.get(host, host)


def _line(text: Any) -> str:
    """Return a text on one line: RIS has no other, and TeX reads an empty one as an end."""
    return " ".join(str(text).split())


def _uses(data: Iterable[Any]) -> dict[str, _Use]:
    uses: dict[str, _Use] = {}
    for one in data:
        for identifier, locator, checked_on in _cited(one):
            use = uses.setdefault(identifier, _Use())
            if locator and locator not in use.locators:
                use.locators.append(locator)
            use.checked_on = max(use.checked_on, checked_on)
    return dict(sorted(uses.items()))


def _cited(value: Any) -> Iterator[tuple[str, str, str]]:
    """Yield every source that an entry names: its id, the place in it, when it was read."""
    if isinstance(value, dict):
        if isinstance(value.get("source"), str):
            locator = _line(value.get("locator") or "")
            yield value["source"], locator, str(value.get("checked-on") or "")
        for identifier in value.get("text-at") or ():
            yield str(identifier), "", ""
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)
