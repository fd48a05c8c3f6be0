"""``relations-kb show``."""

from __future__ import annotations

import click

from relations_kb.cli.door import ID, knowledge_base, width


@click.command("show")
@ID
@click.option("--lang", type=click.Choice(["en", "ru", "fa"]), default="en", help="Of names.")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["text", "yaml", "json"]),
    default="text",
    help="Form of the entry.",
)
@click.option("--all", "everything", is_flag=True, help="All that names it, not the latest only.")
@click.pass_context
def command(
    ctx: click.Context, identifier: str, lang: str, format_name: str, everything: bool
) -> None:
    """Show an entry for people: dates, parties, votes, rival values, sources.

    Of an actor, person, place, document or source its events too, the latest 20.

    \b
    relations-kb show 1828-treaty-of-turkmenchay
    relations-kb show qajar-iran --lang fa
    relations-kb show abbas-mirza
    """
    kb = knowledge_base(ctx)
    entry = kb.find(identifier)
    if format_name == "json":
        import json

        click.echo(json.dumps(entry.data, ensure_ascii=False, indent=2))
    elif format_name == "yaml" and not entry.prefix:
        click.echo(entry.file.content.decode("utf-8"), nl=False)
    else:
        from relations_kb.output.entry_mentions import SHOWN
        from relations_kb.output.entry_text import entry_text

        limit = None if everything else SHOWN
        click.echo(entry_text(kb.base, entry, lang, width() or 80, limit))
