"""Actors (states in time, bodies, firms, groups) and persons."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations_kb.entries.citation import Citation, Office
from relations_kb.entries.fields import (
    ActorId,
    Date,
    Identifier,
    Identifiers,
    InScheme,
    LocalText,
    NameVariant,
    Record,
    Text,
)


class Membership(Record):
    """A member of this body, from one date until another."""

    member: ActorId = Field(description="The member.")
    from_: Date = Field(description="First year or day of the term.")
    until: Date | None = Field(None, description="Last year or day; none if it still runs.")
    permanent: bool = Field(False, description="True for a member with a right of veto.")


class Actor(Record):
    """A state in time, body, company or group that acts in events."""

    id: Identifier = Field(description="English name: `qajar-iran`. Permanent.")
    type: Annotated[str, InScheme("actor-type")] = Field(description="The kind of actor.")
    name: LocalText = Field(description="Usual name, en/ru/fa.")
    names: list[NameVariant] = Field([], description="Other names, with who uses them.")
    party: Annotated[str, InScheme("party")] | None = Field(
        None,
        description="`iran` or `russia`, for the states (and their organs) of the two parties.",
    )
    existed: Date | None = Field(None, description="EDTF interval of existence: `1796/1925`.")
    succeeds: list[ActorId] = Field([], description="The actors that it followed.")
    part_of: list[ActorId] = Field([], description="The actors that it belongs or belonged to.")
    memberships: list[Membership] = Field([], description="Members of this body, term by term.")
    summary: Text | None = Field(None, description="Who it is, in a sentence or two.")
    citations: list[Citation] = Field([], description="The pages that were read.")
    identifiers: Identifiers | None = Field(None, description="The actor in other databases.")
    note: Text | None = Field(None, description="A remark for readers and curators.")


class Person(Record):
    """A human being who acts for actors in events."""

    id: Identifier = Field(description="Usual English name: `abbas-mirza`. Permanent.")
    name: LocalText = Field(description="Usual name, en/ru/fa.")
    names: list[NameVariant] = Field([], description="Other names and spellings.")
    lived: Date | None = Field(None, description="EDTF interval: `1789-08-26/1833-10-25`.")
    offices: list[Office] = Field([], description="Posts that matter for the events.")
    summary: Text | None = Field(None, description="Who this is, in a sentence or two.")
    citations: list[Citation] = Field([], description="The pages that were read.")
    identifiers: Identifiers | None = Field(None, description="The person in other databases.")
    note: Text | None = Field(None, description="A remark for readers and curators.")
