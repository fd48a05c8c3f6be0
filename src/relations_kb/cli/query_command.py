"""``relations-kb query``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from relations_kb.cli.door import (
    complete_question,
    knowledge_base,
    partial_answers_told,
    tell_at_terminal,
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

    from relations_kb.errors import UsageError
    from relations_kb.query.knowledge_base import PREFIXES
    from relations_kb.query.library import completed, question_of
    from relations_kb.query.results import render
    from relations_kb.questions.question import read_loose

    kb = knowledge_base(ctx)
    if text == "-":
        question = read_loose(sys.stdin.read(), "standard input")
    else:
        question = question_of(text, kb.home.queries)
    ask: Callable[[str], Any] = kb.query
    if endpoint:
        ask = _elsewhere(endpoint, named_graph, timeout)
    elif named_graph:
        raise UsageError("--named-graph is for a store elsewhere; give its --endpoint too")
    sparql = completed(question, parameter_values(parameters), ask)
    if not endpoint:
        warn_of_cache(kb)
    answer = ask(sparql)
    click.echo(render(answer, format_name, PREFIXES, width()))
    if exit_code and isinstance(answer, ox.QueryBoolean) and not bool(answer):
        ctx.exit(1)


def _elsewhere(url: str, named_graph: str | None, timeout: float) -> Callable[[str], Any]:
    """Return what asks an endpoint; what it left out of an answer is said on stderr."""
    from relations_kb.query.remote import Endpoint

    endpoint = Endpoint(url, named_graph=named_graph, timeout=timeout, tell=tell_at_terminal)

    def ask(sparql: str) -> Any:
        with partial_answers_told():
            return endpoint.query(sparql)

    return ask


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
