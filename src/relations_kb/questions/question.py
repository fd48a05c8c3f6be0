"""A question as it stands in its file: a header of ``# key: value`` lines, then SPARQL.

::

    # title: Sanctions in force on a day
    # question: Which sanctions were in force on a given day?
    # audience: researchers, writers
    # parameter: date xsd:date 2016-02-01 The day.
    # columns: since, measure, authority
    # view: table
    SELECT ?since ?measure ?authority …

The theme, by which questions are grouped, is the folder of the file unless the header has one.
In the query ``$date`` stands for the parameter and ``?since`` for a variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from relations_kb.errors import QueryError
from relations_kb.questions.parameter import Parameter, Value, is_type
from relations_kb.questions.sparql_text import filled, kind_of, parameters_in, portable

VIEWS = ("table", "timeline", "map", "chart")
_REQUIRED = ("title", "question", "audience", "columns")
_KEYS = (*_REQUIRED, "theme", "view", "parameter", "note")
_KEY = re.compile(r"#\s*([a-z][a-z-]*)\s*:\s*(.*)\Z")
_PARAMETER = re.compile(r'([a-z][a-z_]*)\s+(\S+)\s+("[^"]*"|[^"\s]\S*)\s+(\S.*)\Z')
_PARAMETER_FORM = "write: # parameter: name type default meaning"
_TYPES_FORM = (
    "use xsd:date, xsd:integer, xsd:decimal, xsd:boolean, xsd:string, a kind of entry such as "
    "event, or concept/ and a scheme such as concept/theme"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the base answers: its header, and its SPARQL text without the header."""

    name: str
    title: str
    question: str
    audience: str
    theme: str
    columns: tuple[str, ...]
    view: str
    parameters: tuple[Parameter, ...]
    sparql: str
    note: str = ""

    def terms(self, values: Mapping[str, Value]) -> dict[str, ox.NamedNode | ox.Literal]:
        """Return the term of every parameter: of its value in ``values``, else of its default.

        Raises `QueryError` for a value of a parameter that the question does not have, with a
        near name, and for one that does not fit its type.
        """
        known = [parameter.name for parameter in self.parameters]
        for name in values:
            if name not in known:
                raise QueryError(f"{self.name} has no parameter '{name}'; {_hint(name, known)}")
        return {p.name: p.term(values.get(p.name, p.default)) for p in self.parameters}

    def text(self, values: Mapping[str, Value] | None = None) -> str:
        """Return the query for any engine: parameters put in, prefixes declared.

        Raises `QueryError` as `terms` does.
        """
        return portable(filled(self.sparql, self.terms(values or {})))


def read_question(text: str, where: str, name: str, theme: str = "other") -> Question:
    """Return the question in a text; ``where`` (a path) is for messages.

    Raises `QueryError` with file and line if the header lacks a key, has one that is not
    known, or does not agree with the query.
    """
    header, parameters, body = _read(text, where)
    for key in _REQUIRED:
        if key not in header:
            raise QueryError(f"{where}:1: the header lacks '{key}'; add a line: # {key}: …")
    _check_used(parameters, text, where)
    form = kind_of(text)
    if form != "SELECT":
        number = text.count("\n", 0, len(text) - len(body)) + 1
        raise QueryError(f"{where}:{number}: a question is a SELECT; this is {form or 'no query'}")
    return Question(
        name,
        header["title"].text,
        header["question"].text,
        header["audience"].text,
        header["theme"].text if "theme" in header else theme,
        _columns(header["columns"], where),
        _view(header.get("view", _Line("table", 1)), where),
        tuple(line.parameter for line in parameters),
        body,
        header["note"].text if "note" in header else "",
    )


def read_loose(text: str, where: str) -> Question:
    """Return a query of a user's own, of which the header may have parameters, or be absent.

    Raises `QueryError` if its parameters cannot be read.
    """
    if not re.search(r"^#\s*parameter\s*:", text, re.MULTILINE):
        return Question(where, "", "", "", "", (), "table", (), text)
    _header, parameters, body = _read(text, where)
    _check_used(parameters, text, where)
    return Question(
        where, "", "", "", "", (), "table", tuple(line.parameter for line in parameters), body
    )


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class _ParameterLine:
    parameter: Parameter
    number: int = field(compare=False)


def _read(text: str, where: str) -> tuple[dict[str, _Line], list[_ParameterLine], str]:
    header: dict[str, _Line] = {}
    parameters: list[_ParameterLine] = []
    lines = text.splitlines(keepends=True)
    number = 0
    for number, line in enumerate([*lines, ""], 1):
        if not line.startswith("#"):
            break
        found = _KEY.match(line.strip())
        if found is None:
            continue
        key, value = found.groups()
        place = f"{where}:{number}"
        if key not in _KEYS:
            raise QueryError(f"{place}: unknown key '{key}'; {_hint(key, _KEYS)}")
        if not value:
            raise QueryError(f"{place}: '{key}' is empty; say something after the colon")
        if key == "parameter":
            parameters.append(_ParameterLine(_parameter(value, place), number))
        elif key in header:
            raise QueryError(f"{place}: a second '{key}'; the first is in line "
                             f"{header[key].number}")  # fmt: skip
        else:
            header[key] = _Line(value, number)
    return header, parameters, "".join(lines[number - 1 :])


def _parameter(value: str, place: str) -> Parameter:
    found = _PARAMETER.match(value)
    if found is None:
        raise QueryError(f"{place}: '{value}' is not a parameter; {_PARAMETER_FORM}")
    name, type_name, default, meaning = found.groups()
    if not is_type(type_name):
        raise QueryError(f"{place}: no type '{type_name}'; {_TYPES_FORM}")
    parameter = Parameter(name, type_name, default.strip('"'), meaning)
    try:
        parameter.term(parameter.default)
    except QueryError as error:
        raise QueryError(f"{place}: the default of {error}") from None
    return parameter


def _check_used(parameters: list[_ParameterLine], text: str, where: str) -> None:
    """Hold header and query to each other: what is declared is used, and the other way round."""
    declared: dict[str, int] = {}
    for line in parameters:
        name = line.parameter.name
        if name in declared:
            raise QueryError(f"{where}:{line.number}: a second parameter '{name}'")
        declared[name] = line.number
    used = dict(reversed(list(parameters_in(text))))
    for name, number in used.items():
        if name not in declared:
            raise QueryError(
                f"{where}:{number}: ${name} is no parameter of the header; "
                f"declare it, or write ?{name} for a variable"
            )
    for name, number in declared.items():
        if name not in used:
            raise QueryError(f"{where}:{number}: the query does not use ${name}")


def _columns(line: _Line, where: str) -> tuple[str, ...]:
    columns = tuple(part.strip() for part in line.text.split(","))
    for column in columns:
        if not re.fullmatch(r"\w+", column) or columns.count(column) > 1:
            raise QueryError(
                f"{where}:{line.number}: '{line.text}' is not a list of columns; "
                "write the names of the variables, each once, with commas between them"
            )
    return columns


def _view(line: _Line, where: str) -> str:
    if line.text not in VIEWS:
        raise QueryError(f"{where}:{line.number}: no view '{line.text}'; {_hint(line.text, VIEWS)}")
    return line.text


def _hint(word: str, known: tuple[str, ...] | list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(word, known, 1)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"it has {', '.join(known)}" if known else "it takes none"
