"""A character that nobody sees, and that changes what is read or found.

Marks of direction make a line look other than it is; spaces without width and soft hyphens,
often copied from a web page, keep a word from being found. The zero-width non-joiner and
joiner of Persian (U+200C, U+200D) are letters of its spelling and stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from relations_kb.entries.base import Base
from relations_kb.problem import Level, Problem

LEVEL: Level = "error"

# Soft hyphen, Arabic letter mark, zero-width space, marks and overrides of direction, word
# joiner and invisible operators, isolates, byte order mark, replacement character.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd]"
)


def check(base: Base) -> Iterator[Problem]:
    """Yield a problem for each such character; a byte order mark at the beginning is none."""
    for file in base.files:
        if file.data is None or file.content.isascii():
            continue
        for number, line in enumerate(file.content.decode("utf-8").split("\n"), 1):
            for found in _INVISIBLE.finditer(line):
                if found.group() == "\ufeff" and (number, found.start()) == (1, 0):
                    continue
                code = f"U+{ord(found.group()):04X}"
                name = unicodedata.name(found.group(), "").lower()
                what = f"the character {code} ({name})"
                column = found.start() + 1
                yield Problem(file.path, number, column, "invisible-character", what, "remove it")
