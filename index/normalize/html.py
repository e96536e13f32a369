"""A posting's body, HTML or plain -> clean text with sections, and what was removed as promotion.

Composes the steps of the text: `markup` reads blocks, `characters` repairs characters, `promotion` drops
what feeds add, `sections` tells duties from boilerplate. Every span counts characters of `CleanText.text`.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.normalize.characters import tidy
from index.normalize.markup import Block, html_blocks, looks_like_html, plain_blocks, unescaped
from index.normalize.promotion import may_promote, without_promotion
from index.normalize.sections import find_sections
from index.types import Section

MAX_BODY_CHARS = 5_000_000
"""Longer bodies are cut: no posting is a thousandth of it."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text: blank lines between paragraphs, one "- " line a list item; `sections` tile it."""

    text: str
    sections: tuple[Section, ...]
    dropped: tuple[str, ...]
    """Promotional footers and feed boilerplate that were removed, as they stood."""


def clean(body: str, *, is_html: bool) -> CleanText:
    """The body as clean paragraphs and lists, cut into sections that tile the text.

    Args:
        body: The feed's text. HTML may be escaped once or twice over; a plain body that carries tags
            is read as HTML all the same.
        is_html: Whether the feed says that it is HTML.
    """
    body = tidy(body[:MAX_BODY_CHARS])
    if is_html or looks_like_html(body):
        blocks = html_blocks(unescaped(body))
        blocks = _tidied(blocks) if "&" in body else blocks
    else:
        blocks = plain_blocks(body)
    blocks, dropped = _without_promotion(blocks)
    text, heading_starts = _joined(blocks)
    return CleanText(text, find_sections(text, heading_starts), dropped)


def _tidied(blocks: list[Block]) -> list[Block]:
    """Blocks with the characters repaired that were written as entities."""
    repaired = (Block(block.kind, tidy(block.text).strip()) for block in blocks)
    return [block for block in repaired if block.text]


def _without_promotion(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...]]:
    if not may_promote("\n".join(block.text for block in blocks)):
        return blocks, ()
    kept: list[Block] = []
    dropped: list[str] = []
    for block in blocks:
        text, removed = without_promotion(block.text)
        dropped += removed
        if text:
            kept.append(Block(block.kind, text))
    return kept, tuple(dropped)


def _joined(blocks: list[Block]) -> tuple[str, frozenset[int]]:
    """The text, and the offsets at which headings stand."""
    pieces: list[str] = []
    heading_starts: set[int] = set()
    length = 0
    for index, block in enumerate(blocks):
        if index:
            glue = "\n" if block.kind == blocks[index - 1].kind == "item" else "\n\n"
            pieces.append(glue)
            length += len(glue)
        if block.kind == "heading":
            heading_starts.add(length)
        piece = f"- {block.text}" if block.kind == "item" else block.text
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), frozenset(heading_starts)
