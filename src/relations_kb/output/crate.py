"""An RO-Crate 1.1 (w3id.org/ro/crate/1.1) of the release: facts, graph, tables, map, timeline.

It is a zip with ``ro-crate-metadata.json`` at its root. Every time in it is that of the
release, so the same facts give the same bytes with the same version of zlib.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relations_kb import __version__
from relations_kb.output.geojson import geojson
from relations_kb.output.part import Part
from relations_kb.output.rdf import export
from relations_kb.output.tables.all_tables import TABLES
from relations_kb.output.tables.files import csv_files
from relations_kb.output.tables.package import DESCRIPTOR
from relations_kb.output.timelinejs import timelinejs
from relations_kb.query.knowledge_base import KnowledgeBase

METADATA = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_FOLDERS = {
    "facts/": "Facts: the YAML files that people edit, one entry a file",
    "graph/": "The graph of the facts, and what follows from them, as RDF",
    "ontology/": "What the facts mean: classes, properties, concepts, shapes",
    "queries/": "The questions that the base answers, in SPARQL",
    "tables/": "The facts as tables, a Frictionless data package",
    "views/": "The facts on a map and on a timeline",
}
_TYPES = {
    ".yaml": "application/yaml",
    ".ttl": "text/turtle",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query",
    ".csv": "text/csv",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".html": "text/html",
}


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    content: bytes
    name: str


def crate(kb: KnowledgeBase, part: Part, conditions: dict[str, Any]) -> bytes:
    """Return the crate of a part of a base as a zip.

    ``conditions`` are those by which the part was chosen; the graph in the crate is that of the
    same part. A part has the fact files that hold its entries, whole.
    """
    files = list(_files(kb, part, conditions))
    described = json.dumps(metadata(part, files), ensure_ascii=False, indent=2).encode() + b"\n"
    preview = _preview(part, files).encode()
    everything = [
        _File(METADATA, described, ""),
        _File("ro-crate-preview.html", preview, ""),
        *files,
    ]
    year, month, day = map(int, part.dataset["released-on"].split("-"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in everything:
            info = zipfile.ZipInfo(file.path, (year, month, day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.content)
    return stream.getvalue()


def _files(kb: KnowledgeBase, part: Part, conditions: dict[str, Any]) -> Iterator[_File]:
    home = part.base.home
    for path in _fact_paths(part):
        yield _File(f"facts/{path}", (home.facts / path).read_bytes(), path)
    for form, suffix, name in (("turtle", "ttl", "Turtle"), ("nquads", "nq", "N-Quads")):
        content = export(kb, form, **conditions)
        yield _File(f"graph/relations.{suffix}", content, f"The graph as {name}")
    for folder, root in (("ontology", home.ontology), ("queries", home.queries)):
        for found in sorted(root.rglob("*")):
            if found.is_file() and found.suffix in _TYPES:
                relative = found.relative_to(root).as_posix()
                yield _File(f"{folder}/{relative}", found.read_bytes(), relative)
    titles = {f"{table.name}.csv": table.title for table in TABLES}
    for path, content in sorted(csv_files(part).items()):
        yield _File(f"tables/{path}", content, titles.get(path, "Description of the tables"))
    yield _File("views/events.geojson", geojson(part), "Events on a map")
    yield _File("views/timeline.json", timelinejs(part), "Events for TimelineJS")


def _fact_paths(part: Part) -> list[str]:
    """Return the fact files of a part, and the licence if there is one."""
    if part.whole:
        paths = {file.path for file in part.base.files}
    else:
        paths = {entry.file.path for found in part.entries.values() for entry in found}
        paths |= {e.file.path for e in part.base.entries if e.kind.name in ("dataset", "redirect")}
    if (Path(part.base.home.facts) / "LICENSE").is_file():
        paths.add("LICENSE")
    return sorted(paths)


def metadata(part: Part, files: list[_File]) -> dict[str, Any]:
    """Return the metadata of a crate that holds ``files``: its RO-Crate 1.1 JSON-LD."""
    dataset = part.dataset
    folders = [f for f in _FOLDERS if any(file.path.startswith(f) for file in files)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": dataset["title"]["en"],
        "alternateName": [t for lang, t in dataset["title"].items() if lang != "en"],
        "description": dataset["description"]["en"]
        + ("" if part.whole else " This crate holds a part of the base."),
        "identifier": part.base_iri,
        "url": part.base_iri,
        "version": dataset["release"],
        "datePublished": dataset["released-on"],
        "license": {"@id": dataset["licence"]},
        "author": {"@id": "#creator"},
        "creator": {"@id": "#creator"},
        "publisher": {"@id": "#creator"},
        "inLanguage": ["en", "ru", "fa"],
        "temporalCoverage": f"{dataset['scope']['from']}/..",
        "keywords": ["Iran", "Russia", "international relations", "history"],
        "hasPart": [{"@id": name} for name in [*folders, *(f.path for f in files)]],
        "mentions": {"@id": "#software"},
    }
    graph: list[dict[str, Any]] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        root,
        {
            "@id": dataset["licence"],
            "@type": "CreativeWork",
            "name": "Creative Commons Attribution 4.0 International"
            if "/by/4.0" in dataset["licence"]
            else dataset["licence"],
            "description": "The licence of the facts.",
            "identifier": dataset["licence"],
        },
        {"@id": "#creator", "@type": "Organization", "name": dataset["creator"],
         "url": part.base_iri},
        {
            "@id": "#software",
            "@type": "SoftwareApplication",
            "name": "relations-kb",
            "softwareVersion": __version__,
            "url": part.base_iri,
            "description": "The program that made this crate from the facts.",
        },
        {
            "@id": "ro-crate-preview.html",
            "@type": "CreativeWork",
            "name": "The content of this crate, for people",
            "about": {"@id": "./"},
        },
    ]  # fmt: skip
    for folder in folders:
        inside = [{"@id": file.path} for file in files if file.path.startswith(folder)]
        graph.append(
            {
                "@id": folder,
                "@type": "Dataset",
                "name": folder.strip("/").capitalize(),
                "description": _FOLDERS[folder],
                "hasPart": inside,
            }
        )
    graph += [_entity(file) for file in files]
    return {"@context": _CONTEXT, "@graph": graph}


def _entity(file: _File) -> dict[str, Any]:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.name,
        "encodingFormat": _TYPES.get(Path(file.path).suffix, "text/plain"),
        "contentSize": str(len(file.content)),
        **({"conformsTo": {"@id": "https://specs.frictionlessdata.io/data-package/"}}
           if file.name and file.path == f"tables/{DESCRIPTOR}" else {}),
    }  # fmt: skip


def _preview(part: Part, files: list[_File]) -> str:
    """Return a page that shows what is in the crate."""
    import html

    dataset = part.dataset
    rows = []
    for folder, what in _FOLDERS.items():
        inside = [file for file in files if file.path.startswith(folder)]
        shown = [f for f in inside if not f.path.startswith("facts/")]
        items = "".join(
            f'<li><a href="{html.escape(f.path)}">{html.escape(f.path)}</a>'
            f"{'' if f.name in f.path else ' — ' + html.escape(f.name)}</li>"
            for f in shown
        )
        count = f"{len(inside)} file{'' if len(inside) == 1 else 's'}"
        rows.append(f"<h2>{folder}</h2><p>{html.escape(what)}; {count}.</p><ul>{items}</ul>")
    title = html.escape(dataset["title"]["en"])
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>body{{font:16px/1.5 sans-serif;max-width:48rem;"
        "margin:2rem auto;padding:0 1rem}</style></head><body>"
        f"<h1>{title}</h1><p>{html.escape(dataset['description']['en'])}</p>"
        f"<p>Release {html.escape(dataset['release'])} of {html.escape(dataset['released-on'])}, "
        f'<a href="{html.escape(dataset["licence"])}">{html.escape(dataset["licence"])}</a>. '
        f'Described for programs in <a href="{METADATA}">{METADATA}</a>.</p>'
        + re.sub(r"<ul></ul>", "", "\n".join(rows))
        + "</body></html>\n"
    )
