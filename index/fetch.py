"""The only code that opens a URL: fetches feeds politely, within limits, and never from a private address.

Every hop is checked anew: scheme, host, and the numbers that the host stands for; the connection goes to a number
that was checked. What cannot be fetched whole is an error; nothing half is handed on. Proxies are not used.
"""

from __future__ import annotations

import io
import random
import socket
import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from index import robots
from index.addresses import Lookup, Target, shown, target
from index.connection import Deadline, Patience
from index.errors import FetchError
from index.request import Fetched, NotThere, Temporary, Terms, follow
from index.robots import Robots

PRODUCT = "Rolecall"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may cost. Times in seconds."""

    max_bytes: int = 1 << 30
    """As sent and as unpacked; the largest job feeds have some hundred megabytes."""
    total_s: float = 900.0
    """Of one feed with all attempts, redirects and waits."""
    connect_s: float = 10.0
    read_s: float = 30.0
    """Of a single read: a server that says nothing for so long has gone."""
    attempts: int = 4
    max_redirects: int = 5
    backoff_s: float = 1.0
    """Before the second attempt; doubled for each further one, with jitter."""
    max_backoff_s: float = 60.0
    """Also of what a server may ask for with Retry-After or Crawl-delay."""
    host_delay_s: float = 1.0
    """Between two requests to the same host."""


class Fetcher:
    """Fetches feeds one after the other and remembers when it last asked each host, and what its robots.txt says."""

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        private_hosts: Collection[str] = (),
        contact: str = "",
        lookup: Lookup = socket.getaddrinfo,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Args: see `FetchLimits`; `contact` is sent along, so that a site can complain; the rest is for tests.

        `private_hosts` names hosts, as they stand in the address, that may have a private or loopback address; only code
        can set it, no setting does.
        """
        self.limits = limits or FetchLimits()
        self.agent = user_agent(contact)
        self._private_hosts = frozenset(private_hosts)
        self._lookup = lookup
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._tls = tls or ssl.create_default_context()
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}

    def fetch(
        self,
        url: str,
        into: Path,
        *,
        etag: str = "",
        last_modified: str = "",
        allow_http: bool = False,
        obey_robots: bool = True,
    ) -> Fetched:
        """Fetches a URL into a file, unless the server says that it is as it was.

        Args:
            url: where it is.
            into: the file to write; it is whole when this returns and `modified`.
            etag: what the server called the content that we have.
            last_modified: when that content was made, in the server's words.
            allow_http: lets http pass beside https, also in redirects.
            obey_robots: asks the site's robots.txt first.

        Raises:
            FetchError: it cannot be fetched whole, or must not be.
        """
        deadline = Deadline(self._clock() + self.limits.total_s, self._clock)
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {
            name: value for name, value in known.items() if value.isascii() and value.isprintable() and value
        }
        terms = self._terms(deadline, conditions, allow_http)
        with into.open("wb") as sink:
            if obey_robots:
                self._ask_robots(target(url, allow_http=allow_http), replace(terms, conditions={}))
            return self._with_retries(url, sink, terms)

    def _terms(self, deadline: Deadline, conditions: Mapping[str, str], allow_http: bool) -> Terms:
        limits = self.limits
        return Terms(
            headers={
                "User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close",
            },
            conditions=conditions,
            patience=Patience(limits.connect_s, limits.read_s, deadline),
            max_bytes=limits.max_bytes,
            max_redirects=limits.max_redirects,
            allow_http=allow_http,
            private_hosts=self._private_hosts,
            lookup=self._lookup,
            tls=self._tls,
            before=lambda where: self._keep_distance(where, deadline),
        )  # fmt: skip

    def _with_retries(self, url: str, sink: BinaryIO, terms: Terms) -> Fetched:
        for number in range(1, self.limits.attempts + 1):
            try:
                return follow(url, sink, terms)
            except Temporary as error:
                tried = "once" if number == 1 else f"{number} times"
                if number >= self.limits.attempts:
                    raise FetchError(f"{error}; tried {tried}: try again later") from error
                backoff = self.limits.backoff_s * 2 ** (number - 1) * (0.5 + self._jitter())
                wait = min(max(backoff, error.retry_after_s), self.limits.max_backoff_s)
                if self._clock() + wait >= terms.patience.deadline.at:
                    raise FetchError(f"{error}; tried {tried}, no time is left: try again later") from error
                self._sleep(wait)
        raise FetchError(f"{shown(url)}: not even one attempt is allowed")

    def _keep_distance(self, where: Target, deadline: Deadline) -> None:
        """Waits until some time has passed since the last request to this host."""
        rules = self._robots.get(where.origin, Robots())
        delay = min(max(self.limits.host_delay_s, rules.delay_s), self.limits.max_backoff_s)
        wait = self._asked.get(where.host, float("-inf")) + delay - self._clock()
        if wait > 0:
            try:
                self._sleep(deadline.left(wait))
            except TimeoutError as error:
                raise FetchError(f"{shown(where.url)}: {error}") from error
        self._asked[where.host] = self._clock()

    def _ask_robots(self, where: Target, terms: Terms) -> None:
        """Raises FetchError where robots.txt forbids the path, or cannot be read.

        Source: RFC 9309, 2.3.1: a missing robots.txt allows everything, a server that fails forbids everything.
        """
        if where.origin not in self._robots:
            text = io.BytesIO()
            try:
                self._with_retries(
                    f"{where.origin}/robots.txt", text, replace(terms, max_bytes=robots.MAX_BYTES)
                )
            except NotThere:
                text = io.BytesIO()
            self._robots[where.origin] = robots.parse(text.getvalue().decode("utf-8", "replace"), PRODUCT)
        if not self._robots[where.origin].allows(where.path):
            raise FetchError(
                f"{shown(where.url)}: the site's robots.txt asks not to fetch it; where you have its owner's leave, set "
                "`robots = false` for this feed"
            )


def user_agent(contact: str = "") -> str:
    """Who we say we are: the project, its version, and whom to complain to where given."""
    words = "".join(letter for letter in contact if letter.isascii() and letter.isprintable())[:200]
    return f"{PRODUCT}/{product_version()} (job feed reader{'; ' + words if words else ''})"


def product_version() -> str:
    """The installed version of this project; "0" when it is not installed."""
    try:
        return version("rolecall")
    except PackageNotFoundError:
        return "0"
