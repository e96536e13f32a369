"""One question on its own -> what it says: tokens, corrections, readings, scopes, constraints, topic, notes.

The stages in order, and the limits on what is read at all. Conversations are `rag.converse`'s.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from index.constraints import Constraint
from index.errors import QueryError
from rag.guard_traits import TRAIT_NOTE, without_traits
from rag.understand.assemble import assemble
from rag.understand.companies import find_companies
from rag.understand.dates import find_dates
from rag.understand.experience import find_experience
from rag.understand.levels import find_levels
from rag.understand.pay import find_pay
from rag.understand.phrases import find_phrases
from rag.understand.places import find_places
from rag.understand.scope import scopes
from rag.understand.skills import find_skills
from rag.understand.spans import Span, choose, words_of
from rag.understand.spelling import Corrected, correct
from rag.understand.tokens import Token, tokenise
from rag.understand.topic import topic_text
from rag.understand.vocabulary import Vocabulary
from rag.understand.wishes import find_wishes

MAX_QUESTION_CHARS = 2_000
"""Longer input is a document, not a question; it would also cost more than the time a search has."""
MAX_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """What one question says, with the tokens and spans behind it for whoever reads it in a conversation."""

    question: str
    tokens: list[Token]
    spans: list[Span]
    text: str
    constraints: tuple[Constraint, ...]
    notes: tuple[str, ...]
    welcome: tuple[Constraint, ...] = ()
    """What was called fine rather than wanted."""


def read(question: str, vocabulary: Vocabulary, today: date) -> Reading:
    """What `question` says. Raises QueryError when there is nothing to read or too much."""
    cleaned, has_traits = without_traits(checked(question))
    tokens = tokenise(cleaned)
    if len(tokens) > MAX_TOKENS:
        raise QueryError(f"The question has {len(tokens)} words and signs; at most {MAX_TOKENS} are read.")
    fixed = correct(cleaned, tokens, vocabulary)
    spans = choose(_proposals(fixed, vocabulary, today))
    found = scopes(fixed.tokens, spans)
    assembled = assemble(cleaned, tokens, found)
    text = topic_text(cleaned, tokens, spans, found.used)
    notes = [
        *([TRAIT_NOTE] if has_traits else []),
        *_corrections(tokens, fixed, spans),
        *assembled.notes,
        *_said(cleaned, tokens, spans),
    ]
    return Reading(
        cleaned,
        tokens,
        spans,
        text,
        tuple(assembled.constraints),
        tuple(dict.fromkeys(notes)),
        tuple(assembled.welcome),
    )


def checked(question: str) -> str:
    """The question with control characters as spaces. Raises QueryError for an empty or over-long one."""
    if len(question) > MAX_QUESTION_CHARS:
        raise QueryError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION_CHARS:,} are read."
        )
    cleaned = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in question)
    if not cleaned.strip():
        raise QueryError("The question is empty: say what kind of job you are looking for.")
    return cleaned


def _proposals(fixed: Corrected, vocabulary: Vocabulary, today: date) -> list[Span]:
    tokens, question = fixed.tokens, fixed.question
    return [
        *find_phrases(tokens),
        *find_levels(tokens),
        *find_pay(tokens),
        *find_places(tokens, question),
        *find_companies(tokens, vocabulary),
        *find_skills(tokens, question, vocabulary),
        *find_dates(tokens, today),
        *find_experience(tokens),
        *find_wishes(tokens),
    ]


def _corrections(tokens: list[Token], fixed: Corrected, spans: list[Span]) -> list[str]:
    """A note for each corrected word that became part of a constraint."""
    notes = []
    for index in sorted(fixed.changed):
        span = next((each for each in spans if each.start <= index < each.end), None)
        if span is not None and span.is_constraint:
            shown = span.value.get("name") or span.value.get("city") or fixed.tokens[index].text
            shown = (
                shown if span.end - span.start == 1 and isinstance(shown, str) else fixed.tokens[index].text
            )
            notes.append(f"“{tokens[index].text}” read as {shown}")
    return notes


def _said(question: str, tokens: list[Token], spans: list[Span]) -> list[str]:
    """What wishes, traits and look-alikes have to say for themselves."""
    notes: list[str] = []
    for span in spans:
        words = words_of(question, tokens, span.start, span.end)
        if span.kind == "wish":
            notes.append(f"“{words}” is not used: {span.value['note']}")
        elif span.kind in ("keep", "drop"):
            notes += span.notes
    return notes
