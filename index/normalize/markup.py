"""Markup or plain text -> blocks: headings, paragraphs and list items, in reading order.

HTML is read as a stream of events, so neither nesting nor size costs more than linear time. What a browser
would not show (scripts, styles, comments, hidden elements) is not read.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from index.normalize.unwrap import unwrap

BREAK = "\x01"
"""Stands for a line break while white space is collapsed; control characters are gone by then."""

_CHUNK_CHARS = 1 << 16
_UNESCAPES = 3
"""Bodies are seen escaped twice; a third time costs nothing."""

_TAGS = "p|div|li|ul|ol|h[1-6]|strong|b|em|i|u|span|a|br|hr|table|tr|td|section|script|style"
_RAW_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,1000}})?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;){{0,3}}lt;/?(?:{_TAGS})(?:\s|/|&)", re.IGNORECASE)
_LAYOUT_TAG = re.compile(r"<(?:br|li|div|tr|h[1-6]|section|table)\b", re.IGNORECASE)
_FEW_TAGS = 2

_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "head", "title", "iframe", "object", "svg", "math",
     "select", "option", "button", "textarea", "canvas", "audio", "video", "map")
)  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)"
    r"|font-size\s{0,9}:\s{0,9}0(?![.\d]*[1-9])|opacity\s{0,9}:\s{0,9}0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
_BLOCKS = _HEADINGS | frozenset(
    ("p", "div", "section", "article", "ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "blockquote",
     "pre", "header", "footer", "main", "aside", "nav", "form", "fieldset", "hr", "address", "figure", "figcaption",
     "center", "body", "html", "menu", "caption", "details", "summary")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))

_BULLET = re.compile(
    r"^[ ]{0,40}(?:[•●▪◦‣·∙■□➢➤►▶✓✔✅⁃*–—\uf0b7-]|o(?=[ ]{2}))[ ]{1,20}(?=\S)|^[ ]{0,40}[•●▪◦‣]"
)
_MARKED = re.compile(r"^#{1,6}[ ]{1,9}(?=\S)")
_ALL_BOLD = re.compile(r"^(\*\*|__)(?=\S)([^*_\n]{1,120})\1[ ]?:?$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,300}?)\1")
_ESCAPED = re.compile(r"\\(?=[$*_~#&>+-])")
_SPACE = re.compile(r"[ \t\n]+")
_RULE = re.compile(r"^[-=_*~ ]{3,}$")
_MAX_HEADING = 120


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph (it may hold line breaks) or list item, stripped and never empty."""

    kind: Literal["heading", "paragraph", "item"]
    text: str


def unescaped(body: str) -> str:
    """The body with its markup readable: a double-escaped body is unescaped until its tags are tags."""
    for _ in range(_UNESCAPES):
        hidden = len(_ESCAPED_TAG.findall(body))
        if not hidden or hidden <= len(_RAW_TAG.findall(body)):
            break
        body = html.unescape(body)
    return body


def looks_like_html(body: str) -> bool:
    """Whether a text said to be plain carries markup after all."""
    return len(_RAW_TAG.findall(body[:200_000])) >= _FEW_TAGS


def html_blocks(body: str) -> list[Block]:
    """The blocks a browser would show. Line breaks of the source count where nothing else breaks lines."""
    reader = _Reader(keep_breaks=not _LAYOUT_TAG.search(body))
    # Options: no network, no entity beyond HTML's own, no huge trees (there is no tree at all).
    parser = etree.HTMLParser(target=reader, no_network=True, huge_tree=False)
    for start in range(0, len(body), _CHUNK_CHARS):
        parser.feed(body[start : start + _CHUNK_CHARS])
    if body:
        parser.close()
    return reader.finish()


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text: blank lines part paragraphs, bullets make items, hard wraps are undone."""
    blocks: list[Block] = []
    paragraph: list[str] = []
    for line in [*unwrap(text), ""]:
        bullet = _BULLET.match(line)
        heading = None if bullet else _plain_heading(line)
        if bullet or heading or not line.strip():
            _flush(paragraph, blocks)
        if bullet:
            _add(blocks, "item", _unmarked(line[bullet.end() :]))
        elif heading:
            _add(blocks, "heading", heading)
        elif line.strip() and not _RULE.match(line):
            paragraph.append(_unmarked(line))
    return blocks


def _plain_heading(line: str) -> str | None:
    stripped = line.strip()
    if marked := _MARKED.match(stripped):
        return _unmarked(stripped[marked.end() :].rstrip("# "))
    bold = _ALL_BOLD.match(stripped)
    return stripped.replace("**", "").replace("__", "") if bold else None


def _unmarked(line: str) -> str:
    if "**" in line or "__" in line:
        line = _EMPHASIS.sub(r"\2", line)
    return (_ESCAPED.sub("", line) if "\\" in line else line).strip()


def _flush(paragraph: list[str], blocks: list[Block]) -> None:
    _add(blocks, "paragraph", "\n".join(paragraph))
    paragraph.clear()


def _add(blocks: list[Block], kind: Literal["heading", "paragraph", "item"], text: str) -> None:
    if text := text.strip():
        blocks.append(Block(kind, text))


class _Reader:
    """Receives the parser's events and gathers blocks."""

    def __init__(self, *, keep_breaks: bool) -> None:
        self.blocks: list[Block] = []
        self._keep_breaks = keep_breaks
        self._pieces: list[str] = []
        self._unseen: list[bool] = []
        self._unseen_depth = 0
        self._items = 0
        self._heading = False
        self._bold = 0
        self._plain_seen = False
        self._pre = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        unseen = tag in _UNSEEN or _is_hidden(attributes)
        self._unseen.append(unseen)
        self._unseen_depth += unseen
        if self._unseen_depth:
            return
        if tag == "li":
            self._flush()
            self._items += 1
        elif tag in _BLOCKS:
            self._boundary()
            self._heading = tag in _HEADINGS and not self._items
            self._pre += tag == "pre"
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "br":
            self._pieces.append(BREAK)
        elif tag in _CELLS:
            self._pieces.append(" ")

    def end(self, tag: str) -> None:
        seen = not self._unseen_depth
        if self._unseen and self._unseen.pop():
            self._unseen_depth -= 1
        if not seen:
            return
        if tag == "li":
            self._flush()
            self._items = max(0, self._items - 1)
        elif tag in _BLOCKS:
            if tag in ("ul", "ol", "menu") or not self._items:
                self._flush()
            else:
                self._pieces.append(" ")
            self._heading = False
            self._pre -= tag == "pre"
        elif tag in _BOLD:
            self._bold -= 1

    def data(self, data: str) -> None:
        if self._unseen_depth:
            return
        if self._keep_breaks or self._pre:
            data = data.replace("\n", BREAK)
        if not self._bold and not data.replace(BREAK, "").strip(" \t\n:"):
            self._pieces.append(data)
            return
        self._plain_seen = self._plain_seen or not self._bold
        self._pieces.append(data)

    def comment(self, text: str) -> None:
        """Comments are not shown, so not read."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> None:
        self._flush()

    def finish(self) -> list[Block]:
        self._flush()
        return self.blocks

    def _boundary(self) -> None:
        """A block begins: inside a list item it only parts words."""
        if self._items and self._pieces:
            self._pieces.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text = _SPACE.sub(" ", "".join(self._pieces)).strip(" " + BREAK)
        bold = not self._plain_seen and BREAK not in text and len(text) <= _MAX_HEADING
        self._pieces.clear()
        self._plain_seen = False
        if not text:
            return
        if self._items:
            _add(self.blocks, "item", _SPACE.sub(" ", text.replace(BREAK, " ")))
        elif self._heading or bold:
            _add(self.blocks, "heading", _SPACE.sub(" ", text.replace(BREAK, " ")))
        else:
            self.blocks += plain_blocks(text.replace(BREAK, "\n"))


def _is_hidden(attributes: dict[str, str]) -> bool:
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").strip().casefold() == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style", "")[:2000]))
    )
