"""Accounts of claims as text for a terminal, as Markdown and as plain data for JSON."""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import asdict
from typing import Any

from relations_kb.evidence.ledger import STANCES, Account, Piece, SourceRecord
from relations_kb.query.results import markdown, table, wrapped

_HEADINGS = {"supports": "For", "contradicts": "Against", "qualifies": "Qualifying"}
_COLUMNS = ("for", "against", "qualifying")
_EVENT = "https://w3id.org/relations-kb/event/"


def ledger_text(accounts: list[Account], format_name: str, width: int, *, overview: bool) -> str:
    """Return accounts as ``table`` (for a terminal of ``width`` columns), ``markdown`` or ``json``.

    With ``overview``, the tallies of all stand before them, and JSON is a list.
    """
    if format_name == "json":
        data = [as_data(account) for account in accounts]
        return json.dumps(data if overview else data[0], ensure_ascii=False, indent=2)
    header, rows = summary_rows(accounts)
    if format_name == "markdown":
        parts = ["# Claims and the evidence on them", markdown(header, rows)] if overview else []
        parts += [as_markdown(account, 2 if overview else 1) for account in accounts]
        return "\n\n".join(parts)
    parts = [table(header, rows, width)] if overview else []
    parts += [as_text(account, width) for account in accounts]
    return f"\n\n{'─' * min(width, 80)}\n\n".join(parts)


def as_data(account: Account) -> dict[str, Any]:
    """Return an account as plain data, with its tallies."""
    data = asdict(account)
    del data["eras"]
    return data | {"tally": account.tally(), "tally_by_era": account.tally_by_era()}


def as_text(account: Account, width: int) -> str:
    """Return an account for reading in a terminal of ``width`` columns."""
    lines = wrapped(account.text, width)
    lines += [f"claim/{account.claim}", ""]
    lines += wrapped(_said(account, f"“{account.source.title}”"), width)
    if account.source.url:
        lines.append(account.source.url)
    lines += ["", f"Tally: {_tally(account)}"]
    for stance in STANCES:
        found = account.of(stance)
        if found:
            lines += ["", f"{_HEADINGS[stance]} ({len(found)})"]
            for piece in found:
                lines += _piece_lines(piece, width)
    by_era = _era_rows(account)
    if by_era:
        lines += ["", "Tally by era", *_indented(table(["era", *_COLUMNS], by_era, width - 2))]
    return "\n".join([*lines, "", *_search_lines(account, width)])


def as_markdown(account: Account, level: int = 1) -> str:
    """Return an account as Markdown under a heading of ``level``."""
    lines = [f"{'#' * level} {_escaped(account.text)}", ""]
    source = _linked(account.source.title, account.source.url)
    lines += [f"{_said(account, source)} (`claim/{account.claim}`)", ""]
    lines += [f"**Tally:** {_tally(account)}.", ""]
    for stance in STANCES:
        found = account.of(stance)
        if found:
            lines += [f"{'#' * (level + 1)} {_HEADINGS[stance]}", ""]
            lines += [_piece_markdown(piece) for piece in found] + [""]
    by_era = _era_rows(account)
    if by_era:
        lines += [f"{'#' * (level + 1)} Tally by era", "", markdown(["era", *_COLUMNS], by_era), ""]
    lines += [f"{'#' * (level + 1)} What was searched for against it", ""]
    if account.search is None:
        return "\n".join([*lines, "Nothing yet."])
    lines += [f"- “{_escaped(query)}”" for query in account.search.queries]
    lines += ["", f"On {account.search.searched_on}: {_escaped(account.search.found)}"]
    return "\n".join(lines)


def summary_rows(accounts: list[Account]) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of the overview of many accounts."""
    header = ["claim", "where", *_COLUMNS]
    rows = [
        [account.claim, account.locator, *(str(n) for n in account.tally().values())]
        for account in accounts
    ]
    totals = [sum(account.tally()[stance] for account in accounts) for stance in STANCES]
    return header, [*rows, ["all", "", *map(str, totals)]]


def _said(account: Account, title: str) -> str:
    where = f"{title}, {account.source.publisher}; {account.locator}."
    return f"{account.author}, {account.made_on}: {where}"


def _tally(account: Account) -> str:
    return ", ".join(
        f"{number} {column}"
        for number, column in zip(account.tally().values(), _COLUMNS, strict=True)
    )


def _era_rows(account: Account) -> list[list[str]]:
    return [[era, *map(str, by.values())] for era, by in account.tally_by_era().items()]


def _piece_lines(piece: Piece, width: int) -> list[str]:
    head = f"{piece.strength}, {piece.date or 'undated'}: {piece.title}"
    lines = textwrap.wrap(head, width, initial_indent="  ", subsequent_indent="    ")
    if piece.event:
        number = len(piece.sources)
        lines.append(f"    event/{piece.event}, {number} source{'s' if number != 1 else ''}")
    else:
        source = piece.sources[0]
        cited = f"{source.publisher}{', ' + piece.locator if piece.locator else ''}: {piece.says}"
        lines += _wrapped(cited, width)
        lines += [f"    {source.url}"] if source.url else []
    return lines + _wrapped(piece.because, width)


def _wrapped(text: str, width: int) -> list[str]:
    return ["    " + line for line in wrapped(text, width - 4)]


def _indented(text: str) -> list[str]:
    return ["  " + line for line in text.splitlines()]


def _search_lines(account: Account, width: int) -> list[str]:
    if account.search is None:
        return ["Nothing was searched for against it yet."]
    lines = [f"Searched against it on {account.search.searched_on}"]
    for query in account.search.queries:
        lines += textwrap.wrap(query, width, initial_indent="  - ", subsequent_indent="    ")
    found = f"Found: {account.search.found}"
    return lines + textwrap.wrap(found, width, initial_indent="  ", subsequent_indent="    ")


def _piece_markdown(piece: Piece) -> str:
    title = _linked(piece.title, _EVENT + piece.event if piece.event else "")
    dated = f"{title} ({piece.date or 'undated'})"
    said = f" {_escaped(piece.says)}" if piece.says else ""
    sources = "; ".join(_source_markdown(source) for source in piece.sources)
    where = f", {_escaped(piece.locator)}" if piece.locator else ""
    because = _escaped(piece.because)
    return f"- *{piece.strength}*: {dated}. {because}{said} Sources: {sources}{where}."


def _source_markdown(source: SourceRecord) -> str:
    return f"{_linked(source.title, source.url)} ({_escaped(source.publisher)})"


def _linked(title: str, url: str) -> str:
    return f"[{_escaped(title)}](<{url}>)" if url else _escaped(title)


def _escaped(text: str) -> str:
    """Return a text in which no character is a mark of Markdown (CommonMark 0.31, 2.4)."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text)
