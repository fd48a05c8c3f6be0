"""A Virtuoso of our own for the tests: its own configuration, folder and ports on loopback."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_PATIENCE = 120
_CONFIGURATION = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
LiteMode = 0
ServerThreads = 10
MaxClientConnections = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CaseMode = 2
DirsAllowed = {folder}
SchedulerInterval = 10
ThreadsPerQuery = 2
AsyncQueueMaxThreads = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
ServerRoot = {folder}
ServerThreads = 5
MaxClientConnections = 5
DavRoot = DAV
EnabledDavVSP = 0
HTTPLogFile =
Charset = UTF-8

[SPARQL]
ResultSetMaxRows = 100000
MaxQueryExecutionTime = 300

[Client]
SQL_PREFETCH_ROWS = 100
SQL_PREFETCH_BYTES = 16000
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0
"""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running server. Its database is empty at first; give each test a graph of its own."""

    folder: Path
    sql_port: int
    http_port: int
    user: str = "dba"
    password: str = "dba"

    @property
    def sparql(self) -> str:
        """The SPARQL endpoint; anybody may query, nobody may change."""
        return f"http://127.0.0.1:{self.http_port}/sparql"

    @property
    def sparql_auth(self) -> str:
        """The SPARQL endpoint for updates, with digest authentication."""
        return f"http://127.0.0.1:{self.http_port}/sparql-auth"

    @property
    def graph_store(self) -> str:
        """The Graph Store endpoint for changes, with digest authentication."""
        return f"http://127.0.0.1:{self.http_port}/sparql-graph-crud-auth"

    def isql(self, statement: str) -> str:
        """Run SQL as the administrator; return what isql prints, raise if it failed."""
        command = [
            "isql-vt", f"127.0.0.1:{self.sql_port}", self.user, self.password,
            "ERRORS=STDOUT", "VERBOSE=OFF", f"EXEC={statement}",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        if done.returncode or "*** Error" in done.stdout:
            raise RuntimeError(f"{statement}\n{done.stdout}{done.stderr}")
        return done.stdout

    def load(self, ntriples: Path, graph: str) -> None:
        """Put a file of N-Triples into a graph, in the place of what was there."""
        inside = self.folder / f"load-{ntriples.name}"
        shutil.copyfile(ntriples, inside)
        self.isql(f"SPARQL CLEAR GRAPH <{graph}>;")
        self.isql(
            f"DB.DBA.TTLP_MT(file_to_string_output('{inside}'), '', '{graph}', 0); checkpoint;"
        )
        inside.unlink()


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """A real Virtuoso 7, started for this session and stopped after it."""
    program = shutil.which("virtuoso-t")
    if program is None or shutil.which("isql-vt") is None:
        pytest.skip("no Virtuoso (Debian: virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    server = Virtuoso(folder, _free_port(), _free_port())
    configuration = folder / "virtuoso.ini"
    configuration.write_text(
        _CONFIGURATION.format(folder=folder, sql_port=server.sql_port, http_port=server.http_port)
    )
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [program, "+configfile", str(configuration), "+wait", "+foreground"],
            cwd=folder, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(server: Virtuoso, process: subprocess.Popen[bytes]) -> None:
    """Wait until the endpoint answers."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.sparql}?query=ASK%7B%7D", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    log = (server.folder / "output.txt").read_text("utf-8", errors="replace")
    pytest.fail(f"Virtuoso did not start:\n{log[-2000:]}")
