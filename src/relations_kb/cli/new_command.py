"""``relations-kb new``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base


@click.command("new")
@click.argument(
    "kind", type=click.Choice(["event", "claim", "actor", "person", "place", "document"])
)
@click.argument("identifier", metavar="ID")
@click.pass_context
def command(ctx: click.Context, kind: str, identifier: str) -> None:
    """Begin a new entry: write a scaffold with the required keys, and say where.

    \b
    relations-kb new event 1967-arms-agreement
    relations-kb new person nikita-panin
    """
    from relations_kb.entries.scaffold import scaffold
    from relations_kb.errors import UsageError
    from relations_kb.output.writing import write_aside

    kb = knowledge_base(ctx)
    path, text = scaffold(kind, identifier)
    target = kb.home.facts / path
    if target.exists() or identifier in kb.base.by_id[kind]:
        raise UsageError(f"{kind} '{identifier}' exists already")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_aside(target, text.encode("utf-8"))
    click.echo(str(target))
