"""The header of a question: what is read from it, and what is said when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from relations_kb.errors import QueryError
from relations_kb.questions.folder import find_question, question_files, questions
from relations_kb.questions.question import read_loose, read_question

GOOD = """\
# title: Treaties of a year
# question: Which treaties were signed in one year?
# audience: writers
# A remark for who reads the file, without a key.
# parameter: year xsd:integer 1828 The year.
# parameter: word xsd:string "of peace" A word of the title.
# columns: date, treaty
# view: timeline
# note: Only treaties.
SELECT ?date ?treaty   # $not_a_parameter in a remark
WHERE { ?e rkb:earliestYear $year ; rkb:date ?date ; rdfs:label ?treaty
        FILTER(CONTAINS(STR(?treaty), $word) && STR(?treaty) != "$year") }
ORDER BY ?date
"""


def test_everything_is_read() -> None:
    question = read_question(GOOD, "x.rq", "treaties-of-a-year", "treaties")
    assert question.title == "Treaties of a year"
    assert question.theme == "treaties"
    assert question.columns == ("date", "treaty")
    assert question.view == "timeline"
    assert question.note == "Only treaties."
    assert [(p.name, p.type, p.default, p.meaning) for p in question.parameters] == [
        ("year", "xsd:integer", "1828", "The year."),
        ("word", "xsd:string", "of peace", "A word of the title."),
    ]
    assert question.sparql.startswith("SELECT")


def test_the_header_may_name_the_theme() -> None:
    text = GOOD.replace("# view: timeline\n", "# theme: peace\n")
    question = read_question(text, "x.rq", "x", "treaties")
    assert (question.theme, question.view) == ("peace", "table")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# title: Treaties of a year\n", "", "x.rq:1: the header lacks 'title'"),
        ("# audience: writers\n", "", "lacks 'audience'"),
        ("# columns: date, treaty\n", "", "lacks 'columns'"),
        ("# view:", "# veiw:", "x.rq:8: unknown key 'veiw'; did you mean 'view'?"),
        ("# view: timeline", "# view: time-line", "x.rq:8: no view 'time-line'; did you mean 'timeline'?"),
        ("# note: Only treaties.", "# note:", "x.rq:9: 'note' is empty"),
        ("# note: Only treaties.", "# title: Again", "x.rq:9: a second 'title'; the first is in line 1"),
        ("date, treaty", "date, ?treaty", "x.rq:7: 'date, ?treaty' is not a list of columns"),
        ("date, treaty", "date, date", "each once"),
        ("xsd:integer 1828", "xsd:int 1828", "x.rq:5: no type 'xsd:int'; use xsd:date"),
        ("xsd:integer 1828", "xsd:integer last", "x.rq:5: the default of parameter 'year': 'last' is not a whole number"),
        ("year xsd:integer 1828 The year.", "year 1828", "x.rq:5: 'year 1828' is not a parameter; write: # parameter: name type default meaning"),
        ("# parameter: word", "# parameter: year", "x.rq:6: a second parameter 'year'"),
        ("$word)", "?word)", "x.rq:6: the query does not use $word"),
        ("$word)", "$wrod)", "x.rq:12: $wrod is no parameter of the header"),
        ("SELECT ?date ?treaty ", "ASK", "x.rq:10: a question is a SELECT"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, says: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(QueryError) as caught:
        read_question(GOOD.replace(old, new), "x.rq", "x")
    assert says in str(caught.value)


def test_a_query_of_ones_own_needs_no_header() -> None:
    text = "# my query\nASK { ?e rkb:earliestYear $year }"
    question = read_loose(text, "my.rq")
    assert question.parameters == ()
    assert text in question.text()
    assert "?e rkb:earliestYear $year" in question.text()


def test_a_query_of_ones_own_may_have_parameters() -> None:
    text = "# parameter: year xsd:integer 1828 The year.\nASK { ?e rkb:earliestYear $year }"
    assert '"1829"^^' in read_loose(text, "my.rq").text({"year": 1829})


def _write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(GOOD, "utf-8")


def test_a_folder_of_questions(tmp_path: Path) -> None:
    _write(tmp_path, "b/two.rq", "a/one.rq", "loose.rq", ".hidden/no.rq")
    (tmp_path / "README.md").write_text("not a question", "utf-8")
    assert [(q.theme, q.name) for q in questions(tmp_path)] == [
        ("a", "one"), ("b", "two"), ("other", "loose"),
    ]  # fmt: skip
    assert question_files(tmp_path / "absent") == {}
    assert find_question(tmp_path, "two") is not None
    assert find_question(tmp_path, "three") is None


def test_two_questions_of_one_name(tmp_path: Path) -> None:
    _write(tmp_path, "a/one.rq", "b/one.rq")
    with pytest.raises(QueryError, match=r"b/one\.rq: a/one\.rq has this name too"):
        questions(tmp_path)
