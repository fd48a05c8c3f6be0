"""Citations for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from relations_kb.citing.bibtex import bibtex
from relations_kb.citing.items import Cited
from relations_kb.citing.ris import ris

FORMATS = ("bibtex", "ris", "csl-json")


def interchange(works: Iterable[Cited], format_name: str) -> str:
    """Return works as ``bibtex``, ``ris`` or ``csl-json`` text."""
    items = [work.item for work in works]
    if format_name == "csl-json":
        return json.dumps(items, ensure_ascii=False, indent=2)
    writer = bibtex if format_name == "bibtex" else ris
    return "\n\n".join(writer(item) for item in items)
