"""Runs pandoc's citeproc, once for all that is cited together.

pandoc comes with the package pypandoc_binary. That copy is taken before one on the PATH, so
that a reference reads the same on every machine.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from relations_kb.citing.items import Cited
from relations_kb.citing.styles import Style
from relations_kb.errors import CitingError

ENVIRONMENT_VARIABLE = "RELATIONS_KB_PANDOC"
_WRITER = Path(__file__).with_name("pieces.lua")
_SECONDS = 120
# Markdown that needs no pandoc to read it: the citations are text by now.
_FORMS = {
    "text": "plain",
    "html": "html",
    "rtf": "rtf",
    "markdown": "markdown-citations-fenced_divs-native_divs-bracketed_spans-native_spans"
    "-raw_html-smart",
}
FORMATS = tuple(_FORMS)
_INSTALL = "install it with: pip install --force-reinstall pypandoc_binary"
_PAGES = re.compile(r"[\d\s,;&–—-]+\Z")
# The version of pandoc's own document format; pandoc 3 reads 1.23.
_API = [1, 23]


@dataclass(frozen=True, slots=True)
class Piece:
    """A citation or a reference as it is printed; ``key`` is the id of its CSL item."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What citeproc makes of the works cited together.

    ``citations`` stand in the order asked, one for each place cited; ``references`` in the
    order of the style, without those for which the style has none; ``document`` is both.
    """

    citations: list[Piece]
    references: list[Piece]
    document: str


def find_pandoc() -> str:
    """Return the path of pandoc; raise `CitingError` if there is none."""
    chosen = os.environ.get(ENVIRONMENT_VARIABLE)
    if chosen:
        return chosen
    package = find_spec("pypandoc")
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    for folder in (package.submodule_search_locations or ()) if package else ():
        bundled = Path(folder) / "files" / name
        if bundled.is_file():
            return str(bundled)
    found = shutil.which("pandoc")
    if found is None:
        raise CitingError(f"printed citations need pandoc, and there is none; {_INSTALL}")
    return found


def printed(works: Sequence[Cited], style: Style, form: str = "text") -> Printed:
    """Return citations and references in a style, as pandoc writes them.

    ``form`` is one of `FORMATS`. Raises `CitingError` if pandoc
    is missing, too old or fails.
    """
    with tempfile.TemporaryDirectory(prefix="relations-kb-") as folder:
        bibliography = Path(folder) / "works.json"
        bibliography.write_text(json.dumps([work.item for work in works]), "utf-8")
        command = [
            find_pandoc(), "--from=json", f"--to={_WRITER}", "--citeproc",
            f"--bibliography={bibliography}", f"--csl={style.path}",
        ]  # fmt: skip
        if style.locale:
            command.append(f"--metadata=lang:{style.locale}")
        result = json.loads(_run(command, json.dumps(_document(works, style, form))))
    references = [Piece(**piece) for piece in result["references"] if piece["text"]]
    return Printed([Piece(**p) for p in result["citations"]], references, result["document"])


def _run(command: list[str], text: str) -> str:
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8"), capture_output=True, timeout=_SECONDS
        )
    except OSError as error:
        raise CitingError(f"{command[0]} cannot be run: {error.strerror}; {_INSTALL}") from error
    except subprocess.TimeoutExpired as error:
        raise CitingError(
            f"{command[0]} gave no answer in {_SECONDS} seconds; cite fewer entries at once"
        ) from error
    if done.returncode != 0 or not done.stdout.startswith(b"{"):
        said = done.stderr.decode("utf-8", errors="replace").strip() or "nothing"
        raise CitingError(
            f"{command[0]} failed ({done.returncode}) and said: {said}; pandoc 3.2 or later is "
            f"needed, or the style file is not in order; {_INSTALL}"
        )
    return done.stdout.decode("utf-8")


def _document(works: Sequence[Cited], style: Style, form: str) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    for work in works:
        key = work.item["id"]
        for locator in work.locators or ("",):
            number = len(blocks) + 1
            blocks.append(_node("Div", [["", [], [["key", key]]], [_para(key, locator, number)]]))
    citations = "Footnote" if style.notes else "In the text"
    references = "Bibliography" if style.notes else "References"
    if len(blocks) > 1 and style.notes:
        citations = "Footnotes"
    elif len(blocks) == 1 and not style.notes:
        references = "Reference"
    meta = {
        "form": _FORMS[form],
        "citations-heading": citations,
        "references-heading": references,
    }
    return {
        "pandoc-api-version": _API,
        "meta": {name: _node("MetaString", value) for name, value in meta.items()},
        "blocks": blocks,
    }


def _para(key: str, locator: str, number: int) -> dict[str, Any]:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": _suffix(locator),
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": number,
    }
    return _node("Para", [_node("Cite", [[citation], []])])


def _suffix(locator: str) -> list[dict[str, Any]]:
    """Return a place as pandoc has ``[@key, p. 12]``: it finds page, section and so on.

    It takes a bare number for a page. In ``6335th meeting`` it is none, which pandoc is told
    by an empty locator: ``[@key{}, 6335th meeting]``.
    """
    if not locator:
        return []
    counts_else = locator[0].isdigit() and not _PAGES.match(locator)
    inlines: list[dict[str, Any]] = [_node("Str", "{}," if counts_else else ",")]
    for word in locator.split():
        inlines += [{"t": "Space"}, _node("Str", word)]
    return inlines


def _node(kind: str, content: Any) -> dict[str, Any]:
    return {"t": kind, "c": content}
