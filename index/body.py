"""The body of a response into a file: unpacked where it was packed for the way, never longer than allowed, never half."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from index.errors import FetchError

_CHUNK_BYTES = 1 << 16
_MAX_PART_BYTES = 1 << 20
_MAGIC = b"\x1f\x8b"


class Truncated(Exception):
    """The body ended before its end."""


def save(response: http.client.HTTPResponse, sink: BinaryIO, *, max_bytes: int, source: str) -> int:
    """Writes the body over what the file holds; returns its size in bytes.

    Args:
        response: its head has been read.
        sink: a file open for writing.
        max_bytes: the limit for what is received and for what that unpacks to.
        source: names the feed in messages.

    Raises:
        Truncated: less came than was announced.
        FetchError: it is too long, packed in an unknown way, or damaged.
    """
    sink.seek(0)
    sink.truncate()
    announced = None if response.chunked else _length(response)
    too_long = FetchError(f"{source}: is longer than {max_bytes:,} bytes; raise the limit if that is right")
    if announced is not None and announced > max_bytes:
        raise too_long
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{source}: is sent packed as {packing[:40]!r}, which was not asked for")
    unpack = _Unpacking(source) if packing != "identity" else None
    received = written = 0
    while chunk := response.read(_CHUNK_BYTES):
        received += len(chunk)
        for part in unpack.parts(chunk) if unpack else (chunk,):
            written += sink.write(part)
            if max(received, written) > max_bytes:
                raise too_long
    if announced is not None and received < announced:
        raise Truncated(f"it was cut off after {received:,} of {announced:,} bytes")
    if unpack is not None and not unpack.ended:
        raise Truncated(f"it was cut off after {received:,} packed bytes")
    sink.flush()
    return written


class _Unpacking:
    """Gzip, one archive or several one after the other, in parts of at most a megabyte."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._inflate = zlib.decompressobj(wbits=31)

    @property
    def ended(self) -> bool:
        """Whether the last archive is whole."""
        return self._inflate.eof

    def parts(self, packed: bytes) -> Iterator[bytes]:
        """What more packed bytes unpack to; what follows the last archive and is none is ignored."""
        while packed:
            if self._inflate.eof:
                if not packed.startswith(_MAGIC[: len(packed)]):
                    return
                self._inflate = zlib.decompressobj(wbits=31)
            try:
                yield self._inflate.decompress(packed, _MAX_PART_BYTES)
            except zlib.error as error:
                raise FetchError(f"{self._source}: is packed with gzip, but damaged ({error})") from error
            packed = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        while not self._inflate.eof and (rest := self._inflate.decompress(b"", _MAX_PART_BYTES)):
            yield rest


def _length(response: http.client.HTTPResponse) -> int | None:
    value = (response.headers.get("Content-Length") or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
