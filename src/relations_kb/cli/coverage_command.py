"""``relations-kb coverage``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, warn_of_unusable, width


@click.command("coverage")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Form of the report.",
)
@click.pass_context
def command(ctx: click.Context, format_name: str) -> None:
    """Tell what the base holds and where it is thin: decades, themes, sources, sides.

    \b
    relations-kb coverage
    """
    from relations_kb.output.coverage import as_text, measure

    base = knowledge_base(ctx).base
    warn_of_unusable(base)
    report = measure(base)
    if format_name == "json":
        import json

        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(report, width() or 80))
