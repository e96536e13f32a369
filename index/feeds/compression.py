"""A gzipped feed as a stream, with an end to what a small file may unpack to."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from index.errors import FeedError

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAGIC = b"\x1f\x8b"
_CHUNK_BYTES = 64 * 1024
_FREE_BYTES = 64 * 2**20
"""So much may come out whatever went in: a feed of many like postings packs very well."""
_MAX_RATIO = 200
"""Beyond that, a feed that unpacks to more than so many times its size is a bomb: text packs 3 to 20 times, at most 1,032."""


def gunzip(data: BinaryIO, source: str) -> BinaryIO:
    """The unpacked stream. Reading raises FeedError where the archive is damaged or a bomb."""
    return io.BufferedReader(_Gunzip(data, source), _CHUNK_BYTES)


class _Gunzip(io.RawIOBase):
    def __init__(self, data: BinaryIO, source: str) -> None:
        self._data = data
        self._source = source
        self._inflate = zlib.decompressobj(wbits=31)
        self._input = b""
        self._read_bytes = 0
        self._made_bytes = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next unpacked bytes, written into the buffer; how many they are, 0 at the end."""
        view = memoryview(buffer).cast("B")
        part = b""
        while not part:
            if self._inflate.eof and not self._next_member():
                return 0
            part = self._inflated(len(view))
        self._made_bytes += len(part)
        if self._made_bytes > max(_FREE_BYTES, _MAX_RATIO * self._read_bytes):
            raise FeedError(
                f"{self._source}: the gzip file unpacks to more than {_MAX_RATIO} times its size; it is not read further"
            )
        view[: len(part)] = part
        return len(part)

    def _inflated(self, max_bytes: int) -> bytes:
        """Some bytes, or none when more input must be read or another archive follows."""
        packed = self._inflate.unconsumed_tail or self._input or self._more()
        self._input = b""
        try:
            part = self._inflate.decompress(packed, max_bytes)
        except zlib.error as error:
            raise FeedError(f"{self._source}: the gzip file is damaged ({error}); fetch it again") from error
        if not packed and not part and not self._inflate.eof:
            raise FeedError(f"{self._source}: the gzip file ends in the middle; fetch it again")
        return part

    def _more(self) -> bytes:
        chunk = self._data.read(_CHUNK_BYTES)
        self._read_bytes += len(chunk)
        return chunk

    def _next_member(self) -> bool:
        """Whether another archive follows in the same file; padding and other bytes after the last one are ignored."""
        rest = self._inflate.unused_data
        if len(rest) < len(MAGIC):
            rest += self._more()
        if not rest.startswith(MAGIC):
            return False
        self._inflate, self._input = zlib.decompressobj(wbits=31), rest
        return True
