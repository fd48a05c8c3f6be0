"""HTTP to a store elsewhere: credentials, time limits, trying again, and what went wrong.

Credentials come from the caller or from the environment, never from an address, so that
they reach neither a log nor the history of a shell.
"""

from __future__ import annotations

import email.utils
import http.client
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from relations_kb.errors import RemoteError, UsageError
from relations_kb.query.failures import failure_of, refusal, shown_place

DEFAULT_TIMEOUT = 60.0
"""Seconds that one request may take, from the first byte sent to the last one read."""

_WAITS = (0.5, 1.0, 2.0)
_LONGEST_WAIT = 60.0
_BUSY = (429, 502, 503, 504)
_PIECE = 1 << 16
_WITH_USER = re.compile(r"(?:[^/?#]*:)?(?://)?[^/?#]*@")
_TOKEN = re.compile(r"[!-~]*")
"""What a header may carry (RFC 9110, section 5.5), without spaces."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password (basic or digest, as the server asks), or a bearer token.

    Raises `UsageError` for a password without a name, and for a token that no HTTP header can
    carry, such as one with a line end; the message does not hold it.
    """

    user: str = ""
    password: str = ""
    token: str = ""

    def __post_init__(self) -> None:
        if self.password and not self.user:
            raise UsageError("there is a password, but no name of a user to go with it")
        if not _TOKEN.fullmatch(self.token):
            raise UsageError(
                "the token holds a space, a line end or another character that no HTTP header "
                "can carry; set RELATIONS_KB_TOKEN to the token alone"
            )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """Return what ``RELATIONS_KB_USER``, ``…_PASSWORD`` and ``…_TOKEN`` hold.

        Raises `UsageError` if there is a name without a password, or the other way round.
        """
        given = os.environ if environment is None else environment
        user, password, token = (
            given.get(f"RELATIONS_KB_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")
        )
        if bool(user) != bool(password):
            missing = "PASSWORD" if user else "USER"
            raise UsageError(f"RELATIONS_KB_{missing} is not set; give both name and password")
        return cls(user, password, token)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def __repr__(self) -> str:
        return f"Credentials(user={self.user!r})"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: its headers and the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()


class Connection:
    """Sends requests to one server."""

    def __init__(
        self,
        url: str,
        credentials: Credentials | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        tell: Tell | None = None,
    ) -> None:
        self.url = checked_url(url)
        self.credentials = Credentials.from_environment() if credentials is None else credentials
        if not 0 < timeout < float("inf"):
            raise UsageError(f"a time limit is a number of seconds above 0, not {timeout:g}")
        self.timeout = timeout
        self._tell = tell or (lambda _text: None)
        self._opener = _opener(self.url, self.credentials)

    @property
    def place(self) -> str:
        """The address for messages: without its query, which may hold a key."""
        return shown_place(self.url)

    def send(self, request: urllib.request.Request, *, again: bool = True) -> Reply:
        """Send a request and return the whole answer.

        With ``again``, a busy server (429, 502, 503, 504) and a broken connection are tried
        three times more, after 0.5, 1 and 2 seconds, or when the server says; give False for
        a request that must not be done twice. What a server says that it has rolled back is
        tried again in any case. Raises `RemoteError` with one sentence if it
        fails, `QueryError` if the server cannot read what was asked.
        """
        if self.credentials.token:
            # Not to be taken along to another host by a redirect.
            request.add_unredirected_header("Authorization", f"Bearer {self.credentials.token}")
        waits = list(_WAITS)
        while True:
            try:
                return self._send_once(request)
            except urllib.error.HTTPError as error:
                with error:
                    body = _read_error(error)
                headers: Any = error.headers
                repeat = (again and error.code in _BUSY) or _rolled_back(error.code, body)
                if not repeat or not self._wait(waits, headers, error.code):
                    known = bool(self.credentials)
                    raise refusal(error.code, headers, body, request, known) from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                failure = failure_of(error, request.full_url, self.timeout)
                if not (again and failure.passing) or not self._wait(waits, {}, None):
                    raise RemoteError(failure.sentence) from error

    def _send_once(self, request: urllib.request.Request) -> Reply:
        end = time.monotonic() + self.timeout
        with self._opener.open(request, timeout=self.timeout) as answer:
            body = bytearray()
            while piece := answer.read1(_PIECE):
                body += piece
                if time.monotonic() > end:
                    raise TimeoutError
            missing = answer.length
            if missing:
                raise http.client.IncompleteRead(bytes(body[:0]), missing)
            return Reply(answer.status, answer.headers, bytes(body))

    def _wait(self, waits: list[float], headers: Mapping[str, str], code: int | None) -> bool:
        """Wait before the next try; False if there is to be none."""
        if not waits:
            return False
        asked = _retry_after(headers.get("Retry-After", ""))
        seconds = max(waits.pop(0), asked)
        if seconds > _LONGEST_WAIT:
            return False
        why = "cannot be reached" if code is None else f"is busy ({code})"
        self._tell(f"{self.place} {why}; trying again in {seconds:g} s")
        time.sleep(seconds)
        return True


def checked_url(url: str) -> str:
    """Return an address that can be asked. Raises `UsageError` with the reason if it cannot."""
    if _WITH_USER.match(url):
        # Told first, as every other message repeats the address.
        raise UsageError(
            "an address must not hold a password; "
            "set RELATIONS_KB_USER and RELATIONS_KB_PASSWORD instead"
        )
    place = shown_place(url)
    try:
        parts = urllib.parse.urlsplit(url)
        _port = parts.port
        # Hosts and paths in other scripts are written as the protocol wants them.
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except ValueError as error:
        raise UsageError(f"{place}: not an address: {error}") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{place}: an endpoint's address begins with http:// or https://")
    if re.search(r"[\x00-\x20\x7f]", host):
        raise UsageError(f"{place}: not an address: there is a space in the name of the server")
    path = urllib.parse.quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = urllib.parse.quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect of a GET; a POST would lose its body on the way."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:  # fmt: skip
        if req.get_method() != "GET":
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(url: str, credentials: Credentials) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_Redirects()]
    if credentials.user:
        parts = urllib.parse.urlsplit(url)
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        place = f"{parts.scheme}://{parts.netloc}/"
        passwords.add_password(None, place, credentials.user, credentials.password)
        handlers += [
            urllib.request.HTTPDigestAuthHandler(passwords),
            urllib.request.HTTPBasicAuthHandler(passwords),
        ]
    return urllib.request.build_opener(*handlers)


def _read_error(error: urllib.error.HTTPError) -> bytes:
    try:
        return error.read(_PIECE)
    except (OSError, http.client.HTTPException):
        return b""


def _rolled_back(code: int, body: bytes) -> bool:
    """Whether a server says that two transactions met and this one was undone.

    40001 is SQL's state for it (ISO 9075, serialization failure), which Virtuoso passes on.
    """
    return code == 500 and b"Virtuoso 40001" in body


def _retry_after(text: str) -> float:
    """Return the seconds that a server asks to wait; it may give seconds or a date."""
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError):
        return 0.0
