"""``relations-kb new``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, refuse_to_edit_installation


@click.command("new")
@click.argument(
    "kind", type=click.Choice(["event", "claim", "actor", "person", "place", "document", "source"])
)
@click.argument("identifier", metavar="ID")
@click.option("--publisher", metavar="NAME", help="Of a source: the file, without .yaml.")
@click.pass_context
def command(ctx: click.Context, kind: str, identifier: str, publisher: str | None) -> None:
    """Begin a new entry: write a scaffold with the required keys, and say where.

    A source is added to the file of its publisher, the one whose name its id begins with.

    \b
    relations-kb new event 1967-arms-agreement
    relations-kb new person nikita-panin
    relations-kb new source iranica-golestan-treaty
    """
    from relations_kb.entries.scaffold import scaffold, source_scaffold
    from relations_kb.errors import UsageError
    from relations_kb.output.writing import write_aside

    kb = knowledge_base(ctx)
    refuse_to_edit_installation(kb.home)
    if publisher is not None and kind != "source":
        raise UsageError("--publisher is for sources only")
    if identifier in kb.base.by_id[kind]:
        raise UsageError(f"{kind} '{identifier}' exists already")
    if kind == "source":
        path, text, line = source_scaffold(kb.base, identifier, publisher)
        write_aside(kb.home.facts / path, text.encode("utf-8"))
        click.echo(f"{kb.home.facts / path}:{line}")
        return
    path, text = scaffold(kind, identifier)
    target = kb.home.facts / path
    if target.exists():
        raise UsageError(f"{target} exists already")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_aside(target, text.encode("utf-8"))
    click.echo(str(target))
