"""The canonical form of a fact file: the order of keys and the layout, comments kept.

The order of keys is the order of the model's fields; sources stand by id. Quotes and folding
follow from the text alone; a writer chooses only between flow and block style, and flow style
only where the collection fits on its line.
"""

from __future__ import annotations

import math
import re
from typing import Any

from yaml.nodes import MappingNode, Node, SequenceNode

from relations_kb.entries.comments import comments_of, with_comments
from relations_kb.entries.kinds import Kind, kind_of_path
from relations_kb.reading import FactFile, read_bytes

# libyaml ends a line at these where Python's split("\n") does not.
_OTHER_BREAKS = re.compile("[\r\x85\u2028\u2029]")


def canonical_text(text: str, path: str) -> str:
    """Return a fact file in canonical form; a file that cannot be read comes back as it is.

    ``path`` is relative to the facts folder. Neither what the file says nor a comment in it
    is ever lost: a text from which something would be is returned unchanged.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    kind = kind_of_path(path)
    before = _read(plain, path)
    if kind is None or before.problems:
        return text
    if not isinstance(before.data, list if kind.listed else dict):
        return text
    if "#" in plain and _OTHER_BREAKS.search(plain):
        return text
    result = _formatted(before, kind)
    after = _read(result, path)
    safe = not after.problems and _alike(before.data, after.data)
    return result if safe and _keeps_comments(plain, result) else text


def _read(text: str, path: str) -> FactFile:
    return read_bytes(text.encode("utf-8", errors="replace"), path)


def _formatted(file: FactFile, kind: Kind) -> str:
    """Return the new text; sorts the sources of ``file`` on the way."""
    from relations_kb.entries.layout import laid_out

    if kind.name == "source" and isinstance(file.root, SequenceNode):
        file.root.value.sort(key=_identifier)
        file.data.sort(key=lambda item: str(item.get("id", "")) if isinstance(item, dict) else "")
    text = laid_out(file.root, kind)
    comments = comments_of(file)
    if not (comments.head or comments.above or comments.beside or comments.tail):
        return text
    return with_comments(_read(text, file.path), comments)


def _identifier(item: Node) -> str:
    pairs = item.value if isinstance(item, MappingNode) else []
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def _alike(one: Any, other: Any) -> bool:
    """Say whether two readings are the same, but for the order of keys; 1 is not 1.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return bool(one == other)


def _keeps_comments(before: str, after: str) -> bool:
    """Say whether whatever follows a ``#`` before still stands, in the same words, after."""
    if "#" not in before:
        return True
    held = " ".join(after.split())
    remarks = (line[line.index("#") :] for line in before.split("\n") if "#" in line)
    return all(" ".join(remark.split()) in held for remark in remarks)
