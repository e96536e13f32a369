"""Reads skills: the taxonomy's judgement of the sentence, and the index's own names for tools.

Fields of work ("machine learning") stay in the topic; everyday words ("go", "chef", "excel") count only where the
taxonomy or the neighbours say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import taxonomy
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key
from rag.understand.topics import is_field
from rag.understand.vocabulary import MAX_NAME_WORDS, Vocabulary
from rag.understand.words import CARRIERS, ROLE_NOUNS, ordinary_words

_GAP_WORDS = frozenset({",", "/", "and", "or", "&", "+", "with", "plus", "y", "und", "et", "o", "oder", "ou"})
_LANGUAGES = frozenset("go rust swift c r scala spark flask kafka julia dart rails excel react".split())
"""Everyday words that a capital or a role noun beside them makes a skill."""
_PROGRAMMERS = frozenset("developer developers dev devs engineer engineers programmer programmers".split())
_RATHER_ELSE = frozenset(
    "chef access word express salt unity outreach notion sketch linear slack stripe shell play make assembly crystal phoenix vault storm beam ray helm ember".split()
)
"""Words that in a question are nearly always something else, save in a list of skills."""
_LETTER_BEFORE = frozenset(
    """
    series class grade vitamin type plan section part hepatitis category level band tier option group
    """.split()
)


def find_skills(tokens: Sequence[Token], question: str, vocabulary: Vocabulary) -> Iterator[Span]:
    """Skills named in the question."""
    spans = [*_by_taxonomy(tokens, question), *_by_index(tokens, vocabulary)]
    yield from spans
    covered = {index for span in spans for index in range(span.start, span.end)}
    for index, token in enumerate(tokens):
        if (
            index not in covered
            and token.key in taxonomy.everyday_forms()
            and _means_skill(tokens, index, covered)
        ):
            name = taxonomy.canonical_skill(token.text)
            if not is_field(taxonomy.canonical_skill(name)):
                yield Span(index, index + 1, "skill", {"name": name}, 1.6)


def _by_taxonomy(tokens: Sequence[Token], question: str) -> Iterator[Span]:
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index + 1 for index, token in enumerate(tokens)}
    matches = taxonomy.find_skills(question, any_case=True)
    for match in matches:
        start, end = starts.get(match.start), ends.get(match.end)
        if start is None or end is None or _shut_out(tokens, start, end):
            continue
        rather_else = end - start == 1 and tokens[start].key in _RATHER_ELSE
        if rather_else and not (_listed(tokens, start, matches) or _role_beside(tokens, start)):
            continue
        if is_field(match.name):
            if end - start > 1:
                yield Span(start, end, "keep", score=1.4)
        else:
            yield Span(start, end, "skill", {"name": match.name}, 2.2)


def _role_beside(tokens: Sequence[Token], index: int) -> bool:
    """Whether a programmer of some kind follows: "Unity developer", "r programmer"."""
    return tokens[index].key != "chef" and index + 1 < len(tokens) and tokens[index + 1].key in _PROGRAMMERS


def _listed(tokens: Sequence[Token], index: int, matches: Sequence[taxonomy.SkillMatch]) -> bool:
    """Whether another skill stands right beside the word: "Chef, Puppet"."""
    nearby = range(max(0, index - 2), min(len(tokens), index + 3))
    return any(tokens[each].start == match.start for match in matches for each in nearby if each != index)


def _shut_out(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the shape of the word tells that it is no skill: "SWIFT", "go-to-market", "us" as the letters of a code."""
    token = tokens[start]
    if end - start > 1:
        return False
    if token.key == "swift" and token.text.isupper():
        return True
    if token.key in {"c", "r"} and (
        (not token.text.isupper() and not _role_beside(tokens, start))
        or (start and tokens[start - 1].key in _LETTER_BEFORE)
    ):
        return True
    return (
        end < len(tokens)
        and tokens[end].glued
        and token.key in ordinary_words()
        and tokens[end].key not in ROLE_NOUNS
    )


def _by_index(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Span]:
    everyday = taxonomy.everyday_forms()
    for start, token in enumerate(tokens):
        if token.key not in vocabulary.first_words:
            continue
        for end in range(start + 1, min(start + MAX_NAME_WORDS, len(tokens)) + 1):
            key = joined_key(tokens, start, end)
            name = vocabulary.skill_names.get(key)
            if (
                name is None
                or (key in everyday and end == start + 1)
                or (end == start + 1 and (key in ordinary_words() or len(key) < 2))
            ):
                continue
            if taxonomy.canonical_skill(key) in taxonomy.KNOWN_SKILLS and end - start == 1:
                continue  # the taxonomy has seen it and decided
            yield Span(start, end, "skill", {"name": name}, 1.8)


def _means_skill(tokens: Sequence[Token], index: int, covered: set[int]) -> bool:
    """Whether an everyday word that the taxonomy passed over is a skill: beside another, or written as a name."""
    token = tokens[index]
    if _shut_out(tokens, index, index + 1) or (token.glued and index):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if token.key in _LANGUAGES and all(
        each is token or each.kind == "mark" or each.key in CARRIERS for each in tokens
    ):
        return True
    if after and (after.glued or after.key in {"to", "live", "ahead", "beyond", "at"}):
        return False
    if index - 1 in covered or index + 1 in covered:
        return token.key not in {"in", "word", "access", "play"}
    for step in (-1, 1):
        joiner, beyond = index + step, index + 2 * step
        if beyond in covered and 0 <= joiner < len(tokens) and tokens[joiner].key in _GAP_WORDS:
            return True
    if token.key not in _LANGUAGES:
        return False
    if after and after.key in ROLE_NOUNS:
        return True
    named = token.capital and (len(token.text) == 1 or not token.text.isupper())
    titled = sum(each.capital for each in tokens) * 2 > len(tokens)
    return named and index > 0 and not titled
