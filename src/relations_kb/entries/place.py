"""Places, with coordinates and where these come from."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relations_kb.entries.citation import Citation
from relations_kb.entries.fields import (
    CountryCode,
    Identifier,
    Identifiers,
    InScheme,
    LocalText,
    NameVariant,
    PlaceId,
    Record,
    Text,
)


class Coordinates(Record):
    """A point in WGS84 decimal degrees."""

    lon: float = Field(description="Longitude, degrees east, −180 to 180.")
    lat: float = Field(description="Latitude, degrees north, −90 to 90.")
    precision: Annotated[str, InScheme("precision")] = Field(
        "place", description="`exact`, `place` (the town) or `region` (a centre of an area)."
    )


class Place(Record):
    """A place where events happened."""

    id: Identifier = Field(description="Usual English name: `turkmenchay`. Permanent.")
    type: Annotated[str, InScheme("place-type")] = Field(description="The kind of place.")
    name: LocalText = Field(description="Usual name, en/ru/fa.")
    names: list[NameVariant] = Field([], description="Other names, with who uses them.")
    coordinates: Coordinates | None = Field(None, description="WGS84 longitude and latitude.")
    within: list[PlaceId] = Field([], description="Larger places that hold it.")
    country: CountryCode | None = Field(
        None, description="State that holds it today, ISO 3166-1 alpha-2."
    )
    citations: list[Citation] = Field([], description="The pages read; one gives the coordinates.")
    identifiers: Identifiers | None = Field(None, description="The place in other databases.")
    note: Text | None = Field(None, description="A remark for readers and curators.")
