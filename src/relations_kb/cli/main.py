"""The command ``relations-kb``. A command's module is loaded only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from relations_kb import __version__

_COMMANDS = {
    "build": "Build the graph, or bring it up to date.",
    "changed": "Tell whether what you cited has changed since a release.",
    "cite": "Cite entries or their sources, in any style; BibTeX, RIS, CSL.",
    "coverage": "What the base holds, and where it is thin.",
    "diff": "What differs between two revisions, folders or exports.",
    "evidence": "What stands for and against a claim.",
    "export": "Write RDF, tables, SQLite, a map, a timeline, a calendar.",
    "format": "Write fact files in canonical form.",
    "index": "Conflict and cooperation by year or decade; draws it.",
    "new": "Begin a new entry from a scaffold.",
    "push": "Put the graph into a triple store elsewhere.",
    "query": "Ask in SPARQL, or ask a shipped question.",
    "questions": "List the shipped questions.",
    "release": "Write the manifest of a release.",
    "search": "Find entries by words in English, Russian or Persian.",
    "show": "Show an entry, with its sources.",
    "timeline": "List events in order of time.",
    "validate": "Check the facts; every problem with file and line.",
}


class _ReaderLeftError(Exception):
    """Nobody reads our output any more; click would end the process with 1 for an OSError."""


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _ReaderLeftError from error


class _LazyGroup(click.Group):
    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        with _reader_may_leave():  # --help is printed here
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"relations_kb.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            ctx.fail(f"no command '{args[0]}'{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
@click.option(
    "--facts",
    metavar="DIR",
    help="Folder of another base. Default: $RELATIONS_KB_FACTS, or the shipped facts.",
)
def cli(facts: str | None) -> None:
    """A cited, date-exact knowledge base of Iran–Russia relations.

    \b
    relations-kb query treaties-and-their-fate
    relations-kb show 1828-treaty-of-turkmenchay
    relations-kb timeline --theme caspian --from 1900
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process: 0 fine, 1 problems found, 2 wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> Any:
    from relations_kb.errors import RelationsKbError

    try:
        code = cli.main(args=arguments, prog_name="relations-kb", standalone_mode=False)
        sys.stdout.flush()
        return code
    except RelationsKbError as error:
        click.echo(f"relations-kb: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except (BrokenPipeError, _ReaderLeftError):
        # The reader (such as head) has left; give Python a harmless stdout to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"relations-kb: {where}{error.strerror or error}", err=True)
        return 1
    except Exception as error:
        if os.environ.get("RELATIONS_KB_TRACEBACK"):
            raise
        click.echo(
            f"relations-kb: a fault of ours, {type(error).__name__}: {error}\n"
            "please report it, with what RELATIONS_KB_TRACEBACK=1 makes this command print",
            err=True,
        )
        return 1
