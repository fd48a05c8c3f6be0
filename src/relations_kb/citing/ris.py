"""CSL items as RIS, by its specification of 2011.

RIS knows no seasons, no doubt and no intervals of dates; they stand in words in the fourth
part of ``DA``, as the specification has it: ``1904///circa``.
"""

from __future__ import annotations

from relations_kb.citing.csl_dates import CslDate, iso
from relations_kb.citing.items import Item

_TYPES = {
    "article-journal": "JOUR", "article-newspaper": "NEWS", "article-magazine": "MGZN",
    "review": "JOUR", "book": "BOOK", "chapter": "CHAP", "entry-encyclopedia": "ENCYC",
    "entry-dictionary": "DICT", "report": "RPRT", "thesis": "THES", "dataset": "DATA",
    "legislation": "STAT", "hearing": "HEAR", "post-weblog": "BLOG", "webpage": "ELEC",
    "manuscript": "MANSCPT", "broadcast": "VIDEO",
}  # fmt: skip
_PAIRS = (
    ("T2", "container-title"), ("PB", "publisher"), ("VL", "volume"), ("IS", "issue"),
    ("SN", "ISBN"), ("DO", "DOI"), ("LA", "language"), ("DB", "archive"),
    ("AV", "archive_location"), ("UR", "URL"),
)  # fmt: skip
_SEASONS = ("Spring", "Summer", "Autumn", "Winter")


def ris(item: Item) -> str:
    """Return a CSL item as a RIS record.

    >>> print(ris({"id": "x", "type": "book", "title": "Oil", "page": "12-31"}).rstrip("- "))
    TY  - BOOK
    ID  - x
    TI  - Oil
    SP  - 12
    EP  - 31
    ER
    """
    rows = [("TY", _TYPES.get(item["type"], "GEN")), ("ID", item["id"]), ("TI", item["title"])]
    rows += [("AU", _name(name)) for name in item.get("author", [])]
    if "issued" in item:
        rows += _dated(item["issued"])
    if "accessed" in item:
        rows.append(("Y2", iso(item["accessed"]["date-parts"][0]).replace("-", "/")))
    rows += [(tag, item[key]) for tag, key in _PAIRS if item.get(key)]
    if item.get("page"):
        first, _, last = item["page"].replace("–", "-").partition("-")
        rows += [("SP", first)] + ([("EP", last)] if last else [])
    return "\n".join([*(f"{tag}  - {value}" for tag, value in rows), "ER  - "])


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(name[key] for key in ("family", "given", "suffix") if name.get(key))


def _dated(date: CslDate) -> list[tuple[str, str]]:
    if "literal" in date:
        return [("DA", f"///{date['literal']}")]
    first, *last = date["date-parts"]
    words = ["circa"] if date.get("circa") else []
    if "season" in date:
        words.append(_SEASONS[date["season"] - 1])
    if last:
        words.append("and later" if last[0] == [0] else f"to {iso(last[0])}")
    year, month, day = (*iso(first).split("-"), "", "")[:3]
    return [("PY", year), ("DA", f"{year}/{month}/{day}/{' '.join(words)}")]
