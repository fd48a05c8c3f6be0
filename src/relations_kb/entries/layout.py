"""How the values of a fact file are written: order, quotes, folding, flow and block style.

libyaml reads the file and ruamel.yaml writes it; what stands between them is decided here.
"""

from __future__ import annotations

import io
import re
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    PlainScalarString,
    SingleQuotedScalarString,
)
from yaml.nodes import MappingNode, Node, ScalarNode

from relations_kb.entries.kinds import Kind
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.reading.scalars import resolve
from relations_kb.reading.yaml_reader import PLAIN

WIDTH = 100

# Texts that YAML 1.1 readers (PyYAML, Ruby, many editors) take for a number, a date, a
# boolean or null, and those that people do.
_LOOKS_TYPED = re.compile(
    r"(?=.*\d)[\dX?%~:+\-./,_\[\]{} ]+|[-+]?[\d.]+[eE][-+]?\d+|0x[\da-fA-F]+|0o[0-7]+"
    r"|[-+]?\.(?i:inf|nan)|~|(?i:null|true|false|yes|no|on|off|y|n)|=|<<",
)
# What YAML 1.2.2 section 7.3.3 keeps out of plain texts, in block and in flow collections.
_NOT_PLAIN = re.compile(
    r"\A[#,\[\]{}&*!|>'\"%@`]|\A[-?:](?=\s|\Z)|\A(---|\.\.\.)|:(?=\s|\Z)|\s#|\A\s|\s\Z|\A\Z"
    r"|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}]|\A[-?:]")
_UNFOLDABLE = re.compile(r"\A\s|\s\Z|[^\S ]|  +|[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_NOT_LITERAL = re.compile(r"\A\s|\s\Z|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def laid_out(root: Node | None, kind: Kind) -> str:
    """Return the canonical text of a file that was read into ``root``, without comments."""
    layout = _Layout(kind)
    yaml = YAML(typ="rt")
    # Every line break is decided here, where the width and the kind of value are known.
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=layout.dash_indent + 2, offset=layout.dash_indent)
    stream = io.StringIO()
    yaml.dump(layout.whole(root), stream)
    lines = [line.rstrip(" ") for line in stream.getvalue().split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


class _Layout:
    """The layout of one kind of file: files of lists do not indent their lists."""

    def __init__(self, kind: Kind) -> None:
        self.dash_indent = 0 if kind.listed else 2
        plan = plan_of(kind.model)
        self._plan = Plan(item=plan) if kind.listed else plan

    def whole(self, root: Any) -> Any:
        """Return the tree that ruamel.yaml is to write."""
        return self._block(root, self._plan, 0)

    def _block(self, node: Any, plan: Plan, indent: int) -> Any:
        """Return a collection in block style whose keys or dashes begin at ``indent``."""
        if isinstance(node, MappingNode):
            mapping = CommentedMap()
            for key, value, below in _ordered(node, plan):
                dashes = not isinstance(value, (MappingNode, ScalarNode))
                inner = indent + (self.dash_indent if dashes else 2)
                mapping[key] = self._value(value, below, indent + len(key) + 2, inner)
            mapping.fa.set_block_style()
            return mapping
        items = CommentedSeq()
        for value in node.value:
            items.append(self._value(value, plan.item or Plan(), indent + 2, indent + 2))
        items.fa.set_block_style()
        return items

    def _value(self, node: Any, plan: Plan, column: int, indent: int) -> Any:
        """Return a value: beside its key at ``column``, or below it at ``indent``."""
        if isinstance(node, ScalarNode):
            value = _scalar(node)
            return _text(value, column, indent) if isinstance(value, str) else value
        if node.flow_style or not node.value:
            flow, width = _flow(node, plan)
            if column + width <= WIDTH:
                return flow
        return self._block(node, plan, indent)


def _ordered(node: MappingNode, plan: Plan) -> list[tuple[str, Node, Plan]]:
    """Return keys, values and plans of a mapping in the order of the model."""
    ranks = {key: rank for rank, key in enumerate(plan.keys)}
    pairs = [(key.value, value, plan.keys.get(key.value, Plan())) for key, value in node.value]
    pairs.sort(key=lambda pair: ranks.get(pair[0], len(ranks)))
    return pairs


def _flow(node: Any, plan: Plan) -> tuple[Any, int]:
    """Return a value in flow style, and the columns that it takes."""
    if isinstance(node, ScalarNode):
        value = _scalar(node)
        if not isinstance(value, str):
            return value, 5 if value is None else len(str(value))
        text = _quoted(value, flow=True)
        return text, WIDTH if "\n" in value else _width(text)
    width = 2 * max(1, len(node.value))
    if isinstance(node, MappingNode):
        mapping = CommentedMap()
        for key, inner, below in _ordered(node, plan):
            mapping[key], inner_width = _flow(inner, below)
            width += len(key) + 2 + inner_width
        mapping.fa.set_flow_style()
        return mapping, width
    items = CommentedSeq()
    for inner in node.value:
        item, inner_width = _flow(inner, plan.item or Plan())
        items.append(item)
        width += inner_width
    items.fa.set_flow_style()
    return items, width


def _scalar(node: ScalarNode) -> Any:
    return resolve(node.value) if node.tag is PLAIN else node.value


def _text(value: str, column: int, indent: int) -> str:
    """Return a text as it is to be written in block style."""
    if "\n" in value:
        return (
            _quoted(value, flow=False) if _NOT_LITERAL.search(value) else LiteralScalarString(value)
        )
    quoted = _quoted(value, flow=False)
    if column + _width(quoted) <= WIDTH or " " not in value or _UNFOLDABLE.search(value):
        return quoted
    folded = FoldedScalarString(value)
    folded.fold_pos = _folds(value, WIDTH - indent)
    return cast(str, folded)


def _folds(text: str, width: int) -> list[int]:
    """Return where the spaces stand at which a text is broken into lines of ``width``."""
    found = []
    start = 0
    while len(text) - start > width:
        at = text.rfind(" ", start, start + width + 1)
        if at < 0:
            at = text.find(" ", start + width)
        if at < 0:
            break
        found.append(at)
        start = at + 1
    return found


def _quoted(value: str, *, flow: bool) -> str:
    """Return a text with quotes if it needs them: double ones, or single round double ones."""
    if not _needs_quotes(value, flow=flow):
        return cast(str, PlainScalarString(value))
    if ('"' in value or "\\" in value) and value.isprintable() and value == value.strip():
        return cast(str, SingleQuotedScalarString(value))
    return cast(str, DoubleQuotedScalarString(value))


def _needs_quotes(value: str, *, flow: bool) -> bool:
    if _LOOKS_TYPED.fullmatch(value) or resolve(value) != value or _NOT_PLAIN.search(value):
        return True
    return flow and _NOT_PLAIN_IN_FLOW.search(value) is not None


def _width(value: str) -> int:
    if isinstance(value, DoubleQuotedScalarString):
        return len(value) + 2 + value.count('"') + value.count("\\")
    if isinstance(value, SingleQuotedScalarString):
        return len(value) + 2 + value.count("'")
    return len(value)
