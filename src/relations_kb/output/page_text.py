"""What the parts of an entry's page share: names in a language, lines of a width."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from relations_kb.entries.base import Base
from relations_kb.entries.concept_labels import labels_of_scheme
from relations_kb.entries.search import label_of

_LEAST = 40


@dataclass(frozen=True)
class PageText:
    """Words and lines for a reader of ``lang`` at a terminal of ``width`` columns."""

    base: Base
    lang: str
    width: int

    def name(self, kind: str, identifier: str) -> str:
        """Return the name of an entry, or its id if there is no such entry."""
        found = self.base.by_id[kind].get(identifier)
        return identifier if found is None else label_of(found, self.lang)

    def concept(self, scheme: str, name: str) -> str:
        """Return the label of a concept; in English its name, which options take."""
        if self.lang == "en":
            return name.replace("-", " ") if scheme not in ("theme", "event-type") else name
        found = labels_of_scheme(self.base.home.ontology / "concepts.ttl", scheme).get(name)
        return found.label(self.lang) if found else name

    def listed(self, parts: list[str]) -> str:
        """Return a list of words, with the comma of the language."""
        return ("، " if self.lang == "fa" else ", ").join(parts)

    def wrapped(self, text: str) -> list[str]:
        """Return a paragraph as lines."""
        width = max(self.width, _LEAST)
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)

    def item(self, text: str, start: str = "  ", after: str = "    ") -> list[str]:
        """Return an item of a list as lines, the first behind ``start``, others ``after``."""
        return textwrap.wrap(
            text, max(self.width, _LEAST), initial_indent=start, subsequent_indent=after,
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
