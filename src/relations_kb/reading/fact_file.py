"""One fact file: its plain data, and the line and column of every node in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from relations_kb.problem import Problem

KeyPath = tuple[str | int, ...]


@dataclass(slots=True)
class FactFile:
    """What was read from one file.

    ``path`` is relative to the facts folder; ``data`` is plain dicts, lists and scalars
    (None if the file cannot be read); ``problems`` is what the YAML itself has wrong.
    """

    path: str
    content: bytes
    data: Any = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def position(self, keys: KeyPath, *, of_key: bool = False) -> tuple[int, int]:
        """Return line and column (from 1) of the value at ``keys``, or of its key.

        A path that leads nowhere gives the place of the nearest node above it.

        >>> from relations_kb.reading import read_bytes
        >>> read_bytes(b"a:\\n  - b: 1\\n", "x.yaml").position(("a", 0, "b"))
        (2, 8)
        """
        node = self.root
        if node is None:
            return 1, 1
        place = node
        for key in keys:
            below = _child(node, key)
            if below is None:
                break
            key_node, node = below
            place = key_node if of_key and key_node is not None else node
        return place.start_mark.line + 1, place.start_mark.column + 1

    def problem(
        self, keys: KeyPath, code: str, message: str, fix: str = "", *, of_key: bool = False
    ) -> Problem:
        """Return a `Problem` at the node that ``keys`` leads to."""
        line, column = self.position(keys, of_key=of_key)
        return Problem(self.path, line, column, code, message, fix)


def _child(node: Node, key: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        for key_node, value_node in node.value:
            if isinstance(key_node, ScalarNode) and key_node.value == key:
                return key_node, value_node
    elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        return None, node.value[key]
    return None
