"""``relations-kb changed``."""

from __future__ import annotations

import click

from relations_kb.cli.door import IDS, knowledge_base


@click.command("changed")
@IDS
@click.option("--since", "release", required=True, metavar="RELEASE", help="Release cited.")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@click.pass_context
def command(
    ctx: click.Context, identifiers: tuple[str, ...], release: str, format_name: str
) -> None:
    """Tell whether entries have changed since a release, and in which fields.

    Ends with 0 if all are unchanged, with 1 if not.

    \b
    relations-kb changed 1828-treaty-of-turkmenchay --since 2026.11
    relations-kb changed qajar-iran turkmenchay --since 2026.11 --format json
    """
    from relations_kb.errors import UsageError
    from relations_kb.releases.change import change_since, describe
    from relations_kb.releases.manifest import read_manifest

    if not identifiers:
        raise UsageError("nothing to compare; give an ID, such as 1828-treaty-of-turkmenchay")
    kb = knowledge_base(ctx)
    manifest = read_manifest(kb.home, release)
    changes = [change_since(kb.base, manifest, identifier) for identifier in identifiers]
    if format_name == "json":
        import json

        data = [{"since": release, **change.as_data()} for change in changes]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for change in changes:
            click.echo(describe(change, release))
    ctx.exit(0 if all(change.same for change in changes) else 1)
