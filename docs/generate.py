"""Writes the pages that are made from the code: the curator's guide and the ontology.

Usage: ``python docs/generate.py``; a test compares the committed pages with what this writes.
pyLODE, which makes such pages from an ontology, was tried and cannot be imported in its release of
today; rdflib reads the terms and the rest is a list.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import rdflib
from pydantic import BaseModel
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from relations_kb.checking.check import all_rules
from relations_kb.checking.manual import PAGES as MANUAL_PAGES
from relations_kb.entries.concepts import concept_names
from relations_kb.entries.fields import DateString, FieldPath, InScheme, RefersTo
from relations_kb.entries.kinds import KINDS
from relations_kb.entries.marks import Mark, plan_of
from relations_kb.questions.folder import questions

ROOT = Path(__file__).resolve().parent.parent
RKB = "https://w3id.org/relations-kb/ontology#"
_WORDS = {
    RefersTo: lambda mark: f"id of a {mark.kind}",
    InScheme: lambda mark: f"a concept of *{mark.scheme}*",
    DateString: lambda mark: "EDTF date",
    FieldPath: lambda mark: "a key of this entry",
}
_ALIGNED = (
    RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty,
    SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch,
)  # fmt: skip

_OTHERS_INTRODUCTION = (
    "What others have named stands under their names. Literals with a language tag come in "
    'several: ask with `FILTER(LANG(?label) = "en")`, or each row comes three times.'
)
_OTHERS = {
    "rdf:type": "The class, such as `rkb:Event`.",
    "rdfs:label": "The name or title of an entry in `en`, `ru` and `fa`; of a source, in its own "
    "language.",
    "skos:prefLabel": "The name of a concept in `en`, `ru` and `fa`.",
    "skos:altLabel": "Another name of a concept.",
    "skos:definition": "What a concept, class or property means.",
    "skos:example": "An example of a class or property.",
    "skos:broader": "A wider concept.",
    "skos:inScheme": "The scheme of a concept.",
    "geo:asWKT": "The point of `rkb:Coordinates`, longitude before latitude. The same numbers "
    "stand under `rkb:longitude` and `rkb:latitude`.",
    "sem:hasEarliestBeginTimeStamp": "With the three like it, the bounds of a date for programs "
    "that know the Simple Event Model.",
    "dcterms:license": "The licence of the base.",
    "sh:select": "The SPARQL of an `rkb:Question`; `sh:prefixes` leads to its prefixes, "
    "`schema:keywords` and `schema:target` hold its theme and where to ask it.",
}
_CONCEPTS_INTRODUCTION = (
    "A concept is used by the prefix of its scheme, such as `theme:caspian` or "
    "`event-type:treaty`, in queries of `relations-kb` without a declaration. Elsewhere declare "
    "`PREFIX theme: <https://w3id.org/relations-kb/concept/theme/>`, and so on."
)


def curator_guide() -> str:
    """Return the curator's guide as Markdown, from the model, the rules and the concepts."""
    lines = [
        "# The curator's guide",
        "",
        "Made by `python docs/generate.py` from the model and the lint rules; do not edit it here.",
        "",
        "## Fields",
        "",
        "A key in bold must be there.",
    ]
    done: set[str] = set()
    for kind in KINDS.values():
        where = f"`facts/{kind.folder}`" + (" (a list)" if kind.listed else "")
        lines += ["", f"### {kind.name}", "", f"{_first(kind.model)} In {where}.", ""]
        lines += _fields(kind.model)
        for part in _parts(kind.model):
            if part.__name__ not in done:
                done.add(part.__name__)
                lines += ["", f"#### {part.__name__}", "", _first(part), "", *_fields(part)]
    lines += ["", "## Rules", ""]
    for rule in all_rules():
        lines += [f"### {rule.code} ({rule.level})", "", rule.manual, ""]
    lines += ["## Files, keys and values", ""]
    lines += ["What is wrong with a file, its YAML, its keys or its values has a code too.", ""]
    for code, page in MANUAL_PAGES.items():
        lines += [f"### {code} (error)", "", page, ""]
    lines += ["## Concepts", ""]
    for scheme, names in concept_names(ROOT / "ontology" / "concepts.ttl").items():
        lines += [f"- **{scheme}**: {', '.join(names)}"]
    return "\n".join(lines) + "\n"


def ontology_page() -> str:
    """Return the reference of the ontology as Markdown."""
    graph = rdflib.Graph().parse(ROOT / "ontology" / "relations.ttl")
    lines = [
        "# The ontology",
        "",
        "Made by `python docs/generate.py` from `ontology/relations.ttl`; do not edit it here.",
        f"The prefix `rkb:` is `{RKB}`.",
    ]
    kinds = (
        ("Classes", OWL.Class), ("Object properties", OWL.ObjectProperty),
        ("Datatype properties", OWL.DatatypeProperty),
        ("Annotation properties", OWL.AnnotationProperty),
    )  # fmt: skip
    for heading, kind in kinds:
        terms = sorted(t for t in graph.subjects(RDF.type, kind) if str(t).startswith(RKB))
        if terms:
            lines += ["", f"## {heading}"]
        for term in terms:
            lines += ["", f"### rkb:{str(term).removeprefix(RKB)}", "", *_term(graph, term)]
    lines += ["", "## Terms of others", "", _OTHERS_INTRODUCTION, ""]
    lines += ["| term | what it holds here |", "| --- | --- |"]
    lines += [f"| `{term}` | {what} |" for term, what in _OTHERS.items()]
    lines += ["", "## Concepts", "", _CONCEPTS_INTRODUCTION, *_schemes()]
    return "\n".join(lines) + "\n"


def _schemes() -> Iterator[str]:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "concepts.ttl")
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme)):
        name = str(scheme).rstrip("/").rpartition("/")[2]
        concepts = sorted(graph.subjects(SKOS.inScheme, scheme))
        yield from ("", f"### {name}", "", _english(graph, scheme), "")
        for concept in concepts:
            label, definition = _english(graph, concept), _english(graph, concept, SKOS.definition)
            text = definition or label
            yield f"- `{name}:{str(concept).rpartition('/')[2]}` – {text}"


def _english(graph: rdflib.Graph, node: Any, predicate: Any = SKOS.prefLabel) -> str:
    texts = [*graph.objects(node, predicate), *graph.objects(node, RDFS.label)]
    return next((str(text) for text in texts if getattr(text, "language", "") == "en"), "")


def questions_page() -> str:
    """Return the list of the shipped questions as Markdown, by theme."""
    lines = [
        "# The shipped questions",
        "",
        "Made by `python docs/generate.py` from `queries/`; do not edit it here.",
        "Ask one with `relations-kb query NAME`, with `--param name=value` for each parameter that",
        "shall not have its default.",
    ]
    theme = ""
    for question in questions(ROOT / "queries"):
        if question.theme != theme:
            theme = question.theme
            lines += ["", f"## {theme.replace('-', ' ').capitalize()}"]
        lines += ["", f"### {question.title}", "", f"`{question.name}` · {question.question}"]
        if question.note:
            lines += ["", question.note]
        if question.parameters:
            lines += ["", "| parameter | type | default | what |", "| --- | --- | --- | --- |"]
            lines += [
                f"| {p.name} | {p.type} | `{p.default}` | {p.meaning} |"
                for p in question.parameters
            ]
        lines += ["", f"{question.view}: {', '.join(question.columns)}. For {question.audience}."]
    return "\n".join(lines) + "\n"


def _term(graph: rdflib.Graph, term: Any) -> Iterator[str]:
    labels = {label.language: str(label) for label in graph.objects(term, RDFS.label)}
    yield " · ".join(labels[lang] for lang in ("en", "ru", "fa") if lang in labels)
    for definition in sorted(map(str, graph.objects(term, SKOS.definition))):
        yield from ("", definition)
    facts = []
    for name, predicate in (("domain", RDFS.domain), ("range", RDFS.range)):
        facts += [f"{name} {_short(graph, o)}" for o in sorted(graph.objects(term, predicate))]
    for predicate in _ALIGNED:
        word = predicate.split("#")[-1]
        facts += [f"{word} {_short(graph, o)}" for o in sorted(graph.objects(term, predicate))]
    if facts:
        yield from ("", "; ".join(facts))
    for example in sorted(map(str, graph.objects(term, SKOS.example))):
        yield from ("", f"Example: {example}")


def _short(graph: rdflib.Graph, node: Any) -> str:
    return f"`{graph.namespace_manager.normalizeUri(node)}`"


def _fields(model: type[BaseModel]) -> list[str]:
    plan = plan_of(model)
    rows = ["| key | what |", "| --- | --- |"]
    for name, info in model.model_fields.items():
        key = info.alias or name
        shown = f"**{key}**" if info.is_required() else key
        marks = _marks(plan.keys[key])
        text = (info.description or "").replace("|", "\\|")
        rows.append(f"| {shown} | {text}{f' ({marks})' if marks else ''} |")
    return rows


def _marks(plan: Any) -> str:
    marks: list[Mark] = [*plan.marks, *(plan.item.marks if plan.item else ())]
    return "; ".join(dict.fromkeys(_WORDS[type(mark)](mark) for mark in marks))


def _parts(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for info in model.model_fields.values():
        for found in _models(info.annotation):
            yield found
            yield from _parts(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _first(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def with_numbers(text: str) -> str:
    """Return the page on the thesis with the numbers of the facts of today.

    A test lets them drift a little before it asks for this: they hang on the facts, and who adds
    an event need not know of the page.
    """
    import relations_kb
    from relations_kb.index.pressure import compare, measures
    from relations_kb.query.results import markdown

    rows = measures(compare(relations_kb.open(ROOT / "facts")))
    table = markdown(["measure, 1992 to 2025", "value"], rows)
    before, start, rest = text.partition(NUMBERS[0])
    _old, end, after = rest.partition(NUMBERS[1])
    return f"{before}{start}\n{table}\n{end}{after}"


THESIS = "docs/index-and-thesis.md"
NUMBERS = ("<!-- numbers: made by python docs/generate.py -->", "<!-- end of numbers -->")
PAGES = {
    "docs/curator-guide.md": curator_guide,
    "docs/ontology.md": ontology_page,
    "docs/questions.md": questions_page,
}


def main() -> None:
    """Write all pages."""
    for path, make in PAGES.items():
        (ROOT / path).write_text(make(), "utf-8")
        sys.stdout.write(f"{path}\n")
    thesis = ROOT / THESIS
    thesis.write_text(with_numbers(thesis.read_text("utf-8")), "utf-8")
    sys.stdout.write(f"{THESIS}\n")


if __name__ == "__main__":
    main()
