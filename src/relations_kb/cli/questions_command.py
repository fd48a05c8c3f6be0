"""``relations-kb questions``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from relations_kb.cli.door import complete_question, knowledge_base, width

if TYPE_CHECKING:
    from relations_kb.questions.question import Question


@click.command("questions")
@click.argument("name", required=False, shell_complete=complete_question)
@click.option("--theme", metavar="THEME", help="Only the questions of one theme.")
@click.option("--sparql", is_flag=True, help="The SPARQL of NAME, complete, for any engine.")
@click.option(
    "--param",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="With --sparql: a parameter of the question.",
)
@click.option(
    "--format",
    "-f",
    "format_name",
    default="table",
    type=click.Choice(["table", "json"]),
    help="Form of the list.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    name: str | None,
    theme: str | None,
    sparql: bool,
    parameters: tuple[str, ...],
    format_name: str,
) -> None:
    """List the shipped questions by theme, or show one: what it asks, and its parameters.

    \b
    relations-kb questions
    relations-kb questions --theme sanctions
    relations-kb questions sanctions-in-force
    relations-kb questions sanctions-in-force --sparql --param date=2010-06-09
    """
    from relations_kb.cli.query_command import parameter_values
    from relations_kb.errors import UsageError
    from relations_kb.query.library import named_question

    kb = knowledge_base(ctx)
    if name is None and (sparql or parameters):
        raise UsageError("--sparql and --param are for one question; give its name")
    if name is not None:
        if parameters and not sparql:
            raise UsageError("--param is for --sparql; to ask, use relations-kb query")
        question = named_question(name, kb.home.queries)
        if sparql:
            click.echo(question.text(parameter_values(parameters)).rstrip())
        elif format_name == "json":
            _echo_json(asdict(question))
        else:
            click.echo(_page(question))
        return
    found = kb.questions()
    themes = sorted({question.theme for question in found})
    if theme is not None:
        if theme not in themes:
            raise UsageError(f"no questions under '{theme}'; themes are {', '.join(themes)}")
        found = [question for question in found if question.theme == theme]
    if format_name == "json":
        _echo_json([asdict(question) for question in found])
    else:
        click.echo(_listed(found))


def _echo_json(content: Any) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def _listed(found: list[Question]) -> str:
    from itertools import groupby

    from relations_kb.query.results import wrapped

    room = (width() or 100) - 4
    lines: list[str] = []
    for theme, members in groupby(found, key=lambda question: question.theme):
        lines += ["", theme.upper().replace("-", " ")]
        for question in members:
            names = ", ".join(parameter.name for parameter in question.parameters)
            lines.append(f"  {question.name}" + (f"  ({names})" if names else ""))
            lines += [f"    {line}" for line in wrapped(question.question, room)]
    number = f"{len(found)} question" + ("" if len(found) == 1 else "s")
    lines += ["", f"{number}. More on one: relations-kb questions NAME; ask it: query NAME"]
    return "\n".join(lines[1:])


def _page(question: Question) -> str:
    from shlex import quote

    from relations_kb.query.results import table, wrapped

    room = width() or 100
    lines = [
        question.title,
        *wrapped(question.question, room),
        "",
        f"audience  {question.audience}",
        f"theme     {question.theme}",
        f"columns   {', '.join(question.columns)}",
        f"view      {question.view}",
    ]
    if question.note:
        lines += ["", *wrapped(question.note, room)]
    if question.parameters:
        rows = [[p.name, p.type, p.default, p.meaning] for p in question.parameters]
        lines += ["", table(["parameter", "type", "default", "meaning"], rows, width())]
    asked = "".join(f" --param {p.name}={quote(p.default)}" for p in question.parameters[:2])
    return "\n".join([*lines, "", f"relations-kb query {question.name}{asked}"])
