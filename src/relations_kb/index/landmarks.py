"""What the chart is hung on: the eras of the base, and turning points that readers know.

Which events are turning points is a choice of ours, made for orientation; it has no part in
any number. Their dates, and the eras with their bounds, come from the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from relations_kb.index.coded_events import Asked

_TURNING_POINTS = {
    "1723-treaty-of-saint-petersburg": "Treaty of St Petersburg",
    "1735-treaty-of-ganja": "Treaty of Ganja",
    "1813-treaty-of-gulistan": "Gulistan",
    "1828-treaty-of-turkmenchay": "Turkmenchay",
    "1907-anglo-russian-convention": "Anglo-Russian Convention",
    "1921-treaty-of-friendship": "Treaty of Friendship",
    "1941-anglo-soviet-invasion": "Invasion of Iran",
    "1946-soviet-withdrawal-from-iran": "Soviet withdrawal",
    "1979-annulment-of-articles-5-and-6": "Articles 5, 6 annulled",
    "1989-rafsanjani-in-moscow": "Rafsanjani in Moscow",
    "2010-un-security-council-resolution-1929": "Resolution 1929",
    "2015-russian-intervention-in-syria": "Intervention in Syria",
    "2022-first-iranian-drones-reach-russia": "Drones for Russia",
    "2025-comprehensive-strategic-partnership-treaty": "Partnership treaty",
}
_EVENT = "https://w3id.org/relations-kb/event/"
_ERAS = """
SELECT ?name ?first ?last WHERE {
  ?era skos:inScheme concept:era ; skos:prefLabel ?name ; rkb:firstYear ?first .
  OPTIONAL { ?era rkb:lastYear ?last }
  FILTER(LANG(?name) = "en")
}"""


@dataclass(frozen=True, slots=True)
class Era:
    """A period of the relation, with its English name; ``last`` is None if it goes on."""

    name: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A well-known event; ``at`` is its earliest day as a year with a fraction."""

    name: str
    at: float

    @property
    def label(self) -> str:
        """The year and the name."""
        return f"{int(self.at)} {self.name}"


def eras(kb: Asked) -> list[Era]:
    """Return the eras of the base in their order."""
    found = [
        Era(
            row["name"].value,
            int(row["first"].value),
            int(row["last"].value) if row["last"] is not None else None,
        )
        for row in kb.query(_ERAS)
    ]
    return sorted(found, key=lambda era: era.first)


def turning_points(kb: Asked) -> list[TurningPoint]:
    """Return the turning points that the base has, in their order."""
    events = " ".join(f"<{_EVENT}{identifier}>" for identifier in _TURNING_POINTS)
    query = f"SELECT ?event ?day WHERE {{ VALUES ?event {{ {events} }} ?event rkb:earliest ?day }}"
    found = []
    for row in kb.query(query):
        day = date.fromisoformat(row["day"].value[:10])
        name = _TURNING_POINTS[row["event"].value.removeprefix(_EVENT)]
        found.append(TurningPoint(name, day.year + (day.timetuple().tm_yday - 1) / 366))
    return sorted(found, key=lambda point: (point.at, point.name))
