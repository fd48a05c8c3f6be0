"""The RO-Crate: valid by a public validator, read back by a library, the same bytes each time."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import requests
import requests_cache
import urllib3
from requests.adapters import HTTPAdapter

import relations_kb
from relations_kb.output.crate import METADATA, crate
from relations_kb.output.part import part_of
from relations_kb.paths import Home

CONTEXT = "https://w3id.org/ro/crate/1.1/context"


def _crate(home: Home, **conditions: Any) -> bytes:
    kb = relations_kb.open(home.facts)
    return crate(kb, part_of(kb.base, **conditions), conditions)


@pytest.fixture(scope="module")
def whole(base_home: Home) -> bytes:
    return _crate(base_home)


@pytest.fixture(scope="module")
def unpacked(whole: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crate")
    zipfile.ZipFile(io.BytesIO(whole)).extractall(folder)
    return folder


class _Shipped(HTTPAdapter):
    """Answers with the context of RO-Crate 1.1 that the library rocrate ships."""

    def send(self, request: Any, *_args: Any, **_kwargs: Any) -> requests.Response:
        assert request.url == CONTEXT
        body = (resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
        assert json.loads(body)["@id"] == CONTEXT
        raw = urllib3.HTTPResponse(
            io.BytesIO(body), {"Content-Type": "application/ld+json"}, 200,
            preload_content=False, request_url=request.url,
        )  # fmt: skip
        return self.build_response(request, raw)


def _verdict(folder: Path, cache: Path, severity: str = "REQUIRED") -> list[str]:
    """Return what the public validator finds wrong, without the network."""
    from rocrate_validator import services
    from rocrate_validator.models import Severity

    logging.getLogger("rocrate_validator").setLevel(logging.ERROR)
    session = requests_cache.CachedSession(str(cache), expire_after=-1)
    session.mount("https://w3id.org/", _Shipped())
    session.get(CONTEXT)
    session.close()
    result = services.validate(
        services.ValidationSettings(
            rocrate_uri=folder,
            profile_identifier="ro-crate-1.1",
            requirement_severity=Severity[severity],
            offline=True,
            cache_path=cache,
        )
    )
    return [f"{issue.check.identifier}: {issue.message}" for issue in result.get_issues()]


def test_the_public_validator_finds_nothing(unpacked: Path, tmp_path: Path) -> None:
    assert _verdict(unpacked, tmp_path / "cache", "RECOMMENDED") == []


def test_the_public_validator_can_say_no(unpacked: Path, tmp_path: Path) -> None:
    broken = json.loads((unpacked / METADATA).read_text("utf-8"))
    root = next(entity for entity in broken["@graph"] if entity["@id"] == "./")
    del root["datePublished"]
    (tmp_path / "crate").mkdir()
    (tmp_path / "crate" / METADATA).write_text(json.dumps(broken), "utf-8")
    for entity in broken["@graph"]:
        if entity["@type"] == "File":
            target = tmp_path / "crate" / entity["@id"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
    assert any("datePublished" in said for said in _verdict(tmp_path / "crate", tmp_path / "c"))


def test_the_library_reads_it_back(unpacked: Path, base_home: Home) -> None:
    from rocrate.rocrate import ROCrate

    read = ROCrate(str(unpacked))
    assert read.name == part_of(relations_kb.open(base_home.facts).base).dataset["title"]["en"]
    files = {entity.id for entity in read.data_entities if entity.type == "File"}
    on_disk = {
        path.relative_to(unpacked).as_posix()
        for path in unpacked.rglob("*")
        if path.is_file() and path.name not in (METADATA, "ro-crate-preview.html")
    }
    assert files == on_disk
    turkmenchay = "facts/events/1820s/1828-treaty-of-turkmenchay.yaml"
    kept = (unpacked / turkmenchay).read_bytes()
    assert kept == (base_home.facts / turkmenchay.removeprefix("facts/")).read_bytes()


def test_the_facts_in_it_are_a_base(unpacked: Path) -> None:
    again = relations_kb.open(unpacked / "facts")
    assert again.entry("1828-treaty-of-turkmenchay").date == "1828-02-22"
    exported = (unpacked / "graph" / "relations.ttl").read_bytes()
    from relations_kb.output.rdf import export

    assert export(again, "turtle") == exported


def test_times_are_those_of_the_release_and_bytes_are_the_same(
    whole: bytes, base_home: Home
) -> None:
    released = part_of(relations_kb.open(base_home.facts).base).dataset["released-on"]
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        times = {info.date_time for info in archive.infolist()}
        assert archive.testzip() is None
        names = archive.namelist()
    assert times == {(*map(int, released.split("-")), 0, 0, 0)}
    assert names[0] == METADATA
    assert len(set(names)) == len(names)
    assert _crate(base_home) == whole


def test_a_part_has_the_files_that_hold_it(base_home: Home) -> None:
    with zipfile.ZipFile(io.BytesIO(_crate(base_home, theme="syria"))) as archive:
        names = archive.namelist()
        geo = json.loads(archive.read("views/events.geojson"))
        turtle = archive.read("graph/relations.ttl").decode()
    events = [name for name in names if name.startswith("facts/events/")]
    assert events == ["facts/events/2010s/2015-russian-intervention-in-syria.yaml"]
    assert "facts/dataset.yaml" in names
    assert "facts/claims/competition-in-syria.yaml" in names
    assert [f["properties"]["place"] for f in geo["features"]] == ["latakia"]
    assert "event/1828" not in turtle
