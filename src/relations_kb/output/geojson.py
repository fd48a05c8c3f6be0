"""GeoJSON (RFC 7946): one feature for each place of each event, WGS84 longitude and latitude."""

from __future__ import annotations

import json
from typing import Any

from relations_kb.dates.edtf import bounds
from relations_kb.entries.base import Entry
from relations_kb.output.part import Part

_MADE_FROM = ("coordinates",)


def feature_collection(part: Part) -> dict[str, Any]:
    """Return the events of a part as a FeatureCollection.

    An event of two places gives two features. What has no coordinates cannot be drawn: it is
    counted and named under ``not-on-the-map``, a foreign member as RFC 7946 section 6.1 allows.
    """
    places = part.base.by_id["place"]
    features: list[dict[str, Any]] = []
    without: list[str] = []
    for event in part.events:
        located = [
            places[identifier]
            for identifier in dict.fromkeys(event.data.get("places") or ())
            if places[identifier].data.get("coordinates")
        ]
        features += [_feature(part, event, place) for place in located]
        if not located:
            without.append(event.id)
    dataset = part.dataset
    return {
        "type": "FeatureCollection",
        "title": dataset["title"]["en"],
        "licence": dataset["licence"],
        "release": dataset["release"],
        "not-on-the-map": {
            "count": len(without),
            "of": len(part.events),
            "because": "no place of the event is given, or none with coordinates",
            "events": without,
        },
        "features": features,
    }


def geojson(part: Part) -> bytes:
    """Return the events of a part as GeoJSON text, a feature a line."""
    collection = feature_collection(part)
    features = ",\n".join(_line(feature) for feature in collection.pop("features"))
    head = ",\n".join(f"{_line(key)}: {_line(value)}" for key, value in collection.items())
    return f'{{\n{head},\n"features": [\n{features}\n]\n}}\n'.encode()


def notices(part: Part) -> list[str]:
    """Return what the reader of the map must know: how many events are not on it."""
    collection = feature_collection(part)
    missing = collection["not-on-the-map"]
    return [
        f"{len(collection['features'])} features; {missing['count']} of {missing['of']} events "
        "have no place with coordinates and are listed under 'not-on-the-map'"
    ]


def _feature(part: Part, event: Entry, place: Entry) -> dict[str, Any]:
    data, point = event.data, place.data["coordinates"]
    span = bounds(data["date"])
    return {
        "type": "Feature",
        "id": f"{event.id}/{place.id}",
        "geometry": {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
        "properties": {
            "event": event.id,
            "iri": f"{part.base_iri}event/{event.id}",
            **{f"title_{lang}": text for lang, text in data["title"].items()},
            "type": data["type"],
            "date": data["date"],
            "earliest": span.earliest.isoformat() if span.earliest else None,
            "latest": span.latest.isoformat() if span.latest else None,
            "themes": data["themes"],
            "actors": list(dict.fromkeys(p["actor"] for p in data["participations"])),
            "status": data["status"],
            "goldstein": data["coding"]["goldstein"],
            "summary": data["summary"],
            "place": place.id,
            **{f"place_{lang}": text for lang, text in place.data["name"].items()},
            "precision": point.get("precision", "place"),
            "coordinates_from": _sources_of_coordinates(part, place),
        },
    }


def _sources_of_coordinates(part: Part, place: Entry) -> list[dict[str, Any]]:
    """Return the sources that give the coordinates of a place, with their addresses."""
    found = []
    for citation in place.data.get("citations") or ():
        if not set(_MADE_FROM) & set(citation.get("supports") or _MADE_FROM):
            continue
        source = part.base.by_id["source"].get(citation["source"])
        row = {"source": citation["source"]}
        if source is not None:
            row["title"] = source.data["title"]
            row["url"] = source.data.get("url")
        found.append(row)
    return found


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
