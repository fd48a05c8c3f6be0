"""Coordinates that are not on the globe, or no place.

Longitude −180 to 180, latitude −90 to 90, WGS84; longitude and latitude both zero means that
they were not filled in. A latitude beyond 90 is often the two swapped.
"""

from __future__ import annotations

from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each impossible pair of coordinates."""
    for entry in base.valid("place"):
        point = entry.data.get("coordinates")
        if not point:
            continue
        longitude, latitude = point["lon"], point["lat"]
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            yield entry.file.problem(
                ("coordinates",),
                "place-out-of-range",
                f"lon {longitude}, lat {latitude} is not on the globe",
                "lon is −180 to 180, lat −90 to 90; are they swapped?",
            )
        elif longitude == 0 and latitude == 0:
            yield entry.file.problem(
                ("coordinates",), "place-out-of-range", "lon 0, lat 0", "fill in the coordinates"
            )
