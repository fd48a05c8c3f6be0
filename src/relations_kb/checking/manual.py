"""The manual page of every code that a problem may have."""

from __future__ import annotations

from relations_kb.checking.check import all_rules

# Codes of what is wrong before any rule can look: with a file, its YAML, its keys and values.
# Each text is the page; all are errors.
PAGES: dict[str, str] = {
    "alias": """An anchor (`&name`) or an alias (`*name`) of YAML.

They make one value stand in two places, which no reader of a diff sees. Write the value out.
A text that begins with `&` or `*` needs quotes.""",
    "bad-key": """A key that is a list or a mapping.

Keys are plain words. A `{` or `[` at the beginning of a key usually wants quotes round it.""",
    "bad-value": """A value of the right type that is not allowed.

It is empty, too long, out of range, or not in the form that the field has: an id is small
letters, digits and hyphens; an address begins with http:// or https://. The guide says what
each key takes.""",
    "control-character": """An escape, within double quotes, of a character that is no text.

Such are `\\0`, `\\e` and `\\x0B`. XML has none of them, so RDF/XML could not be written. Remove
the escape.""",
    "duplicate-key": """A key that stands twice in one mapping.

YAML readers differ in which of the two they keep. Keep one, or make it a list.""",
    "empty-file": """A fact file with nothing in it, or only remarks.

Fill it (`relations-kb new` writes a scaffold) or delete it.""",
    "missing-key": """A key that an entry of this kind must have.

The guide prints in bold what must be there; `relations-kb new` writes it all.""",
    "not-utf-8": """A byte that is no part of a text in UTF-8.

The file was saved in another encoding, such as Windows-1251 or UTF-16, or is no text at all.
Open it in that encoding and save it as UTF-8.""",
    "tab": """A tab character.

YAML forbids tabs in indents, and in a text nobody sees them. Use spaces.""",
    "tag": """A tag of YAML, such as `!!str` or `!python/object`.

What a value is follows from the guide; to make a number a text, put quotes round it.""",
    "too-deep": """Lists or mappings nested more deeply than any entry needs.

Usually a bracket that was opened too often.""",
    "too-long": """A file of more than two million bytes.

No entry is so long; was something else saved under this name? A list of sources can be split.""",
    "unknown-folder": """A fact file in a folder, or under a name, where no kind of entry lives.

Entries live in `events/<decade>s/`, `claims/`, `actors/`, `persons/`, `places/`,
`documents/` and `sources/`; beside those folders there are only `dataset.yaml` and
`redirects.yaml`.""",
    "unknown-key": """A key that does not exist here.

A slip of spelling, a key of another kind of entry, or one that is indented too far or too
little. The guide lists the keys of each kind.""",
    "unreadable": """A file that cannot be opened.

Its permissions forbid it, or it is a link that leads nowhere or to itself.""",
    "wrong-type": """A value of the wrong type: a text for a number, one value for a list.

Lists are `[a, b]` or lines that begin with `- `; numbers have no quotes and a point, not a
comma; texts that look like numbers or dates have quotes.""",
    "yaml-syntax": """A file that is not YAML.

The place is where reading stopped; the mistake is there or above it: quotes or brackets that
were not closed, a text with `: ` or a leading `@` or `%` without quotes, an indent that is
off by one.""",
}
_SHAPE = """A node of the graph that does not fit its shape.

`ontology/shapes.ttl` says in SHACL what every node of the graph must be like; `validate
--shapes` checks it. The message comes from the shape, the place is that of the key that the
node was made from."""


def manual_page(code: str) -> str | None:
    """Return the manual page of a code, with its level; None if there is no such code."""
    for rule in all_rules():
        if rule.code == code:
            return f"{code} ({rule.level})\n\n{rule.manual}"
    if code in PAGES:
        return f"{code} (error)\n\n{PAGES[code]}"
    return f"{code}\n\n{_SHAPE}" if code.startswith("shape-") else None


def all_codes() -> list[str]:
    """Return every code that has a page of its own, sorted."""
    return sorted([*PAGES, *(rule.code for rule in all_rules())])
