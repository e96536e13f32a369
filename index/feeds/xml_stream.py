"""The record elements of an XML feed, one after the other, in memory that does not grow with the feed.

lxml's `iterparse` reads it, without DTD, entities or network. Where it stops at broken XML, `xml_salvage` goes on record
by record, so that what is good before and after the damage is kept. Nothing here knows what a posting is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from lxml import etree

from index.errors import FeedError, UnknownFormat
from index.feeds.encodings import CHUNK_BYTES, known_encoding, sniff_mark
from index.feeds.reading import MAX_RECORD_BYTES, Broken, RecordTooLong

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_MAX_PROLOG_BYTES = 1024 * 1024
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,60})[\"']")
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}\?>")
_PROLOG_PART = re.compile(rb"\s*(?:<\?(?:[^?]|\?(?!>))*\?>|<!--(?:[^-]|-(?!->))*-->)")
_MAX_HELD_BYTES = 4 * 1024 * 1024


class BrokenXml(Exception):
    """The parser has met an error; the message says which and where."""


class XmlBytes:
    """A feed's bytes as clean UTF-8 with neither byte order mark nor declaration, as a file to parse from.

    It remembers what was read since the last record that was handed out, so that reading can go on after damage.

    Raises:
        FeedError: unknown encoding, a DOCTYPE, or nothing that could be XML.
    """

    def __init__(self, data: BinaryIO, source: str) -> None:
        self._data = data
        self._end = b""
        self.seen: dict[str, None] = {}
        """Names that records had so far."""
        self.parser: Any = None
        """What reads from here. Its errors are looked at before each read: after some, lxml would start over."""
        self.handed_out = 0
        """Records that were handed out since the last read."""
        self.held = bytearray()
        """What was read since then, and before it back to the end of a record."""
        head = data.read(CHUNK_BYTES)
        marked, length = sniff_mark(head)
        declared = _DECLARED.search(head[:400]) if not marked else None
        name = marked or (known_encoding(declared[1].decode("ascii"), source) if declared else "utf-8")
        if name.startswith(("utf-16", "utf-32")) and not marked:
            name = "utf-8"  # the declaration was readable as ASCII: it is wrong
        is_utf_8 = name == "utf-8"  # then the parser looks whether it is, and salvage mends what is not
        self._decoder = None if is_utf_8 else codecs.getincrementaldecoder(name)("replace")
        self._head = self._after_prolog(self._clean(head[length:]), source)

    def _clean(self, chunk: bytes) -> bytes:
        if self._decoder is None:
            return chunk
        return self._decoder.decode(chunk, not chunk).encode("utf-8", "replace")

    def _after_prolog(self, head: bytes, source: str) -> bytes:
        """The head from the root element on; a prolog of comments and instructions is dropped."""
        while True:
            declaration = _DECLARATION.match(head)
            rest = head[declaration.end() :] if declaration else head
            while part := _PROLOG_PART.match(rest):
                rest = rest[part.end() :]
            rest = rest.lstrip()
            if rest[:9].upper().startswith(b"<!DOCTYPE"):
                raise FeedError(
                    f"{source}: the feed has a DOCTYPE, which could pull in files and endless entities; remove it and try again"
                )
            if re.match(rb"<[A-Za-z_]", rest) and len(rest) > 1:
                return rest
            more = self._data.read(CHUNK_BYTES)
            if not more or len(head) > _MAX_PROLOG_BYTES or not (rest.startswith(b"<") or not rest):
                raise UnknownFormat(f"{source}: this is not XML; check the file, or name its format")
            head += self._clean(more)

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """The next bytes; empty at the end. `size` is only a wish.

        Raises:
            BrokenXml: what was read before is not well-formed.
            RecordTooLong: since the last record ended, more bytes came than one may have.
        """
        if self.parser is not None:
            for error in self.parser.error_log:
                if error.level == etree.ErrorLevels.FATAL:
                    raise BrokenXml(f"{' '.join(error.message.split())}, line {error.line}")
        chunk = self._head
        if chunk:
            self._head = b""
        else:
            raw = self._data.read(max(size, CHUNK_BYTES))
            chunk = self._clean(raw)
            while raw and not chunk:
                raw = self._data.read(max(size, CHUNK_BYTES))
                chunk = self._clean(raw)
        if self.handed_out:
            self._forget()
        self.held += chunk
        if len(self.held) > MAX_RECORD_BYTES:
            raise RecordTooLong
        return chunk

    def hand_out(self, element: Any) -> None:
        """Note that this record has been parsed."""
        self.handed_out += 1
        name = local_name(element.tag)[0]
        if name in self.seen:
            return
        self.seen[name] = None
        self._end = f"</{element.prefix}:{name}>".encode() if element.prefix else f"</{name}>".encode()

    def _forget(self) -> None:
        """Drop what has been handed out, by counting ends of records: the parser may not have used up all it was given."""
        at = 0
        for _ in range(self.handed_out):
            found = self.held.find(self._end, at)
            at = found + len(self._end) if found >= 0 else at
        if (
            len(self.held) - at > _MAX_HELD_BYTES
        ):  # ends that were text, in CDATA or comments, were counted too
            at = max(at, self.held.rfind(self._end, 0, -2 * CHUNK_BYTES))
        del self.held[:at]
        self.handed_out = 0


def record_elements(data: BinaryIO, source: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The feed's record elements (lxml, only valid until the next one is asked for) and `Broken` in place of bad ones.

    A record is an outermost element with one of these names below the root, in any namespace and in any of lower case,
    capitals and upper case; or the root, where there is none below it.

    Raises:
        FeedError: the feed as a whole cannot be read.
    """
    names = tuple(dict.fromkeys(form for tag in tags for form in (tag, tag.capitalize(), tag.upper())))
    stream = XmlBytes(data, source)
    total = 0
    try:
        for element in _parsed(stream, names):
            total += 1
            stream.hand_out(element)
            yield element
        return
    except etree.XMLSyntaxError as error:
        problem = f"broken XML: {syntax_problem(error)}"
    except BrokenXml as error:
        problem = f"broken XML: {error}"
    except RecordTooLong:
        problem = f"longer than {MAX_RECORD_BYTES // 2**20} MB"
    stream.parser = None
    from index.feeds.xml_salvage import salvaged

    found = False
    for item in salvaged(stream, tuple(stream.seen), names):
        found = True
        yield item
    if not found and total:
        yield Broken(f"the feed breaks off after {total} records, {problem}")
    elif not found:
        raise UnknownFormat(
            f"{source}: {problem}, and no <{tags[0]}> in it; check the file, or name its format"
        )


def _parsed(stream: XmlBytes, names: tuple[str, ...]) -> Iterator[Any]:
    depth, found = 0, False
    tags = tuple(f"{{*}}{name}" for name in names)
    events = etree.iterparse(stream, events=("start", "end"), tag=tags, encoding="utf-8", **_SAFE)
    stream.parser = events
    for event, element in events:
        if event == "start":
            depth += element.getparent() is not None
            continue
        parent = element.getparent()
        if parent is None:
            continue
        depth -= 1
        if not depth:
            found = True
            yield element
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
    if not found and events.root is not None and local_name(events.root.tag)[0] in names:
        yield events.root


def syntax_problem(error: Any) -> str:
    """What the parser found, in one line, with the line it stands in."""
    message = " ".join(str(error.msg or "not well-formed").split())
    return message if "line" in message else f"{message}, line {error.lineno}"


def parse_fragment(fragment: bytes) -> Any:
    """One element from its own bytes.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    return etree.fromstring(fragment, etree.XMLParser(encoding="utf-8", **_SAFE))


@lru_cache(maxsize=1024)  # a feed has some twenty names
def local_name(tag: str) -> tuple[str, str]:
    """An element's name without its namespace, as written and in lower case."""
    name = tag.rsplit("}", 1)[-1]
    return name, name.lower()


def element_text(element: Any) -> str:
    """What the element holds: its text, with the markup of elements inside it."""
    text: str = element.text or ""
    if not len(element):
        return text
    return text + "".join(etree.tostring(child, encoding="unicode") for child in element)
