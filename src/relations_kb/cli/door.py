"""What commands share: opening the base, completing ids, the width of the terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from relations_kb.query.knowledge_base import KnowledgeBase, open_base

_LISTED_ID = re.compile(r"""^- id: *["']?([\w.-]+)""", re.MULTILINE)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from relations_kb.entries.base import Base
    from relations_kb.paths import Home
    from relations_kb.query.remote import Endpoint


def knowledge_base(ctx: click.Context) -> KnowledgeBase:
    """Return the base that ``--facts`` names, with a warning if it cannot be cached."""
    return open_base(_facts(ctx))


def _facts(ctx: click.Context) -> str | None:
    # While a shell completes a word, click has read the options but called no command.
    facts: str | None = ctx.find_root().params.get("facts")
    return facts


def endpoint_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `local_or_remote`."""
    options = (
        click.option("--endpoint", metavar="URL", help="Ask a store elsewhere, over SPARQL."),
        click.option("--named-graph", metavar="IRI", help="With --endpoint: the graph to ask."),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="With --endpoint: how long an answer may take.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def local_or_remote(
    ctx: click.Context, endpoint: str | None, named_graph: str | None, timeout: float
) -> KnowledgeBase | Endpoint:
    """Return what the options of `endpoint_options` name: a store elsewhere, or the base here.

    Raises `UsageError` for a graph without an endpoint.
    """
    if endpoint:
        from relations_kb.query.remote import Endpoint

        return Endpoint(endpoint, named_graph=named_graph, timeout=timeout, tell=tell_at_terminal)
    if named_graph:
        from relations_kb.errors import UsageError

        raise UsageError("--named-graph is for a store elsewhere; give its --endpoint too")
    return knowledge_base(ctx)


def other_facts(home: Home) -> str:
    """Return how to use the facts in this folder, if those in use are the installation's."""
    from pathlib import Path

    from relations_kb.paths import belongs_to_installation

    if not belongs_to_installation(home):
        return ""
    for folder in ("facts", "."):
        if Path(folder, "dataset.yaml").is_file():
            return f"for those here: relations-kb --facts {folder} …"
    return ""


def refuse_to_edit_installation(home: Home) -> None:
    """Raise `UsageError` if the facts are those inside an installed package.

    What is written there is seen by no git, and lost at the next installation.
    """
    from relations_kb.errors import UsageError
    from relations_kb.paths import belongs_to_installation

    if belongs_to_installation(home):
        here = other_facts(home) or "give the folder that you keep: relations-kb --facts DIR …"
        raise UsageError(f"the facts of the installation are not for editing; {here}")


def warn_of_cache(kb: KnowledgeBase) -> None:
    """Tell on stderr why the graph could not be kept, if so."""
    if kb.opened.warning:
        click.echo(f"relations-kb: {kb.opened.warning}", err=True)


def warn_of_unusable(base: Base) -> None:
    """Tell on stderr how many fact files have problems, since their entries may be missing."""
    paths = base.unusable
    if paths:
        others = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        click.echo(
            f"relations-kb: {paths[0]}{others} cannot be used, so this may lack entries; "
            "see why with: relations-kb validate",
            err=True,
        )


def tell_at_terminal(text: str) -> None:
    """Tell on stderr what a person who waits wants to know; nobody reads it in a script."""
    if sys.stderr.isatty():
        click.echo(f"relations-kb: {text}", err=True)


@contextmanager
def partial_answers_told() -> Iterator[None]:
    """Tell on stderr, one line each, of answers that a store elsewhere cut short."""
    import warnings

    from relations_kb.errors import PartialAnswerWarning

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", PartialAnswerWarning)
        yield
    for text in dict.fromkeys(str(warning.message) for warning in caught):
        click.echo(f"relations-kb: {text}", err=True)


def width() -> int | None:
    """Return the columns of the terminal; None when output goes to a pipe or a file."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def complete_id(ctx: click.Context, _parameter: click.Parameter, part: str) -> list[CompletionItem]:
    """Return the ids that begin with ``part``, from the names of files.

    Files of sources hold several ids, which all begin with the name of the file; only those
    that may hold one that fits are read, and none before a letter is typed.
    """
    return _completed(ctx, part, "")


def complete_claim(
    ctx: click.Context, _parameter: click.Parameter, part: str
) -> list[CompletionItem]:
    """Return the ids of claims that begin with ``part``, from the names of files."""
    return _completed(ctx, part, "claims/")


def _completed(ctx: click.Context, part: str, folder: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from relations_kb.errors import RelationsKbError
    from relations_kb.paths import fact_files, locate

    found: list[str] = []
    try:
        facts = locate(_facts(ctx)).facts
        for path in fact_files(facts):
            place, _, file = path.rpartition("/")
            name = file.removesuffix(".yaml")
            if place == "sources":
                if part and not folder and (name.startswith(part) or part.startswith(name)):
                    found += _LISTED_ID.findall((facts / path).read_text("utf-8", "replace"))
            elif place and path.startswith(folder):
                found.append(name)
    except (RelationsKbError, OSError):
        return []
    return [CompletionItem(name) for name in found if name.startswith(part)]


def complete_question(
    ctx: click.Context, _parameter: click.Parameter, part: str
) -> list[CompletionItem]:
    """Return the names of shipped questions that begin with ``part``, from the file names."""
    from click.shell_completion import CompletionItem

    from relations_kb.errors import RelationsKbError
    from relations_kb.paths import locate
    from relations_kb.questions.folder import question_files

    try:
        names = question_files(locate(_facts(ctx)).queries).values()
    except (RelationsKbError, OSError):
        return []
    return [CompletionItem(name) for name in sorted(names) if name.startswith(part)]


ID = click.argument("identifier", metavar="ID", shell_complete=complete_id)
IDS = click.argument("identifiers", metavar="ID...", nargs=-1, shell_complete=complete_id)
