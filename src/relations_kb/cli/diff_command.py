"""``relations-kb diff``."""

from __future__ import annotations

import contextlib

import click

from relations_kb.cli.door import knowledge_base, width


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@click.option("--graph", is_flag=True, help="Compare the graphs, triple by triple.")
@click.pass_context
def command(ctx: click.Context, old: str, new: str | None, format_name: str, graph: bool) -> None:
    """Tell what differs between OLD and NEW, entry by entry, field by field.

    Each is a folder of facts, an export (RDF in any form, or an RO-Crate), or a revision of
    the git repository that holds the facts; NEW is the facts in use if it is not given.
    Ends with 0 if nothing differs, with 1 if something does, with 2 for wrong use.

    \b
    relations-kb diff HEAD
    relations-kb diff HEAD~5 HEAD --format markdown
    relations-kb diff last-year.ttl ../my-base/facts
    relations-kb diff v1 v2 --graph
    """
    from relations_kb.comparing.compare import compare, compare_graphs
    from relations_kb.comparing.states import facts_in_use, open_state

    home = knowledge_base(ctx).home
    with contextlib.ExitStack() as stack:
        before = stack.enter_context(open_state(old, home))
        after = stack.enter_context(open_state(new, home)) if new else facts_in_use(home)
        found = (
            compare_graphs(before, after, format_name)
            if graph
            else compare(before, after, format_name, width())
        )
    click.echo(found.text)
    ctx.exit(1 if found.differs else 0)
