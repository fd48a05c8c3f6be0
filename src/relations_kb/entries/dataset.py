"""The base as a whole, and the ids that moved."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from relations_kb.entries.fields import Identifier, Link, LocalText, PlainDay, Record, Text


class Party(Record):
    """One of the two sides whose relation the base is about."""

    id: Identifier = Field(description="`iran` or `russia`.")
    name: LocalText = Field(description="Its name, en/ru/fa.")


class Scope(Record):
    """What is in the base and what stays out."""

    from_: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] = Field(
        description="First year covered."
    )
    includes: list[Text] = Field(description="What is in.")
    excludes: list[Text] = Field(description="What stays out.")


class MinimumCount(Record):
    """The least number of entries of a kind; fewer means that something was lost."""

    kind: Text = Field(description="Kind of entry: `event`.")
    count: int = Field(ge=0, description="The least number.")
    because: Text = Field(description="Why this number.")


class Dataset(Record):
    """Title, licence, release and scope of the base: `facts/dataset.yaml`."""

    title: LocalText = Field(description="Title of the base, en/ru/fa.")
    description: LocalText = Field(description="What it is, in a sentence or two.")
    base_iri: Link = Field(description="What every IRI of an entry begins with.")
    parties: list[Party] = Field(min_length=2, max_length=2, description="The two sides.")
    creator: Text = Field(description="Who makes it.")
    licence: Link = Field(description="Licence of the facts.")
    release: Text = Field(description="Calendar version: `2026.11`.")
    released_on: PlainDay = Field(description="Date of the release.")
    scope: Scope = Field(description="What is in and what is out.")
    known_gaps: list[Text] = Field(description="What is known to be missing.")
    minimum_counts: list[MinimumCount] = Field(description="Least number of entries by kind.")


class Redirect(Record):
    """An id that was renamed, split or withdrawn."""

    kind: Text = Field(description="Kind of entry: `event`.")
    id: Identifier = Field(description="The old id.")
    to: list[Identifier] = Field(description="The new id or ids; none if withdrawn.")
    on: PlainDay = Field(description="When it changed.")
    because: Text = Field(description="Why.")
