"""``relations-kb query``."""

from __future__ import annotations

import sys
from typing import Any

import click

from relations_kb.cli.door import (
    knowledge_base,
    partial_answers_told,
    tell_at_terminal,
    warn_of_cache,
    width,
)

_FORMATS = ["table", "csv", "tsv", "json", "xml", "markdown"]
_RDF_FORMATS = ["turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads"]


@click.command("query")
@click.argument("text", metavar="QUESTION")
@click.option(
    "--format",
    "-f",
    "format_name",
    default="table",
    show_default=True,
    type=click.Choice(_FORMATS + _RDF_FORMATS),
    metavar="FORM",
    help=f"Rows: {', '.join(_FORMATS)}. Graphs: {', '.join(_RDF_FORMATS)}.",
)
@click.option("--exit-code", is_flag=True, help="For ASK: exit with 0 for yes, 1 for no.")
@click.option("--endpoint", metavar="URL", help="Ask a store elsewhere, over SPARQL.")
@click.option("--named-graph", metavar="IRI", help="With --endpoint: the graph to ask.")
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="With --endpoint: how long an answer may take.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    text: str,
    format_name: str,
    exit_code: bool,
    endpoint: str | None,
    named_graph: str | None,
    timeout: float,
) -> None:
    """Ask QUESTION: SPARQL, a file of it, - (standard input), or a question's name.

    Common prefixes (rkb:, event:, actor:, theme:, …) need no declaration.

    \b
    relations-kb query treaties-and-their-fate
    relations-kb query 'SELECT ?e { ?e rkb:theme theme:drones }'
    relations-kb query my.rq --format csv > rows.csv
    relations-kb query 'ASK { ?e rkb:theme theme:drones }' --exit-code
    relations-kb query vetoes --endpoint http://localhost:8890/sparql
    """
    import pyoxigraph as ox

    from relations_kb.errors import UsageError
    from relations_kb.query.knowledge_base import PREFIXES
    from relations_kb.query.library import sparql_of
    from relations_kb.query.results import render

    kb = knowledge_base(ctx)
    sparql = sys.stdin.read() if text == "-" else sparql_of(text, kb.home.queries)
    if endpoint:
        answer = _ask_elsewhere(sparql, endpoint, named_graph, timeout)
    else:
        if named_graph:
            raise UsageError("--named-graph is for a store elsewhere; give its --endpoint too")
        warn_of_cache(kb)
        answer = kb.query(sparql)
    click.echo(render(answer, format_name, PREFIXES, width()))
    if exit_code and isinstance(answer, ox.QueryBoolean) and not bool(answer):
        ctx.exit(1)


def _ask_elsewhere(sparql: str, url: str, named_graph: str | None, timeout: float) -> Any:
    """Ask an endpoint; what it left out is said on stderr."""
    from relations_kb.query.remote import Endpoint

    endpoint = Endpoint(url, named_graph=named_graph, timeout=timeout, tell=tell_at_terminal)
    with partial_answers_told():
        return endpoint.query(sparql)
