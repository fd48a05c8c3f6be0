"""``relations-kb release``."""

from __future__ import annotations

import click

from relations_kb.cli.door import knowledge_base


@click.command("release")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; 1 if it would differ.")
@click.option("--force", is_flag=True, help="Replace the manifest of a release not yet out.")
@click.pass_context
def command(ctx: click.Context, only_check: bool, force: bool) -> None:
    """Write the manifest of the release that dataset.yaml names.

    It holds a hash of every entry and of its fields, in releases/RELEASE.json beside the
    facts; by it, relations-kb changed tells what has changed since. The facts must have no
    errors. A manifest that says something else is not replaced without --force.

    \b
    relations-kb release
    relations-kb release --check
    """
    from relations_kb.checking.check import check_base
    from relations_kb.errors import FactsError, ReleaseError
    from relations_kb.output.writing import write_aside
    from relations_kb.releases.manifest import (
        entries_in_error,
        manifest_of,
        manifest_path,
        manifest_text,
    )

    kb = knowledge_base(ctx)
    errors = sum(problem.level == "error" for problem in check_base(kb.base))
    if errors or any(entries_in_error(kb.base)):
        raise FactsError(
            f"the facts have {errors} errors; mend what relations-kb validate lists, then release"
        )
    manifest = manifest_of(kb.base)
    path = manifest_path(kb.home, manifest.release)
    text = manifest_text(manifest).encode("utf-8")
    held = path.read_bytes() if path.is_file() else None
    said = f"{manifest.release} of {manifest.released_on}, {len(manifest.entries)} entries"
    if held == text:
        click.echo(f"{path}: {said}; as it was")
        return
    if only_check:
        state = "is not there" if held is None else "says something else than the facts"
        click.echo(f"{path}: {state}", err=True)
        ctx.exit(1)
    if held is not None and not force:
        raise ReleaseError(
            f"{path}: there is a release {manifest.release} with other content; if it is out, "
            "give dataset.yaml a new release and released-on; if not, --force replaces it"
        )
    path.parent.mkdir(exist_ok=True)
    write_aside(path, text)
    click.echo(f"{path}: {said}")
