"""Which of the postings shown a turn points at: "the second one", "compare 1 and 2", "that Stripe role". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import taxonomy
from index.types import Posting

_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th", "ninth 9th", "tenth 10th"), start=1
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NOUN = r"(?:ones?|results?|postings?|jobs?|roles?|positions?|listings?|hits?|openings?|offers?|ads?|options?|vacanc(?:y|ies))"
_ORDINAL = "|".join(_ORDINALS)
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)"
_GROUP = re.compile(
    rf"(?<!\w)(?:the )?(?P<end>first|top|last) (?P<count>{_COUNT})(?: {_NOUN})?(?!\w|\s*(?:years?|days?|weeks?|months?|hours?))",
    re.IGNORECASE,
)
_NTH = re.compile(
    rf"(?<!\w)(?:(?:the|that|your|this) )?(?P<ordinal>{_ORDINAL})(?: and (?:the )?(?P<other>{_ORDINAL}))?(?: {_NOUN}(?!\w)|(?=\s*(?:[?.!,;)]|$|and the (?:{_ORDINAL}))))",
    re.IGNORECASE,
)
_LAST = re.compile(rf"(?<!\w)the (?:very )?last {_NOUN}(?!\w)|(?<!\w)the last\W*$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:(?<!\w)(?:numbers?|no\.?|result|posting|job|role|option|nr\.?|compare)\s*|#\s*)(?:#\s*)?(?P<first>\d{1,2})(?!\d|[kK%]|\s*(?:years?|days?|weeks?|months?|hours?|k\b))"
    r"(?P<more>(?:\s*(?:,|and|&|to|vs\.?|versus|with|or|/)\s*(?:#|number )?\s*\d{1,2}(?!\d|[kK%])){0,8})",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<!\w)(?:that|the|this) (?P<name>[^,.;?!]{{2,60}}?) {_NOUN}(?!\w)", re.IGNORECASE)
_BOTH = re.compile(
    r"(?<!\w)(?:both(?: of (?:them|these))?|the two|these two|those two|compare (?:them|these|those))(?!\w)",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(
    rf"(?<!\w)(?:that|this) {_NOUN}(?!\w)|(?<!\w)(?:about|like) (?:it|this|that)(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The ranks pointed at (from 1, in the order said), the words that did, and what was wrong with it."""

    ranks: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    notes: tuple[str, ...] = ()


def find_reference(
    question: str, *, count: int, shown: Sequence[Posting], before: Sequence[int]
) -> Reference | None:
    """What `question` points at, or None when it points at nothing.

    Args:
        question: The turn.
        count: How many postings the previous turn showed.
        shown: Those postings, in order, where they are at hand.
        before: The ranks that the previous turn pointed at, for "that one" and "both".
    """
    ranks: list[int] = []
    words: list[tuple[int, int]] = []
    for pattern, reader in ((_GROUP, _group), (_NUMBERED, _numbered), (_NTH, _nth), (_LAST, _last)):
        for match in pattern.finditer(question):
            if all(match.end() <= start or match.start() >= end for start, end in words):
                ranks += reader(match, count)
                words.append(match.span())
    if not ranks:
        return _named(question, shown) or _pronoun(question, count, before)
    kept = list(dict.fromkeys(ranks))
    known = [rank for rank in kept if 1 <= rank <= count] if count else kept
    missing = [rank for rank in kept if rank not in known]
    notes = (
        (f"only {count} postings were shown: there is no number {', '.join(map(str, missing))}",)
        if missing
        else ()
    )
    return Reference(tuple(known), tuple(words), notes)


def _group(match: re.Match[str], count: int) -> list[int]:
    word = match["count"].lower()
    number = _NUMBERS.get(word) or int(word)
    if match["end"].lower() == "last":
        return list(range(max(1, count - number + 1), count + 1))
    return list(range(1, number + 1))


def _numbered(match: re.Match[str], count: int) -> list[int]:
    first, more = int(match["first"]), [int(number) for number in re.findall(r"\d{1,2}", match["more"])]
    if "to" in match["more"].lower() and len(more) == 1 and first < more[0] <= first + 10:
        return list(range(first, more[0] + 1))
    return [first, *more]


def _nth(match: re.Match[str], count: int) -> list[int]:
    other = match["other"]
    return [_ORDINALS[match["ordinal"].lower()], *([_ORDINALS[other.lower()]] if other else [])]


def _last(match: re.Match[str], count: int) -> list[int]:
    return [count] if count else []


def _named(question: str, shown: Sequence[Posting]) -> Reference | None:
    """As in "that Stripe role", "the Berlin one", "the remote one" among the postings shown."""
    for match in _NAMED.finditer(question):
        name = match["name"].strip()
        for describes in (_is_employer, _is_city, _is_arrangement, _is_title):
            ranks = tuple(rank for rank, posting in enumerate(shown, start=1) if describes(posting, name))
            if ranks and (describes is not _is_title or len(ranks) == 1):
                return Reference(ranks, (match.span(),))
    return None


def _is_employer(posting: Posting, name: str) -> bool:
    ours, asked = taxonomy.canonical_company(posting.company), taxonomy.canonical_company(name)
    return bool(asked) and (ours == asked or ours.startswith(asked + " "))


def _is_city(posting: Posting, name: str) -> bool:
    return any(place.city and place.city.casefold() == name.casefold() for place in posting.places)


def _is_arrangement(posting: Posting, name: str) -> bool:
    return any(
        fact.value == name.casefold().replace("-", "").replace(" ", "") for fact in posting.arrangements
    )


def _is_title(posting: Posting, name: str) -> bool:
    return len(name) > 3 and name.casefold() in posting.title.casefold()


def _pronoun(question: str, count: int, before: Sequence[int]) -> Reference | None:
    """As in "that one", "both": what was pointed at before, or the only possible ones."""
    if match := _BOTH.search(question):
        ranks = tuple(before) if len(before) > 1 else (1, 2) if count == 2 else ()
        return Reference(ranks, (match.span(),)) if ranks else None
    if match := _THAT_ONE.search(question):
        ranks = tuple(before) if before else (1,) if count == 1 else ()
        return Reference(ranks, (match.span(),)) if ranks else None
    return None
