"""``relations-kb push``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from relations_kb.cli.door import knowledge_base, tell_at_terminal, warn_of_cache


@click.command("push")
@click.argument("url", metavar="URL")
@click.option(
    "--method",
    type=click.Choice(["update", "graph-store"]),
    default="update",
    show_default=True,
    help="SPARQL 1.1 Update, or the Graph Store Protocol (PUT, then POST).",
)
@click.option("--query-url", metavar="URL", default="", help="Where it is queried, if not at URL.")
@click.option(
    "--graph-store-url", metavar="URL", default="", help="Where its graph store is, if not at URL."
)
@click.option("--named-graph", metavar="IRI", help="The graph to fill.")
@click.option("--default-graph", is_flag=True, help="Fill the graph without a name.")
@click.option(
    "--chunk",
    type=click.IntRange(1),
    metavar="N",
    help="Triples a request.  [default: 1000, graph-store: 10000]",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long one request may take.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    url: str,
    method: str,
    query_url: str,
    graph_store_url: str,
    named_graph: str | None,
    default_graph: bool,
    chunk: int | None,
    timeout: float,
    dry_run: bool,
) -> None:
    """Put the graph into the store at URL, which takes SPARQL Update.

    Readers there see the old graph until the new one is whole. Safe to run again after it
    was stopped. Credentials: RELATIONS_KB_USER and RELATIONS_KB_PASSWORD, or
    RELATIONS_KB_TOKEN.

    \b
    relations-kb push http://localhost:8890/sparql-auth
    relations-kb push http://localhost:3030/kb/update \\
        --query-url http://localhost:3030/kb/query --default-graph
    """
    from relations_kb.errors import UsageError
    from relations_kb.output.push import CHUNKS, GRAPH, Target, push
    from relations_kb.query.connection import checked_url

    if named_graph and default_graph:
        raise UsageError("give --named-graph or --default-graph, not both")
    graph = None if default_graph else named_graph or GRAPH
    target = Target(url, graph, method, query_url, graph_store_url)
    name = f"<{graph}>" if graph else "the graph without a name"
    kb = knowledge_base(ctx)
    warn_of_cache(kb)
    if dry_run:
        size = chunk or CHUNKS[method]
        triples = len(kb.store)
        place = graph_store_url or url if method == "graph-store" else url
        click.echo(
            f"would send {triples:,} triples in {-(-triples // size):,} requests to "
            f"{checked_url(place)},\nthen put them into {name}; nothing was sent"
        )
        return
    with _progress(len(kb.store)) as progress:
        done = push(
            kb, target, chunk=chunk, timeout=timeout, progress=progress, tell=tell_at_terminal
        )
    click.echo(f"{done.triples:,} triples in {name}, counted there; before: {done.before:,}")


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None] | None]:
    """Show a bar on stderr while a person looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("triples sent", total=total)
        yield lambda count: bar.advance(task, count)
