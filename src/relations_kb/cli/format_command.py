"""``relations-kb format``."""

from __future__ import annotations

from pathlib import Path

import click

from relations_kb.cli.door import knowledge_base, refuse_to_edit_installation


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Write FILES (default: all facts) in canonical form. Comments stay.

    \b
    relations-kb format
    relations-kb format --diff facts/events/1820s/1828-treaty-of-turkmenchay.yaml
    """
    from relations_kb.checking.formatting import difference, reformatted
    from relations_kb.checking.printing import some_of
    from relations_kb.errors import UsageError
    from relations_kb.output.writing import write_aside
    from relations_kb.paths import fact_files

    home = knowledge_base(ctx).home
    if not (check or diff):
        refuse_to_edit_installation(home)
    paths = fact_files(home.facts)
    if files:
        try:
            paths = [str(file.resolve().relative_to(home.facts)) for file in files]
        except ValueError as error:
            raise UsageError(f"only files under {home.facts} can be formatted") from error
        missing = [path for path in paths if not (home.facts / path).is_file()]
        if missing:
            raise UsageError(f"no such file: {', '.join(missing)}")
    changed, problems = reformatted(home, paths)
    for path, (old, new) in changed.items():
        if diff:
            click.echo(difference(path, old, new), nl=False)
        elif check:
            click.echo(f"would change {path}")
        else:
            write_aside(home.facts / path, new.encode("utf-8"))
            click.echo(f"formatted {path}")
    click.echo(f"{len(changed)} of {len(paths)} files not canonical", err=True)
    if problems:
        hindered = len({problem.path for problem in problems})
        click.echo(f"{hindered} left as they are:\n{some_of(problems)}", err=True)
    ctx.exit(1 if problems or (changed and (check or diff)) else 0)
