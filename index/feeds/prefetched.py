"""A stream of which the beginning was already read, as a stream from its beginning."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer


def prefetched(head: bytes, rest: BinaryIO) -> BinaryIO:
    """First `head`, then what `rest` still holds; it cannot seek and does not close `rest`."""
    return io.BufferedReader(_Prefetched(head, rest), 1 << 18)


class _Prefetched(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """The next bytes, written into the buffer; how many they are, 0 at the end."""
        view = memoryview(buffer).cast("B")
        part, self._head = self._head[: len(view)], self._head[len(view) :]
        part = part or self._rest.read(len(view))
        view[: len(part)] = part
        return len(part)
