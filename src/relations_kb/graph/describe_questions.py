"""The shipped questions become JSON-LD too, so that whoever has the graph can list and ask them.

The form is that of the SIB collection of SPARQL examples (github.com/sib-swiss/sparql-examples):
a SHACL executable with its text, a comment, keywords and the endpoint it is meant for. Beside
it stands what that form has no term for: the view, the columns, the parameters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from relations_kb.prefixes import PREFIXES
from relations_kb.questions.question import Question

Node = dict[str, Any]

_SET = "questions"
_TARGET = "sparql"


def question_document(questions: Iterable[Question], context: Any) -> bytes:
    """Return one JSON-LD document (UTF-8) that describes ``questions`` under ``context``.

    The text of each has the defaults of its parameters and declares its prefixes, so that it
    runs as it stands.
    """
    nodes = [_question(question) for question in questions]
    return json.dumps({"@context": context, "@graph": [_prefixes(), *nodes]}).encode()


def _question(question: Question) -> Node:
    iri = f"question/{question.name}"
    node: Node = {
        "@id": iri,
        "@type": ["Question", "sh:SPARQLExecutable", "sh:SPARQLSelectExecutable"],
        "title": {"en": question.title},
        "question": question.question,
        "audience": question.audience,
        "columns": ", ".join(question.columns),
        "view": question.view,
        "keywords": question.theme,
        "select": question.text(),
        "prefixes": _SET,
        "target": _TARGET,
        "parameters": [
            {
                "@id": f"{iri}#parameter-{parameter.name}",
                "@type": "Parameter",
                "name": parameter.name,
                "type": parameter.type,
                "default": parameter.default,
                "meaning": parameter.meaning,
            }
            for parameter in question.parameters
        ],
    }
    if question.note:
        node["note"] = question.note
    return node


def _prefixes() -> Node:
    return {
        "@id": _SET,
        "@type": "owl:Ontology",
        "title": {"en": "Questions of relations-kb, and the prefixes of their texts"},
        "declare": [
            {
                "@id": f"{_SET}#prefix-{prefix}",
                "@type": "sh:PrefixDeclaration",
                "prefix": prefix,
                "namespace": namespace,
            }
            for prefix, namespace in PREFIXES.items()
        ],
    }
