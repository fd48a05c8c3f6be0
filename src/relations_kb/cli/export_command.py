"""``relations-kb export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relations_kb.cli.door import knowledge_base, warn_of_cache

_RDF = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]
_OTHERS = ["csv", "parquet", "geojson", "timelinejs", "icalendar", "sqlite", "ro-crate"]


@click.command("export")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(_RDF + _OTHERS),
    metavar="FORM",
    help=f"RDF: {', '.join(_RDF)}. Others: {', '.join(_OTHERS)}. Default: what the ending of "
    "the output tells (.ttl, .ics, .db, …), else turtle.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="File to write, or for csv and parquet the folder; default: standard output.",
)
@click.option("--theme", help="Only events of this theme, and what they refer to.")
@click.option("--actor", help="Only events of this actor, or of iran or russia.")
@click.option("--from", "first_year", type=int, metavar="YEAR", help="Only events from this year.")
@click.option("--to", "last_year", type=int, metavar="YEAR", help="Only events to this year.")
@click.option(
    "--lang",
    type=click.Choice(["en", "ru", "fa"]),
    help="Language of timelinejs and icalendar; default: en.",
)
@click.option(
    "--group",
    type=click.Choice(["theme", "era", "type", "none"]),
    help="What the rows of timelinejs are; default: theme.",
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    format_name: str | None,
    output: Path | None,
    lang: str | None,
    group: str | None,
    **conditions: str | int | None,
) -> None:
    """Write the base, all or a part: as a graph, as tables, on a map, as a timeline.

    The same facts always give the same bytes. Files are written aside, then renamed.

    \b
    relations-kb export > relations.ttl
    relations-kb export --theme syria --from 2015 -o syria.ttl
    relations-kb export --format csv --output tables
    relations-kb export --format geojson --actor russia -o russia.geojson
    relations-kb export --format timelinejs --lang fa --group era -o fa.json
    relations-kb export -o relations.db
    relations-kb export -o anniversaries.ics
    """
    from relations_kb.errors import UsageError
    from relations_kb.output.exporting import export_as, form_for, needs_output, write

    format_name = format_name or form_for(output)
    if output is None and (reason := needs_output(format_name)):
        raise UsageError(reason)
    kb = knowledge_base(ctx)
    if format_name in (*_RDF, "ro-crate"):
        warn_of_cache(kb)
    exported = export_as(
        kb,
        format_name,
        conditions={name: value for name, value in conditions.items() if value is not None},
        lang=lang,
        group=group,
        stem=output.stem if output else "relations",
    )
    for notice in exported.notices:
        click.echo(f"relations-kb: {notice}", err=True)
    if output is not None:
        write(exported, output)
    elif exported.content is not None:
        sys.stdout.buffer.write(exported.content)
