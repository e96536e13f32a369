"""Finds the phrases of the lexicon in a question: one dictionary, one pass, all readings proposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from rag.understand import lexicon, words
from rag.understand.spans import Kind, Span
from rag.understand.tokens import Token, joined_key, phrase_key

MAX_PHRASE_WORDS = 7
_Entry = tuple[Kind, Mapping[str, Any], bool, float]
"""Kind, value, whether negated in itself, score."""


@cache
def phrase_table() -> dict[str, list[_Entry]]:
    """Phrase key -> what the phrase can mean."""
    table: dict[str, list[_Entry]] = {}

    def add(
        phrases: str, kind: Kind, value: Mapping[str, Any], *, negated: bool = False, score: float = 1.0
    ) -> None:
        for phrase in phrases.split("|"):
            table.setdefault(phrase_key(phrase), []).append((kind, value, negated, score))

    for arrangement, phrases in lexicon.ARRANGEMENT.items():
        add(phrases, "arrangement", {"any": (arrangement,)}, score=2)
    for employment, phrases in lexicon.EMPLOYMENT.items():
        add(phrases, "employment", {"any": (employment,)}, score=2)
    for levels, phrases in lexicon.SENIORITY.items():
        add(phrases, "seniority", {"any": levels}, score=2)
    add(
        lexicon.NO_MANAGEMENT,
        "seniority",
        {"any": ("manager", "director", "executive")},
        negated=True,
        score=3,
    )
    add(lexicon.EXPERIENCE_NONE, "experience", {"max_years": 0}, score=2)
    add(lexicon.VISA, "visa", {"sponsorship": True}, score=2)
    add(
        lexicon.VISA_UNNEEDED, "wish", {"note": "that no sponsorship is needed shuts no posting out"}, score=3
    )
    add(lexicon.KEEP, "keep", {}, score=3)
    add(words.DROP, "drop", {}, score=0.5)
    add(words.NOT, "not", {}, score=1.5)
    add(words.OUTSIDE, "outside", {}, score=1.4)
    add(words.SOFT, "soft", {}, score=1.2)
    add(words.PERMIT, "permit", {}, score=1.2)
    return table


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key.split()[0] for key in phrase_table())


@cache
def lexicon_words() -> frozenset[str]:
    """Every single word of a constraint phrase: what a misspelt word may stand for."""
    fixed = ("arrangement", "employment", "seniority", "visa")
    return frozenset(
        word
        for key, entries in phrase_table().items()
        for word in key.split()
        if len(word) >= 4
        and word.isascii()
        and word.isalpha()
        and any(entry[0] in fixed for entry in entries)
    )


def find_phrases(tokens: Sequence[Token]) -> Iterator[Span]:
    """Every reading of every phrase of the lexicon in `tokens`."""
    table, first_words = phrase_table(), _first_words()
    for start, token in enumerate(tokens):
        if token.key not in first_words:
            continue
        for end in range(start + 1, min(start + MAX_PHRASE_WORDS, len(tokens)) + 1):
            for kind, value, negated, score in table.get(joined_key(tokens, start, end), ()):
                yield Span(start, end, kind, dict(value), score, negated)
