"""Which readings a cue reaches: the scope of "no", "not", "except", "outside", "ideally" and "is fine too".

"No PHP or Java" negates both, "no PHP, remote" only the first. A negation that meets no constraint may name a topic
("no travel", "without on-call").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.understand.spans import Span
from rag.understand.tokens import Token

MAX_TOPIC_WORDS = 4
_FILLERS = frozenset(
    """a an any the in at from with of for to be being work works working job jobs role roles position positions use using uses more too very on as based by located that
    involving involve involves like it is are un una une der die das dem den em im en de dans au con contenga mit""".split()
) | {":"}  # fmt: skip
_LIST = frozenset({",", "/", "or", "nor", "and", "&", "oder", "und", "ou", "et", "o", "y", "ni"})
_OR = frozenset({"or", "nor", "/", "oder", "ou", "o", "ni"})
_TOPIC_CUES = frozenset({"no", "without", "nothing with", "nothing in", "nothing involving", "avoid", "avoiding", "except", "excluding", "exclude", "but not", "don't want", "do not want", "don't like", "hate", "i hate",
    "can't stand", "without any", "not interested in", "other than", "anything but", "kein", "keine", "ohne", "sans", "sin", "minus", "neither", "no more", "tired of", "sick of", "nothing that involves", "can't do", "cannot do", "pas de", "apart from", "aside from", "except for", "skip", "leave out", "anything other than", "fed up with", "bored of", "not", "nor", "non", "anything except"})  # fmt: skip
_STOPS = frozenset(
    """
    but and or nor in at near from please over paying for with only just though because since if when
    where who that which needed required necessary is are would to of as y und et oder ou o
    """.split()
)
_NOT_A_TOPIC = frozenset(
    """
    matter problem idea sure longer one need clue later too very yet least less fewer earlier more only
    just necessarily even really thing thanks worries rush limit limits preference specific particular
    degree diploma certification certifications qualification qualifications license licence cover been
    have get so much many all everyone always there it being be do exactly quite picky fussy important as
    prior previous interested looking able happy afraid fluent
    """.split()
)
_AFTERWARDS = (
    "preferred",
    "is a plus",
    "a plus",
    "is a bonus",
    "would be nice",
    "would be a plus",
    "would be a bonus",
    "if possible",
    "optional",
    "desirable",
    "would be great",
    "would be ideal",
    "if at all possible",
    "nice to have",
)


_TOPIC_CARRIERS = frozenset("work jobs job roles role please stuff companies".split())


@dataclass(slots=True)
class Scoped:
    """A reading with what the cues around it say."""

    span: Span
    negated: bool = False
    soft: bool = False
    permitted: bool = False
    first: int = 0
    """Token where its words start, the cue included."""
    cue: int = -1
    """Position of the negation among the spans; readings with the same one form a list."""


@dataclass(slots=True)
class Scopes:
    """All readings in order, the topics that are not wanted as (first, start, end), and the tokens cues used up."""

    readings: list[Scoped] = field(default_factory=list)
    topics: list[tuple[int, int, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    idle_cues: list[Span] = field(default_factory=list)
    """Negations that reach nothing."""


def scopes(tokens: Sequence[Token], spans: Sequence[Span]) -> Scopes:
    """Give every constraint reading its negation, softness and permission."""
    result = Scopes([Scoped(span, span.negated, first=span.start) for span in spans])
    for position, span in enumerate(spans):
        if span.kind in ("not", "outside"):
            _negate(tokens, result, position)
        elif span.kind == "soft":
            _soften(tokens, result, position)
        elif span.kind == "permit":
            _permit(tokens, result, position)
    result.readings = [each for each in result.readings if each.span.is_constraint]
    return result


def _negate(tokens: Sequence[Token], result: Scopes, position: int) -> None:
    cue = result.readings[position].span
    reached: list[Scoped] = []
    last = cue.end
    for scoped in result.readings[position + 1 :]:
        span, gap = scoped.span, tokens[last : scoped.span.start]
        if span.kind == "drop" and not reached and all(token.key in _FILLERS for token in gap):
            last = span.end
            continue
        if not span.is_constraint or (cue.kind == "outside" and span.kind != "place"):
            break
        if not (
            _first_target(gap)
            if not reached
            else _next_target(tokens, gap, reached[-1], scoped, result, position)
        ):
            break
        if span.negated and not reached:
            break
        scoped.negated, scoped.cue = True, position
        reached.append(scoped)
        last = span.end
    if reached:
        reached[0].first = min(reached[0].first, cue.start)
        for scoped, earlier in zip(reached[1:], reached, strict=False):
            result.used.update(range(earlier.span.end, scoped.span.start))
        result.used.update(range(cue.start, reached[0].span.start))
    elif not _negated_topics(tokens, result, cue):
        result.idle_cues.append(cue)


def _first_target(gap: Sequence[Token]) -> bool:
    return all(token.key in _FILLERS for token in gap)


def _next_target(
    tokens: Sequence[Token],
    gap: Sequence[Token],
    before: Scoped,
    scoped: Scoped,
    result: Scopes,
    position: int,
) -> bool:
    """Whether a list that a negation opened goes on: "or" and "nor" always, commas and "and" within one kind."""
    joiners = [token.key for token in gap if token.key in _LIST]
    if not joiners or any(token.key not in _LIST | _FILLERS for token in gap):
        return False
    if any(joiner in _OR for joiner in joiners):
        return True
    same = before.span.kind == scoped.span.kind
    if "and" in joiners or "&" in joiners:
        return same
    return same and _list_ends_in_or(tokens, scoped.span, result, position)


def _list_ends_in_or(tokens: Sequence[Token], span: Span, result: Scopes, position: int) -> bool:
    """Whether the comma-separated list after `span` closes with "or" or "and": "no PHP, Java or Ruby"."""
    last = span
    for scoped in result.readings[position + 1 :]:
        if scoped.span.start <= last.start:
            continue
        gap = [token.key for token in tokens[last.end : scoped.span.start]]
        if scoped.span.kind != last.kind or not gap or any(key not in _LIST | _FILLERS for key in gap):
            return False
        if any(key in _OR | {"and"} for key in gap):
            return True
        last = scoped.span
    return False


def _negated_topics(tokens: Sequence[Token], result: Scopes, cue: Span) -> bool:
    """As in "no travel or weekends": topics that must not be named."""
    said = " ".join(token.key for token in tokens[cue.start : cue.end])
    if said not in _TOPIC_CUES or (said in {"not", "non", "nor"} and not _opens_clause(tokens, cue.start)):
        return False
    taken = {
        index
        for each in result.readings
        for index in range(each.span.start, each.span.end)
        if each.span.kind != "keep" and not _is_loose(each.span)
    }
    whole = {each.span.start: each.span.end for each in result.readings if each.span.kind == "keep"}
    found = False
    start = cue.end
    while start < len(tokens):
        while start < len(tokens) and tokens[start].key in _FILLERS and start not in taken | set(whole):
            start += 1
        end = whole.get(start, start)
        while (
            end < len(tokens)
            and end - start < MAX_TOPIC_WORDS
            and end not in taken
            and tokens[end].kind in ("word", "number")
            and tokens[end].key not in _STOPS
        ):
            end += 1
        while end > start and tokens[end - 1].key in _TOPIC_CARRIERS:
            end -= 1
        if end == start or tokens[start].key in _NOT_A_TOPIC:
            break
        result.topics.append((cue.start if not found else start, start, end))
        result.used.update(range(cue.start, end))
        found = True
        if end + 1 >= len(tokens) or tokens[end].key not in _OR:
            break
        start = end + 1
    return found


def _is_loose(span: Span) -> bool:
    return span.kind == "drop" and span.end - span.start == 1


def _opens_clause(tokens: Sequence[Token], start: int) -> bool:
    return start == 0 or tokens[start - 1].kind == "mark" or tokens[start - 1].key in {"but", "and"}


def _soften(tokens: Sequence[Token], result: Scopes, position: int) -> None:
    """As in "ideally with Rust or Go" reaches forward, "Rust would be nice" backward."""
    cue = result.readings[position].span
    said = " ".join(token.key for token in tokens[cue.start : cue.end])
    result.used.update(range(cue.start, cue.end))
    before = [each for each in result.readings[:position] if each.span.is_constraint]
    if (
        said in _AFTERWARDS
        and before
        and all(
            token.key in {"is", "are", ",", "would", "be"}
            for token in tokens[before[-1].span.end : cue.start]
        )
    ):
        before[-1].soft = True
        return
    last, reached = cue.end, False
    for scoped in result.readings[position + 1 :]:
        gap = [token.key for token in tokens[last : scoped.span.start]]
        if not scoped.span.is_constraint or any(
            key not in (_FILLERS | _LIST if reached else _FILLERS | {"you", "know"}) for key in gap
        ):
            break
        if reached and not any(key in _LIST for key in gap):
            break
        scoped.soft, reached = True, True
        last = scoped.span.end


def _permit(tokens: Sequence[Token], result: Scopes, position: int) -> None:
    cue = result.readings[position].span
    result.used.update(range(cue.start, cue.end))
    before = [each for each in result.readings[:position] if each.span.is_constraint]
    if before and before[-1].span.end == cue.start:
        before[-1].permitted = True
