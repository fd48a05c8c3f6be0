"""Each rule is silent on the fixture base, and speaks at the exact place of a decoy."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from relations_kb.checking.check import all_rules, check
from relations_kb.paths import Home

TREATY = "events/1820s/1828-treaty-of-turkmenchay.yaml"
WAR = "events/1820s/1826-russo-persian-war.yaml"
VOTE = "events/2010s/2010-resolution-1929.yaml"
SANCTION = "events/2010s/2018-sanctions-on-example-shipping.yaml"
SYRIA = "events/2010s/2015-russian-intervention-in-syria.yaml"
COUNCIL = "actors/un-security-council.yaml"
DOCUMENT = "documents/treaty-of-turkmenchay.yaml"
CLAIM = "claims/always-mutual-distrust.yaml"
PLACE = "places/turkmenchay.yaml"
GAZETTE = "sources/example-gazette.yaml"
SEARCH = (
    'counter-evidence:\n  searched-on: "2026-11-24"\n'
    "  queries: [trust between Iran and Russia]\n  found: One news report.\n"
)
CITED = (
    "citations:\n  - source: example-gazette-gazetteer\n    supports: [coordinates]\n"
    "    says: Torkamanchay is at 37.5816 north, 47.3908 east.\n"
    '    check: read\n    checked-on: "2026-11-24"\n'
)


@dataclass(frozen=True)
class Decoy:
    """An edit of the fixture base that a rule must find at ``line`` and ``column``."""

    code: str
    path: str
    old: str
    new: str
    line: int
    column: int
    says: str


DECOYS = [
    Decoy("actor-out-of-time", TREATY, "actor: qajar-iran", "actor: islamic-republic-of-iran",
          13, 13, "'islamic-republic-of-iran' existed 1979-04-01/.., the event is of 1828-02-22"),
    Decoy("actor-out-of-time", SYRIA, "actor: russian-federation", "actor: soviet-union",
          9, 13, "'soviet-union' existed 1922-12-30/1991-12-26"),
    Decoy("bad-date", TREATY, 'date: "1828-02-22"\n', 'date: "1828-02-30"\n',
          4, 7, "the day '1828-02-30' does not exist"),
    Decoy("bad-date", DOCUMENT, 'date: "1828-04-01"', 'date: "1.4.1828"',
          23, 11, "'1.4.1828' is not EDTF; write '1828-04-01'"),
    Decoy("calendar-mismatch", TREATY, 'date: "1828-02-10"', 'date: "1828-02-11"',
          5, 43, "1828-02-11 (julian) is 1828-02-23, not 1828-02-22"),
    Decoy("calendar-mismatch", TREATY, 'date: "1828-02-10"', 'date: "1828-02-31"',
          5, 43, "the day 1828-02-31 does not exist in julian"),
    Decoy("calendar-mismatch", VOTE, 'date: "1389-03-19"', 'date: "1389-03-20"',
          5, 48, "1389-03-20 (solar-hijri) is 2010-06-10, not 2010-06-09"),
    Decoy("claim-without-counter-search", CLAIM, SEARCH, "",
          1, 1, "no search for evidence against the claim"),
    Decoy("coding-out-of-range", TREATY, "goldstein: -4.0", "goldstein: -10.5",
          32, 14, "-10.5 is off the scale"),
    Decoy("coding-out-of-range", TREATY, "goldstein: -4.0", "goldstein: .nan",
          32, 14, "nan is off the scale"),
    Decoy("coding-out-of-range", WAR, "goldstein: -10.0", "goldstein: 3.0",
          29, 65, "3.0 is unusual for ASSAULT"),
    Decoy("coding-out-of-range", WAR, "-10.0}", "-10.0, alternatives: [{goldstein: 11, because: x}]}",
          29, 99, "11 is off the scale"),
    Decoy("dead-redirect", "redirects.yaml", "[1828-treaty-of-turkmenchay]", "[1828-treaty-of-turkmenchai]",
          3, 8, "did you mean '1828-treaty-of-turkmenchay'?"),
    Decoy("dead-redirect", "redirects.yaml", "1828-torkamanchay-treaty", "1826-russo-persian-war",
          2, 7, "the event '1826-russo-persian-war' still exists"),
    Decoy("dead-redirect", "redirects.yaml", "kind: person", "kind: persona",
          11, 9, "no kind of entry 'persona'; did you mean 'person'?"),
    Decoy("dead-redirect", "redirects.yaml", "[1828-treaty-of-turkmenchay]", "[nobody-at-all]",
          3, 8, "no event 'nobody-at-all'"),
    Decoy("dead-redirect", "redirects.yaml", "[1828-treaty-of-turkmenchay]", "[1828-torkamanchay-treaty]",
          3, 7, "the redirects lead in a circle"),
    Decoy("duplicate-id", GAZETTE, "id: example-gazette-gazetteer", "id: example-gazette-order-of-2018",
          8, 7, "is also at sources/example-gazette.yaml:1:7"),
    Decoy("end-before-start", COUNCIL, 'until: "1991-12-26"', 'until: "1941"',
          9, 55, "until 1941 is before from 1945-10-24"),
    Decoy("end-before-start", DOCUMENT, 'date: "1828-04-01"', 'date: "1828-01-01"',
          23, 11, "'ratified' on 1828-01-01 is before 'signed' on 1828-02-22"),
    Decoy("end-before-start", SANCTION, 'date: "2021-06"', 'date: "2017"',
          22, 32, "'suspended' on 2017 is before 'listed' on 2018-11-05"),
    Decoy("duplicate-source", GAZETTE, "https://gazette.example/2018-11-05", "http://www.Gazette.example/places/#x",
          13, 8, "the same page as the source 'example-gazette-gazetteer' at sources/example-gazette.yaml:5:8"),
    Decoy("invisible-character", TREATY, "en: Treaty of", "en: Treaty\u200b of",
          3, 19, "the character U+200B (zero width space); remove it"),
    Decoy("minimum-count", "dataset.yaml", "count: 8", "count: 80",
          25, 26, "8 entries of kind 'event', at least 80 are expected"),
    Decoy("minimum-count", "dataset.yaml", "kind: claim", "kind: claims",
          26, 12, "no kind of entry 'claims'; did you mean 'claim'?"),
    Decoy("missing-language", TREATY, ", fa: عهدنامه ترکمانچای}", "}",
          3, 8, "'title' lacks fa"),
    Decoy("not-canonical", TREATY, "type: treaty", "type: 'treaty'",
          1, 1, "not in canonical form; run: relations-kb format"),
    Decoy("path-mismatch", PLACE, "id: turkmenchay", "id: torkamanchay",
          1, 5, "move it to places/torkamanchay.yaml"),
    Decoy("path-mismatch", TREATY, "id: 1828-", "id: 1829-",
          1, 5, "the id does not begin with the year of the date, 1828"),
    Decoy("place-out-of-range", PLACE, "lat: 37.5816", "lat: 137.5816",
          4, 14, "lat 137.5816 is not on the globe"),
    Decoy("place-out-of-range", PLACE, "lon: 47.3908, lat: 37.5816", "lon: 0, lat: 0",
          4, 14, "lon 0, lat 0"),
    Decoy("relation-cycle", WAR, "coding:",
          "relations: {follows: [2018-sanctions-on-example-shipping]}\ncoding:",
          29, 23, "this is before '2018-sanctions-on-example-shipping' (2018-11-05)"),
    Decoy("relation-cycle", WAR, "coding:", "relations: {part-of: [1826-russo-persian-war]}\ncoding:",
          29, 23, "a circle: 1826-russo-persian-war → 1826-russo-persian-war"),
    Decoy("single-source", SYRIA, "example-news-agency-sooriyeh", "example-archive-voyna-1941",
          24, 9, "only one publisher (example-archive) is cited"),
    Decoy("uncited", PLACE, CITED, "", 1, 1, "this place gives coordinates and cites nothing"),
    Decoy("unknown-reference", TREATY, "source: example-archive-sbornik-dogovorov\n    locator",
          "source: example-archive-sbornik-dogovorof\n    locator",
          46, 13, "did you mean 'example-archive-sbornik-dogovorov'?"),
    Decoy("unknown-reference", TREATY, "type: treaty", "type: traety",
          2, 7, "no concept 'traety' in the scheme 'event-type'; did you mean 'treaty'?"),
    Decoy("unknown-reference", SANCTION, "follows: [2010-resolution-1929]",
          "follows: [1828-torkamanchay-treaty]",
          25, 13, "it was renamed; write '1828-treaty-of-turkmenchay'"),
    Decoy("unknown-reference", TREATY, "places: [turkmenchay]", "places: [zzzz]",
          6, 10, "no place 'zzzz'; correct it, or add it to places/"),
    Decoy("unread-source", PLACE, "check: read", "check: known",
          8, 5, "no citation of this entry was read"),
    Decoy("unsupported-field", TREATY, "[date, places, participations", "[date, participations",
          6, 1, "no citation supports 'places'"),
    Decoy("unsupported-field", TREATY, "supports: [date, summary]", "supports: [date, summary, vote]",
          53, 31, "this entry has no field 'vote'"),
    Decoy("unsupported-field", TREATY, "field: date", "field: dat",
          35, 12, "no event has a field 'dat'; did you mean 'date'?"),
    Decoy("unused-entry", PLACE, "id: turkmenchay", "id: torkamanchay",
          1, 5, "no other entry names the place 'torkamanchay'"),
    Decoy("unused-source", GAZETTE, "id: example-gazette-order-of-2018", "id: example-gazette-order",
          8, 7, "nothing cites the source 'example-gazette-order'"),
    Decoy("vote-arithmetic", VOTE, "[brazil, turkey]", "[brazil, turkey, austria]",
          31, 29, "'austria' is already under 'for'"),
    Decoy("vote-arithmetic", VOTE, "outcome: adopted", "outcome: vetoed",
          17, 12, "outcome 'vetoed', but the roll gives 'adopted'"),
    Decoy("vote-arithmetic", VOTE, "    - uganda\n", "",
          14, 3, "14 members on the roll; the body had 15 on that day"),
    Decoy("vote-arithmetic", VOTE, "abstaining: [lebanon]\n",
          "abstaining: [lebanon]\n  tally: {for: 12, against: 3, abstaining: 1}\n",
          33, 29, "the tally has 3 'against', the roll 2"),
    Decoy("vote-membership", VOTE, "    - uganda\n", "    - syria\n",
          28, 7, "'syria' was not a member of 'un-security-council' on 2010-06-09"),
    Decoy("vote-membership", VOTE, "    - uganda\n", "",
          14, 3, "members missing from the roll: uganda"),
]  # fmt: skip


# Rules about files as such; `test_broken_base` has their decoys.
NO_EDIT = {"not-read"}


def _edit(home: Home, path: str, old: str, new: str) -> None:
    file = home.facts / path
    text = file.read_text("utf-8")
    assert old in text, f"the fixture {path} no longer holds {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_the_fixture_base_has_no_problem(base_home: Home) -> None:
    assert check(base_home) == []


@pytest.mark.parametrize("decoy", DECOYS, ids=lambda d: f"{d.code}-{d.path}-{d.line}")
def test_a_decoy_is_found_at_its_place(editable_base: Home, decoy: Decoy) -> None:
    _edit(editable_base, decoy.path, decoy.old, decoy.new)
    problems = check(editable_base)
    found = [p for p in problems if p.code == decoy.code and p.path == decoy.path]
    places = [(p.line, p.column) for p in found]
    assert (decoy.line, decoy.column) in places, problems
    told = [
        f"{p.message}; {p.fix}" for p in found if (p.line, p.column) == (decoy.line, decoy.column)
    ]
    assert any(decoy.says in text for text in told), told
    assert all(p.fix for p in problems)


def test_no_rule_lacks_a_decoy() -> None:
    assert {rule.code for rule in all_rules()} == {decoy.code for decoy in DECOYS} | NO_EDIT


def test_every_rule_has_a_manual_page() -> None:
    for rule in all_rules():
        assert len(rule.manual.splitlines()) >= 3, rule.code


def test_a_circle_over_several_kinds_of_relation(editable_base: Home) -> None:
    _edit(
        editable_base,
        WAR,
        "coding:",
        "relations:\n  implements: [1828-treaty-of-turkmenchay]\ncoding:",
    )
    found = [p for p in check(editable_base) if p.code == "relation-cycle"]
    assert [(p.path, p.line, p.column) for p in found] == [(TREATY, 28, 10)]
    assert "1826-russo-persian-war → 1828-treaty-of-turkmenchay → 1826" in found[0].message


def test_a_claim_needs_two_pieces_of_evidence(editable_base: Home) -> None:
    file = editable_base.facts / CLAIM
    text = file.read_text("utf-8")
    head, _, rest = text.partition("evidence:\n")
    tail = rest[rest.index("counter-evidence:") :]
    one = "  - {event: 1941-anglo-soviet-invasion, stance: supports, strength: weak, because: x}\n"
    file.write_text(f"{head}evidence:\n{one}{tail}", "utf-8")
    found = [p for p in check(editable_base) if p.code == "uncited"]
    assert [(p.path, p.line, p.column) for p in found] == [(CLAIM, 12, 3)]


@pytest.mark.parametrize(
    ("day", "in_favour", "outcome"),
    [("1946-04-04", 7, "adopted"), ("2010-06-09", 8, "not-adopted")],
)
def test_the_charter_of_the_day_counts(
    editable_base: Home, day: str, in_favour: int, outcome: str
) -> None:
    """Seven votes were enough until the amendment of Article 27 in 1965, nine since."""
    members = [f"member-{number}" for number in range(in_favour)]
    terms = "".join(f'  - {{member: {m}, from: "1945-10-24"}}\n' for m in members)
    council = editable_base.facts / COUNCIL
    text = council.read_text("utf-8")
    start, end = text.index("memberships:"), text.index("citations:")
    council.write_text(text[:start] + "memberships:\n" + terms + text[end:], "utf-8")
    file = editable_base.facts / VOTE
    vote = file.read_text("utf-8")
    start, end = vote.index("  for:"), vote.index("documents:")
    vote = vote[:start] + f"  for: [{', '.join(members)}]\n" + vote[end:]
    vote = vote.replace('date: "2010-06-09"', f'date: "{day}"', 1)
    for claimed in ("adopted", "not-adopted", "vetoed"):
        file.write_text(vote.replace("outcome: adopted", f"outcome: {claimed}"), "utf-8")
        codes = [p for p in check(editable_base) if p.code == "vote-arithmetic"]
        assert bool(codes) == (claimed != outcome), (claimed, codes)


def test_a_veto_by_a_permanent_member(editable_base: Home) -> None:
    _edit(editable_base, VOTE, "    - russian-federation\n", "")
    _edit(editable_base, VOTE, "[brazil, turkey]", "[brazil, turkey, russian-federation]")
    found = [p for p in check(editable_base) if p.code == "vote-arithmetic"]
    assert [p.message for p in found] == ["outcome 'adopted', but the roll gives 'vetoed'"]


def test_a_mirror_is_not_a_second_publisher(editable_base: Home) -> None:
    _edit(
        editable_base,
        "sources/example-news-agency.yaml",
        "standing: news\n",
        "standing: news\n  mirror-of: example-encyclopaedia\n",
    )
    found = [p for p in check(editable_base) if p.code == "single-source"]
    assert [(p.path, p.line) for p in found] == [(VOTE, 46)]


def test_lunar_dates_may_be_two_days_off(editable_base: Home) -> None:
    """Months began when the moon was seen; 5 Shaban 1243 was printed for 22 February 1828."""
    old = '{calendar: julian, date: "1828-02-10"}'
    for day, wrong in (("1243-08-05", False), ("1243-08-12", True)):
        file = editable_base.facts / TREATY
        text = file.read_text("utf-8")
        file.write_text(text.replace(old, f'{{calendar: lunar-hijri, date: "{day}"}}'), "utf-8")
        codes = {p.code for p in check(editable_base)}
        assert ("calendar-mismatch" in codes) == wrong
        file.write_text(text, "utf-8")
