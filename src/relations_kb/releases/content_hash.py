"""A hash of what an entry says, whatever its layout.

The data of the entry are written as JSON with sorted keys, without white space, with whole
numbers as integers (as RFC 8785 writes both), in UTF-8; the hash is SHA-256 of that. Order of
keys, comments, quotes, folding and the place in a file do not enter; the order of a list does.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

_FIELD_DIGITS = 16


def content_hash(data: dict[str, Any]) -> str:
    """Return the hash of an entry's data: 64 hexadecimal digits.

    >>> content_hash({"a": 1, "b": [2.0]}) == content_hash({"b": [2], "a": 1.0})
    True
    """
    return hashlib.sha256(canonical_json(data)).hexdigest()


def field_hashes(data: dict[str, Any]) -> dict[str, str]:
    """Return a short hash (16 hexadecimal digits) of every field, by key, sorted."""
    return {
        key: hashlib.sha256(canonical_json(data[key])).hexdigest()[:_FIELD_DIGITS]
        for key in sorted(data)
    }


def canonical_json(value: Any) -> bytes:
    """Return the one JSON text of a value."""
    text = json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
