"""``relations-kb query``."""

from __future__ import annotations

import sys

import click

from relations_kb.cli.door import knowledge_base, warn_of_cache, width

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
@click.pass_context
def command(ctx: click.Context, text: str, format_name: str, exit_code: bool) -> None:
    """Ask QUESTION: SPARQL, a file of it, - (standard input), or a question's name.

    Common prefixes (rkb:, event:, actor:, theme:, …) need no declaration.

    \b
    relations-kb query treaties-and-their-fate
    relations-kb query 'SELECT ?e { ?e rkb:theme theme:drones }'
    relations-kb query my.rq --format csv > rows.csv
    relations-kb query 'ASK { ?e rkb:theme theme:drones }' --exit-code
    """
    import pyoxigraph as ox

    from relations_kb.query.knowledge_base import PREFIXES
    from relations_kb.query.library import sparql_of
    from relations_kb.query.results import render

    kb = knowledge_base(ctx)
    sparql = sys.stdin.read() if text == "-" else sparql_of(text, kb.home.queries)
    warn_of_cache(kb)
    answer = kb.query(sparql)
    click.echo(render(answer, format_name, PREFIXES, width()))
    if exit_code and isinstance(answer, ox.QueryBoolean) and not bool(answer):
        ctx.exit(1)
