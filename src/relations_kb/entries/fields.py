"""The small typed core that every kind of entry is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

LANGUAGES = ("en", "ru", "fa")


def yaml_key(field_name: str) -> str:
    """Return the YAML key of a model field: ``held_by`` → ``held-by``, ``for_`` → ``for``."""
    return field_name.rstrip("_").replace("_", "-")


class Record(BaseModel):
    """A mapping in a fact file. Unknown keys are errors; no value is silently converted."""

    model_config = ConfigDict(
        alias_generator=yaml_key,
        extra="forbid",
        frozen=True,
        strict=True,
        validate_by_name=False,
        validate_by_alias=True,
    )


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a string that must be the id of an entry of the given kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class InScheme:
    """Marks a string that must be the name of a concept of the given SKOS scheme."""

    scheme: str


@dataclass(frozen=True, slots=True)
class DateString:
    """Marks a string that must be an EDTF date in the proleptic Gregorian calendar."""


@dataclass(frozen=True, slots=True)
class FieldPath:
    """Marks a string that names a key of the entry it stands in, such as ``date``."""


_IDENTIFIER = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LONGEST_IDENTIFIER = 100
Identifier = Annotated[str, StringConstraints(pattern=_IDENTIFIER, max_length=_LONGEST_IDENTIFIER)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$")]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Date = Annotated[str, StringConstraints(min_length=1), DateString()]
PlainDay = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), DateString()]


def is_identifier(text: str) -> bool:
    """Return whether a text can be an id: small letters and digits, joined by hyphens.

    >>> [is_identifier(text) for text in ("abbas-mirza", "Abbas Mirza", "")]
    [True, False, False]
    """
    return len(text) <= _LONGEST_IDENTIFIER and re.match(_IDENTIFIER[:-1] + r"\Z", text) is not None


EventId = Annotated[Identifier, RefersTo("event")]
ActorId = Annotated[Identifier, RefersTo("actor")]
PersonId = Annotated[Identifier, RefersTo("person")]
PlaceId = Annotated[Identifier, RefersTo("place")]
DocumentId = Annotated[Identifier, RefersTo("document")]
SourceId = Annotated[Identifier, RefersTo("source")]


class LocalText(Record):
    """The same text in English, Russian and Persian."""

    en: Text = Field(description="English.")
    ru: Text | None = Field(None, description="Russian, in Cyrillic.")
    fa: Text | None = Field(None, description="Persian, in Arabic script.")


class NameVariant(Record):
    """Another name of the same thing, with the language and, if contested, who uses it."""

    name: Text = Field(description="The name as it is written in that language.")
    lang: LanguageTag = Field(description="BCP 47 tag, such as `fa`, `ru`, `az` or `fa-Latn`.")
    used_by: Text | None = Field(None, description="Who uses this name, where names are contested.")
    note: Text | None = Field(None, description="Anything a reader should know about the name.")


class Identifiers(Record):
    """Identifiers of the same thing in other databases."""

    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = Field(
        None, description="Wikidata item, checked on a page that was read."
    )
    iso_3166: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = Field(
        None, description="ISO 3166-1 alpha-2 code of a state that exists today."
    )
    geonames: Annotated[str, StringConstraints(pattern=r"^[0-9]+$")] | None = Field(
        None, description="GeoNames number of a place."
    )
    viaf: Annotated[str, StringConstraints(pattern=r"^[0-9]+$")] | None = Field(
        None, description="VIAF number of a person or a body."
    )
