"""YAML by libyaml's composer, with our own scalars and limits.

libyaml keeps the place of every node at little cost, but its composer recurses in C and
ends the process on very deep input, and it expands aliases; so bytes that could hold
either are first run through its event parser, which does not recurse.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from relations_kb.problem import Problem
from relations_kb.reading.fact_file import FactFile
from relations_kb.reading.scalars import resolve

LARGEST_FILE = 2_000_000
DEEPEST_NESTING = 40

# The tag of a scalar without quotes; every other tag but `_QUOTED` was written in the file.
PLAIN = "plain"
_QUOTED = "quoted"
_MAY_BE_ALIAS = re.compile(rb"(?<![0-9A-Za-z])[&*][^\s&*]")
# Block style nests at most twice a column: a list under a key need not be indented.
_MAY_BE_DEEP = re.compile(rb"^[ \-?:\t]{%d,}" % (DEEPEST_NESTING // 2), re.MULTILINE)
# So many brackets are always counted exactly; fewer cannot end the process, and guessing at
# their nesting (brackets in quoted texts deceive the guess) spares the second parse.
_MANY_BRACKETS = 150
_BRACKET = re.compile(rb"[\[\]{}]")
# What XML 1.0 has no character for, so that no RDF/XML could be written; libyaml lets these
# pass only as escapes within double quotes.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPENERS = frozenset((b"[", b"{"))


# What libyaml's words mean for the one who wrote the file; the first that fits is told.
_ADVICE = (
    ("mapping values are not allowed", "put quotes round a text that holds ': '"),
    ("cannot start any token", "put quotes round the text"),
    ("expected a single document", "one file holds one entry; remove '---'"),
    ("maximum nesting depth", "flatten it"),
    ("found a tab", "indent with spaces"),
    ("while parsing a flow sequence", "close the list with ']', and put ',' between its items"),
    ("while parsing a flow mapping", "close it with '}', and put ',' between its keys"),
    ("while scanning a quoted scalar", "close the quotes"),
    ("while scanning a simple key", "put ': ' after the key, or quotes round the text"),
    ("while parsing a block", "look for a quote too many or too few, or a wrong indent, above"),
)


class _Composer(yaml.cyaml.CParser):  # type: ignore[misc,name-defined]
    """libyaml's composer, with tags that only say whether a scalar was plain."""

    def resolve(self, kind: type[Node], value: str | None, implicit: Any) -> str:
        return PLAIN if kind is ScalarNode and implicit[0] else _QUOTED

    def descend_resolver(self, parent: Node | None, index: Any) -> None:
        """Do nothing: path resolvers are not used."""

    def ascend_resolver(self) -> None:
        """Do nothing: path resolvers are not used."""


def read_bytes(content: bytes, path: str) -> FactFile:
    """Read the bytes of one fact file; ``path`` is relative to the facts folder.

    Never raises for bad content: what is wrong is in ``.problems``, and ``.data`` is then
    what could be read, or None.
    """
    file = FactFile(path, content)
    if not _within_limits(file):
        return file
    try:
        if _needs_event_check(content) and not _check_events(file):
            return file
        root = _Composer(content).get_single_node()
    except yaml.MarkedYAMLError as error:
        file.problems.append(_syntax_problem(path, error))
        return file
    except yaml.YAMLError as error:
        file.problems.append(_unreadable(file, error))
        return file
    if root is None:
        file.problems.append(
            Problem(path, 1, 1, "empty-file", "nothing in it", "fill or delete it")
        )
        return file
    file.root = root
    file.data = _value(root, file)
    return file


def _within_limits(file: FactFile) -> bool:
    content, path = file.content, file.path
    if len(content) > LARGEST_FILE:
        message = f"{len(content):,} bytes; the limit is {LARGEST_FILE:,}"
        file.problems.append(Problem(path, 1, 1, "too-long", message, "split the file"))
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        message = f"byte 0x{content[error.start]:02X} is not UTF-8"
        file.problems.append(
            Problem(path, line, column, "not-utf-8", message, "save the file as UTF-8")
        )
        return False
    if b"\t" in content:
        for number, line_text in enumerate(content.split(b"\n"), 1):
            if (at := line_text.find(b"\t")) >= 0:
                column = len(line_text[:at].decode("utf-8")) + 1
                file.problems.append(
                    Problem(path, number, column, "tab", "a tab character", "use spaces")
                )
    return True


def _needs_event_check(content: bytes) -> bool:
    if _MAY_BE_ALIAS.search(content) or _MAY_BE_DEEP.search(content):
        return True
    openers = content.count(b"[") + content.count(b"{")
    if openers <= DEEPEST_NESTING or openers > _MANY_BRACKETS:
        return openers > _MANY_BRACKETS
    depth = 0
    for match in _BRACKET.finditer(content):
        depth = depth + 1 if match.group() in _OPENERS else max(0, depth - 1)
        if depth > DEEPEST_NESTING:
            return True
    return False


def _check_events(file: FactFile) -> bool:
    """Note aliases, anchors and too deep nesting; return False if composing is unsafe."""
    depth = 0
    sound = True
    event: Any
    for event in yaml.parse(file.content, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            _note(file, event, "alias", f"alias *{event.anchor}", "write the value out in full")
            sound = False
        elif getattr(event, "anchor", None):
            _note(file, event, "alias", f"anchor &{event.anchor}", "remove the anchor")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST_NESTING:
                message = f"nested more than {DEEPEST_NESTING} levels"
                _note(file, event, "too-deep", message, "flatten it")
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return sound


def _note(file: FactFile, event: Any, code: str, message: str, fix: str) -> None:
    mark = event.start_mark
    file.problems.append(Problem(file.path, mark.line + 1, mark.column + 1, code, message, fix))


def _syntax_problem(path: str, error: yaml.MarkedYAMLError) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    begun: Any = error.context_mark
    message = " ".join(filter(None, (error.problem, error.context)))
    if begun is not None and error.problem_mark is not None and begun.line < mark.line:
        message += f" that begins at {begun.line + 1}:{begun.column + 1}"
    fix = "compare with a file that is right"
    for words, advice in _ADVICE:
        if words in message:
            fix = advice
            break
    code = "yaml-syntax"
    if "expected a single document" in message:
        message = "a second document begins here"
    elif "maximum nesting depth" in message:
        code, message = "too-deep", f"nested more than {DEEPEST_NESTING} levels"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(path, line, column, code, message, fix)


def _unreadable(file: FactFile, error: yaml.YAMLError) -> Problem:
    reason = str(getattr(error, "reason", error))
    before = file.content[: getattr(error, "position", 0)]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")) + 1
    fix = "remove the character; save as plain UTF-8 text"
    return Problem(file.path, line, column, "yaml-syntax", f"not YAML: {reason}", fix)


def _value(node: Node, file: FactFile) -> Any:
    if isinstance(node, ScalarNode):
        tag = node.tag
        if tag is PLAIN:
            return resolve(node.value)
        if tag is not _QUOTED:
            _refuse_tag(node, file)
        if node.style == '"' and (found := _NO_TEXT.search(node.value)):
            message = f"the character U+{ord(found.group()):04X}, which no XML can hold"
            _at(file, node, "control-character", message, "remove its escape from the text")
        return node.value
    if node.tag is not _QUOTED:
        _refuse_tag(node, file)
    if isinstance(node, MappingNode):
        return _mapping(node, file)
    return [_value(item, file) for item in node.value]


def _mapping(node: MappingNode, file: FactFile) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            _at(
                file, key_node, "bad-key", "a key that is not a word", "use a plain word as the key"
            )
            continue
        key = key_node.value
        if key in result:
            _at(file, key_node, "duplicate-key", f"the key '{key}' stands here twice", "keep one")
            continue
        result[key] = _value(value_node, file)
    return result


def _refuse_tag(node: Node, file: FactFile) -> None:
    _at(file, node, "tag", f"the YAML tag {node.tag}", "remove the tag")


def _at(file: FactFile, node: Node, code: str, message: str, fix: str) -> None:
    mark = node.start_mark
    file.problems.append(Problem(file.path, mark.line + 1, mark.column + 1, code, message, fix))
