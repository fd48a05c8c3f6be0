"""What a user asks becomes SPARQL: a shipped question's name, a file, or SPARQL itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from relations_kb.errors import QueryError
from relations_kb.prefixes import BASE_IRI
from relations_kb.questions.folder import find_question, question_files
from relations_kb.questions.parameter import Parameter, Value
from relations_kb.questions.question import Question, read_loose

Ask = Callable[[str], Any]
"""Runs SPARQL with our prefixes known: `KnowledgeBase.query`."""


def named_question(name: str, folder: Path) -> Question:
    """Return the shipped question of that name.

    Raises `QueryError` if there is none, with a near name, and for a header that is wrong.
    """
    found = find_question(folder, name)
    if found is None:
        raise QueryError(f"no question '{name}'; {_near_question(name, folder)}")
    return found


def question_of(text: str, folder: Path) -> Question:
    """Return what ``text`` means: a shipped question's name, a file's path, or SPARQL itself.

    Raises `QueryError` if it is none of them, with near names of questions.
    """
    if "\n" not in text and len(text) < 200:
        shipped = find_question(folder, text)
        if shipped is not None:
            return shipped
        path = Path(text)
        if path.is_file():
            return read_loose(path.read_text("utf-8"), text)
        if path.suffix in (".rq", ".sparql"):
            raise QueryError(f"{text}: no such file")
        if " " not in text.strip() and "{" not in text:
            raise QueryError(f"no question or file '{text}'; {_near_question(text, folder)}")
    return read_loose(text, "the query")


def completed(question: Question, values: Mapping[str, Value], ask: Ask) -> str:
    """Return the SPARQL of a question with its parameters put in and its prefixes declared.

    An id that was renamed is followed to the new one. Raises `QueryError` for a parameter that
    is unknown or ill-typed, or that names an entry or concept which the graph does not hold.
    """
    moved: dict[str, Value] = {}
    terms = question.terms(values)
    for parameter in question.parameters:
        if parameter.names_a_node:
            iri = terms[parameter.name].value
            moved[parameter.name] = _present(parameter, iri, ask)
    return question.text({**values, **moved})


def _present(parameter: Parameter, iri: str, ask: Ask) -> str:
    """Return ``iri``, or where it moved to, if the graph knows it."""
    found = list(
        ask(f"SELECT ?class ?to {{ <{iri}> a ?class OPTIONAL {{ <{iri}> rkb:movedTo ?to }} }}")
    )
    targets = sorted({row["to"].value for row in found if row["to"] is not None})
    if len(targets) == 1:
        return str(targets[0])
    name = iri.rpartition("/")[2]
    start = f"parameter '{parameter.name}': "
    if targets:
        shown = " or ".join(f"'{target.rpartition('/')[2]}'" for target in targets)
        raise QueryError(f"{start}'{name}' was split; give {shown}")
    if found:
        return iri
    raise QueryError(f"{start}{_absent(parameter, name, ask)}")


def _absent(parameter: Parameter, name: str, ask: Ask) -> str:
    from relations_kb.suggest import suggestion

    kind, _, scheme = parameter.type.partition("/")
    if scheme:
        pattern = f"?x skos:inScheme <{BASE_IRI}concept/{scheme}>"
        said = f"no concept '{name}' in the scheme {scheme}"
    else:
        pattern = f"?x a rkb:{kind.capitalize()}"
        said = f"no {kind} '{name}'"
    names = [row["x"].value.rpartition("/")[2] for row in ask(f"SELECT ?x {{ {pattern} }}")]
    hint = suggestion(name, names)
    if not hint and names and scheme:
        hint = f"it has {', '.join(sorted(names))}"
    return f"{said}; {hint or f'find ids with: relations-kb search {name}'}"


def _near_question(name: str, folder: Path) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, question_files(folder).values(), 1)
    return f"did you mean '{near[0]}'?" if near else "see them with: relations-kb questions"
