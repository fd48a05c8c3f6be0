"""``relations-kb questions``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, width


@click.command("questions")
@click.option(
    "--format",
    "-f",
    "format_name",
    default="table",
    type=click.Choice(["table", "json"]),
    help="Form of the list.",
)
@click.pass_context
def command(ctx: click.Context, format_name: str) -> None:
    """List the shipped questions; ask one with: relations-kb query NAME

    \b
    relations-kb questions
    """
    from dataclasses import asdict

    from relations_kb.query.library import questions
    from relations_kb.query.results import table

    found = questions(knowledge_base(ctx).home.queries)
    if format_name == "json":
        import json

        click.echo(json.dumps([asdict(q) for q in found], ensure_ascii=False, indent=2))
        return
    click.echo(table(["name", "question"], [[q.name, q.question] for q in found], width()))
