"""``relations-kb search``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, warn_of_unusable, width


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", help="Only entries of this kind, such as event or person.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most entries."
)
@click.option(
    "--lang",
    type=click.Choice(["en", "ru", "fa"]),
    help="Of the names; default: that of the letters of WORDS.",
)
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["table", "markdown", "csv", "json"]),
    default="table",
    show_default=True,
    help="Form of the list.",
)
@click.pass_context
def command(
    ctx: click.Context,
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    lang: str | None,
    format_name: str,
) -> None:
    """Find entries by words in titles, names and summaries. Small misspellings are forgiven.

    The best come first, sources after all others.

    \b
    relations-kb search turkmanchai
    relations-kb search Туркманчай
    relations-kb search عهدنامه --kind event
    """
    from relations_kb.entries.search import search
    from relations_kb.output.search_results import results_text

    base = knowledge_base(ctx).base
    warn_of_unusable(base)
    found = search(base, " ".join(words), kind=kind, lang=lang)
    if not found.hits:
        click.echo("nothing found", err=True)
        ctx.exit(1)
    if not found.every_word:
        click.echo("relations-kb: no entry has all these words; these have some", err=True)
    click.echo(results_text(found.hits[:limit], format_name, width()))
    left = len(found.hits) - limit
    if left > 0:
        click.echo(f"relations-kb: {left} more; --limit, --kind or another word", err=True)
