"""The vocabulary of skills, and the keys by which employers are compared.

`find_skills` reads a text once, word by word; everyday words that also name a skill ("Go", "C", "Excel") are judged
by `taxonomy_words`. The vocabulary itself is the file skills.txt beside this one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from index.taxonomy_words import is_listed, speaks_of_skill

_TOKEN = re.compile(r"(?<![^\W_])\.net(?![^\W_])|[^\W_]+(?:\+\+|#(?![^\W_]))?|&")
_TOKEN_PARTS = re.compile(rf"({_TOKEN.pattern})")
_GAPS = frozenset(("", " ", "-", "/", ".", "\u2010", "\u2011", "\u2013", "_", "’", "'", " / ", " - "))
_MAX_NAME = 200


class SkillMatch(NamedTuple):
    """A skill named in a text: its usual spelling, and where the name stands."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of a skill as tokens. `case` "any", "exact", or "everyday" (exact, and judged by its context)."""

    tokens: tuple[str, ...]
    name: str
    written: str
    case: str


class _Vocabulary(NamedTuple):
    forms: dict[str, dict[str, tuple[_Form, ...]]]
    """First word -> second word, "" for any other -> forms, the longest first."""
    spellings: dict[str, tuple[str, ...]]
    """Usual spelling -> all spellings, the usual one first."""
    names: dict[str, str]
    """Key of a spelling -> usual spelling."""
    groups: dict[str, str]


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.lower()))


def _read(lines: str) -> _Vocabulary:
    forms: dict[str, dict[str, list[_Form]]] = {}
    spellings: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    groups: dict[str, str] = {}
    group = ""
    for line in lines.splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        if not line or line[0] in "#[":
            continue
        usual, _, others = line.partition(" = ")
        name = usual.lstrip("~?!")
        marked = [usual, *(other for other in others.split(", ") if other)]
        spellings[name] = tuple(form.lstrip("~?!") for form in marked)
        groups[name] = group
        for form in marked:
            case = {"~": "exact", "?": "everyday"}.get(form[0], "any")
            case = "everyday" if group == _SPOKEN and form == usual else case
            written = form.lstrip("~?!")
            tokens = _tokens(written)
            names.setdefault(_key(written), name)
            if form[0] == "!":
                continue
            by_second = forms.setdefault(tokens[0], {})
            by_second.setdefault(tokens[1] if tokens[1:] else "", []).append(
                _Form(tokens, name, written, case)
            )
    ordered = {first: _by_second(each) for first, each in forms.items()}
    return _Vocabulary(ordered, spellings, names, groups)


def _by_second(forms: dict[str, list[_Form]]) -> dict[str, tuple[_Form, ...]]:
    """Second word -> the forms that may stand there, the longest first; one-word forms may stand before any word."""
    alone = tuple(forms.get("", ()))
    longer = {
        second: sorted(each, key=lambda form: -len(form.tokens)) for second, each in forms.items() if second
    }
    return {second: (*each, *alone) for second, each in longer.items()} | {"": alone}


_SPOKEN = "languages spoken"


def _key(name: str) -> str:
    return " ".join(_tokens(name))


_VOCABULARY = _read(files("index").joinpath("skills.txt").read_text("utf-8"))

KNOWN_SKILLS: frozenset[str] = frozenset(_VOCABULARY.spellings)
"""The usual spellings of all known skills."""


def canonical_skill(name: str) -> str:
    """The usual spelling of a skill ("k8s" gives "Kubernetes"); an unknown name comes back stripped, as written."""
    if name in _VOCABULARY.spellings:
        return name
    name = " ".join(name[:_MAX_NAME].split())
    return _VOCABULARY.names.get(_key(name), name)


def skill_forms(name: str) -> tuple[str, ...]:
    """All spellings under which a skill is searched in text, the usual one first; an unknown name alone."""
    usual = canonical_skill(name)
    return _VOCABULARY.spellings.get(usual, (usual,))


def skill_group(name: str) -> str:
    """The group of the vocabulary that a skill stands in ("healthcare"); empty when unknown."""
    return _VOCABULARY.groups.get(canonical_skill(name), "")


@cache
def everyday_forms() -> frozenset[str]:
    """Spellings, in lower case, that are everyday words too: only `find_skills` can tell whether a text means the skill."""
    return frozenset(
        form.written.lower()
        for seconds in _VOCABULARY.forms.values()
        for forms in seconds.values()
        for form in forms
        if form.case == "everyday"
    )


def find_skills(text: str, *, any_case: bool = False) -> list[SkillMatch]:
    """Skills that a text names, in reading order and not overlapping, the longest name winning.

    Args:
        text: Any text; read once, in linear time.
        any_case: For questions, which are often typed in lower case: "go developer" names Go, "go to" does not.
    """
    found, doubtful = _candidates(text, any_case=any_case)
    if not doubtful:
        return found
    every = sorted([*found, *(match for match, _ in doubtful)], key=lambda match: match.start)
    listed = is_listed(text, every)
    kept = [
        match
        for match, form in doubtful
        if speaks_of_skill(
            text,
            match.start,
            match.end,
            form,
            in_list=match.start in listed,
            spoken=_VOCABULARY.groups[match.name] == _SPOKEN,
            any_case=any_case,
        )
    ]
    return sorted([*found, *kept], key=lambda match: match.start)


def _candidates(text: str, *, any_case: bool) -> tuple[list[SkillMatch], list[tuple[SkillMatch, str]]]:
    """(matches that stand by themselves, matches of everyday words to be judged, with the spelling)."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered, which would move the spans
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    parts = _TOKEN_PARTS.split(lowered)  # gap, word, gap, word, …, gap
    starts = list(accumulate(map(len, parts), initial=0))
    words = parts[1::2]
    first_words = _VOCABULARY.forms
    found: list[SkillMatch] = []
    doubtful: list[tuple[SkillMatch, str]] = []
    until = 0
    for index, after in [(i, first_words[word]) for i, word in enumerate(words) if word in first_words]:
        if index < until:
            continue
        second = words[index + 1] if index + 1 < len(words) else ""
        for form in after.get(second) or after[""]:
            size = len(form.tokens)
            if size > 1 and not _continues(form, parts, words, index):
                continue
            start, end = starts[2 * index + 1], starts[2 * (index + size)]
            if not _right_case(form, text[start:end], any_case=any_case):
                continue
            if form.case == "everyday":
                doubtful.append((SkillMatch(form.name, start, end), form.written))
            else:
                found.append(SkillMatch(form.name, start, end))
            until = index + size
            break
    return found, doubtful


def _continues(form: _Form, parts: list[str], words: list[str], index: int) -> bool:
    """Whether the words and gaps from words[index] on are those of the form."""
    size = len(form.tokens)
    if tuple(words[index : index + size]) != form.tokens:
        return False
    gaps = parts[2 * index + 2 : 2 * (index + size) : 2]
    return all(gap in _GAPS for gap in gaps)


def _right_case(form: _Form, written: str, *, any_case: bool) -> bool:
    if form.case == "any" or any_case:
        return True
    if len(form.tokens) > 1:
        return True
    return written == form.written or (len(written) > 3 and written.isupper() and form.case == "everyday")


_LEGAL_FORMS = frozenset(
    (
        "inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "plc", "corp", "corporation", "co", "company", "gmbh", "ag", "se", "kg", "kgaa", "ug", "mbh",
        "ohg", "ev", "sa", "sas", "sarl", "sasu", "srl", "spa", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps", "sl", "slu", "lda", "ltda", "pte", "pty", "pvt", "private", "kk",
        "sro", "zoo", "doo", "kft", "com", "group", "holding", "holdings",
    )
)  # fmt: skip
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,5}")
_BRACKETS = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_WORDS = re.compile(r"[^\W_]+")


@cache
def canonical_company(name: str) -> str:
    """The key by which employers are compared: case, accents, punctuation and legal forms ("Inc.", "GmbH") folded."""
    plain = unicodedata.normalize("NFKD", name[:_MAX_NAME]).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _BRACKETS.sub(" ", plain)
    plain = (
        _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", plain)
        .replace("'", "")
        .replace("’", "")
    )
    words = _WORDS.findall(plain.replace("&", " and "))
    while len(words) > 1 and words[-1] in _LEGAL_FORMS | {"and"}:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(words)
