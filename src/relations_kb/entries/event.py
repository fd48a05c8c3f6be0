"""Events: what happened, when, where, between whom."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations_kb.entries.citation import (
    Alternative,
    Citation,
    LifeCycleStage,
    Measure,
    PersonOrPersons,
)
from relations_kb.entries.fields import (
    ActorId,
    Date,
    DocumentId,
    EventId,
    Identifier,
    Identifiers,
    InScheme,
    LocalText,
    NameVariant,
    PlaceId,
    Record,
    Text,
)


class PrintedDate(Record):
    """The date as the source prints it, in the calendar of the source."""

    calendar: Annotated[str, InScheme("calendar")] = Field(
        description="`julian`, `gregorian`, `solar-hijri` or `lunar-hijri`."
    )
    date: Text = Field(description="Year, month and day in that calendar: `1828-02-10`.")


class Participation(Record):
    """One actor's part in the event."""

    actor: ActorId = Field(description="The state, body, company or group that took part.")
    role: Annotated[str, InScheme("role")] = Field(description="In what capacity.")
    by: PersonOrPersons | None = Field(
        None, description="The person, or list of persons, who acted for the actor."
    )
    note: Text | None = Field(None, description="What a reader should know about this part.")


class RelatedEvent(Record):
    """Another event, with how the two are linked."""

    event: EventId = Field(description="Id of the other event.")
    because: Text = Field(description="How they are linked, in one sentence, as a source has it.")


RelatedEvents = list[EventId | RelatedEvent]


class Relations(Record):
    """Links to other events. The key reads from this event to the others."""

    part_of: RelatedEvents = Field([], description="This event is a part of the others.")
    caused_by: RelatedEvents = Field([], description="A source states the others caused this.")
    responds_to: RelatedEvents = Field([], description="This was an answer to the others.")
    ends: RelatedEvents = Field([], description="This brought the others to an end.")
    supersedes: RelatedEvents = Field([], description="This replaced the others.")
    amends: RelatedEvents = Field([], description="This changed the terms of the others.")
    implements: RelatedEvents = Field([], description="This carried out the others.")
    violates: RelatedEvents = Field([], description="A source states this broke the others.")
    follows: RelatedEvents = Field([], description="Next in the same series as the others.")
    related_to: RelatedEvents = Field([], description="Linked in another way; say how.")


class Tally(Record):
    """Totals of a vote whose roll was not published."""

    for_: int = Field(ge=0, description="Votes in favour.")
    against: int = Field(ge=0, description="Votes against.")
    abstaining: int = Field(0, ge=0, description="Abstentions.")
    not_participating: int = Field(0, ge=0, description="Present, not taking part.")
    absent: int = Field(0, ge=0, description="Absent from the meeting.")


POSITIONS = ("for", "against", "abstaining", "not-participating", "absent")
"""How a member of a voting body may have stood: the lists of `Vote`, by their keys."""


class Vote(Record):
    """A recorded vote, member by member."""

    body: ActorId = Field(description="The voting body, such as `un-security-council`.")
    symbol: Text | None = Field(None, description="Symbol of the text: `S/RES/1929 (2010)`.")
    draft: Text | None = Field(None, description="Symbol of the draft: `S/2010/283`.")
    meeting: Text | None = Field(None, description="Meeting number: `6335`.")
    outcome: Annotated[str, InScheme("outcome")] = Field(
        description="`adopted`, `not-adopted` (too few votes) or `vetoed`."
    )
    for_: list[ActorId] = Field([], description="Members in favour.")
    against: list[ActorId] = Field([], description="Members against.")
    abstaining: list[ActorId] = Field([], description="Members that abstained.")
    not_participating: list[ActorId] = Field(
        [], description="Members present that took no part in the vote."
    )
    absent: list[ActorId] = Field([], description="Members that were not in the room.")
    tally: Tally | None = Field(None, description="Totals only, when no roll was published.")
    note: Text | None = Field(None, description="What a reader should know.")


class Sanctions(Record):
    """A sanctions measure: whose, against whom, on what ground, and its life."""

    authority: ActorId = Field(description="Who imposes it.")
    programme: Text | None = Field(None, description="The authority's name of the programme.")
    kind: list[Annotated[str, InScheme("sanction-measure")]] = Field(
        min_length=1, description="Kinds of measure."
    )
    targets: list[ActorId] = Field([], description="Targets that have an actor entry.")
    named: list[Text] = Field(
        [], description="Targets without an entry, as the listing names them."
    )
    legal_basis: list[Text] = Field([], description="Acts, orders or resolutions relied on.")
    life_cycle: list[LifeCycleStage] = Field(
        [], description="Listed, suspended, lifted, reimposed."
    )


class CodingVariant(Record):
    """How another careful coder might code the same event."""

    plover: Annotated[str, InScheme("plover")] | None = Field(None, description="Category.")
    goldstein: float | None = Field(None, description="Value from −10 to +10.")
    because: Text = Field(description="Why it could be coded so.")


class Coding(Record):
    """The event in the PLOVER ontology with a Goldstein value, by type of act."""

    plover: Annotated[str, InScheme("plover")] = Field(description="PLOVER category: `AGREE`.")
    mode: Text | None = Field(None, description="PLOVER mode, where the category has modes.")
    direction: Annotated[str, InScheme("direction")] = Field(
        description="`iran-to-russia`, `russia-to-iran`, `mutual` or `third-party`."
    )
    goldstein: float = Field(description="Conflict–cooperation value, −10 to +10.")
    note: Text | None = Field(None, description="Why this value, if it needs saying.")
    alternatives: list[CodingVariant] = Field([], description="Other defensible codings.")


class Event(Record):
    """Something that happened and changed, tested or measured the relation."""

    id: Identifier = Field(description="Year and name: `1828-treaty-of-turkmenchay`. Permanent.")
    type: Annotated[str, InScheme("event-type")] = Field(description="The kind of event.")
    title: LocalText = Field(description="Commonest name in current scholarship, en/ru/fa.")
    names: list[NameVariant] = Field([], description="Other names, with who uses them.")
    date: Date = Field(description="EDTF, proleptic Gregorian (New Style).")
    date_as_printed: PrintedDate | None = Field(None, description="The date in its own calendar.")
    places: list[PlaceId] = Field([], description="Where it happened.")
    themes: list[Annotated[str, InScheme("theme")]] = Field(
        min_length=1, description="What it is about."
    )
    summary: Text = Field(description="Two to five neutral sentences in our own words.")
    participations: list[Participation] = Field(min_length=1, description="Who took part, and how.")
    measures: list[Measure] = Field([], description="Quantities, each with who gives it.")
    vote: Vote | None = Field(None, description="The roll call, if the event is a vote.")
    sanctions: Sanctions | None = Field(None, description="The measure, if it is a sanction.")
    documents: list[DocumentId] = Field([], description="Documents made or acted on.")
    relations: Relations | None = Field(None, description="Links to other events.")
    coding: Coding = Field(description="PLOVER category and Goldstein value.")
    alternatives: list[Alternative] = Field([], description="Rival values of any field.")
    citations: list[Citation] = Field(
        [], description="The pages that were read, and what they say."
    )
    identifiers: Identifiers | None = Field(None, description="The event in other databases.")
    status: Annotated[str, InScheme("status")] = Field(
        description="`established`, `disputed`, or `reported` (single or interested source)."
    )
    note: Text | None = Field(None, description="A remark for readers and curators.")
