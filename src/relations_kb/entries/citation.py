"""Citations, rival values and life-cycle stages: the parts that several kinds share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations_kb.entries.fields import (
    ActorId,
    Date,
    FieldPath,
    InScheme,
    PersonId,
    PlaceId,
    PlainDay,
    Record,
    SourceId,
    Text,
)


class Citation(Record):
    """What one page says in support of one or more fields of the entry."""

    source: SourceId = Field(description="Id of the source in `facts/sources/`.")
    locator: Text | None = Field(
        None, description="Where in the source: article, page, paragraph, section."
    )
    supports: list[Annotated[str, FieldPath()]] = Field(
        default_factory=list,
        description="Keys of this entry that the page supports, such as `date` or `vote`.",
    )
    says: Text = Field(description="What the source says, in our own words.")
    check: Annotated[str, InScheme("check")] = Field(
        description="`read` if the page was opened and says so; `known` only beside a read one."
    )
    checked_on: PlainDay = Field(description="The day on which the page was read.")


class Alternative(Record):
    """A rival value of one field, who holds it and why it is not the one we give."""

    field: Annotated[str, FieldPath()] = Field(description="Key of this entry that is disputed.")
    value: Text = Field(description="The rival value, written as the field itself would be.")
    held_by: Text = Field(description="Who holds it.")
    reason: Text = Field(description="Why the values differ.")
    rank: Annotated[str, InScheme("rank")] = Field(
        description="`preferred`, `normal` (open) or `deprecated` (shown to be wrong)."
    )
    citations: list[Citation] = Field(default_factory=list, description="Where it is held.")


class LifeCycleStage(Record):
    """One step in the life of a document or of a sanctions measure."""

    stage: Annotated[str, InScheme("stage")] = Field(description="What happened to it.")
    date: Date = Field(description="When, as EDTF.")
    by: ActorId | None = Field(None, description="The actor whose act it was, if only one.")
    place: PlaceId | None = Field(None, description="Where.")
    note: Text | None = Field(None, description="What a reader should know.")
    citations: list[Citation] = Field(default_factory=list, description="Sources of this step.")


class Measure(Record):
    """A quantity, exact or bounded, with its unit and who gives it."""

    what: Annotated[str, InScheme("quantity")] = Field(description="What is counted.")
    value: int | float | None = Field(None, description="The number, when one is given.")
    at_least: int | float | None = Field(None, description="Lower bound of a range.")
    at_most: int | float | None = Field(None, description="Upper bound of a range.")
    unit: Annotated[str, InScheme("unit")] = Field(description="The unit of the number.")
    held_by: Text | None = Field(None, description="Who gives this number.")
    note: Text | None = Field(None, description="What a reader should know.")
    citations: list[Citation] = Field(default_factory=list, description="Sources of the number.")


class Office(Record):
    """A post that a person held for an actor."""

    actor: ActorId = Field(description="The state or body served.")
    title: Text = Field(description="The post in English, lower case: `foreign minister`.")
    held: Date | None = Field(None, description="EDTF interval of tenure.")


PersonOrPersons = PersonId | list[PersonId]
