"""Claims: what a named author asserts, and the evidence on it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations_kb.entries.citation import Citation
from relations_kb.entries.fields import (
    Date,
    EventId,
    Identifier,
    InScheme,
    LocalText,
    PlainDay,
    Record,
    SourceId,
    Text,
)


class Evidence(Record):
    """An event or a page that bears on the claim. Exactly one of `event` and `citation`."""

    event: EventId | None = Field(None, description="An event of the base.")
    citation: Citation | None = Field(None, description="A page, where no event fits.")
    stance: Annotated[str, InScheme("stance")] = Field(
        description="`supports`, `contradicts` or `qualifies`."
    )
    strength: Annotated[str, InScheme("strength")] = Field(
        description="`weak`, `moderate` or `strong`."
    )
    because: Text = Field(description="Why it bears on the claim, in one or two sentences.")


class CounterSearch(Record):
    """What was searched for against the claim, and what came of it."""

    searched_on: PlainDay = Field(description="The day of the search.")
    queries: list[Text] = Field(min_length=1, description="The queries that were made.")
    found: Text = Field(description="What they brought, or that they brought nothing.")


class Claim(Record):
    """An assertion by a named author; the base does not assert it."""

    id: Identifier = Field(description="Short name of the assertion. Permanent.")
    text: LocalText = Field(description="The assertion in our own words, en/ru/fa.")
    author: Text = Field(description="Who asserts it.")
    source: SourceId = Field(description="Where it is asserted.")
    locator: Text = Field(description="Section and paragraph of the source.")
    made_on: Date = Field(description="When it was asserted, EDTF.")
    themes: list[Annotated[str, InScheme("theme")]] = Field(
        min_length=1, description="What it is about."
    )
    evidence: list[Evidence] = Field([], description="What bears on it, for and against.")
    counter_evidence: CounterSearch | None = Field(
        None, description="The search for evidence against it."
    )
    note: Text | None = Field(None, description="A remark for readers and curators.")
