"""Problems as text, JSON and GitHub annotations."""

from __future__ import annotations

import json

from relations_kb.checking.printing import as_github, as_json, as_text
from relations_kb.problem import Problem

PROBLEM = Problem("a,b.yaml", 4, 7, "bad-date", "100% wrong", "write\nit so")


def test_text_names_place_code_and_fix() -> None:
    assert as_text([PROBLEM], "facts") == (
        "facts/a,b.yaml:4:7 error bad-date: 100% wrong; write\nit so"
    )


def test_json_can_be_read_back() -> None:
    (item,) = json.loads(as_json([PROBLEM], "facts"))
    assert (item["path"], item["line"], item["code"]) == ("facts/a,b.yaml", 4, "bad-date")


def test_github_annotations_are_escaped() -> None:
    """Per GitHub's workflow commands: %, line breaks, and in properties also : and ,."""
    assert as_github([PROBLEM], "facts") == (
        "::error file=facts/a%2Cb.yaml,line=4,col=7,title=bad-date::100%25 wrong; write%0Ait so"
    )
