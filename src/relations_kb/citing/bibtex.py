"""CSL items as BibTeX, in the entry types and fields of biblatex.

Titles, of the work and of what it is in, stand in double braces, so that no style changes
their case. Where Zotero's import discards an entry type of biblatex that it does not know
(``legal``, ``review``), the nearest type that it knows is taken.
"""

from __future__ import annotations

import re

from relations_kb.citing.csl_dates import CslDate, edtf_of
from relations_kb.citing.items import Item

_TYPES = {
    "article-journal": "article", "article-newspaper": "article", "article-magazine": "article",
    "review": "article", "book": "book", "chapter": "incollection", "manuscript": "unpublished",
    "entry-encyclopedia": "inreference", "entry-dictionary": "inreference", "report": "report",
    "thesis": "thesis", "dataset": "dataset", "legislation": "legislation",
    "webpage": "online", "post-weblog": "online",
}  # fmt: skip
_SUBTYPES = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_KINDS = {
    "treaty": "Treaty", "hearing": "Hearing", "speech": "Speech", "interview": "Interview",
    "broadcast": "Broadcast", "thesis": "Thesis", "report": "Report", "review": "Review",
}  # fmt: skip
_CONTAINER = {
    "article": "journaltitle", "incollection": "booktitle", "inreference": "booktitle",
    "online": "booktitle", "book": "series",
}  # fmt: skip
# biblatex has no publisher in these types.
_PUBLISHER = {
    "report": "institution", "thesis": "institution", "online": "organization",
    "misc": "organization", "legislation": "organization", "unpublished": "organization",
}  # fmt: skip
_LANGUAGES = {
    "ar": "arabic", "az": "azerbaijani", "bg": "bulgarian", "de": "german", "en": "english",
    "es": "spanish", "fa": "persian", "fr": "french", "he": "hebrew", "hr": "croatian",
    "hu": "hungarian", "hy": "armenian", "it": "italian", "ja": "japanese", "ka": "georgian",
    "la": "latin", "lv": "latvian", "nl": "dutch", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sl": "slovenian", "sq": "albanian", "sr": "serbian",
    "tr": "turkish", "uk": "ukrainian", "ur": "urdu", "vi": "vietnamese",
}  # fmt: skip
# Characters that TeX reads as commands. BibTeX counts even \{, so each brace brings along an
# invisible one of the other kind, as in Zotero's own export.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{\vphantom{\}}", "}": r"\vphantom{\{}\}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
})  # fmt: skip
# Addresses stand verbatim in biblatex; only what ends or breaks the field is changed.
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def bibtex(item: Item) -> str:
    """Return a CSL item as a BibTeX entry.

    >>> print(bibtex({"id": "x", "type": "book", "title": "Oil & gas"}))
    @book{x,
      title = {{Oil \\& gas}},
    }
    """
    kind = _TYPES.get(item["type"], "misc")
    fields = {
        "title": "{" + _tex(item["title"]) + "}",
        "author": " and ".join(_name(name) for name in item.get("author", [])),
        **_dated(item.get("issued")),
        "entrysubtype": _SUBTYPES.get(item["type"], ""),
        "type": _KINDS.get(item["type"], ""),
        **_published(item, kind),
        "volume": _tex(item.get("volume", "")),
        "number": _tex(item.get("issue", "")),
        "pages": item.get("page", "").translate(_TEX).replace("–", "-").replace("-", "--"),
        "isbn": _tex(item.get("ISBN", "")),
        "doi": item.get("DOI", "").translate(_VERBATIM),
        "url": item.get("URL", "").translate(_VERBATIM),
        "urldate": edtf_of(item["accessed"]) if "accessed" in item else "",
        "note": _tex(_archived(item)),
        "langid": _LANGUAGES.get(item.get("language", "").partition("-")[0], ""),
    }
    lines = [f"  {key} = {{{value}}}," for key, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n" + "\n".join(lines) + "\n}"


def _published(item: Item, kind: str) -> dict[str, str]:
    """Return the work that it is in, and the publisher, in the fields that biblatex prints."""
    container, publisher = item.get("container-title", ""), item.get("publisher", "")
    fields = {}
    if kind == "online":
        # biblatex prints the organization of a page; Zotero reads its booktitle.
        publisher = publisher or container
    elif kind not in _CONTAINER and not publisher:
        container, publisher = "", container
    if container:
        fields[_CONTAINER.get(kind, "howpublished")] = "{" + _tex(container) + "}"
    fields[_PUBLISHER.get(kind, "publisher")] = _part(publisher, comma=False)
    return fields


def _dated(date: CslDate | None) -> dict[str, str]:
    if not date:
        return {}
    if "literal" in date:
        return {"year": _tex(date["literal"])}
    # biblatex writes an open end with nothing behind the stroke; pandoc reads only that.
    return {"date": edtf_of(date).removesuffix("..")}


def _archived(item: Item) -> str:
    if "archive_location" not in item:
        return ""
    return f"{item['archive']}, {item['archive_location']}"


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return "{" + _tex(name["literal"]) + "}"
    # BibTeX takes words without a capital, as in du Preez and in Arabic script, for particles.
    held = not name["family"][0].isupper()
    family = "{" + _tex(name["family"]) + "}" if held else _part(name["family"])
    others = [name.get("suffix", ""), name.get("given", "")]
    return ", ".join([family, *(_part(part) for part in others if part)])


def _part(text: str, *, comma: bool = True) -> str:
    """Return a name in a list of names, where *and*, in names a comma too, would part it."""
    parted = (comma and "," in text) or "and" in text.casefold().split()
    return "{" + _tex(text) + "}" if parted else _tex(text)


def _tex(text: str) -> str:
    # Two hyphens in a row would be a dash, two apostrophes a quotation mark.
    return re.sub(r"(?<=-)-|(?<=')'", r"{}\g<0>", text.translate(_TEX))
