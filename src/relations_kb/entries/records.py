"""Documents (treaties, resolutions, contracts) and sources (the pages we read)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from relations_kb.entries.citation import Alternative, Citation, LifeCycleStage
from relations_kb.entries.fields import (
    ActorId,
    CountryCode,
    Date,
    DocumentId,
    Identifier,
    Identifiers,
    InScheme,
    LanguageTag,
    Link,
    LocalText,
    NameVariant,
    Record,
    SourceId,
    Text,
)


class Document(Record):
    """A text that the parties, or a body, made: it has a life of its own."""

    id: Identifier = Field(description="English name: `treaty-of-turkmenchay`. Permanent.")
    type: Annotated[str, InScheme("document-type")] = Field(description="The kind of document.")
    title: LocalText = Field(description="Usual title, en/ru/fa.")
    names: list[NameVariant] = Field([], description="Other titles.")
    symbol: Text | None = Field(None, description="Official symbol: `S/RES/598 (1987)`.")
    parties: list[ActorId] = Field([], description="Who is bound by it, or issued it.")
    languages: list[LanguageTag] = Field([], description="Authentic languages.")
    life_cycle: list[LifeCycleStage] = Field([], description="Signed, ratified, in force, ended.")
    amends: list[DocumentId] = Field([], description="Documents that it changes.")
    supersedes: list[DocumentId] = Field([], description="Documents that it replaces.")
    text_at: list[SourceId] = Field([], description="Sources that hold its text.")
    summary: Text | None = Field(None, description="What it provides, in our own words.")
    alternatives: list[Alternative] = Field([], description="Rival values of any field.")
    citations: list[Citation] = Field([], description="The pages that were read.")
    identifiers: Identifiers | None = Field(None, description="The document in other databases.")
    note: Text | None = Field(None, description="A remark for readers and curators.")


class Source(Record):
    """A bibliographic record of a page, article, book or broadcast that was read."""

    id: Identifier = Field(description="Publisher and short title: `iranica-torkmanchay`.")
    type: Annotated[str, InScheme("source-type")] = Field(
        description="Kind of source, named as in the Citation Style Language."
    )
    title: Text = Field(description="The title as the page prints it, in its own language.")
    title_en: Text | None = Field(None, description="Our English translation of the title.")
    title_transliterated: Text | None = Field(None, description="The title in Latin letters.")
    authors: list[Text] = Field([], description="Authors as `Family, Given`; bodies as they are.")
    publisher: Text = Field(description="Who publishes it.")
    container: Text | None = Field(None, description="Journal, newspaper, book or site it is in.")
    volume: Text | None = Field(None, description="Volume.")
    issue: Text | None = Field(None, description="Issue.")
    pages: Text | None = Field(None, description="Page range: `12-31`.")
    issued: Date | None = Field(None, description="Date of publication, EDTF.")
    url: Link | None = Field(None, description="Address of the page that was read.")
    archive_url: Link | None = Field(None, description="Address of an archived copy.")
    doi: Annotated[str, StringConstraints(pattern=r"^10\.\S+/\S+$")] | None = Field(
        None, description="DOI without the resolver."
    )
    isbn: Annotated[str, StringConstraints(pattern=r"^[0-9X-]{10,17}$")] | None = Field(
        None, description="ISBN."
    )
    language: LanguageTag = Field(description="Language of the page.")
    country: CountryCode | None = Field(
        None, description="Country of the publisher, ISO 3166-1 alpha-2."
    )
    standing: Annotated[str, InScheme("standing")] = Field(
        description="How close to the event: `primary`, `scholarly`, `tracker`, `news`, …"
    )
    mirror_of: Text | None = Field(
        None, description="Publisher id whose text this copies, such as `wikipedia`."
    )
    note: Text | None = Field(None, description="What a reader should know of its standing.")
