"""``relations-kb query``."""

from __future__ import annotations

import sys
from typing import Any

import click

from relations_kb.cli.door import (
    complete_question,
    endpoint_options,
    knowledge_base,
    local_or_remote,
    partial_answers_told,
    warn_of_cache,
    width,
)

_FORMATS = ["table", "csv", "tsv", "json", "xml", "markdown"]
_RDF_FORMATS = ["turtle", "ntriples", "jsonld", "rdfxml", "trig", "nquads"]


@click.command("query")
@click.argument("text", metavar="QUESTION", shell_complete=complete_question)
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the question; may be given again for another.",
)
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
@endpoint_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    text: str,
    parameters: tuple[str, ...],
    format_name: str,
    exit_code: bool,
    endpoint: str | None,
    named_graph: str | None,
    timeout: float,
) -> None:
    """Ask QUESTION: SPARQL, a file of it, - (standard input), or a question's name.

    Common prefixes (rkb:, event:, actor:, theme:, …) need no declaration. What parameters a
    question has: relations-kb questions NAME

    \b
    relations-kb query treaties-and-their-fate
    relations-kb query sanctions-in-force --param date=2016-02-01
    relations-kb query 'SELECT ?e { ?e rkb:theme theme:drones }'
    relations-kb query my.rq --format csv > rows.csv
    relations-kb query 'ASK { ?e rkb:theme theme:drones }' --exit-code
    relations-kb query vetoes --endpoint http://localhost:8890/sparql
    """
    import pyoxigraph as ox

    from relations_kb.query.knowledge_base import PREFIXES, KnowledgeBase
    from relations_kb.query.library import completed, question_of
    from relations_kb.query.results import render
    from relations_kb.questions.question import read_loose

    kb = local_or_remote(ctx, endpoint, named_graph, timeout)

    def ask(sparql: str) -> Any:
        with partial_answers_told():
            return kb.query(sparql)

    if text == "-":
        question = read_loose(sys.stdin.read(), "standard input")
    else:
        question = question_of(text, knowledge_base(ctx).home.queries)
    sparql = completed(question, parameter_values(parameters), ask)
    if isinstance(kb, KnowledgeBase):
        warn_of_cache(kb)
    answer = ask(sparql)
    click.echo(render(answer, format_name, PREFIXES, width()))
    if exit_code and isinstance(answer, ox.QueryBoolean) and not bool(answer):
        ctx.exit(1)


def parameter_values(given: tuple[str, ...]) -> dict[str, str]:
    """Return the values of ``--param NAME=VALUE``; raise `UsageError` if malformed."""
    from relations_kb.errors import UsageError

    values: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name:
            raise UsageError(f"--param {text}: write name=value, such as date=2016-02-01")
        if name in values:
            raise UsageError(f"--param {name} is given twice; give it once")
        values[name] = value.strip()
    return values
