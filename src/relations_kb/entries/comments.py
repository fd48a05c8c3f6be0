"""Takes the comments out of a fact file and puts them back after it was laid out anew.

A comment of its own line belongs to the key or list item below it, a comment at the end of a
line to the key of that line. (ruamel.yaml hangs comments on the value above; when keys are
put in order they would stay behind, and beside an empty list they make the file invalid.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from relations_kb.reading import FactFile, KeyPath


@dataclass(slots=True)
class Comments:
    """Comments by the key path that they belong to; ``head`` and ``tail`` belong to none."""

    head: list[str] = field(default_factory=list)
    above: dict[KeyPath, list[str]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[KeyPath, list[str]] = field(default_factory=lambda: defaultdict(list))
    tail: list[str] = field(default_factory=list)


def comments_of(file: FactFile) -> Comments:
    """Return all comments of a file that was read without problems."""
    found = Comments()
    text = file.content.decode("utf-8")
    if "#" not in text or file.root is None:
        return found
    anchors = _anchors(file.root)
    marks = iter(sorted(anchors))
    following = next(marks, None)
    current: int | None = None
    waiting: list[str] = []
    for line in _lines(text, file.root):
        if following is not None and line.number >= following:
            current, following = following, next(marks, None)
            found.above[anchors[current][0]] += waiting
            waiting = []
        if line.blank and current is None:
            found.head += waiting
            waiting = []
        if not line.remark:
            continue
        if line.alone and not line.inside:
            waiting.append(line.remark)
        elif current is None:
            found.head.append(line.remark)
        elif current == line.number:
            found.beside[anchors[current][-1]].append(line.remark)
        else:
            # Inside a flow collection or behind a text that runs over several lines.
            found.above[anchors[current][0]].append(line.remark)
    found.tail = waiting
    return found


def with_comments(file: FactFile, comments: Comments) -> str:
    """Return the text of ``file``, which has no comments yet, with ``comments`` in it."""
    lines = file.content.decode("utf-8").split("\n")
    if file.root is not None:
        for number, paths in sorted(_anchors(file.root).items(), reverse=True):
            beside = [remark for keys in paths for remark in comments.beside.get(keys, ())]
            if beside:
                lines[number] += "  " + " ".join(beside)
            indent = " " * (len(lines[number]) - len(lines[number].lstrip(" ")))
            above = [indent + remark for keys in paths for remark in comments.above.get(keys, ())]
            lines[number:number] = above
    head = [*comments.head, ""] if comments.head else []
    tail = [*comments.tail, ""] if comments.tail else []
    return "\n".join([*head, *lines[:-1], *(tail or [""])])


def _anchors(root: Node) -> dict[int, list[KeyPath]]:
    """Return the paths of the keys and items that begin on a line, the outermost first."""
    found: dict[int, list[KeyPath]] = defaultdict(list)
    for line, keys in _starts(root, ()):
        found[line].append(keys)
    return found


def _starts(node: Node, keys: KeyPath) -> Iterator[tuple[int, KeyPath]]:
    """Yield line and path of each key and item of block collections, from the outside in."""
    if isinstance(node, MappingNode) and not node.flow_style:
        for key, value in node.value:
            path: KeyPath = (*keys, key.value)
            yield key.start_mark.line, path
            yield from _starts(value, path)
    elif isinstance(node, SequenceNode) and not node.flow_style:
        for index, item in enumerate(node.value):
            yield item.start_mark.line, (*keys, index)
            yield from _starts(item, (*keys, index))


class _Line(NamedTuple):
    """A line of a file: its comment, and where that stands."""

    number: int
    remark: str
    alone: bool
    inside: bool
    blank: bool


def _lines(text: str, root: Node) -> Iterator[_Line]:
    taken = list(_texts_with_hash(root, text))
    flows = list(_flows(root))
    start = 0
    for number, line in enumerate(text.split("\n")):
        at = _comment_start(line, start, taken)
        remark = line[at:].rstrip() if at >= 0 else ""
        alone = bool(remark) and not line[:at].strip()
        inside = alone and any(begin < start + at < end for begin, end in flows)
        yield _Line(number, remark, alone, inside, not line.strip())
        start += len(line) + 1


def _comment_start(line: str, start: int, taken: list[tuple[int, int]]) -> int:
    at = line.find("#")
    while at >= 0:
        free = at == 0 or line[at - 1] in " \t"
        if free and not any(begin <= start + at < end for begin, end in taken):
            return at
        at = line.find("#", at + 1)
    return -1


def _texts_with_hash(node: Node, text: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts that hold a ``#`` begin and end."""
    if isinstance(node, ScalarNode):
        if "#" in node.value:
            start = node.start_mark.index
            if node.style in ("|", ">"):
                # Behind the sign of a block text there may be a comment.
                start = text.index("\n", start)
            yield start, node.end_mark.index
        return
    for inner in _below(node):
        yield from _texts_with_hash(inner, text)


def _flows(node: Node) -> Iterator[tuple[int, int]]:
    """Yield where the outermost flow collections begin and end."""
    if isinstance(node, (MappingNode, SequenceNode)):
        if node.flow_style:
            yield node.start_mark.index, node.end_mark.index
        else:
            for inner in _below(node):
                yield from _flows(inner)


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            yield value
    else:
        yield from node.value
