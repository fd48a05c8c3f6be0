"""The canonical form of a fact file: the order of keys and the layout, comments kept.

The order of keys is the order of the model's fields; the rest is ruamel.yaml's round trip
with fixed settings, so that a file has one form and a change shows only what changed.
"""

from __future__ import annotations

import io
import re
from typing import Any

from relations_kb.entries.kinds import Kind, kind_of_path
from relations_kb.entries.marks import Plan, plan_of
from relations_kb.reading import read_bytes

WIDTH = 100
_LOOKS_TYPED = re.compile(r"[-+.\d~]|(?i:true|false|null|yes|no|on|off|y|n)\Z")
# ruamel.yaml moves a long address to a line of its own, which gains nothing.
_BROKEN_BEFORE_WORD = re.compile(r"^( *(?:- )?[\w-]+:)\n +(\S+)\n", re.MULTILINE)


def canonical_text(text: str, path: str) -> str:
    """Return a fact file in canonical form; a file that cannot be read comes back as it is.

    ``path`` is relative to the facts folder. What the file says never changes: a text that
    would read back otherwise is returned unchanged.
    """
    kind = kind_of_path(path)
    before = read_bytes(text.encode("utf-8"), path)
    if kind is None or before.problems or before.data is None:
        return text
    formatted = _emitted(text, kind)
    after = read_bytes(formatted.encode("utf-8"), path)
    return formatted if not after.problems and after.data == before.data else text


def _emitted(text: str, kind: Kind) -> str:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.width = WIDTH
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    # Python's bool and None spellings never change; only the layout does.
    if kind.listed:
        yaml.indent(mapping=2, sequence=2, offset=0)
    else:
        yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    plan = plan_of(kind.model)
    if kind.listed:
        for item in data:
            _arrange(item, plan)
    else:
        _arrange(data, plan)
    stream = io.StringIO()
    yaml.dump(data, stream)
    written = _BROKEN_BEFORE_WORD.sub(r"\1 \2\n", stream.getvalue())
    lines = [line.rstrip() for line in written.split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n"


def _arrange(value: Any, plan: Plan) -> None:
    """Put the keys of mappings in the order of the model, all the way down."""
    if isinstance(value, dict):
        _order_keys(value, plan)
        for key, inner in value.items():
            _arrange(inner, plan.keys.get(key, Plan()))
            value[key] = _quoted(inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _arrange(inner, plan.item or Plan())
            value[index] = _quoted(inner)


def _order_keys(mapping: Any, plan: Plan) -> None:
    order = {key: index for index, key in enumerate(plan.keys)}
    present = list(mapping)
    wanted = sorted(present, key=lambda key: order.get(key, len(order)))
    if wanted == present:
        return
    for key in wanted:
        mapping.move_to_end(key)


def _quoted(value: Any) -> Any:
    """Return a text with double quotes where YAML 1.1 readers would take it for something else."""
    from ruamel.yaml.scalarstring import (
        DoubleQuotedScalarString,
        FoldedScalarString,
        LiteralScalarString,
        PlainScalarString,
    )

    if not isinstance(value, str) or isinstance(value, (FoldedScalarString, LiteralScalarString)):
        return value
    if _LOOKS_TYPED.match(value) and not isinstance(value, DoubleQuotedScalarString):
        return DoubleQuotedScalarString(value)
    if isinstance(value, (DoubleQuotedScalarString, PlainScalarString)):
        return value
    return value
