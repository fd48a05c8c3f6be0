"""``relations-kb index``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from relations_kb.cli.door import (
    endpoint_options,
    local_or_remote,
    partial_answers_told,
    warn_of_cache,
    width,
)
from relations_kb.query.knowledge_base import KnowledgeBase

_DIRECTIONS = ["iran-to-russia", "russia-to-iran", "mutual", "third-party", "between-the-two"]


@click.command("index")
@click.option(
    "--by", type=click.Choice(["year", "decade"]), default="decade", show_default=True,
    help="Length of a period.",
)  # fmt: skip
@click.option(
    "--direction", "directions", type=click.Choice(_DIRECTIONS), multiple=True, metavar="WHO",
    help=f"May be given more than once: {', '.join(_DIRECTIONS)} (the first three together). "
    "Default: the first four, each apart.",
)  # fmt: skip
@click.option("--theme", help="Only events of this theme.")
@click.option("--from", "first_year", type=int, metavar="YEAR", help="Only events from this year.")
@click.option("--to", "last_year", type=int, metavar="YEAR", help="Only events to this year.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table", show_default=True, help="Form of the numbers.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; default: standard output.",
)  # fmt: skip
@click.option(
    "--chart", "picture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Draw it too: FILE.svg or FILE.png.",
)  # fmt: skip
@click.option(
    "--us-pressure", is_flag=True,
    help="US pressure beside Iran–Russia agreements, year by year, 1992 to 2025.",
)  # fmt: skip
@endpoint_options
@click.pass_context
def command(
    ctx: click.Context,
    /,
    form: str,
    output: Path | None,
    us_pressure: bool,
    endpoint: str | None,
    named_graph: str | None,
    timeout: float,
    **choice: Any,
) -> None:
    """Conflict and cooperation by year or decade, as Goldstein values of coded events.

    Each mean has its number of events (n), a bootstrap interval, and the band of the other
    codings that entries name. Means of fewer than five events are marked.

    \b
    relations-kb index --direction between-the-two
    relations-kb index --by year --from 1979 --chart index.svg
    relations-kb index --theme caspian --format csv -o caspian.csv
    relations-kb index --us-pressure
    """
    kb = local_or_remote(ctx, endpoint, named_graph, timeout)
    if isinstance(kb, KnowledgeBase):
        warn_of_cache(kb)
    with partial_answers_told():
        _answer(kb, form, output, us_pressure, **choice)


def _answer(kb: Any, form: str, output: Path | None, us_pressure: bool, **choice: Any) -> None:
    if us_pressure:
        from relations_kb.errors import UsageError
        from relations_kb.index.pressure import compare, printed

        if any(choice[name] for name in ("directions", "theme", "picture")):
            raise UsageError("--us-pressure goes with --from, --to, --format and --output only")
        bounds = {
            key: choice[key] for key in ("first_year", "last_year") if choice[key] is not None
        }
        _write(printed(compare(kb, **bounds), form, width()), output)
        return
    _index(kb, form, output, **choice)


def _index(
    kb: Any,
    form: str,
    output: Path | None,
    by: str,
    directions: tuple[str, ...],
    theme: str | None,
    first_year: int | None,
    last_year: int | None,
    picture: Path | None,
) -> None:
    from relations_kb.errors import UsageError
    from relations_kb.index.coded_events import DIRECTIONS, coded_events
    from relations_kb.index.printing import notes, printed
    from relations_kb.index.series import SERIES, index

    if picture is not None and picture.suffix not in (".svg", ".png"):
        raise UsageError(f"{picture}: a chart is an .svg or a .png file")
    coded = coded_events(kb, theme=theme)

    def points_of(chosen: tuple[str, ...]) -> Any:
        return index(
            coded.events, by=by, directions=chosen, first_year=first_year, last_year=last_year
        )

    ordered = tuple(series for series in SERIES if series in directions)
    points = points_of(ordered or DIRECTIONS)
    if not any(point.count for point in points):
        raise UsageError("no coded event meets these conditions")
    if picture is not None:
        drawn = points_of(ordered or SERIES)
        _draw(kb, drawn, picture, theme)
    _write(printed(points, form, width(), coded.undated), output)
    if form == "csv":
        for note in notes(points, coded.undated):
            click.echo(f"relations-kb: {note}", err=True)


def _draw(kb: Any, points: Any, picture: Path, theme: str | None) -> None:
    from relations_kb.index.chart import chart
    from relations_kb.index.landmarks import eras, turning_points
    from relations_kb.output.writing import write_aside

    title = "Iran and Russia: cooperation and conflict" + (f" ({theme})" if theme else "")
    form = picture.suffix.removeprefix(".")
    write_aside(picture, chart(points, eras(kb), turning_points(kb), form, title=title))
    click.echo(f"drawn: {picture}", err=True)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text)
        return
    from relations_kb.output.writing import write_aside

    write_aside(output, f"{text}\n".encode())
