"""What is left for ranking: the question without its constraints, cues and the words that only carry them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.understand.spans import Span
from rag.understand.tokens import Token
from rag.understand.words import CARRIERS

_INSIDE = frozenset({"/", "&", "+", "%", "#", "@", "*", "'", "’"})
"""Marks that may stand within a topic; others part it."""


def topic_text(question: str, tokens: Sequence[Token], spans: Sequence[Span], used: Collection[int]) -> str:
    """The leftover runs of the question, carriers trimmed from their edges, in the question's order."""
    kept = {index for span in spans if span.kind == "keep" for index in range(span.start, span.end)}
    loose = {
        index
        for span in spans
        if span.kind == "drop" and span.end - span.start == 1
        for index in range(span.start, span.end)
    }
    gone = set(used) | {
        index
        for span in spans
        if span.kind != "keep"
        for index in range(span.start, span.end)
        if index not in loose
    }
    carriers = {index for index, token in enumerate(tokens) if index in loose or token.key in CARRIERS} - kept
    runs: list[list[int]] = [[]]
    for index, token in enumerate(tokens):
        if index in gone or (token.kind == "mark" and not _belongs(tokens, index)):
            runs.append([])
        else:
            runs[-1].append(index)
    pieces = [_piece(question, tokens, run, carriers) for run in runs]
    return " ".join(piece for piece in pieces if piece)


def _belongs(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark is part of the words around it: "UI/UX", "R & D", a dash between number and word."""
    token = tokens[index]
    following_tight = index + 1 < len(tokens) and tokens[index + 1].tight
    return token.key in _INSIDE or (token.key in {"-", ".", ":", ","} and token.tight and following_tight)


def _piece(question: str, tokens: Sequence[Token], run: list[int], carriers: Collection[int]) -> str:
    while run and (run[0] in carriers or tokens[run[0]].kind == "mark"):
        run = run[1:]
    while run and (run[-1] in carriers or tokens[run[-1]].kind == "mark"):
        run = run[:-1]
    if not run:
        return ""
    return " ".join(question[tokens[run[0]].start : tokens[run[-1]].end].split())
