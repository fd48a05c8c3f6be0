"""``relations-kb build``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base


@click.command("build")
@click.option("--rebuild", is_flag=True, help="Build anew even if nothing changed.")
@click.pass_context
def command(ctx: click.Context, rebuild: bool) -> None:
    """Build the graph, or bring it up to date. Other commands do this by themselves.

    \b
    relations-kb build
    relations-kb build --rebuild
    """
    from relations_kb.graph.cache import base_folder, open_store

    kb = knowledge_base(ctx)
    opened = open_store(kb.home, rebuild=rebuild)
    if opened.warning:
        click.echo(f"relations-kb: {opened.warning}", err=True)
    place = "" if opened.warning else f", in {base_folder(kb.home)}"
    click.echo(f"{len(opened.store):,} triples, {opened.how}{place}")
