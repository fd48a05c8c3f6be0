"""``relations-kb timeline``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base, warn_of_unusable, width


@click.command("timeline")
@click.option("--from", "first_year", type=int, metavar="YEAR", help="First year.")
@click.option("--to", "last_year", type=int, metavar="YEAR", help="Last year.")
@click.option("--theme", help="Theme, such as caspian.")
@click.option("--type", "type_", help="Type of event, such as treaty.")
@click.option("--actor", help="Actor's id, or iran or russia for all states of that party.")
@click.option("--place", help="Place's id; places within it count.")
@click.option("--text", help="Words in titles, names and summaries.")
@click.option("--lang", type=click.Choice(["en", "ru", "fa"]), default="en", help="Of the titles.")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="Form of the list.",
)
@click.option("--ids", is_flag=True, help="Give the id of each event, for show and cite.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    type_: str | None,
    lang: str,
    format_name: str,
    ids: bool,
    **conditions: str | int | None,
) -> None:
    """List events in order of time, grouped by era.

    \b
    relations-kb timeline --theme caspian --from 1900
    relations-kb timeline --type treaty --lang fa --ids
    relations-kb timeline --actor russia --text drones --format markdown
    """
    from relations_kb.entries.select import select_events
    from relations_kb.output import timeline

    base = knowledge_base(ctx).base
    warn_of_unusable(base)
    events = select_events(base, type=type_, **conditions)  # type: ignore[arg-type]
    if format_name == "json":
        click.echo(timeline.as_json(events, lang))
        return
    writer = timeline.markdown if format_name == "markdown" else timeline.text
    click.echo(writer(events, timeline.eras(base), lang, width(), ids=ids))
