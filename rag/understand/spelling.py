"""Corrects misspelt words against what a constraint could be: the lexicon, skills, employers and big cities.

A word is touched only when it is unknown everywhere, and only when nothing ordinary is as near ("enginer" is
engineer, not Enginehire). What was read instead stands in the notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
TWO_ERRORS_FROM = 9
"""Words of this length may have two errors, shorter ones a single error (two letters swapped count as one)."""
TWO_ERRORS_BESIDE = 7
"""Or of this length, when the word beside makes the phrase sure ("san fransico")."""
CITY_POPULATION = 150_000
_PLACE_CUES = frozenset({"in", "near", "around"})
_COMPANY_CUES = frozenset({"at", "@", "from", "for", "by"})


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question with its misspelt words replaced, its tokens, and which tokens differ from the original's."""

    question: str
    tokens: list[Token]
    changed: frozenset[int]


@cache
def _city_words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """By initial: one-word names of big cities, and the words of longer names."""
    names = [gazetteer.fold(city.name).split() for city in gazetteer.big_cities(CITY_POPULATION)]
    single = {words[0] for words in names if len(words) == 1 and words[0].isascii()}
    parts = {
        word
        for words in names
        if len(words) > 1
        for word in words
        if len(word) >= MIN_CHARS and word.isascii()
    }
    return _grouped(single), _grouped(parts)


@cache
def _known_words() -> frozenset[str]:
    single, parts = _city_words()
    places = {word for group in (*single.values(), *parts.values()) for word in group}
    kept = {word for phrase in KEEP.split("|") for word in phrase.lower().split()}
    return frozenset(places) | (
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
    token = tokens[index]
    key, best = token.key, None
    for words, needs_neighbour in _pools(
        key, vocabulary, after_cue=index > 0 and tokens[index - 1].key in _COMPANY_CUES
    ):
        allowed = 2 if len(key) >= (TWO_ERRORS_BESIDE if needs_neighbour else TWO_ERRORS_FROM) else 1
        for word, distance, _ in process.extract(
            key, words, scorer=OSA.distance, score_cutoff=allowed, limit=5
        ):
            rank = (int(distance), not needs_neighbour, word not in ordinary_words())
            if (best is None or rank < best[0]) and (
                not needs_neighbour or _fits_neighbour(tokens, index, word)
            ):
                best = (rank, word)
    if best is None:
        return None
    (distance, alone, _), word = best
    rival = process.extractOne(key, _by_initial().get(key[0], ()), scorer=OSA.distance, score_cutoff=distance)
    if rival is None or rival[0] == word or not alone:
        return word
    placed = bool(gazetteer.cities_named(word)) and (
        token.capital or (index > 0 and tokens[index - 1].key in _PLACE_CUES)
    )
    return word if rival[1] == distance == 1 and (placed or word in lexicon_words()) else None


def _pools(key: str, vocabulary: Vocabulary, *, after_cue: bool) -> list[tuple[Sequence[str], bool]]:
    """The words that `key` may stand for, and whether they need the word beside it to make a known phrase."""
    single, parts, lexicon = _city_words()[0], _city_words()[1], _lexicon_by_initial()
    initials = dict.fromkeys(key[:2])  # the first two letters may be swapped
    short = len(key) <= SHORT_CHARS
    pools: list[tuple[Sequence[str], bool]] = []
    if after_cue and not short:
        pools.append((vocabulary.correctable_companies, False))
    for initial in initials:
        pools += [(lexicon.get(initial, ()), short), (parts.get(initial, ()), True)]
        if not short:
            pools += [(vocabulary.correctable.get(initial, ()), False), (single.get(initial, ()), False)]
    return pools


@cache
def _lexicon_by_initial() -> dict[str, tuple[str, ...]]:
    return _grouped(lexicon_words())


@cache
def _by_initial() -> dict[str, tuple[str, ...]]:
    """The ordinary words long enough to be misspelt."""
    return _grouped(word for word in ordinary_words() | LEVEL_ROLES if len(word) >= MIN_CHARS)


def _grouped(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(word[0], []).append(word)
    return {initial: tuple(group) for initial, group in groups.items()}


def _fits_neighbour(tokens: Sequence[Token], index: int, word: str) -> bool:
    """Whether the corrected word makes a known phrase or city with the word beside it ("part tiem", "New Yrok")."""
    pairs = []
    if index:
        pairs.append(f"{tokens[index - 1].key} {word}")
    if index + 1 < len(tokens):
        pairs.append(f"{word} {tokens[index + 1].key}")
    return any(pair in phrase_table() or gazetteer.cities_named(pair) for pair in pairs)
