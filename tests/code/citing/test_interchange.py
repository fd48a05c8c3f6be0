"""BibTeX, RIS and CSL-JSON as real parsers read them: bibtexparser, rispy and pandoc."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import relations_kb
from relations_kb.citing.bibtex import bibtex
from relations_kb.citing.csl_dates import edtf_of
from relations_kb.citing.interchange import interchange
from relations_kb.citing.items import Cited, cite_entries
from relations_kb.citing.pandoc import find_pandoc
from relations_kb.citing.ris import ris
from relations_kb.paths import Home

Item = dict[str, Any]

# What pandoc's reader has no type for, or none that biblatex tells apart.
_OTHER_TYPE_IN_BIBTEX = {
    "entry-dictionary": "entry-encyclopedia", "post-weblog": "webpage", "review": "article-journal",
    "treaty": "", "hearing": "", "speech": "", "interview": "", "document": "", "broadcast": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def works(citing_home: Home) -> list[Cited]:
    kb = relations_kb.open(citing_home.facts)
    entries = [e for kind in kb.base.by_id for e in kb.base.valid(kind)]
    return cite_entries(kb.base, [e for e in entries if e.kind.name not in ("dataset", "redirect")])


def _by_pandoc(text: str, form: str) -> list[Item]:
    done = subprocess.run(
        [find_pandoc(), f"--from={form}", "--to=csljson"],
        input=text.encode(), capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    items: list[Item] = json.loads(done.stdout)
    return items


def _bibtex(text: str) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        {"ENTRYTYPE": e.entry_type, "ID": e.key} | {f.key: f.value for f in e.fields}
        for e in library.entries
    ]


def _plain(text: str) -> str:
    """Return a text without what pandoc's reader of TeX makes of quotes and spaces."""
    quotes = str.maketrans("’‘“”", "''\"\"")
    straight = text.translate(quotes).replace("`", "'").replace("''", '"')
    return " ".join(re.sub(r"</?span[^>]*>", "", straight).split())


def _dated(date: Item) -> str:
    """Return a CSL date in one spelling: pandoc writes a season as a month from 21."""
    first = date.get("date-parts", [[0]])[0]
    if len(first) == 2 and first[1] > 20:
        date = {**date, "date-parts": [[first[0]]], "season": first[1] - 20}
    return edtf_of(date)


def test_every_work_comes_back_from_bibtex_through_pandoc(works: list[Cited]) -> None:
    back = _by_pandoc(interchange(works, "bibtex"), "biblatex")
    assert [item["id"] for item in back] == [work.item["id"] for work in works]
    for work, read in zip(works, back, strict=True):
        item = work.item
        assert read["type"] == _OTHER_TYPE_IN_BIBTEX.get(item["type"], item["type"])
        assert _plain(read["title"]) == _plain(item["title"])
        assert _names(read) == _names(item)
        assert _dated(read.get("issued", {"literal": ""})) == _dated(
            item.get("issued", {"literal": ""})
        )
        for key in ("URL", "DOI", "ISBN", "volume", "accessed"):
            assert read.get(key) == item.get(key), (item["id"], key)
        assert read.get("page", "").replace("–", "-") == item.get("page", "").replace("–", "-")
        held = [item[key] for key in ("publisher", "container-title") if key in item]
        if item["type"] not in ("webpage", "post-weblog"):
            found = [read[key] for key in ("publisher", "container-title") if key in read]
            assert [_plain(text) for text in found] == [_plain(text) for text in held]
        # pandoc knows no babel name of Persian and gives it as it stands.
        assert read["language"].partition("-")[0].replace("persian", "fa") == item["language"]
        assert item.get("archive_location", "") in read.get("note", "")


def _names(item: Item) -> list[dict[str, str]]:
    """Return the names of the authors; pandoc keeps a particle (``du Preez``) apart."""
    names = []
    for name in item.get("author", []):
        parts = {key: _plain(value) for key, value in name.items()}
        particle = parts.pop("non-dropping-particle", "")
        if particle:
            parts["family"] = f"{particle} {parts['family']}"
        names.append(parts)
    return names


def test_every_work_is_read_by_bibtexparser(works: list[Cited]) -> None:
    for work, entry in zip(works, _bibtex(interchange(works, "bibtex")), strict=True):
        assert entry["ID"] == work.item["id"]
        assert entry.get("url", "") == work.item.get("URL", "")
        assert entry["title"].startswith("{")
        assert entry["title"].endswith("}")


def test_every_work_comes_back_from_ris(works: list[Cited]) -> None:
    text = interchange(works, "ris")
    for work, read in zip(works, rispy.loads(text), strict=True):
        item = work.item
        assert read["title"] == item["title"]
        assert read["urls" if "URL" in item else "title"] in ([item.get("URL")], item["title"])
        assert read.get("doi") == item.get("DOI")
        assert read.get("language") == item.get("language")
        assert read.get("secondary_title") == item.get("container-title")
        assert read.get("publisher") == item.get("publisher")
        assert len(read.get("authors", [])) == len(item.get("author", []))
        if "issued" in item:
            assert int(read["year"]) == item["issued"]["date-parts"][0][0]
            assert read["date"].count("/") == 3
    for work, other in zip(works, _by_pandoc(text, "ris"), strict=True):
        assert other["title"] == work.item["title"]


def test_csl_json_comes_back_from_pandoc(works: list[Cited]) -> None:
    text = interchange(works, "csl-json")
    assert json.loads(text) == [work.item for work in works]
    for work, read in zip(works, _by_pandoc(text, "csljson"), strict=True):
        assert _names(read) == _names(work.item)
        for key in ("id", "type", "title", "URL", "archive_location", "container-title"):
            assert _plain(read.get(key, "")) == _plain(work.item.get(key, ""))


@pytest.mark.parametrize(
    ("date", "day"),
    [({"date-parts": [[1904]], "circa": True}, "1904///circa"),
     ({"date-parts": [[2010]], "season": 1}, "2010///Spring"),
     ({"date-parts": [[2010, 3], [2011, 5, 4]]}, "2010/03//to 2011-05-04"),
     ({"date-parts": [[2015, 4, 1], [0]]}, "2015/04/01/and later"),
     ({"literal": "that spring"}, "///that spring")],
)  # fmt: skip
def test_dates_that_ris_can_only_say_in_words(date: Item, day: str) -> None:
    (read,) = rispy.loads(ris({"id": "x", "type": "book", "title": "T", "issued": date}))
    assert read["date"] == day


def test_and_in_the_name_of_a_publisher_does_not_part_it() -> None:
    item = {"id": "x", "type": "book", "title": "T", "publisher": "Taylor and Francis"}
    assert "publisher = {{Taylor and Francis}}" in bibtex(item)
    assert _by_pandoc(bibtex(item), "biblatex")[0]["publisher"] == "Taylor and Francis"


def test_case_is_kept() -> None:
    item = {"id": "x", "type": "book", "title": "The UN and USSR in Tehran", "language": "en"}
    (read,) = _by_pandoc(bibtex(item), "biblatex")
    assert _plain(read["title"]) == item["title"]


def test_a_page_has_its_site_where_biblatex_prints_it() -> None:
    item = {"id": "x", "type": "webpage", "title": "T", "container-title": "Tehran Times"}
    (entry,) = _bibtex(bibtex(item))
    assert (entry["organization"], entry["booktitle"]) == ("Tehran Times", "{Tehran Times}")


def test_an_address_stays_as_it_is() -> None:
    url = "https://x.example/a_b%20c?q=1&r=~#§"
    item = {"id": "x", "type": "webpage", "title": "T", "URL": url, "DOI": "10.1/a{b}"}
    (entry,) = _bibtex(bibtex(item))
    assert entry["url"] == url
    assert entry["doi"] == "10.1/a%7Bb%7D"
    assert _by_pandoc(bibtex(item), "biblatex")[0]["URL"] == url


# One line of any letters, signs and spaces, and often of what TeX, RIS and BibTeX read as theirs.
_HOSTILE = st.one_of(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp")), min_size=1
    ),
    st.text("\\{}$%&#_~^@\"'`-<>|=,;:[]()/ aZбظ", min_size=1),
).map(lambda text: " ".join(text.split())).filter(bool)  # fmt: skip
_TOLD_APART_BY_TEX = re.compile(r"[`'\"’‘“”]")


@given(st.lists(_HOSTILE, min_size=15, max_size=30))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_no_characters_break_bibtex(texts: list[str]) -> None:
    items = [
        {"id": f"k{n}", "type": "book", "title": text, "author": [{"literal": text}],
         "publisher": text, "note": "", "volume": "1"}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    text = "\n\n".join(map(bibtex, items))
    assert [entry["ID"] for entry in _bibtex(text)] == [item["id"] for item in items]
    for item, read in zip(items, _by_pandoc(text, "biblatex"), strict=True):
        assert _without_quotes(read["title"]) == _without_quotes(item["title"])
        assert _without_quotes(read["publisher"]) == _without_quotes(item["publisher"])
        assert _without_quotes(read["author"][0]["literal"]) == _without_quotes(item["title"])


def _without_quotes(text: str) -> str:
    # pandoc writes a raised digit as <sup>, and folds spaces of other widths.
    plain = unicodedata.normalize("NFKC", re.sub(r"</?(span|su[bp])[^>]*>", "", text))
    return re.sub(r"\s+", "", _TOLD_APART_BY_TEX.sub("", plain))


@given(st.lists(_HOSTILE, min_size=1, max_size=8))
def test_no_characters_break_ris(texts: list[str]) -> None:
    items = [
        {"id": f"k{n}", "type": "book", "title": text, "author": [{"literal": text}],
         "publisher": text}
        for n, text in enumerate(texts)
    ]  # fmt: skip
    for item, read in zip(items, rispy.loads("\n\n".join(map(ris, items))), strict=True):
        assert read["title"] == item["title"]
        assert read["authors"] == [item["title"]]
        assert read["publisher"] == item["publisher"]
