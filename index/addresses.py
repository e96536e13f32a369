"""Which addresses may be fetched: the parts of a URL, and the numbers a name stands for, none of them private.

A name is resolved once and the connection goes to the number that was looked at: a name that answers differently
a second time ("DNS rebinding") gains nothing. Opens no connection.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import quote, urlsplit

from index.errors import FetchError

Lookup = Callable[..., list[Any]]
"""Has the signature of `socket.getaddrinfo`."""

MAX_URL_CHARS = 4_000
_PORTS = {"https": 443, "http": 80}
_NEVER = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # Azure's metadata, at a public address
            "192.0.0.0/24",  # Oracle's metadata at .192; protocol assignments
            "192.88.99.0/24",  # 6to4 relays
            "64:ff9b:1::/48",  # private IPv4 behind NAT64
            "fec0::/10",  # private in old IPv6
        ),
    )
)
"""Beside what Python knows to be private, loopback, link-local, shared or reserved."""
_NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked for, in parts. `path` begins with a slash and has the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a URL without a path."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole URL."""
        return self.origin + self.path


def is_url(text: str) -> bool:
    """Whether a feed is named by an address rather than by a path."""
    return text[:8].lower().startswith(("https://", "http://"))


def shown(url: str) -> str:
    """The URL for messages: without its query, which may hold a key."""
    return url.partition("?")[0].partition("#")[0][:200]


def target(url: str, *, allow_http: bool = False) -> Target:
    """The parts of a URL.

    Raises:
        FetchError: it is not an https URL (or http, where allowed), or holds a password or characters that no URL has.
    """
    if len(url) > MAX_URL_CHARS or any(letter <= " " or letter == "\x7f" for letter in url):
        raise FetchError(f"{shown(url)!r}: is not an address: too long, or with blanks in it")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna").decode("ascii")
            if ":" not in (parts.hostname or "")
            else parts.hostname
        )
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"{shown(url)!r}: is not an address ({error})") from error
    scheme = parts.scheme.lower()
    if scheme == "http" and not allow_http:
        raise FetchError(f"{shown(url)}: is http: use https, or allow http for this feed")
    if scheme not in _PORTS or not host:
        raise FetchError(f"{shown(url)}: is not an https address")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.hostname}: the address holds a name or a password; leave it out")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]|")
    return Target(scheme, host, port or _PORTS[scheme], path + (f"?{query}" if query else ""))


def resolved(
    where: Target, *, timeout_s: float, allow_private: bool = False, lookup: Lookup = socket.getaddrinfo
) -> list[str]:
    """The numeric addresses to connect to, in the resolver's order.

    Args:
        where: what is asked for.
        timeout_s: how long the resolver may take.
        allow_private: lets private and loopback addresses pass; for tests and closed networks.
        lookup: finds the addresses of a name.

    Raises:
        FetchError: one of the addresses is private, loopback, link-local, reserved or a metadata service.
        OSError: the name has no address, or the resolver does not answer.
    """
    found = list(dict.fromkeys(_looked_up(where, timeout_s, lookup)))
    for address in found:
        if not allow_private and (reason := refusal(address)):
            raise FetchError(f"{where.host}: is {address}, {reason}: such addresses are not fetched")
    return found


def refusal(address: str) -> str:
    """Why a numeric address must not be fetched; empty when it may."""
    try:
        number = ip_address(address)
    except ValueError:
        return "no numeric address"
    for each in _inner(number) if number in _NAT64 else (number, *_inner(number)):
        if each.is_loopback:
            return "a loopback address"
        if each.is_link_local:
            return "a link-local or metadata address"
        if each.is_multicast or each.is_reserved or each.is_unspecified or not each.is_global:
            return "a private or reserved address"
        if any(each in network for network in _NEVER):
            return "a metadata or reserved address"
    return ""


def _inner(number: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """IPv4 addresses that an IPv6 address stands for."""
    if isinstance(number, IPv4Address):
        return []
    inner = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in _NAT64 or int(number) >> 32 == 0:
        inner.append(IPv4Address(int(number) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]


def _looked_up(where: Target, timeout_s: float, lookup: Lookup) -> list[str]:
    """The resolver has no time limit of its own, so it works aside."""
    outcome: list[list[str] | OSError] = []

    def look_up() -> None:
        try:
            rows = lookup(where.host, where.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            outcome.append(error if isinstance(error, OSError) else OSError(str(error)))
        else:
            outcome.append([str(row[4][0]) for row in rows])

    worker = threading.Thread(target=look_up, daemon=True, name="rolecall-resolver")
    worker.start()
    worker.join(max(timeout_s, 0))
    if not outcome:
        raise TimeoutError(f"{where.host}: the name was not resolved in {timeout_s:.0f} s")
    if isinstance(outcome[0], OSError):
        raise outcome[0]
    return outcome[0]
