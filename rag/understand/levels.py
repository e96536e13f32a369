"""Level and employment words that mean something only by their neighbours: "lead", "staff", "contract", "senior or above".

"Lead data engineer" names a level, "lead generation" does not; "contract Python developer" is about employment,
"contract law" is not (those fixed look-alikes stand in the lexicon).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.understand.level_words import LEVEL_NAMES, LEVEL_WORDS
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key
from rag.understand.workweek import find_hours, find_office_days

LADDER = ("intern", "entry", "mid", "senior", "lead", "staff", "principal")
"""The levels of an individual contributor, in order."""
MANAGEMENT = ("manager", "director", "executive")
_UPWARDS = ("or above", "and above", "or higher", "and higher", "or up", "and up", "level and up", "level or above", "level and above", "level or up",
            "+", "plus", "or more senior", "and beyond", "or beyond", "upwards", "and upwards", "or better", "at least", "level or higher", "level and higher", "or greater", "minimum", "at minimum")  # fmt: skip
_DOWNWARDS = ("or below", "and below", "or lower", "and lower", "or less", "and under", "or under", "or more junior", "level or below", "level and below", "or down", "and down", "at most", "maximum", "at maximum", "max")  # fmt: skip
_AT_LEAST = (
    "at least",
    "minimum",
    "no less than",
    "not below",
    "nothing below",
    "no lower than",
    "not under",
    "above or equal to",
)
_AT_MOST = (
    "at most",
    "up to",
    "no more than",
    "not above",
    "nothing above",
    "no higher than",
    "maximum",
    "max",
    "below or equal to",
)


def find_levels(tokens: Sequence[Token]) -> Iterator[Span]:
    """Levels, ranges of levels, and words that are levels or employment by their neighbours."""
    for index, token in enumerate(tokens):
        if reader := LEVEL_WORDS.get(token.key):
            yield from reader(tokens, index)
        if token.kind == "number" or token.kind == "word":
            yield from find_hours(tokens, index)
            yield from find_office_days(tokens, index)
        yield from _open_range(tokens, index)
        yield from _closed_range(tokens, index)


def _level_at(tokens: Sequence[Token], start: int) -> tuple[str, int] | None:
    """The level named at `start` and where its name ends; the longer name first."""
    for end in (start + 2, start + 1):
        if end <= len(tokens) and (level := LEVEL_NAMES.get(joined_key(tokens, start, end))):
            return level, end
    return None


def _open_range(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "senior or above", "at least mid", "staff+"."""
    for length in range(1, 4):
        before = joined_key(tokens, index, index + length) if index + length <= len(tokens) else ""
        for phrases, ladder in ((_AT_LEAST, levels_from), (_AT_MOST, levels_to)):
            if before in phrases and (found := _level_at(tokens, index + length)):
                yield Span(index, found[1], "seniority", {"any": ladder(found[0])}, 3)
    if not (found := _level_at(tokens, index)):
        return
    level, end = found
    for length in range(1, 4):
        after = joined_key(tokens, end, end + length) if end + length <= len(tokens) else ""
        if after == "+" and not tokens[end].tight:
            continue
        if after in _UPWARDS:
            yield Span(index, end + length, "seniority", {"any": levels_from(level)}, 3)
        elif after in _DOWNWARDS:
            yield Span(index, end + length, "seniority", {"any": levels_to(level)}, 3)


def _closed_range(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "junior to mid", "mid-senior", "between junior and senior"."""
    between = tokens[index].key == "between"
    first = _level_at(tokens, index + between)
    if first is None or first[1] >= len(tokens):
        return
    joiner = tokens[first[1]].key
    if joiner not in ({"and", "to"} if between else {"to", "-", "through", "bis", "thru"}):
        return
    second = _level_at(tokens, first[1] + 1)
    if second and first[0] in LADDER and second[0] in LADDER:
        low, high = sorted((LADDER.index(first[0]), LADDER.index(second[0])))
        yield Span(index, second[1], "seniority", {"any": LADDER[low : high + 1]}, 3)


def levels_from(level: str) -> tuple[str, ...]:
    """The level and those above it on its own ladder."""
    ladder = LADDER if level in LADDER else MANAGEMENT
    return ladder[ladder.index(level) :]


def levels_to(level: str) -> tuple[str, ...]:
    """The level and those below it on its own ladder."""
    ladder = LADDER if level in LADDER else MANAGEMENT
    return ladder[: ladder.index(level) + 1]
