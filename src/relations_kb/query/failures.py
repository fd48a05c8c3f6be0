"""What went wrong between us and a store elsewhere, in one sentence that says what to do."""

from __future__ import annotations

import html
import http.client
import json
import re
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from relations_kb.errors import QueryError, RelationsKbError, RemoteError, TooLargeError

_LONGEST_MESSAGE = 300
_CREDENTIALS = "RELATIONS_KB_USER and RELATIONS_KB_PASSWORD, or RELATIONS_KB_TOKEN"


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence, and whether the same request may succeed a moment later."""

    sentence: str
    passing: bool


def refusal(
    code: int, headers: Mapping[str, str], body: bytes, request: urllib.request.Request, known: bool
) -> RelationsKbError:
    """Return the error for an HTTP status that says no; ``known`` if we had credentials."""
    place = shown_place(request.full_url)
    said = message_of(headers.get("Content-Type", ""), body)
    because = f": {said}" if said else ""
    if code == 400:
        return QueryError(f"{place} cannot run this{because or ' (400, without a reason)'}")
    if code in (413, 414):
        return TooLargeError(f"{place} refuses a request of this length ({code}){because}")
    return RemoteError(place + _WITHOUT_DETAILS.get(code, _other)(code, headers, because, known))


def _not_signed_in(_code: int, _headers: Mapping[str, str], because: str, known: bool) -> str:
    if known:
        return f" does not accept the name and password, or the token, that you gave{because}"
    return f" wants to know who asks (401); set {_CREDENTIALS}"


def _forbidden(_code: int, _headers: Mapping[str, str], because: str, known: bool) -> str:
    hint = "" if known else f"; if you have an account, set {_CREDENTIALS}"
    return f" does not allow this (403){because}{hint}"


def _missing(code: int, _headers: Mapping[str, str], _because: str, _known: bool) -> str:
    return f": nothing is there ({code}); is the path of the endpoint right?"


def _wrong_method(_code: int, _headers: Mapping[str, str], because: str, _known: bool) -> str:
    return f" does not take requests of this kind (405){because}; is it the endpoint's address?"


def _wrong_form(_code: int, _headers: Mapping[str, str], because: str, _known: bool) -> str:
    return f" cannot answer in a form that is read here (406){because}"


def _slow(code: int, _headers: Mapping[str, str], because: str, _known: bool) -> str:
    return f" gave up, as the answer took too long ({code}){because}; ask for less"


def _too_often(_code: int, headers: Mapping[str, str], _because: str, _known: bool) -> str:
    later = headers.get("Retry-After", "")
    when = f"in {later} seconds" if later.isdigit() else f"after {later}" if later else "later"
    return f" was asked too often (429); come again {when}"


def _other(code: int, headers: Mapping[str, str], because: str, _known: bool) -> str:
    if 300 <= code < 400:
        target = shown_place(headers.get("Location", ""))
        return f" has moved ({code})" + (f"; use {target}" if target else "")
    name = http.client.responses.get(code, "")
    if code >= 500:
        return f" failed ({code} {name}){because}"
    return f" refused ({code} {name}){because}"


_WITHOUT_DETAILS = {
    401: _not_signed_in, 403: _forbidden, 404: _missing, 405: _wrong_method, 406: _wrong_form,
    408: _slow, 410: _missing, 429: _too_often, 504: _slow,
}  # fmt: skip


def failure_of(error: Exception, url: str, timeout: float) -> Failure:
    """Return what it means that no answer came, or half of one."""
    place = shown_place(url)
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return Failure(f"{place} did not answer within {timeout:g} s; ask for less, or give it "
                       "more time with --timeout", False)  # fmt: skip
    if isinstance(reason, ssl.SSLCertVerificationError):
        why = getattr(reason, "verify_message", "") or str(reason)
        return Failure(f"{place} cannot prove who it is: {why}", False)
    if isinstance(reason, ssl.SSLError):
        return Failure(f"{place} speaks no TLS that is understood here: {reason.reason}; "
                       "is it http:// rather than https://?", False)  # fmt: skip
    if isinstance(reason, socket.gaierror):
        host = urllib.request.Request(url).host
        return Failure(f"no server is known under the name {host}; is it written right?", False)
    if isinstance(reason, ConnectionRefusedError):
        return Failure(f"nothing listens at {place}; is the server running?", True)
    if isinstance(reason, (http.client.IncompleteRead, http.client.RemoteDisconnected)):
        return Failure(f"{place} broke off its answer", True)
    if isinstance(reason, http.client.InvalidURL):
        return Failure(f"{place} is not an address that can be asked", False)
    if isinstance(reason, http.client.HTTPException):
        return Failure(f"{place} does not speak HTTP", False)
    if isinstance(reason, ValueError):
        # urllib has no handler for the way in which the server wants us to sign in.
        return Failure(f"{place} asks for credentials in a way not known here: {reason}; "
                       f"basic, digest and tokens are; set {_CREDENTIALS}", False)  # fmt: skip
    said = getattr(reason, "strerror", None) or str(reason)
    return Failure(f"{place} cannot be reached: {said}", isinstance(reason, ConnectionError))


def message_of(content_type: str, body: bytes) -> str:
    """Return what a server says in the body of an error, on one line, at most 300 characters.

    Understands plain text, HTML pages and the JSON of several servers; leaves out the copy of
    the query that Virtuoso appends.

    >>> message_of("application/json", b'{"message": "no such graph"}')
    'no such graph'
    """
    text = body.decode("utf-8", errors="replace")
    if "json" in content_type:
        text = _from_json(text)
    elif "html" in content_type or text.lstrip()[:1] == "<":
        text = re.sub(r"(?is)<(script|style|title)\b.*?</\1>", " ", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    text = re.split(r"\s+SPARQL query:\s", text, maxsplit=1)[0]
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1].rstrip() + "…"


def _from_json(text: str) -> str:
    try:
        data = json.loads(text)
    except ValueError:
        return text
    if isinstance(data, dict):
        for key in ("message", "detail", "error", "exception"):
            if isinstance(data.get(key), str):
                return str(data[key])
    return text


def shown_place(url: str) -> str:
    """Return the address without its query, which may be long and may hold a key.

    >>> shown_place("https://example.org/sparql?apikey=1234")
    'https://example.org/sparql'
    """
    return url.partition("?")[0]
