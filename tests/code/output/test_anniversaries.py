"""The calendar: read back by the library, days and rules as RFC 5545 has them."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

import icalendar
import pytest
from dateutil.rrule import rrulestr

import relations_kb
from relations_kb.errors import MissingExtraError
from relations_kb.output.anniversaries import icalendar_file, notices
from relations_kb.output.part import Part, part_of
from relations_kb.paths import Home


def _events(content: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_days_and_rules(whole_part: Part) -> None:
    found = _events(icalendar_file(whole_part))
    treaty = found["1828-treaty-of-turkmenchay"]
    assert treaty["dtstart"].dt == datetime.date(1828, 2, 22)
    assert type(treaty["dtstart"].dt) is datetime.date
    assert treaty["dtend"].dt == datetime.date(1828, 2, 23)
    assert treaty["rrule"] == {"FREQ": ["YEARLY"]}
    assert str(treaty["summary"]) == "Treaty of Turkmenchay, 1828"
    assert (treaty["geo"].latitude, treaty["geo"].longitude) == (37.5816, 47.3908)
    date, _summary, address = str(treaty["description"]).split("\n")
    assert date == "22 February 1828"
    assert address == "https://w3id.org/relations-kb/event/1828-treaty-of-turkmenchay"
    assert "1651-raid-on-the-sunzha" not in found
    assert "1826-russo-persian-war" not in found, "its beginning is known by month only"
    begun = found["1941-anglo-soviet-invasion"]
    assert str(begun["summary"]) == "Anglo-Soviet invasion of Iran (beginning), 1941"
    assert notices(whole_part)[0].startswith("6 anniversaries; 2 of 8 events")


def test_the_text_is_rfc_5545(whole_part: Part) -> None:
    content = icalendar_file(whole_part, "fa")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    text = content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:18280222" in text
    assert "عهدنامه ترکمانچای" in text
    for name in ("UID", "DTSTAMP", "DTSTART", "RRULE"):
        assert len(re.findall(rf"^{name}[:;]", text, re.MULTILINE)) == 6
    released = whole_part.dataset["released-on"].replace("-", "")
    assert set(re.findall(r"DTSTAMP:(\S+)", text)) == {f"{released}T000000Z"}


def test_a_leap_day_comes_every_year(editable_base: Home) -> None:
    path = Path(editable_base.facts) / "events" / "1820s" / "1828-treaty-of-turkmenchay.yaml"
    text = path.read_text("utf-8").replace('date: "1828-02-22"', 'date: "1828-02-29"')
    path.write_text(text, "utf-8")
    part = part_of(relations_kb.open(editable_base.facts).base)
    event = _events(icalendar_file(part))["1828-treaty-of-turkmenchay"]
    start = datetime.datetime(1828, 2, 29)
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    assert [d.date().isoformat() for d in rule[:5]] == [
        "1828-02-29", "1829-02-28", "1830-02-28", "1831-02-28", "1832-02-29",
    ]  # fmt: skip


def test_an_approximate_day_is_no_anniversary(editable_base: Home) -> None:
    path = Path(editable_base.facts) / "events" / "1820s" / "1828-treaty-of-turkmenchay.yaml"
    text = path.read_text("utf-8").replace('date: "1828-02-22"', 'date: "1828-02-22~"')
    path.write_text(text, "utf-8")
    part = part_of(relations_kb.open(editable_base.facts).base)
    assert "1828-treaty-of-turkmenchay" not in _events(icalendar_file(part))


def test_same_bytes_and_missing_library(
    whole_part: Part, base_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = part_of(relations_kb.open(base_home.facts).base)
    assert icalendar_file(again) == icalendar_file(whole_part)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"relations-kb\[calendar\]"):
        icalendar_file(whole_part)
