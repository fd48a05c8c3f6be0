"""A page that has two entries among the sources.

One page is one source, whoever cites it for whatever; two ids for it would count as two
publishers' words and split its citations. Addresses are the same page if they differ only in
`http` or `https`, `www.`, a slash at the end, or what follows `#`. Parts of one long work that
have an address in common are told apart by `pages`, `volume` or `issue`, or stand in the
`locator` of the citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from relations_kb.entries.base import Base, Entry
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"

_PART_KEYS = ("volume", "issue", "pages")


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each source whose page an earlier source has."""
    first_of: dict[tuple[str, ...], Entry] = {}
    for entry in base.valid("source"):
        for key in ("url", "doi"):
            value = entry.data.get(key)
            if not value:
                continue
            part = [str(entry.data.get(name, "")) for name in _PART_KEYS]
            first = first_of.setdefault((key, _page(value), *part), entry)
            if first is not entry and first.id != entry.id:
                line, column = first.file.position((*first.prefix, key))
                place = f"{first.file.path}:{line}:{column}"
                yield entry.file.problem(
                    (*entry.prefix, key),
                    "duplicate-source",
                    f"the same page as the source '{first.id}' at {place}",
                    f"cite '{first.id}' and remove this, or say which part it is in 'pages'",
                )


def _page(address: str) -> str:
    """Return an address without what does not tell pages apart; a DOI without its case.

    >>> _page("http://www.example.org/a/#top") == _page("https://example.org/a")
    True
    """
    plain = re.sub(r"^https?://(www\.)?", "", address).partition("#")[0].rstrip("/")
    host, slash, rest = plain.partition("/")
    return (host.lower() + slash + rest) if address.startswith("http") else address.lower()
