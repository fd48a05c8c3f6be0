"""``relations-kb validate``."""

from __future__ import annotations

from pathlib import Path

import click

from relations_kb.cli.door import knowledge_base, other_facts


@click.command("validate")
@click.option(
    "--format",
    "-f",
    "format_name",
    default="text",
    type=click.Choice(["text", "json", "github"]),
    help="Form of the problems.",
)
@click.option("--shapes", is_flag=True, help="Run the SHACL shapes on the graph too (slow).")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--explain", metavar="CODE", help="Print the manual page of a code.")
@click.pass_context
def command(
    ctx: click.Context, format_name: str, shapes: bool, strict: bool, explain: str | None
) -> None:
    """Check all facts and print every problem with its file, line, code and fix.

    \b
    relations-kb validate
    relations-kb validate --format github
    relations-kb validate --explain vote-arithmetic
    """
    from relations_kb.checking import printing
    from relations_kb.checking.check import check

    if explain:
        click.echo(_page(explain))
        return
    home = knowledge_base(ctx).home
    if other := other_facts(home):
        click.echo(f"relations-kb: these are the facts of the installation; {other}", err=True)
    problems = check(home)
    if shapes:
        from relations_kb.graph.shapes import shape_problems

        problems = sorted({*problems, *shape_problems(home)})
    try:
        root = str(home.facts.relative_to(Path.cwd()))
    except ValueError:
        root = str(home.facts)
    printer = {"text": printing.as_text, "json": printing.as_json, "github": printing.as_github}
    text = printer[format_name](problems, root)
    if text:
        click.echo(text)
    errors = sum(problem.level == "error" for problem in problems)
    warnings = sum(problem.level == "warning" for problem in problems)
    if format_name == "text":
        notes = len(problems) - errors - warnings
        told = f", {notes} notes" if notes else ""
        click.echo(f"{errors} errors, {warnings} warnings{told}", err=True)
    ctx.exit(1 if errors or (strict and warnings) else 0)


def _page(code: str) -> str:
    from relations_kb.checking.manual import all_codes, manual_page
    from relations_kb.errors import UsageError
    from relations_kb.suggest import suggestion

    page = manual_page(code)
    if page is None:
        hint = suggestion(code, all_codes()) or f"there are: {', '.join(all_codes())}"
        raise UsageError(f"no code '{code}'; {hint}")
    return page
