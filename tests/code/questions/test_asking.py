"""Asking a question of a base: ids must be there, moved ones are followed, the rows fit."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import relations_kb
from relations_kb.errors import QueryError
from relations_kb.paths import Home, locate
from relations_kb.query.knowledge_base import KnowledgeBase

HEAD = "# title: T\n# question: Q?\n# audience: writers\n"
QUESTIONS = {
    "events/roles-in-an-event": HEAD + "# parameter: event event 1828-treaty-of-turkmenchay The event.\n"
    "# columns: role, actor\nSELECT ?role ?actor WHERE { $event rkb:participation ?p . "
    "?p rkb:role ?role ; rkb:actor ?actor } ORDER BY ?role ?actor",
    "events/on-a-theme": HEAD + "# parameter: theme concept/theme territory The theme.\n"
    "# columns: event\nSELECT ?event WHERE { ?event a rkb:Event ; rkb:theme $theme } ORDER BY ?event",
    "events/until": HEAD + "# parameter: date xsd:date 1830-01-01 The day.\n"
    "# columns: event\nSELECT ?event WHERE { ?event a rkb:Event ; rkb:latest ?last . "
    "FILTER(?last <= $date) } ORDER BY ?event",
}  # fmt: skip


def _own_questions(home: Home) -> Home:
    folder = home.facts.parent / "queries"
    for path, text in QUESTIONS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{path}.rq").write_text(text, "utf-8")
    return locate(home.facts)


@pytest.fixture
def kb(editable_base: Home) -> KnowledgeBase:
    return relations_kb.open(_own_questions(editable_base).facts)


def _column(kb: KnowledgeBase, name: str, **parameters: str) -> list[str]:
    return [row["event"].value.rpartition("/")[2] for row in kb.ask(name, **parameters)]


def test_a_base_may_bring_its_own_questions(kb: KnowledgeBase) -> None:
    assert [question.name for question in kb.questions()] == [
        "on-a-theme", "roles-in-an-event", "until",
    ]  # fmt: skip
    assert len(list(kb.ask("roles-in-an-event"))) == 2


def test_values_change_the_answer(kb: KnowledgeBase) -> None:
    early = _column(kb, "until")
    late = _column(kb, "until", date="2030-01-01")
    assert "1828-treaty-of-turkmenchay" in early
    assert set(early) < set(late)
    assert "1828-treaty-of-turkmenchay" in _column(kb, "on-a-theme")
    assert "1828-treaty-of-turkmenchay" not in _column(kb, "on-a-theme", theme="nuclear")


@pytest.mark.parametrize(
    ("name", "parameters", "says"),
    [
        ("roles-in-an-event", {"event": "1828-treaty-of-turkmanchay"},
         "parameter 'event': no event '1828-treaty-of-turkmanchay'; did you mean '1828-treaty-of-turkmenchay'?"),
        ("roles-in-an-event", {"event": "zzz"}, "find ids with: relations-kb search zzz"),
        ("on-a-theme", {"theme": "territry"}, "no concept 'territry' in the scheme theme; did you mean 'territory'?"),
        ("on-a-theme", {"theme": "zzz"}, "it has "),
        ("on-a-theme", {"thema": "territory"}, "on-a-theme has no parameter 'thema'; did you mean 'theme'?"),
        ("until", {"date": "soon"}, "'soon' is not a day"),
        ("untill", {}, "no question 'untill'; did you mean 'until'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(
    kb: KnowledgeBase, name: str, parameters: dict[str, str], says: str
) -> None:
    with pytest.raises(QueryError) as caught:
        kb.ask(name, **parameters)
    assert says in str(caught.value)


def test_a_moved_id_is_followed(editable_base: Home) -> None:
    redirects = editable_base.facts / "redirects.yaml"
    moved = (
        "- {id: 1828-peace, kind: event, to: [1828-treaty-of-turkmenchay], on: \"2026-01-01\","
        " because: Renamed.}\n"
    )  # fmt: skip
    text = redirects.read_text("utf-8")
    redirects.write_text(("" if text.strip() in ("[]", "") else text) + moved, "utf-8")
    kb = relations_kb.open(_own_questions(editable_base).facts)
    assert len(list(kb.ask("roles-in-an-event", event="1828-peace"))) == 2


def test_a_changed_question_makes_the_store_stale(editable_base: Home) -> None:
    home = _own_questions(editable_base)
    title = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

    def titles() -> set[str]:
        store = relations_kb.open(home.facts).store
        start = "https://w3id.org/relations-kb/question/"
        return {
            quad.object.value
            for quad in store.quads_for_pattern(None, title, None)
            if str(quad.subject.value).startswith(start)
        }

    assert titles() == {"T"}
    assert relations_kb.open(home.facts).opened.how == "cached"
    path = home.queries / "events" / "until.rq"
    path.write_text(QUESTIONS["events/until"].replace("title: T", "title: New"), "utf-8")
    assert titles() == {"T", "New"}
    path.unlink()
    assert titles() == {"T"}
    (home.queries / "events" / "more.rq").write_text(
        QUESTIONS["events/until"].replace("title: T", "title: More"), "utf-8"
    )
    assert titles() == {"T", "More"}


def test_a_wrong_header_stops_the_build_with_its_place(editable_base: Home) -> None:
    home = _own_questions(editable_base)
    path: Path = home.queries / "events" / "until.rq"
    path.write_text(QUESTIONS["events/until"].replace("# columns", "# colums"), "utf-8")
    with pytest.raises(
        QueryError, match=r"until\.rq:5: unknown key 'colums'; did you mean 'columns'"
    ):
        _ = relations_kb.open(home.facts).store
