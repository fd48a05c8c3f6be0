"""``relations-kb evidence``."""

from __future__ import annotations

import click

from relations_kb.cli.door import complete_claim, knowledge_base, warn_of_cache, width


@click.command("evidence")
@click.argument("claim", metavar="[CLAIM]", required=False, shell_complete=complete_claim)
@click.option("--all", "everything", is_flag=True, help="The ledger of all claims.")
@click.option("--lang", type=click.Choice(["en", "ru", "fa"]), default="en", help="Of titles.")
@click.option(
    "--format",
    "-f",
    "format_name",
    type=click.Choice(["table", "markdown", "json"]),
    default="table",
    show_default=True,
    help="Form of the account.",
)
@click.pass_context
def command(
    ctx: click.Context, claim: str | None, everything: bool, lang: str, format_name: str
) -> None:
    """Show what stands for and against CLAIM, piece by piece, and what was searched for.

    The base gives no verdict on a claim, only the tally of the evidence.

    \b
    relations-kb evidence competition-in-syria
    relations-kb evidence --all --format markdown > ledger.md
    """
    from relations_kb.errors import UsageError
    from relations_kb.evidence import ledger, printing

    if everything == bool(claim):
        raise UsageError("give the id of one claim, or --all; see them with: evidence --all")
    kb = knowledge_base(ctx)
    warn_of_cache(kb)
    chosen = ledger.accounts(kb, lang) if claim is None else [ledger.account(kb, claim, lang)]
    click.echo(printing.ledger_text(chosen, format_name, width() or 80, overview=everything))
