"""The map: RFC 7946, a feature for each place of an event, what is not on it is counted."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from relations_kb.output.geojson import geojson, notices
from relations_kb.output.part import Part

# RFC 7946: sections 3, 3.1.2 (Point), 3.2 (Feature), 3.3 (FeatureCollection); 4: no "crs".
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "crs": False, "coordinates": False, "geometries": False, "geometry": False,
        "properties": False,
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": {"type": ["string", "number"]},
                    "features": False,
                    "geometry": {
                        "type": "object",
                        "required": ["type", "coordinates"],
                        "properties": {
                            "type": {"const": "Point"},
                            "coordinates": {
                                "type": "array", "minItems": 2, "maxItems": 2,
                                "prefixItems": [
                                    {"type": "number", "minimum": -180, "maximum": 180},
                                    {"type": "number", "minimum": -90, "maximum": 90},
                                ],
                            },
                        },
                    },
                    "properties": {"type": ["object", "null"]},
                },
            },
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def collection(whole_part: Part) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(geojson(whole_part))
    return read


def test_it_is_geojson(collection: dict[str, Any]) -> None:
    Draft202012Validator(SCHEMA).validate(collection)
    assert len({feature["id"] for feature in collection["features"]}) == 4


def test_every_event_is_on_the_map_or_counted(collection: dict[str, Any], whole_part: Part) -> None:
    missing = collection["not-on-the-map"]
    on_it = {feature["properties"]["event"] for feature in collection["features"]}
    assert missing["count"] == len(missing["events"]) == 4
    assert sorted([*on_it, *missing["events"]]) == sorted(e.id for e in whole_part.events)
    assert notices(whole_part) == [
        "4 features; 4 of 8 events have no place with coordinates and are listed under "
        "'not-on-the-map'"
    ]


def test_a_feature_says_where_when_and_by_whom(collection: dict[str, Any]) -> None:
    treaty = collection["features"][0]
    assert treaty["geometry"]["coordinates"] == [47.3908, 37.5816]
    told = treaty["properties"]
    assert (told["place"], told["precision"]) == ("turkmenchay", "place")
    assert told["coordinates_from"] == [
        {"source": "example-gazette-gazetteer", "title": "Example Gazetteer",
         "url": "https://gazette.example/places"}
    ]  # fmt: skip
    assert (told["earliest"], told["title_fa"]) == ("1828-02-22", "عهدنامه ترکمانچای")
    assert told["actors"] == ["russian-empire", "qajar-iran"]
