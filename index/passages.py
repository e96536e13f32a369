"""A posting -> passages to embed: by section, within the model's token limit, with exact spans.

Passages end where lines or sentences do, hold one kind of section each, and together cover every word of the
posting. They do not overlap. What stands alike in many postings (boilerplate, benefits) goes without the
title before it, so that its text, and with it its vector, is the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil

from index.types import Passage, Posting, Section, SectionKind

CountTokens = Callable[[Sequence[str]], Sequence[int]]
"""Tokens of each text, special tokens not counted."""

TARGET_TOKENS = 160
"""A passage's aim, context included: small models place short texts better than full ones."""
SMALL_TOKENS = 12
"""A section of fewer (a bare heading, "Apply now") joins its neighbour."""
MAX_CONTEXT_SHARE = 0.25
"""Of a passage's tokens; a title of a hundred words would leave no room for the text."""
WITHOUT_CONTEXT: frozenset[SectionKind] = frozenset({"benefits", "boilerplate"})
"""Employers repeat these word for word under every title."""

TOKENS_A_JOIN = 4
"""More than a tokenizer adds where two pieces meet; passages that fit with it need not be counted again."""

_LINE = re.compile(r"[^\n]+")
_LONG_LINE_CHARS = 200
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}[ \t\u00a0]{1,10}(?=[^\s\da-z])")
_WORD = re.compile(r"\S{1,100}")
"""A hundred characters without a space are no word; WordPiece reads no longer ones either."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the text that is not cut further, with its tokens."""

    start: int
    end: int
    tokens: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring pieces of one kind of section."""

    kind: SectionKind
    pieces: tuple[_Piece, ...]

    @property
    def tokens(self) -> int:
        return sum(piece.tokens for piece in self.pieces)


def cut(posting: Posting, *, count_tokens: CountTokens, max_tokens: int) -> tuple[Passage, ...]:
    """The posting's passages in the order of its text, at least one, each within `max_tokens` with its context.

    The first passage is the bare title (an empty span at 0) where no other would carry it.

    Args:
        posting: `posting.text` may be empty; its sections may leave gaps, which are read as "other".
        count_tokens: the embedding model's own count.
        max_tokens: the model's limit less its special tokens.
    """
    context, taken = _context(posting, count_tokens, int(max_tokens * MAX_CONTEXT_SHARE))
    room = max(1, max_tokens - taken)
    target = min(room, max(1, TARGET_TOKENS - taken))
    runs = _merged(_runs(posting, count_tokens, room), target)
    packed = [(run.kind, pieces) for run in runs for pieces in _packed(run.pieces, target, room)]
    found = [_passage(posting, kind, pieces, context) for kind, pieces in packed]
    doubtful = [
        sum(each.tokens + TOKENS_A_JOIN for each in pieces) + taken > max_tokens for _, pieces in packed
    ]
    fitting = _fitting(found, doubtful, count_tokens, max_tokens)
    if not any(passage.context for passage in fitting):
        fitting.insert(0, Passage(posting.id, 0, "other", 0, 0, "", context))
    return tuple(replace(passage, ordinal=ordinal) for ordinal, passage in enumerate(fitting))


def embedded_text(passage: Passage) -> str:
    """What the model reads of a passage; equal passages of different postings give equal texts."""
    return f"{passage.context}\n{passage.text}".strip("\n")


def _context(posting: Posting, count_tokens: CountTokens, most: int) -> tuple[str, int]:
    """Title and employer on one line, as far as they fit, and their tokens."""
    context = " ".join(" · ".join(part for part in (posting.title, posting.company) if part.strip()).split())
    while (tokens := count_tokens([context])[0] if context else 0) > most:
        context = context[: len(context) // 2].rstrip()
    return context, tokens


def _passage(posting: Posting, kind: SectionKind, pieces: Sequence[_Piece], context: str) -> Passage:
    start, end = pieces[0].start, pieces[-1].end
    own = "" if kind in WITHOUT_CONTEXT else context
    return Passage(posting.id, 0, kind, start, end, posting.text[start:end], own)


def _runs(posting: Posting, count_tokens: CountTokens, room: int) -> list[_Run]:
    """One run a section, without empty ones; no piece has more than `room` tokens by its own count."""
    text = posting.text
    sections = list(_tiled(posting.sections, len(text)))
    spans = [list(_sentences(text, section.start, section.end)) for section in sections]
    pieces = iter(_counted(text, [span for each in spans for span in each], count_tokens))
    runs = []
    for section, own in zip(sections, spans, strict=True):
        whole = [next(pieces) for _ in own]
        fitting = tuple(part for piece in whole for part in _words(text, piece, room, count_tokens))
        if fitting:
            runs.append(_Run(section.kind, fitting))
    return runs


def _counted(text: str, spans: Sequence[tuple[int, int]], count_tokens: CountTokens) -> list[_Piece]:
    counts = count_tokens([text[start:end] for start, end in spans]) if spans else []
    return [_Piece(start, end, tokens) for (start, end), tokens in zip(spans, counts, strict=True)]


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines, and of the sentences of long lines, without the space around them."""
    for line in _LINE.finditer(text, start, end):
        cuts = [line.start(), line.end()]
        if line.end() - line.start() > _LONG_LINE_CHARS:
            cuts[1:1] = [match.end() for match in _SENTENCE_END.finditer(text, *line.span())]
        for first, last in pairwise(cuts):
            if stripped := _stripped(text, first, last):
                yield stripped


def _words(text: str, piece: _Piece, room: int, count_tokens: CountTokens) -> Iterator[_Piece]:
    """The piece itself, or its words when it is longer than a passage."""
    if piece.tokens <= room:
        yield piece
        return
    words = [match.span() for match in _WORD.finditer(text, piece.start, piece.end)]
    yield from _counted(text, words, count_tokens)


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    last = start + len(part.rstrip())
    return (first, last) if first < last else None


def _merged(runs: Sequence[_Run], target: int) -> list[_Run]:
    """Runs with very small ones joined to the next (the last to the one before), and small ones of a kind together."""
    merged: list[_Run] = []
    for run in runs:
        if merged and _belong_together(merged[-1], run, target):
            merged[-1] = _Run(run.kind, merged[-1].pieces + run.pieces)
        else:
            merged.append(run)
    if len(merged) > 1 and _small(merged[-1]) and merged[-2].kind not in WITHOUT_CONTEXT:
        last = merged.pop()
        merged[-1] = _Run(merged[-1].kind, merged[-1].pieces + last.pieces)
    return merged


def _belong_together(before: _Run, run: _Run, target: int) -> bool:
    if _small(before) and run.kind not in WITHOUT_CONTEXT:
        return True
    return before.kind == run.kind and before.tokens + run.tokens <= target


def _small(run: _Run) -> bool:
    return run.tokens < SMALL_TOKENS and run.kind not in WITHOUT_CONTEXT


def _packed(pieces: Sequence[_Piece], target: int, room: int) -> Iterator[Sequence[_Piece]]:
    """Neighbours of about equal length, as few as the target allows: no passage of three words is left at the end."""
    whole = sum(piece.tokens for piece in pieces)
    share = max(1, ceil(whole / max(1, ceil(whole / target))))
    first, tokens = 0, 0
    for i, piece in enumerate(pieces):
        full = tokens + piece.tokens > room or tokens + piece.tokens / 2 > share
        if i > first and full:
            yield pieces[first:i]
            first, tokens = i, 0
        tokens += piece.tokens
    yield pieces[first:]


def _fitting(
    passages: Sequence[Passage], doubtful: Sequence[bool], count_tokens: CountTokens, max_tokens: int
) -> list[Passage]:
    """The passages; of the doubtful ones, those over the limit in halves: not every tokenizer adds up."""
    fitting: list[Passage] = []
    for passage, doubt in zip(passages, doubtful, strict=True):
        todo = [passage]
        while todo:
            first = todo.pop(0)
            over = doubt and len(first.text) > 1 and count_tokens([embedded_text(first)])[0] > max_tokens
            if over:
                todo[:0] = _halves(first)
            else:
                fitting.append(first)
    return fitting


def _halves(passage: Passage) -> Iterator[Passage]:
    """Two passages, cut at the space nearest before the middle, else in the middle."""
    middle = len(passage.text) // 2
    at = max(passage.text.rfind(" ", 0, middle), passage.text.rfind("\n", 0, middle))
    for first, last in ((0, at if at > 0 else middle), (at if at > 0 else middle, len(passage.text))):
        if span := _stripped(passage.text, first, last):
            start, end = span
            yield replace(
                passage, start=passage.start + start, end=passage.start + end, text=passage.text[start:end]
            )


def _tiled(sections: Sequence[Section], length: int) -> Iterator[Section]:
    """The sections in order, cut to the text and to each other, with "other" where none says anything."""
    done = 0
    for section in sorted(sections, key=lambda each: (each.start, each.end)):
        start, end = max(section.start, done), min(section.end, length)
        if start >= end:
            continue
        if start > done:
            yield Section("other", "", done, start)
        yield replace(section, start=start, end=end)
        done = end
    if done < length:
        yield Section("other", "", done, length)
