"""Corrects misspelt words against what a constraint could be: the lexicon, skills, employers and big cities.

A word is touched only when it is unknown everywhere, and only when nothing ordinary is as near ("enginer" is
engineer, not Enginehire). What was read instead stands in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index import gazetteer
from rag.understand.lexicon import KEEP
from rag.understand.phrases import lexicon_words, phrase_table
from rag.understand.tokens import Token, tokenise
from rag.understand.vocabulary import Vocabulary
from rag.understand.words import CARRIERS, LEVEL_ROLES, ordinary_words

MAX_CORRECTIONS = 6
"""More unknown words than this are another language, or noise."""
MIN_CHARS = 4
SHORT_CHARS = 4
TWO_ERRORS_FROM = 8
"""Words of this length may have two errors, shorter ones a single error (two letters swapped count as one)."""
CITY_POPULATION = 150_000


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question with its misspelt words replaced, its tokens, and which tokens differ from the original's."""

    question: str
    tokens: list[Token]
    changed: frozenset[int]


@cache
def _city_words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """One-word names of big cities, and the words of longer ones with the names they occur in."""
    single: set[str] = set()
    parts: dict[str, set[str]] = {}
    for city in gazetteer.big_cities(CITY_POPULATION):
        words = gazetteer.fold(city.name).split()
        if len(words) == 1:
            single.add(words[0])
        for word in words if len(words) > 1 else []:
            parts.setdefault(word, set()).add(" ".join(words))
    return frozenset(single), {
        word: tuple(sorted(names)) for word, names in parts.items() if len(word) >= MIN_CHARS
    }


@cache
def _known_words() -> frozenset[str]:
    kept = {word for phrase in KEEP.split("|") for word in phrase.lower().split()}
    return (
        ordinary_words()
        | lexicon_words()
        | CARRIERS
        | LEVEL_ROLES
        | kept
        | {word for key in phrase_table() for word in key.split()}
    )


def correct(question: str, tokens: Sequence[Token], vocabulary: Vocabulary) -> Corrected:
    """The question with words corrected that can only be misspelt; each token keeps its number."""
    unknown = [index for index, token in enumerate(tokens) if _is_unknown(token, vocabulary)]
    if not unknown or len(unknown) > MAX_CORRECTIONS:
        return Corrected(question, list(tokens), frozenset())
    pieces, position, changed = [], 0, set()
    for index in unknown:
        word = _correction(tokens, index, vocabulary)
        if word is None:
            continue
        token = tokens[index]
        spelled = word.capitalize() if token.capital else word
        pieces += [question[position : token.start], spelled]
        position = token.end
        changed.add(index)
    if not changed:
        return Corrected(question, list(tokens), frozenset())
    text = "".join(pieces) + question[position:]
    again = tokenise(text)
    if len(again) != len(tokens):
        return Corrected(question, list(tokens), frozenset())
    return Corrected(text, again, frozenset(changed))


def _is_unknown(token: Token, vocabulary: Vocabulary) -> bool:
    key = token.key
    if (
        token.kind != "word"
        or len(key) < MIN_CHARS
        or not key.isascii()
        or not key.isalpha()
        or key in _known_words()
    ):
        return False
    if key in vocabulary.skill_names or key in vocabulary.company_names or key in vocabulary.company_prefixes:
        return False
    if token.text.isupper() and len(key) < 6:
        return False
    return not (
        gazetteer.cities_named(key)
        or gazetteer.country_code(key)
        or gazetteer.region_of(key)
        or gazetteer.area(key)
        or key in vocabulary.words
    )


def _correction(tokens: Sequence[Token], index: int, vocabulary: Vocabulary) -> str | None:
    key = tokens[index].key
    allowed = 2 if len(key) >= TWO_ERRORS_FROM else 1
    single, parts = _city_words()
    pools: list[tuple[Sequence[str], bool]] = [
        (tuple(lexicon_words()), len(key) <= SHORT_CHARS),
        (tuple(parts), True),
    ]
    if len(key) > SHORT_CHARS:
        pools += [(vocabulary.correctable.get(key[0], ()), False), (tuple(single), False)]
    best: tuple[int, str] | None = None
    for words, needs_neighbour in pools:
        for word, distance, _ in process.extract(
            key, words, scorer=OSA.distance, score_cutoff=allowed, limit=5
        ):
            if word[0] != key[0] and (len(key) < 5 or sorted(word) != sorted(key)):
                continue
            if needs_neighbour and not _fits_neighbour(tokens, index, word):
                continue
            if best is None or distance < best[0]:
                best = (int(distance), word)
    if best is None:
        return None
    ordinary = process.extractOne(key, tuple_of_ordinary(), scorer=OSA.distance, score_cutoff=best[0])
    if (
        ordinary
        and ordinary[0] != best[1]
        and ordinary[1] <= best[0]
        and best[1] not in lexicon_words()
        and ordinary[0][0] == key[0]
    ):
        return None
    return best[1]


@cache
def tuple_of_ordinary() -> tuple[str, ...]:
    """The ordinary words long enough to be misspelt, as a sequence for the matcher."""
    return tuple(sorted(word for word in ordinary_words() | LEVEL_ROLES if len(word) >= MIN_CHARS))


def _fits_neighbour(tokens: Sequence[Token], index: int, word: str) -> bool:
    """Whether the corrected word makes a known phrase or city with the word beside it ("part tiem", "New Yrok")."""
    pairs = []
    if index:
        pairs.append(f"{tokens[index - 1].key} {word}")
    if index + 1 < len(tokens):
        pairs.append(f"{word} {tokens[index + 1].key}")
    return any(pair in phrase_table() or gazetteer.cities_named(pair) for pair in pairs)
