"""Bytes of unknown or broken encoding become text, or clean UTF-8, chunk by chunk.

Byte order marks and declared encodings are honoured when they name an encoding in use on the web; others are refused.
Bytes that are not valid UTF-8 are read as Windows-1252, which is what they nearly always are.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from index.errors import FeedError
from index.feeds.prefetched import prefetched

CHUNK_BYTES = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only these: Python's registry also holds codecs that unpack archives or take quadratic time.
_KNOWN = re.compile(
    r"utf-?(?:8|16|32)(?:-?[lb]e)?|u8|ascii|us-ascii|latin-?1|iso-?8859-?1?[0-9]|(?:windows-?|cp)125[0-8]|koi8-[ru]|"
    r"shift[_-]?jis|sjis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5(?:-?hkscs)?|mac-?roman|macintosh|cp(?:437|850|932|949)|tis-620",
    re.IGNORECASE,
)
_WEB_NAMES = {
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
"""As browsers do: what calls itself Latin-1 is Windows-1252."""


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows_1252)


def known_encoding(name: str, source: str) -> str:
    """Python's name of the encoding.

    Raises:
        FeedError: nothing on the web is encoded so.
    """
    if not _KNOWN.fullmatch(name.strip()):
        raise FeedError(f"{source}: unknown encoding {name[:40]!r}; convert the feed to UTF-8 and try again")
    canonical = codecs.lookup(name.strip()).name
    return _WEB_NAMES.get(canonical, canonical)


def sniff_mark(head: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark (or, for UTF-16, the zero bytes of ASCII) gives away, and the mark's length."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    if len(head) >= 4 and head[0] and not head[1] and head[2] and not head[3]:
        return "utf-16-le", 0
    if len(head) >= 4 and not head[0] and head[1] and not head[2] and head[3]:
        return "utf-16-be", 0
    return None, 0


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of some bytes; `encoding` is used when no byte order mark says otherwise."""
    marked, length = sniff_mark(data)
    name = marked or encoding or "utf-8"
    return data[length:].decode(name, "windows-1252" if name == "utf-8" else "replace")


def text_chunks(data: BinaryIO) -> Iterator[str]:
    """The text of a stream, chunk by chunk; no chunk is empty."""
    head = data.read(CHUNK_BYTES)
    marked, length = sniff_mark(head)
    name = marked or "utf-8"
    decoder = codecs.getincrementaldecoder(name)("windows-1252" if name == "utf-8" else "replace")
    chunk = head[length:]
    while chunk:
        if text := decoder.decode(chunk):
            yield text
        chunk = data.read(CHUNK_BYTES)
    if rest := decoder.decode(b"", True):
        yield rest


def text_lines(data: BinaryIO, max_chars: int) -> Iterator[str | None]:
    """The lines of a stream without their ends; None for one longer than `max_chars`, which is not held."""
    head = data.read(4)
    marked, length = sniff_mark(head)
    if marked not in (None, "utf-8"):
        yield from _wide_lines(text_chunks(prefetched(head, data)), max_chars)
        return
    line = head[length:] if b"\n" in head else head[length:] + data.readline(max_chars)
    if b"\n" in head:  # lines of one letter: too short to be worth a thought
        *short, line = line.split(b"\n")
        yield from map(_decoded, short)
        line += data.readline(max_chars)
    while line:
        if line.endswith(b"\n") or len(line) < max_chars:
            yield _decoded(line)
        else:
            yield None
            while line and not line.endswith(b"\n"):
                line = data.readline(CHUNK_BYTES)
        line = data.readline(max_chars)


def _decoded(line: bytes) -> str:
    try:
        return line.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        return line.decode("utf-8", "windows-1252").rstrip("\r\n")


def _wide_lines(chunks: Iterable[str], max_chars: int) -> Iterator[str | None]:
    """The lines of text that comes in chunks: of encodings in which a line's end is not one byte."""
    parts: list[str] = []
    held = 0
    for chunk in chunks:
        first, *rest = chunk.split("\n")
        parts.append(first)
        held += len(first)
        if held > max_chars:
            parts = []
        if not rest:
            continue
        yield None if held > max_chars else "".join(parts).removesuffix("\r")
        for line in rest[:-1]:
            yield line.removesuffix("\r")
        parts, held = [rest[-1]], len(rest[-1])
    if held:
        yield None if held > max_chars else "".join(parts).removesuffix("\r")
