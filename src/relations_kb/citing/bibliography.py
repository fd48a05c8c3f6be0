"""Citations as CSL-JSON, and from it BibTeX and RIS.

The item types are those of the Citation Style Language 1.0.2; RIS types follow its 2011
specification; BibTeX entries are those of biblatex, which knows ``online`` and ``date``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from relations_kb.dates.edtf import DateError, bounds
from relations_kb.entries.base import Base, Entry
from relations_kb.entries.search import label_of

Item = dict[str, Any]

_BIBTEX = {
    "article-journal": "article", "article-newspaper": "article", "article-magazine": "article",
    "book": "book", "chapter": "incollection", "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference", "report": "report", "thesis": "thesis", "dataset": "dataset",
}  # fmt: skip
_RIS = {
    "article-journal": "JOUR", "article-newspaper": "NEWS", "article-magazine": "MGZN",
    "book": "BOOK", "chapter": "CHAP", "entry-encyclopedia": "ENCYC", "entry-dictionary": "DICT",
    "report": "RPRT", "thesis": "THES", "dataset": "DATA", "legislation": "STAT",
    "hearing": "HEAR", "post-weblog": "BLOG",
}  # fmt: skip
# Characters that TeX reads as commands.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip


def items_for(base: Base, entry: Entry, *, sources: bool = False) -> list[Item]:
    """Return CSL-JSON items: the entry itself, or with ``sources`` all that it rests on."""
    if entry.kind.name == "source":
        return [_source_item(entry)]
    if not sources:
        return [_entry_item(base, entry)]
    ids = sorted(set(_cited(entry.data)))
    return [_source_item(base.by_id["source"][i]) for i in ids if i in base.by_id["source"]]


def write(items: list[Item], format_name: str) -> str:
    """Return items as ``bibtex``, ``ris`` or ``csl-json`` text."""
    if format_name == "csl-json":
        return json.dumps(items, ensure_ascii=False, indent=2)
    writer = _bibtex if format_name == "bibtex" else _ris
    return "\n\n".join(writer(item) for item in items)


def _entry_item(base: Base, entry: Entry) -> Item:
    dataset = base.by_id["dataset"]["dataset"].data
    released = dataset["released-on"]
    return {
        "id": entry.id,
        "type": "webpage",
        "title": label_of(entry),
        "author": [{"literal": dataset["creator"]}],
        "container-title": dataset["title"]["en"],
        "version": dataset["release"],
        "issued": _csl_date(released),
        "language": "en",
        "URL": f"{dataset['base-iri']}{entry.kind.name}/{entry.id}",
    }


def _source_item(entry: Entry) -> Item:
    data = entry.data
    item: Item = {"id": entry.id, "type": data["type"], "title": data["title"]}
    if data.get("authors"):
        item["author"] = [_name(author) for author in data["authors"]]
    simple = {
        "publisher": "publisher", "container": "container-title", "volume": "volume",
        "issue": "issue", "pages": "page", "doi": "DOI", "isbn": "ISBN", "url": "URL",
        "archive-url": "archive_location", "language": "language",
    }  # fmt: skip
    item |= {term: data[key] for key, term in simple.items() if data.get(key)}
    if data.get("issued"):
        item["issued"] = _csl_date(data["issued"])
    return item


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author}


def _csl_date(text: str) -> Item:
    try:
        span = bounds(text)
    except DateError:
        return {"literal": text}
    if span.earliest is None or span.latest is None:
        return {"literal": text}
    day = span.earliest
    if span.precision == "day":
        return {"date-parts": [[day.year, day.month, day.day]]}
    if span.precision == "month":
        return {"date-parts": [[day.year, day.month]]}
    if span.precision == "year":
        return {"date-parts": [[day.year]]}
    last = span.latest
    return {"date-parts": [[day.year, day.month, day.day], [last.year, last.month, last.day]]}


def _iso(date: Item | None) -> str:
    if not date:
        return ""
    if "literal" in date:
        return str(date["literal"])
    parts = [
        "-".join(f"{n:04}" if i == 0 else f"{n:02}" for i, n in enumerate(part))
        for part in date["date-parts"]
    ]
    return "/".join(parts)


def _bibtex(item: Item) -> str:
    fields = {
        "title": item["title"],
        "author": " and ".join(_bibtex_name(n) for n in item.get("author", [])),
        "date": _iso(item.get("issued")),
        "journaltitle" if item["type"].startswith("article") else "booktitle": item.get(
            "container-title", ""
        ),
        "publisher": item.get("publisher", ""),
        "volume": item.get("volume", ""),
        "number": item.get("issue", ""),
        "pages": item.get("page", "").replace("–", "-").replace("-", "--"),
        "version": item.get("version", ""),
        "isbn": item.get("ISBN", ""),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
        "langid": {"en": "english", "ru": "russian", "fa": "persian"}.get(
            item.get("language", ""), ""
        ),
    }
    kind = _BIBTEX.get(item["type"], "online")
    if kind == "online":
        fields["organization"] = fields.pop("publisher")
    lines = [
        f"  {key} = {{{value if key in ('url', 'doi') or key == 'author' else _tex(value)}}},"
        for key, value in fields.items()
        if value
    ]
    return f"@{kind}{{{item['id']},\n" + "\n".join(lines) + "\n}"


def _bibtex_name(name: dict[str, str]) -> str:
    if "literal" in name:
        return "{" + _tex(name["literal"]) + "}"
    return f"{_tex(name['family'])}, {_tex(name['given'])}"


def _tex(text: str) -> str:
    return text.translate(_TEX)


def _ris(item: Item) -> str:
    rows = [("TY", _RIS.get(item["type"], "ELEC")), ("ID", item["id"]), ("TI", item["title"])]
    for name in item.get("author", []):
        rows.append(("AU", name.get("literal") or f"{name['family']}, {name['given']}"))
    date = _iso(item.get("issued")).partition("/")[0]
    if date:
        rows += [("PY", date[:4]), ("DA", date.replace("-", "/"))]
    pairs = (
        ("T2", "container-title"), ("PB", "publisher"), ("VL", "volume"), ("IS", "issue"),
        ("ET", "version"), ("SN", "ISBN"), ("DO", "DOI"), ("LA", "language"), ("UR", "URL"),
    )  # fmt: skip
    rows += [(tag, item[key]) for tag, key in pairs if item.get(key)]
    if item.get("page"):
        first, _, last = item["page"].replace("–", "-").partition("-")
        rows += [("SP", first)] + ([("EP", last)] if last else [])
    return "\n".join([*(f"{tag}  - {value}" for tag, value in rows), "ER  - "])


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "source" in value and isinstance(value["source"], str):
            yield value["source"]
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)
