"""HTML pages as trees and as lines of text, within bounds; shared by the readers of saved pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from index.errors import FeedError, UnknownFormat
from index.feeds.encodings import decode, known_encoding
from index.feeds.reading import MAX_PAGE_BYTES

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BLOCKS = frozenset(
    """
    address article aside blockquote body br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav
    ol p pre section table td th tr ul
    """.split()
)
_SILENT = frozenset(("script", "style", "noscript", "template", "head"))


def page_bytes(data: BinaryIO, source: str) -> bytes:
    """The whole page.

    Raises:
        FeedError: it is longer than a page may be.
    """
    held = data.read(MAX_PAGE_BYTES + 1)
    if len(held) > MAX_PAGE_BYTES:
        raise FeedError(f"{source}: longer than {MAX_PAGE_BYTES // 2**20} MB, too long for one page")
    return held


def page_text(data: bytes, source: str) -> str:
    """The page as text, in the encoding it declares.

    Raises:
        FeedError: it declares an encoding that nothing on the web uses.
    """
    declared = _CHARSET.search(data[:4096])
    return decode(data, known_encoding(declared[1].decode(), source) if declared else None)


def page_tree(text: str, source: str) -> Any:
    """The page's tree (lxml), mended where tags are not closed.

    Raises:
        UnknownFormat: there is no markup in it.
    """
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnknownFormat(
            f"{source}: this is not an HTML page; check the file, or name its format"
        ) from error
    if tree is None:
        raise UnknownFormat(f"{source}: this is an empty page; check the file")
    return tree


def tree_lines(tree: Any) -> Iterator[str]:
    """What a reader of the page sees, a line for each block; white space is collapsed and no line is empty."""
    line: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _SILENT:
            silent += 1 if event == "start" else -1
        if name in _BLOCKS and (joined := " ".join("".join(line).split())):
            yield joined
        if name in _BLOCKS:
            line = []
        text = element.text if event == "start" else element.tail
        if text and not silent:
            line.append(text)
    if joined := " ".join("".join(line).split()):
        yield joined
