"""``relations-kb export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relations_kb.cli.door import knowledge_base, warn_of_cache

_FORMATS = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]


@click.command("export")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(_FORMATS),
    default="turtle",
    show_default=True,
    help="RDF form.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; default: standard output.",
)
@click.option("--theme", help="Only events of this theme, and what they refer to.")
@click.option("--actor", help="Only events of this actor, or of iran or russia.")
@click.option("--from", "first_year", type=int, metavar="YEAR", help="Only events from this year.")
@click.option("--to", "last_year", type=int, metavar="YEAR", help="Only events to this year.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    format_name: str,
    output: Path | None,
    **conditions: str | int | None,
) -> None:
    """Write the graph, all or a part. The same facts always give the same bytes.

    \b
    relations-kb export > relations.ttl
    relations-kb export --theme syria --from 2015 -o syria.ttl
    relations-kb export --format nquads -o relations.nq
    """
    from relations_kb.output.rdf import export

    kb = knowledge_base(ctx)
    warn_of_cache(kb)
    content = export(kb, format_name, **conditions)  # type: ignore[arg-type]
    if output is None:
        sys.stdout.buffer.write(content)
        return
    from relations_kb.output.writing import write_aside

    write_aside(output, content)
