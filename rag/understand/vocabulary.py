"""The names a question may use: employers and skills of an index, the taxonomy's spellings, and lookups over them.

Built once for an index view, then read by every question; nothing here changes after `__post_init__`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from index import taxonomy
from rag.understand.tokens import phrase_key
from rag.understand.topics import is_field
from rag.understand.words import ordinary_words

MAX_NAME_WORDS = 6
MIN_SKILL_COUNT = 2
"""A skill that only one posting lists may be any phrase; two postings that agree make a name."""

_LEGAL = re.compile(
    r"[ ,]+(?:inc|llc|ltd|limited|gmbh|corp|corporation|plc|ag|se|sa|sas|srl|bv|co|company|services|technologies|technology"
    r"|industries|group|holdings|usa|us|uk)\b\.?,?$",
    re.IGNORECASE,
)
_TOOL_SHAPE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]\d|[A-Za-z][+#.][A-Za-z+#]?")
"""Names with inner capitals, digits or signs are names of things (LangGraph, vLLM, S3); phrases and acronyms are not."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Employers and skills with the number of postings that name them, as `IndexView` counts them."""

    companies: Mapping[str, int]
    skills: Mapping[str, int]
    company_names: Mapping[str, str] = field(init=False, repr=False)
    """Phrase key -> the employer's usual spelling."""
    company_prefixes: Mapping[str, str] = field(init=False, repr=False)
    """Phrase key of a shortened employer's name ("bank of america") -> that name as it is written."""
    skill_names: Mapping[str, str] = field(init=False, repr=False)
    """Phrase key -> the skill's usual spelling; fields of work ("machine learning") are left out."""
    first_words: frozenset[str] = field(init=False, repr=False)
    """First words of all employers and skills: where looking further is worth it."""
    correctable_companies: tuple[str, ...] = field(init=False, repr=False)
    """One-word employers; a misspelt one is recognised after "at" and the like only."""
    correctable: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    """Initial letter -> one-word skills a misspelt word may stand for."""
    words: frozenset[str] = field(init=False, repr=False)
    """Every word of any employer or skill: known, so not misspelt."""

    def __post_init__(self) -> None:
        names, prefixes = _company_names(self.companies)
        skills = _skill_names(self.skills)
        words = [key for key in skills if key.isalpha() and len(key) >= 5 and key.isascii()]
        groups: dict[str, set[str]] = {}
        for word in words:
            if word not in ordinary_words():
                groups.setdefault(word[0], set()).add(word)
        filled = {
            "companies": MappingProxyType(dict(self.companies)),
            "skills": MappingProxyType(dict(self.skills)),
            "company_names": names,
            "company_prefixes": prefixes,
            "skill_names": skills,
            "first_words": frozenset(key.split()[0] for key in (*names, *prefixes, *skills)),
            "words": frozenset(word for key in (*names, *skills) for word in key.split()),
            "correctable_companies": tuple(
                key for key in names if key.isalpha() and len(key) >= 5 and key not in ordinary_words()
            ),
            "correctable": {letter: tuple(sorted(group)) for letter, group in groups.items()},
        }
        for name, value in filled.items():
            object.__setattr__(self, name, value)

    @classmethod
    def empty(cls) -> Self:
        """The vocabulary without an index: the taxonomy's skills alone."""
        return cls(companies={}, skills={})


def _company_names(companies: Mapping[str, int]) -> tuple[dict[str, str], dict[str, str]]:
    """Spellings by key (the usual one is the most frequent with a capital), and shortened names."""
    best: dict[str, tuple[tuple[bool, int], str]] = {}
    for name, count in companies.items():
        for short in {name, _without_legal(name)}:
            key = phrase_key(short)
            if not key or len(key.split()) > MAX_NAME_WORDS:
                continue
            rank = ((short != short.lower()), count)
            if key not in best or rank > best[key][0]:
                best[key] = (rank, short)
    names = {key: name for key, (_, name) in best.items()}
    prefixes: dict[str, str] = {}
    for key, name in names.items():
        words = key.split()
        for length in range(2, len(words)):
            prefixes.setdefault(" ".join(words[:length]), " ".join(name.split()[:length]))
        if len(words) > 1 and words[0] not in ordinary_words() and len(words[0]) > 3:
            prefixes.setdefault(words[0], re.split(r"[ .,]", name)[0])
        if len(words) == 1 and "." in key:  # Amazon.com
            prefixes.setdefault(key.split(".")[0], name.split(".")[0])
    return names, {key: name for key, name in prefixes.items() if key not in names}


def _without_legal(name: str) -> str:
    shorter = name.strip().strip(",")
    for _ in range(3):
        stripped = _LEGAL.sub("", shorter).strip(" ,")
        if stripped == shorter or len(stripped) < 3:
            break
        shorter = stripped
    return shorter


def _skill_names(counted: Mapping[str, int]) -> dict[str, str]:
    """Known tools under all their spellings, and names of the index that look like tools and two postings share."""
    names: dict[str, str] = {}
    for name, count in counted.items():
        key = phrase_key(name)
        if count < MIN_SKILL_COUNT or not key or len(key.split()) > MAX_NAME_WORDS:
            continue
        words = key.split()
        if any(word in ordinary_words() for word in words) or not _TOOL_SHAPE.search(name):
            continue
        if taxonomy.canonical_skill(name) not in taxonomy.KNOWN_SKILLS:
            names.setdefault(key, name.strip())
    for name in taxonomy.KNOWN_SKILLS:
        if not is_field(name):
            for form in taxonomy.skill_forms(name):
                names[phrase_key(form)] = name
    return {key: name for key, name in names.items() if key}
