"""The rest of an XML feed after the place where it broke: records found by their tags and parsed one by one.

Slower than the parser and only used after it has stopped. A record that is not well-formed on its own is repaired where
the repair cannot change its meaning (HTML entities, bare ampersands, forbidden characters) and is `Broken` otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from lxml import etree

from index.feeds.reading import MAX_RECORD_BYTES, Broken, RecordTooLong, excerpt
from index.feeds.xml_stream import XmlBytes, parse_fragment, syntax_problem

_XML_NAMES = (b"amp", b"lt", b"gt", b"quot", b"apos")
_REFERENCE = re.compile(rb"&(#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|([A-Za-z][A-Za-z0-9]{1,31});)?")
_PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]{0,40}):")
_TAG_NAME = re.compile(rb"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w-]{0,40})")
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})
"""Bytes that no XML 1.0 document may hold."""
_TAG_BYTES = 120
"""No record tag is longer: kept at the buffer's end, where a tag may be cut in two."""


class _Rest:
    """What is left of the feed, with the place reading stands at."""

    def __init__(self, stream: XmlBytes, names: tuple[str, ...]) -> None:
        name = b"|".join(re.escape(name.encode()) for name in names)
        self._stream = stream
        self.start = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:" + name + rb")(?=[\s/>])")
        self.end = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:" + name + rb")\s{0,20}>")
        self.bytes = bytearray(stream.held)
        for _ in range(stream.handed_out):
            if found := self.end.search(self.bytes):
                del self.bytes[: found.end()]
        stream.held = bytearray()

    def more(self) -> bool:
        """Whether there was more to read."""
        self._stream.handed_out = 0
        self._stream.held = bytearray()
        try:
            chunk = self._stream.read()
        except RecordTooLong:  # one chunk is never so long
            return False
        self.bytes += chunk
        return bool(chunk)

    def skip_to(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Drop everything before the next match, in bounded memory; None at the end of the feed."""
        while not (found := pattern.search(self.bytes)):
            del self.bytes[: max(0, len(self.bytes) - _TAG_BYTES)]
            if not self.more():
                return None
        del self.bytes[: found.start()]
        return found


def salvaged(stream: XmlBytes, seen: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Any]:
    """The records after the last one handed out: elements, and `Broken` for those beyond repair.

    `seen` are the names that records of this feed had so far; without any, the first of `names` below the root is it.
    """
    rest = _Rest(stream, seen or _first_name(bytes(stream.held), names) or names)
    while rest.skip_to(rest.start):
        length, problem = _extent(rest)
        if problem:
            yield Broken(problem, excerpt(bytes(rest.bytes)))
        else:
            yield _element(bytes(rest.bytes[:length]))
        del rest.bytes[: max(1, length)]


def _first_name(held: bytes, names: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {name.encode() for name in names}
    found = [name for name in _TAG_NAME.findall(held[:1_000_000]) if name in wanted]
    below_root = found[1:] if found and held.lstrip().startswith(b"<" + found[0]) else found
    return tuple(name.decode() for name in (below_root or found)[:1])


def _extent(rest: _Rest) -> tuple[int, str]:
    """How many bytes the record at the front takes, and what is wrong with it as far as its bounds tell."""
    searched, fresh = 1, 1
    while True:
        start = rest.start.search(rest.bytes, fresh)
        end = rest.end.search(rest.bytes, searched)
        if end and _in_cdata(rest.bytes, end.start(), start.start() if start else len(rest.bytes)):
            searched = end.end()
            continue
        if start and (not end or start.start() < end.start()):
            return start.start(), "broken XML: the record is not closed before the next one begins"
        if end:
            return end.end(), ""
        if len(rest.bytes) > MAX_RECORD_BYTES:
            return _TAG_BYTES, f"the record is longer than {MAX_RECORD_BYTES // 2**20} MB"
        searched = fresh = max(searched, fresh, len(rest.bytes) - _TAG_BYTES)
        if not rest.more():
            return len(rest.bytes), "broken XML: the feed ends within this record"


def _in_cdata(held: bytearray, at: int, limit: int) -> bool:
    """Whether this place is inside a CDATA section that is closed before `limit`."""
    opened = held.rfind(b"<![CDATA[", 0, at)
    return opened >= 0 and held.find(b"]]>", opened, at) < 0 and held.find(b"]]>", at, limit) >= 0


def _element(fragment: bytes) -> Any:
    try:
        return parse_fragment(fragment)
    except etree.XMLSyntaxError as error:
        problem = syntax_problem(error)
    try:
        return parse_fragment(_repaired(fragment))
    except etree.XMLSyntaxError:
        return Broken(f"broken XML: {problem} of the record", excerpt(fragment))


def _repaired(raw: bytes) -> bytes:
    fragment = raw.decode("utf-8", "windows-1252").encode("utf-8", "replace").translate(None, _CONTROLS)
    prefixes = {found for found in _PREFIX.findall(fragment) if found.lower() != b"xml"}
    declared = b" ".join(b'xmlns:%s="%s"' % (prefix, prefix) for prefix in sorted(prefixes))
    head, separator, tail = fragment.partition(b">")
    if declared and separator and not head.endswith(b"/"):
        head = head + b" " + declared
    return _REFERENCE.sub(_numbered, head + separator + tail)


def _numbered(reference: re.Match[bytes]) -> bytes:
    """The reference as XML knows it: HTML's names as numbers, forbidden characters as nothing, a bare "&" escaped."""
    whole, name = reference[1], reference[2]
    if not whole:
        return b"&amp;"
    if name is not None:
        if name in _XML_NAMES:
            return reference[0]
        characters = html5.get(name.decode() + ";")
        return "".join(f"&#{ord(each)};" for each in characters).encode() if characters else b"&amp;" + whole
    code = int(whole[2:-1], 16) if whole[1:2] == b"x" else int(whole[1:-1])
    allowed = (
        code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
    return reference[0] if allowed else b""
