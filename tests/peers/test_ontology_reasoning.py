"""The ontology is consistent (HermiT) and in OWL 2 DL (the profile checker of the OWL API)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import owlready2
import pytest
import rdflib
from rdflib import OWL, RDF, Graph, URIRef

ROOT = Path(__file__).resolve().parents[2]
RKB = rdflib.Namespace("https://w3id.org/relations-kb/ontology#")
HERMIT = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
PROFILE = Path(__file__).parent / "java" / "OwlProfile.java"


def _terms() -> Graph:
    return Graph().parse(ROOT / "ontology" / "relations.ttl")


def _terms_and_concepts() -> Graph:
    """Both files as one ontology, as if the import had been followed."""
    graph = _terms().parse(ROOT / "ontology" / "concepts.ttl")
    for triple in list(
        graph.triples((URIRef("https://w3id.org/relations-kb/concepts"), None, None))
    ):
        graph.remove(triple)
    return graph


def _consistent(graph: Graph, folder: Path) -> bool:
    file = folder / "ontology.nt"
    graph.serialize(file, format="nt", encoding="utf-8")
    world = owlready2.World()
    ontology = world.get_ontology(file.as_uri()).load()
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return not list(world.inconsistent_classes())


@pytest.mark.usefixtures("java")
def test_hermit_finds_it_consistent(tmp_path: Path) -> None:
    assert _consistent(_terms_and_concepts(), tmp_path)


@pytest.mark.usefixtures("java")
def test_hermit_would_say_no(tmp_path: Path) -> None:
    graph = _terms_and_concepts()
    both = URIRef("https://w3id.org/relations-kb/event/both")
    for kind in (OWL.NamedIndividual, RKB.Event, RKB.Document):
        graph.add((both, RDF.type, kind))
    assert not _consistent(graph, tmp_path)


def _profile(java: str, graph: Graph, folder: Path) -> subprocess.CompletedProcess[str]:
    if shutil.which("javac") is None:
        pytest.skip("no Java compiler (Debian: default-jdk-headless)")
    file = folder / "ontology.owl"
    graph.serialize(file, format="xml")
    command = [java, "-cp", str(HERMIT), str(PROFILE), str(file)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("make", [_terms, _terms_and_concepts])
def test_it_is_in_owl_2_dl(make: object, java: str, tmp_path: Path) -> None:
    assert callable(make)
    done = _profile(java, make(), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    axioms = int(done.stdout.split()[1])
    assert axioms > 1000


def test_the_profile_checker_would_say_no(java: str, tmp_path: Path) -> None:
    graph = _terms()
    graph.add((RKB.theme, RDF.type, OWL.DatatypeProperty))
    done = _profile(java, graph, tmp_path)
    assert done.returncode == 1
    assert "Cannot pun between properties" in done.stdout
