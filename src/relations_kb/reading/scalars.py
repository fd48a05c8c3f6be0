"""Plain scalars as YAML 1.2 has them: core schema, YAML 1.2.2 section 10.3.2."""

from __future__ import annotations

import re

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
    ".nan": float("nan"),
    ".NaN": float("nan"),
    ".NAN": float("nan"),
}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL = re.compile(r"0o[0-7]+\Z")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_INFINITY = re.compile(r"[-+]?\.(inf|Inf|INF)\Z")
_NUMBER_STARTS = frozenset("0123456789+-.")
# CPython refuses to convert longer digit strings, and no fact is that large.
_LONGEST_NUMBER = 400


def resolve(text: str) -> Scalar:
    """Return the value of a plain (unquoted) scalar.

    >>> [resolve(s) for s in ("no", "1828", "0o17", "1e3", "~", "true", "1828-02-22")]
    ['no', 1828, 15, 1000.0, None, True, '1828-02-22']
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS or len(text) > _LONGEST_NUMBER:
        return text
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    if _OCTAL.match(text):
        return int(text[2:], 8)
    if _HEXADECIMAL.match(text):
        return int(text[2:], 16)
    if _INFINITY.match(text):
        return float(text.replace(".", ""))
    return text
