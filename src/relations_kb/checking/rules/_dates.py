"""Bounds of dates that may be wrong (other rules report those)."""

from __future__ import annotations

from typing import Any

from relations_kb.dates.edtf import Bounds, DateError, bounds
from relations_kb.problem import Problem
from relations_kb.reading import FactFile, KeyPath


def safe_bounds(text: Any) -> Bounds | None:
    """Return the bounds of an EDTF text, or None if it is missing or not a date."""
    if not isinstance(text, str):
        return None
    try:
        return bounds(text)
    except DateError:
        return None


def date_problem(file: FactFile, keys: KeyPath, text: str) -> Problem | None:
    """Return the problem of a text that stands where a date must, or None if it is a date."""
    try:
        bounds(text)
    except DateError as error:
        message, _, fix = str(error).partition("; ")
        return file.problem(keys, "bad-date", message, fix)
    return None


def certainly_before(one: Bounds | None, other: Bounds | None) -> bool:
    """Say whether all of ``one`` lies before all of ``other``."""
    if one is None or other is None or one.latest is None or other.earliest is None:
        return False
    return one.latest < other.earliest
