"""TimelineJS: valid by the rules of its documentation, exact where dates are, safe as HTML."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import relations_kb
from relations_kb.output.part import Part, part_of
from relations_kb.output.timeline import Era
from relations_kb.output.timelinejs import GROUPS, _dates, _era, timeline, timelinejs
from relations_kb.paths import Home

# The rules of timeline.knightlab.com/docs/json-format.html. Years may be negative (before Christ).
_DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
        "hour": {"type": "integer"}, "minute": {"type": "integer"},
        "second": {"type": "integer"}, "millisecond": {"type": "integer"},
        "display_date": {"type": "string"}, "format": {"type": "string"},
    },
    "dependentRequired": {"day": ["month"]},
    "additionalProperties": False,
}  # fmt: skip
_TEXT = {
    "type": "object",
    "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
_SLIDE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "start_date": _DATE, "end_date": _DATE, "text": _TEXT,
        "media": {"type": "object", "required": ["url"]},
        "group": {"type": "string", "minLength": 1},
        "display_date": {"type": "string"},
        "background": {"type": "object"},
        "autolink": {"type": "boolean"},
        "unique_id": {"type": "string", "pattern": "^[a-z0-9-]+$"},
    },
    "additionalProperties": False,
}  # fmt: skip
SCHEMA = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": _SLIDE,
        "events": {"type": "array", "items": {**_SLIDE, "required": ["start_date"]}},
        "eras": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "end_date"],
                "properties": {"start_date": _DATE, "end_date": _DATE, "text": _TEXT},
                "additionalProperties": False,
            },
        },
        "scale": {"enum": ["human", "cosmological"]},
    },
    "additionalProperties": False,
}
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize("lang", ["en", "ru", "fa"])
@pytest.mark.parametrize("group", GROUPS)
def test_it_is_valid_in_every_language_and_grouping(
    lang: str, group: str, whole_part: Part
) -> None:
    read = json.loads(timelinejs(whole_part, lang, group))
    VALIDATOR.validate(read)
    assert [slide["unique_id"] for slide in read["events"]] == [e.id for e in whole_part.events]
    assert all(("group" in slide) == (group != "none") for slide in read["events"])


def test_the_rules_can_say_no(whole_part: Part) -> None:
    read = timeline(whole_part)
    del read["events"][0]["start_date"]
    with pytest.raises(ValidationError, match="'start_date' is a required"):
        VALIDATOR.validate(read)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1828-02-22", (1828, 2, 22), None),
        ("1826-07/1828-02-22", (1826, 7), (1828, 2, 22)),
        ("1651~", (1651,), None),
        ("[1651..1653]", (1651,), (1653,)),
        ("2015-09-30/..", (2015, 9, 30), None),
        ("../1813-10-24", (1813, 10, 24), None),
        ("196X", (1960,), (1969,)),
        ("1920-21", (1920, 3), (1920, 5)),
        ("0987", (987,), None),
        ("[..1651]", (1651,), None),
    ],
)
def test_dates_are_as_exact_as_known(
    text: str, start: tuple[int, ...], end: tuple[int, ...] | None
) -> None:
    names = ("year", "month", "day")
    first, last = _dates(text)
    assert first == dict(zip(names, start, strict=False))
    assert last == (dict(zip(names, end, strict=False)) if end else None)


def test_words_are_in_the_language(whole_part: Part) -> None:
    slides = {s["unique_id"]: s for s in timeline(whole_part, "ru", "era")["events"]}
    treaty = slides["1828-treaty-of-turkmenchay"]
    assert treaty["text"]["headline"] == "Туркманчайский договор"
    assert treaty["display_date"] == "22 февраля 1828"
    assert treaty["group"] == "Войны за Кавказ"
    themes = timeline(whole_part, "fa", "theme")["events"]
    assert themes[-1]["group"] != "sanctions"
    raid = timeline(whole_part)["events"][0]
    assert raid["display_date"] == "between 1651 and 1653"
    assert "Reported by a single" in raid["text"]["text"]


def test_other_scripts_keep_their_direction_in_persian(whole_part: Part) -> None:
    slides = {s["unique_id"]: s for s in timeline(whole_part, "fa")["events"]}
    body = slides["1828-treaty-of-turkmenchay"]["text"]["text"]
    for start in ("Abbas Mirza and Paskevich signed", "1828-treaty-of-turkmenchay\u2069<"):
        assert f"\u2068{start}" in body
    assert body.count("\u2068") == body.count("\u2069") == 4
    english = timelinejs(whole_part, "en").decode()
    assert "\u2068" not in english


def test_no_text_breaks_the_page(editable_base: Home) -> None:
    path = Path(editable_base.facts) / "events" / "1820s" / "1828-treaty-of-turkmenchay.yaml"
    long = "x <script>alert('1')</script> & \"y\" " * 400
    text = path.read_text("utf-8")
    start = text.index("summary:")
    end = text.index("participations:")
    path.write_text(text[:start] + f"summary: {json.dumps(long)}\n" + text[end:], "utf-8")
    part = part_of(relations_kb.open(editable_base.facts).base, theme="capitulations")
    body = timeline(part)["events"][0]["text"]["text"]
    tags: list[str] = []
    shown: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(tag)

        def handle_data(self, data: str) -> None:
            shown.append(data)

    Reader().feed(body)
    assert set(tags) == {"p", "a"}
    assert long.strip() in "".join(shown)


def test_eras_are_those_of_the_events_and_end(whole_part: Part) -> None:
    eras = timeline(whole_part)["eras"]
    assert eras[0]["start_date"] == {"year": 1500}
    released = int(whole_part.dataset["released-on"][:4])
    present = _era(Era(2022, 9999, {"en": "Now"}), "fa", whole_part)
    assert present["end_date"] == {"year": released}
    assert all(e["start_date"]["year"] <= e["end_date"]["year"] for e in eras)
