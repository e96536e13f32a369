"""Reads employers: names of the index where a word such as "at" or the shape of the sentence makes them employers.

Names that are ordinary words ("Visa", "Block", "Epic") or skills ("Salesforce", "Oracle") need such a cue; others
("Anthropic", "nvidia") stand for themselves. After "at" a capitalised name counts even when the index lacks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import gazetteer
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key
from rag.understand.vocabulary import MAX_NAME_WORDS, Vocabulary
from rag.understand.words import CARRIERS, LEVEL_ROLES, ordinary_words

_CUES = frozenset(
    """
    at @ by from for bei chez except excluding avoid join joining like not no without besides nor working
    than
    """.split()
)
_WEAK_CUES = frozenset(
    {
        "for",
        "no",
        "not",
        "without",
        "like",
        "than",
        "from",
        "about",
        "nor",
        "by",
        "except",
        "excluding",
        "avoid",
    }
)
"""May stand before an employer, and before much else."""
MIN_POSTINGS = 3
"""A lower-case word that is also a skill is an employer after "at" when so many postings are its own."""
_LIST = frozenset({"or", "and", "nor", "/"})
_FAMOUS = frozenset("apple amazon meta visa target intel shell oracle uber ford".split())
"""Employers known to everybody whose names are also words: a capital and a role noun beside them suffice."""
_LABELS = frozenset({"company", "employer", "companies", "employers"})
_ASKING = frozenset(
    {"does", "do", "is", "has", "did", "would", "will", "can", "are", "if", "whether", "about"}
)
_SUBJECT_VERBS = frozenset(
    """
    have has hiring hire hires sponsor sponsors offer offers pay pays careers recruiting allow looking 's
    """.split()
)
_JOB_WORDS = frozenset(
    """
    jobs job roles role careers career internship internships openings vacancies positions postings
    """.split()
)


def find_companies(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Span]:
    """Employers named in the question."""
    found = list(_named(tokens, vocabulary))
    yield from found
    ends = {span.end for span in found}
    for start in range(2, len(tokens)):
        if tokens[start - 1].key in _LIST and start - 1 in ends and tokens[start].capital:
            yield from _in_list(tokens, start, vocabulary)


def _in_list(tokens: Sequence[Token], start: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """As in "Google or Meta": a known name after another employer."""
    for end in range(min(start + MAX_NAME_WORDS, len(tokens)), start, -1):
        key = joined_key(tokens, start, end)
        name = vocabulary.company_names.get(key) or vocabulary.company_prefixes.get(key)
        if name:
            yield Span(start, end, "company", {"name": _shown(name, tokens, start, end)}, 2.6)
            return


def _shown(name: str, tokens: Sequence[Token], start: int, end: int) -> str:
    """The index's spelling, or the question's where the index has a mere slug ("meta")."""
    typed = " ".join(token.text for token in tokens[start:end])
    return typed if name.islower() and tokens[start].capital else name


def _named(tokens: Sequence[Token], vocabulary: Vocabulary) -> Iterator[Span]:
    """Names of the index, where they stand for employers, and unknown ones after "at"."""
    for start in range(len(tokens)):
        if tokens[start].kind == "mark":
            continue
        longest = MAX_NAME_WORDS if tokens[start].key in vocabulary.first_words else 0
        for end in range(start + 1, min(start + longest, len(tokens)) + 1):
            key = joined_key(tokens, start, end)
            name = vocabulary.company_names.get(key) or vocabulary.company_prefixes.get(key)
            if name and (score := _company_score(tokens, start, end, key, vocabulary)):
                yield Span(start, end, "company", {"name": _shown(name, tokens, start, end)}, score)
        yield from _unknown(tokens, start, vocabulary)


def _cued(tokens: Sequence[Token], start: int, end: int) -> bool:
    before = tokens[start - 1].key if start else ""
    after = tokens[end].key if end < len(tokens) else ""
    if before in _CUES or (before == ":" and start > 1 and tokens[start - 2].key in _LABELS):
        return True
    return before in _ASKING and after in _SUBJECT_VERBS


def _company_score(tokens: Sequence[Token], start: int, end: int, key: str, vocabulary: Vocabulary) -> float:
    """How strongly the words name an employer; 0 is not at all."""
    words = key.split()
    if (end < len(tokens) and tokens[end].glued) or (len(words) == 1 and (key in CARRIERS or len(key) < 2)):
        return 0
    before = tokens[start - 1].key if start else ""
    after = tokens[end].key if end < len(tokens) else ""
    ordinary = all(word in ordinary_words() or word in CARRIERS or not word.isalpha() for word in words)
    skill, capital = key in vocabulary.skill_names, tokens[start].capital
    if _cued(tokens, start, end):
        return _cued_score(tokens, start, key, vocabulary, ordinary=ordinary)
    role = len(words) == 1 and key in LEVEL_ROLES
    if not (ordinary or skill or role or _is_place_name(key)):
        known = key in vocabulary.company_names
        return 1.2 if known and (capital or len(words) > 1 or _is_rare(key)) else 0
    famous = key in _FAMOUS and after in LEVEL_ROLES | _JOB_WORDS
    subject = skill and not _is_place_name(key) and (before == "is" or after in {"hiring", "careers"})
    return 2.5 if capital and (famous or subject) else 0


def _cued_score(
    tokens: Sequence[Token], start: int, key: str, vocabulary: Vocabulary, *, ordinary: bool
) -> float:
    """The same where a word such as "at" stands before; "for" and "no" go before other things too."""
    before, capital = tokens[start - 1].key if start else "", tokens[start].capital
    skill, weak = key in vocabulary.skill_names, before in _WEAK_CUES
    if before == "for" and start > 1 and tokens[start - 2].key in {"work", "working", "worked", "works"}:
        weak = False
    if capital:
        if weak and ordinary and not _is_title(tokens, start, key):
            return 3.2 if key in _FAMOUS else 0
        return 0.4 if skill and weak and before not in {"from", "for"} else 3.2
    if not ordinary and not skill:
        return 0.5 if _is_place_name(key) else 3.2
    listed = " " in key or vocabulary.companies.get(key, 0) >= MIN_POSTINGS
    return (
        3.2
        if before in {"at", "@"} and listed and not _is_place_name(key) and key not in ordinary_words()
        else 0
    )


def _is_title(tokens: Sequence[Token], start: int, key: str) -> bool:
    """Whether several words are each written with a capital: "Scale AI", but not "Remote jobs"."""
    words = tokens[start : start + len(key.split())]
    return len(words) > 1 and all(word.capital for word in words)


def _is_rare(key: str) -> bool:
    """Whether a lower-case word can hardly be anything but the employer."""
    return len(key) >= 4 and key.isascii()


def _is_place_name(key: str) -> bool:
    return bool(
        gazetteer.country_code(key)
        or gazetteer.region_of(key)
        or gazetteer.area(key)
        or gazetteer.cities_named(key)
    )


def _unknown(tokens: Sequence[Token], start: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """As in "at Initech": a capitalised name after "at" that nothing else claims."""
    before = tokens[start - 1] if start else None
    if before is None or before.key not in {"at", "@", "chez", "bei"} or not _name_like(tokens[start]):
        return
    end = start + 1
    while (
        end < len(tokens)
        and end - start < 4
        and (
            _name_like(tokens[end])
            or (
                tokens[end].key in {"of", "&", "and"}
                and end + 1 < len(tokens)
                and _name_like(tokens[end + 1])
                and tokens[end].key != "and"
            )
        )
    ):
        if joined_key(tokens, end, end + 1) in vocabulary.skill_names:
            break
        end += 1
    key = joined_key(tokens, start, end)
    if key in vocabulary.company_names or key in vocabulary.skill_names or _is_place_name(key):
        return
    name = " ".join(token.text for token in tokens[start:end])
    yield Span(
        start, end, "company", {"name": name}, 0.8, notes=(f"no employer in the index is named “{name}”",)
    )


def _name_like(token: Token) -> bool:
    return token.kind == "word" and token.capital and not (token.text.isupper() and len(token.text) == 1)
