"""Places labels over a time axis so that none lies on another or on another's line."""

from __future__ import annotations

from collections.abc import Sequence


def rows_of_labels(
    places: Sequence[float], widths: Sequence[float], right_edge: float
) -> tuple[list[int], list[str]]:
    """Return a row (0 is the lowest) and a side, ``left`` or ``right``, for each label.

    Each label hangs on a line that rises from ``places[i]`` on the axis to its row, and stands
    left of that line or, where it would leave the drawing at 0, right of it. ``places`` ascend;
    all are in one unit. A label on the left stands above those whose lines it covers, so that
    rows climb to the right like stairs, and no line crosses a label.

    >>> rows_of_labels([5.0, 6.0, 9.0], [2.0, 2.0, 2.0], 10.0)
    ([0, 1, 0], ['left', 'left', 'left'])
    """
    sides: list[str] = []
    for at, wide in zip(places, widths, strict=True):
        # A line whose label stands on its right rises through whatever covers it.
        crossed = any(s == "right" and at - wide < p for p, s in zip(places, sides, strict=False))
        fits = at - wide >= 0 and not crossed
        sides.append("left" if fits or at + wide > right_edge else "right")
    rows = [0] * len(places)
    for i, at in enumerate(places):
        if sides[i] == "left":
            below = [
                rows[j] for j in range(i) if sides[j] == "left" and places[j] >= at - widths[i]
            ]
            rows[i] = 1 + max(below, default=-1)
    # What stands on the right covers lines further right, so it goes above all of them.
    for i in reversed(range(len(places))):
        if sides[i] == "right":
            end = places[i] + widths[i]
            below = [
                rows[j]
                for j in range(len(places))
                if (j > i or sides[j] == "left")
                and _start(j, places, widths, sides) <= end
                and places[j] >= places[i]
            ]
            rows[i] = 1 + max(below, default=-1)
    return rows, sides


def _start(i: int, places: Sequence[float], widths: Sequence[float], sides: Sequence[str]) -> float:
    return places[i] - widths[i] if sides[i] == "left" else places[i]
