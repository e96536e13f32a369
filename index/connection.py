"""One HTTP request over a connection to a given numeric address, with an end to its time.

`http.client` rather than httpx or urllib3: there the address that was checked can be pinned, and every single read
be measured against a deadline, without private parts of a library; a feed needs no pool, cookies or HTTP/2.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.addresses import Target

if TYPE_CHECKING:
    from typing_extensions import Buffer


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment after which nothing is waited for."""

    at: float
    clock: Callable[[], float] = time.monotonic

    def left(self, most_s: float) -> float:
        """The seconds left, at most `most_s`.

        Raises:
            TimeoutError: there are none.
        """
        left = self.at - self.clock()
        if left <= 0:
            raise TimeoutError("it took longer than is allowed in all")
        return min(left, most_s)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a connection, a read and all together may take."""

    connect_s: float
    read_s: float
    deadline: Deadline


class _TimedReader(io.RawIOBase):
    """Reads from a socket, each time with what is left of the time: a slow drip ends at the deadline."""

    def __init__(self, raw: socket.socket, patience: Patience) -> None:
        self._raw = raw
        self._patience = patience

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes from the network; how many they are, 0 at the end."""
        self._raw.settimeout(self._patience.deadline.left(self._patience.read_s))
        return self._raw.recv_into(buffer)


class _TimedSocket:
    """What http.client needs of a socket; the response goes on being read when the connection lets go of it."""

    def __init__(self, raw: socket.socket, patience: Patience) -> None:
        self._raw = raw
        self._patience = patience

    def sendall(self, data: bytes) -> None:
        self._raw.settimeout(self._patience.deadline.left(self._patience.read_s))
        self._raw.sendall(data)

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._raw, self._patience), 1 << 16)

    def close(self) -> None:
        """Leaves the socket to `Exchange.release`: http.client closes it when it still has to be read."""


class Exchange(http.client.HTTPConnection):
    """One request and its response; close it when done. The host's name is sent and, over TLS, its certificate checked."""

    def __init__(self, where: Target, address: str, *, tls: ssl.SSLContext, patience: Patience) -> None:
        super().__init__(where.host, where.port)
        self.default_port = 443 if where.scheme == "https" else 80
        self._where = where
        self._address = address
        self._tls = tls
        self._patience = patience
        self._raw: socket.socket | None = None

    def connect(self) -> None:
        """Connects to the numeric address, whatever the name resolves to by now."""
        left = self._patience.deadline.left
        self._raw = socket.create_connection(
            (self._address, self._where.port), left(self._patience.connect_s)
        )
        if self._where.scheme == "https":
            self._raw.settimeout(left(self._patience.connect_s))
            # A connection that is cut without a goodbye is an error: the response may be incomplete.
            self._raw = self._tls.wrap_socket(
                self._raw, server_hostname=self._where.host, suppress_ragged_eofs=False
            )
        self.sock = _TimedSocket(self._raw, self._patience)

    def ask(self, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Sends GET and reads the head of the response."""
        self.request("GET", self._where.path, headers=dict(headers))
        return self.getresponse()

    def release(self) -> None:
        """Closes the socket."""
        self.close()
        if self._raw is not None:
            self._raw.close()
