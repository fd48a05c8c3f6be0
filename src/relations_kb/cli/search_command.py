"""``relations-kb search``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, width


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", help="Only entries of this kind, such as event or person.")
@click.option("--limit", default=20, show_default=True, help="Most rows.")
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], kind: str | None, limit: int) -> None:
    """Find entries by words in titles, names and summaries. Small misspellings are forgiven.

    \b
    relations-kb search turkmanchai
    relations-kb search Туркманчай
    relations-kb search عهدنامه --kind event
    """
    from relations_kb.entries.search import search
    from relations_kb.query.results import table

    found = search(knowledge_base(ctx).base, " ".join(words), kind=kind, limit=limit)
    if not found:
        click.echo("nothing found", err=True)
        ctx.exit(1)
    rows = [[hit.entry.kind.name, hit.entry.id, hit.label] for hit in found]
    click.echo(table(["kind", "id", "name"], rows, width()))
