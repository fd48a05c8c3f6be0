"""``relations-kb cite``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relations_kb.cli.door import IDS, knowledge_base

if TYPE_CHECKING:
    from relations_kb.citing.items import Cited, Edition
    from relations_kb.entries.base import Entry
    from relations_kb.query.knowledge_base import KnowledgeBase

_PRINTED = ["text", "markdown", "html", "rtf", "json"]
_FOR_MANAGERS = ["bibtex", "ris", "csl-json"]


@click.command("cite")
@IDS
@click.option(
    "--style",
    "-s",
    metavar="NAME|FILE.csl",
    help="Citation style, by its CSL name or file.  [default: chicago-author-date]",
)
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice([*_PRINTED, *_FOR_MANAGERS]),
    default="text",
    show_default=True,
    help="Printed, or for a reference manager.",
)
@click.option("--sources", is_flag=True, help="The sources that the entries rest on.")
@click.option("--lang", metavar="LANG", help="Language of titles and terms: en, ru, fa, en-GB, …")
@click.option("--accessed", metavar="DAY", help="Day you looked entries up: YYYY-MM-DD.")
@click.option(
    "--as-of", metavar="RELEASE", help="Cite entries of that release; say what changed since."
)
@click.option("--list-styles", is_flag=True, help="List the styles, or those with the words given.")
@click.pass_context
def command(
    ctx: click.Context,
    identifiers: tuple[str, ...],
    style: str | None,
    format_name: str,
    sources: bool,
    lang: str | None,
    accessed: str | None,
    as_of: str | None,
    list_styles: bool,
) -> None:
    """Cite entries of this base, sources, or with --sources what entries rest on.

    Prints the citation for the text (or the footnote) and the reference, as pandoc does.

    \b
    relations-kb cite 1828-treaty-of-turkmenchay
    relations-kb cite 1828-treaty-of-turkmenchay --sources --style apa
    relations-kb cite qajar-iran turkmenchay --style ./my-journal.csl
    relations-kb cite 1828-treaty-of-turkmenchay --format ris
    relations-kb cite --list-styles history
    """
    if list_styles:
        _list(identifiers)
        return
    _check(identifiers, style, format_name, accessed)
    kb = knowledge_base(ctx)
    entries = [kb.find(identifier) for identifier in identifiers]
    edition, notices = _as_of(kb, identifiers, as_of)
    from relations_kb.citing.items import cite_entries
    from relations_kb.citing.styles import language_tag

    lang = language_tag(lang) if lang is not None else None
    works = cite_entries(
        kb.base, entries, sources=sources, lang=lang or "en", accessed=accessed, edition=edition
    )
    if not works:
        click.echo("relations-kb: what you cite names no source", err=True)
    elif format_name in _FOR_MANAGERS:
        from relations_kb.citing.interchange import interchange

        click.echo(interchange(works, format_name))
    else:
        _print(kb, works, style or "chicago-author-date", lang, format_name)
    if notices and format_name == "text":
        click.echo()
    for notice in notices:
        click.echo(notice, err=format_name != "text")


def _list(words: tuple[str, ...]) -> None:
    from relations_kb.citing.styles import list_styles
    from relations_kb.errors import StyleError

    found = list(list_styles(words))
    if not found:
        raise StyleError(f"no style has {' and '.join(words)} in its name or title")
    for name, title in found:
        click.echo(f"{name}  {title}")


def _check(
    identifiers: tuple[str, ...], style: str | None, format_name: str, accessed: str | None
) -> None:
    from relations_kb.errors import UsageError

    if not identifiers:
        raise UsageError("nothing to cite; give an ID, such as 1828-treaty-of-turkmenchay")
    if style is not None and format_name in _FOR_MANAGERS:
        raise UsageError(
            f"{format_name} has no style: the reference manager gives it one; leave out --style, "
            f"or take --format {', '.join(_PRINTED)}"
        )
    if accessed is not None:
        import datetime
        import re

        try:
            datetime.date.fromisoformat(accessed)
        except ValueError as error:
            raise UsageError(f"--accessed {accessed}: not a day; write YYYY-MM-DD") from error
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", accessed):
            raise UsageError(f"--accessed {accessed}: write the day as YYYY-MM-DD")


def _as_of(
    kb: KnowledgeBase, identifiers: tuple[str, ...], release: str | None
) -> tuple[Edition | None, list[str]]:
    """Return the release to cite from, and what became of each entry since."""
    if release is None:
        return None, []
    from relations_kb.citing.items import Edition
    from relations_kb.errors import ReleaseError
    from relations_kb.releases.change import NEW, change_since, describe
    from relations_kb.releases.manifest import read_manifest

    manifest = read_manifest(kb.home, release)
    changes = [change_since(kb.base, manifest, identifier) for identifier in identifiers]
    for change in changes:
        if change.fate == NEW:
            raise ReleaseError(
                f"{change.name} was not in release {release}; cite it without --as-of"
            )
    edition = Edition(manifest.release, manifest.released_on)
    return edition, [describe(change, release) for change in changes]


def _print(
    kb: KnowledgeBase, works: list[Cited], style_name: str, lang: str | None, format_name: str
) -> None:
    from relations_kb.citing.pandoc import printed
    from relations_kb.citing.styles import find_style

    style = find_style(style_name, lang)
    pieces = printed(works, style, "text" if format_name == "json" else format_name)
    references = {piece.key: piece.text for piece in pieces.references}
    if format_name == "json":
        import json

        data = [
            {
                **_identity(work.entry),
                "style": style.name,
                "citations": [p.text for p in pieces.citations if p.key == work.item["id"]],
                "reference": references.get(work.item["id"]),
                "csl": work.item,
            }
            for work in works
        ]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(pieces.document.rstrip("\n"))
    missing = [work.item["id"] for work in works if work.item["id"] not in references]
    if missing:
        click.echo(
            f"relations-kb: {style.name} gives no reference to {', '.join(missing)}; such a work "
            "is named in the text or the note only",
            err=True,
        )


def _identity(entry: Entry) -> dict[str, str]:
    from relations_kb.releases.content_hash import content_hash

    return {
        "kind": entry.kind.name,
        "id": entry.id,
        "content-hash": content_hash(entry.data),
    }
