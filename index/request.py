"""One attempt to get what a URL names: request by request through redirects, each hop checked as the first one was."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import BinaryIO
from urllib.parse import urljoin

from index.addresses import Lookup, Target, resolved, shown, target
from index.body import Truncated, save
from index.connection import Exchange, Patience
from index.errors import FetchError

_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_TRY_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_HINTS = {
    401: "it wants a password", 403: "the server refuses us", 404: "there is nothing there: check the address",
    410: "it was taken away: follow another feed",
}  # fmt: skip


class Temporary(FetchError):
    """Worth another attempt."""

    def __init__(self, message: str, retry_after_s: float = 0.0) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class NotThere(FetchError):
    """The server answered with a 4xx status."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed that was fetched whole, or is not modified. `url` is where it was in the end."""

    url: str
    modified: bool
    etag: str = ""
    last_modified: str = ""
    bytes: int = 0
    ending_known: bool = True
    """Whether it would have been noticed had it broken off: the server said how long it is."""
    moved_to: str = ""
    """Where it has moved for good; empty when it has not."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an attempt may do and how long it may take."""

    headers: Mapping[str, str]
    conditions: Mapping[str, str]
    """Headers after which a server may answer "not modified"."""
    patience: Patience
    max_bytes: int
    max_redirects: int
    allow_http: bool
    private_hosts: Collection[str]
    lookup: Lookup
    tls: ssl.SSLContext
    before: Callable[[Target], None]
    """Called before each request."""


def follow(url: str, sink: BinaryIO, terms: Terms) -> Fetched:
    """Writes what the URL names into a file, through redirects.

    Raises:
        Temporary: it failed in a way that may pass.
        FetchError: it cannot or must not be fetched.
    """
    at, for_good = url, True
    for _ in range(terms.max_redirects + 1):
        where = target(at, allow_http=terms.allow_http)
        terms.before(where)
        outcome = _translated(where, sink, terms)
        if isinstance(outcome, Fetched):
            return replace(outcome, moved_to=at if for_good and at != url else "")
        status, location = outcome
        for_good = for_good and status in _PERMANENT
        at = _joined(where.url, location)
    raise FetchError(f"{shown(url)}: is redirected more than {terms.max_redirects} times; check the address")


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError(f"{shown(url)}: is redirected to what is no address ({error})") from error


def _translated(where: Target, sink: BinaryIO, terms: Terms) -> Fetched | tuple[int, str]:
    """`_asked`, with the errors of sockets, TLS and HTTP as ours."""
    words = shown(where.url)
    try:
        return _asked(where, sink, terms)
    except Truncated as error:
        raise Temporary(f"{words}: {error}") from error
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"{words}: its certificate does not hold: {error.verify_message}") from error
    except TimeoutError as error:
        raise Temporary(f"{words}: the server is too slow ({error})") from error
    except http.client.HTTPException as error:
        raise Temporary(f"{words}: the answer broke off or is no HTTP ({error!r:.200})") from error
    except socket.gaierror as error:
        raise Temporary(f"{words}: the name cannot be resolved ({error.strerror})") from error
    except OSError as error:
        raise Temporary(f"{words}: the connection failed ({error.strerror or error})") from error


def _asked(where: Target, sink: BinaryIO, terms: Terms) -> Fetched | tuple[int, str]:
    """One request; a redirect comes back as its status and location."""
    exchange = _connected(where, terms)
    try:
        response = exchange.ask({**terms.headers, **terms.conditions})
        return _answered(where, response, sink, terms)
    finally:
        exchange.release()


def _connected(where: Target, terms: Terms) -> Exchange:
    """A connection to the first address that answers."""
    patience = terms.patience
    addresses = resolved(
        where,
        timeout_s=patience.deadline.left(patience.connect_s),
        allow_private=where.host in terms.private_hosts,
        lookup=terms.lookup,
    )
    problem: OSError = OSError("the name has no address")
    for address in addresses:
        exchange = Exchange(where, address, tls=terms.tls, patience=patience)
        try:
            exchange.connect()
        except OSError as error:
            exchange.release()
            problem = error
        else:
            return exchange
    raise problem


def _answered(
    where: Target, response: http.client.HTTPResponse, sink: BinaryIO, terms: Terms
) -> Fetched | tuple[int, str]:
    words, status, headers = shown(where.url), response.status, response.headers
    if status in _REDIRECTS and (location := headers.get("Location")):
        return status, location
    if status == 304 and terms.conditions:
        return Fetched(where.url, modified=False)
    if status in _TRY_AGAIN:
        raise Temporary(f"{words}: the server answers {status}", _retry_after(headers.get("Retry-After", "")))
    if status != 200:
        kind = NotThere if 400 <= status < 500 else FetchError
        raise kind(f"{words}: the server answers {status}: {_HINTS.get(status, 'that is no feed')}")
    size = save(response, sink, max_bytes=terms.max_bytes, source=words)
    known = response.chunked or headers.get("Content-Length") is not None or where.scheme == "https"
    return Fetched(
        where.url,
        modified=True,
        etag=headers.get("ETag", "")[:500],
        last_modified=headers.get("Last-Modified", "")[:100],
        bytes=size,
        ending_known=bool(known),
    )


def _retry_after(value: str) -> float:
    """The seconds that a server asks us to wait; 0 when it does not say or not clearly."""
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(value[:100]).timestamp() - time.time())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
