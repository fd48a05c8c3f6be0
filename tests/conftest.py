"""What all tests share: a cache of their own, a small base, and the engines of others.

Without one of those engines (Jena, raptor, Java) its tests skip and say why.
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from relations_kb.paths import Home, locate

# How long an example takes says more of the machine than of the code.
settings.register_profile("relations-kb", deadline=None)
settings.load_profile("relations-kb")

ROOT = Path(__file__).resolve().parents[1]
FIXTURE_FACTS = ROOT / "tests" / "code" / "fixtures" / "base" / "facts"
JARS = Path("/usr/share/java")
_JENA_NEEDS = (
    "jena-", "slf4j-api", "slf4j-nop", "commons-", "dexx", "titanium", "jakarta.json", "jsonld-java",
    "jackson-", "http", "thrift", "protobuf", "gson", "guava", "libintl",
)  # fmt: skip
_SHADED = "org/apache/jena/ext/"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELATIONS_KB_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("RELATIONS_KB_FACTS", raising=False)
        yield


@pytest.fixture(scope="session")
def base_home() -> Home:
    """The fixture base with the shipped ontology; never to be changed by a test."""
    return locate(FIXTURE_FACTS)


@pytest.fixture(scope="session")
def java() -> str:
    found = shutil.which("java")
    if found is None:
        pytest.skip("no java (Debian: default-jdk-headless)")
    return found


@pytest.fixture(scope="session")
def rapper() -> str:
    found = shutil.which("rapper")
    if found is None:
        pytest.skip("no rapper (Debian: raptor2-utils)")
    return found


@pytest.fixture(scope="session")
def jena(java: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a class of Debian's Jena: ``jena("riotcmd.riot", "--validate", path)``."""
    jars = sorted(
        jar for jar in JARS.glob("*.jar")
        if jar.name.startswith(_JENA_NEEDS) and not jar.stem[-1].isdigit()
    )  # fmt: skip
    core = JARS / "jena-core.jar"
    if core not in jars:
        pytest.skip("no Jena (Debian: libapache-jena-java)")
    messages = _messages(core, tmp_path_factory.mktemp("jena"))
    path = ":".join([str(messages), *map(str, jars)])

    def run(main: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        command = [java, "-cp", path, main, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    return run


def _messages(core: Path, folder: Path) -> Path:
    """Put Xerces's messages where Debian's Jena 4.5.0-2 looks for them.

    That package holds the classes as ``xerces.*`` but their messages still under the name
    that upstream's shading gives them, so that every command fails on start.
    """
    with zipfile.ZipFile(core) as jar:
        for name in jar.namelist():
            if name.startswith(_SHADED) and name.endswith(".properties"):
                target = folder / name.removeprefix(_SHADED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return folder
