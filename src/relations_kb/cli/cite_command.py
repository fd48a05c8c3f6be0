"""``relations-kb cite``."""

from __future__ import annotations

import click

from relations_kb.cli.door import ID, knowledge_base


@click.command("cite")
@ID
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["bibtex", "ris", "csl-json"]),
    default="bibtex",
    show_default=True,
    help="Form of the citation.",
)
@click.option("--sources", is_flag=True, help="The sources that the entry rests on, not itself.")
@click.pass_context
def command(ctx: click.Context, identifier: str, format_name: str, sources: bool) -> None:
    """Cite an entry of this base, a source, or with --sources what an entry rests on.

    \b
    relations-kb cite 1828-treaty-of-turkmenchay
    relations-kb cite 1828-treaty-of-turkmenchay --sources --format ris
    """
    from relations_kb.citing.bibliography import items_for, write

    kb = knowledge_base(ctx)
    items = items_for(kb.base, kb.find(identifier), sources=sources)
    click.echo(write(items, format_name))
