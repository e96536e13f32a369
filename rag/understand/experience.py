"""Reads years of experience: "I have 3 years", "2-4 years experience", "8+ yoe", "asking for at least 5 years".

What the seeker has is the most a posting may ask (`max_years`); what postings shall ask for is `min_years`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.understand.numbers import NUMBER_WORDS, amount_of
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key

_YEARS = frozenset(
    """
    years year yrs yr yrs. yr. yoe y jahre jahren jahr ans annees anos years' year's years’ yr's
    """.split()
)
_MONTHS = frozenset({"months", "month", "monate", "mois", "meses"})
_EXPERIENCE = frozenset(
    """
    experience exp exp. experienced erfahrung berufserfahrung experiencia yoe experence expirience xp
    """.split()
)
_HAVE = frozenset(
    """
    have i've ive got done having i with my me habe mit j'ai tengo avec con bring worked spent i'm only
    just has
    """.split()
)
_NEGATIONS = frozenset("don't doesn't dont doesnt not never no nothing won't".split())
_OWN = frozenset({"i", "i've", "ive", "my", "i'm", "got", "habe", "j'ai", "tengo"})
_ASK = frozenset(
    """
    ask asks asking require requires requiring required needs need needing wanting want wants expect
    expects demanding demand seeking call
    """.split()
)
_MIN = (
    "at least",
    "minimum",
    "min",
    "min.",
    "minimum of",
    "more than",
    "over",
    "no less than",
    "not less than",
    "upwards of",
    "above",
    "mindestens",
    "au moins",
    "al menos",
    "mas de",
    "plus de",
    "a minimum of",
    "from",
)
_MAX = (
    "up to",
    "no more than",
    "not more than",
    "at most",
    "less than",
    "under",
    "max",
    "maximum",
    "fewer than",
    "below",
    "maximum of",
    "hochstens",
    "maximal",
    "moins de",
    "menos de",
    "hasta",
    "never more than",
    "within",
    "nothing over",
    "nothing above",
    "not over",
)
_NOT_EXPERIENCE = frozenset(
    """
    old ago contract contracts plan plans olds program programme project projects fixed term warranty
    degree lease visa position placement from assignment internship post
    """.split()
)


_TRAILING = frozenset(
    """
    required needed in of with as working a an doing necessary requirement or less under
    """.split()
)
"""Belongs to the words after the years."""


def find_experience(tokens: Sequence[Token]) -> Iterator[Span]:
    """Every reading of a number of years as experience."""
    for index in range(len(tokens)):
        read = _years(tokens, index)
        if read is None:
            continue
        low, high, end, plus = read
        if span := _reading(tokens, index, end, low, high, plus=plus):
            yield span


def _number(token: Token) -> float | None:
    if token.kind == "number":
        return amount_of(token.text)
    return NUMBER_WORDS.get(token.key) if token.kind == "word" else None


def _years(tokens: Sequence[Token], index: int) -> tuple[float, float | None, int, bool] | None:
    """(low, high or None, end, whether "+" follows) for "3 years", "2-4 years", "5+ yrs", "18 months"."""
    low = _number(tokens[index])
    if low is None or low > 60:
        return None
    place, high, plus = index + 1, None, False
    if (
        place + 1 < len(tokens)
        and tokens[place].key in {"-", "to", "or", "a", "bis"}
        and (second := _number(tokens[place + 1])) is not None
        and second <= 60
    ):
        high, place = second, place + 2
    if place < len(tokens) and tokens[place].key in {"+", "plus"}:
        plus, place = True, place + 1
    if place >= len(tokens):
        return None
    if tokens[place].key in _YEARS:
        return low, high, place + 1, plus
    if tokens[place].key in _MONTHS:
        return low / 12, high / 12 if high else None, place + 1, plus
    return None


def _reading(
    tokens: Sequence[Token], start: int, end: int, low: float, high: float | None, *, plus: bool
) -> Span | None:
    months = tokens[end - 1].key in _MONTHS
    if (end < len(tokens) and tokens[end].key in _NOT_EXPERIENCE) or (
        start and tokens[start - 1].key in {"last", "past", "previous", "every"}
    ):
        return None
    named = tokens[end - 1].key == "yoe" or any(
        token.key in _EXPERIENCE for token in [*tokens[max(0, start - 2) : start], *tokens[end : end + 5]]
    )
    bound, first = _bound(tokens, start)
    if bound == "min" and any(token.key in _NEGATIONS for token in tokens[max(0, first - 3) : first]):
        bound = "max"
    have = _seeker(tokens, first)
    own = _own(tokens, first)
    ask = any(token.key in _ASK for token in [*tokens[max(0, first - 4) : first], *tokens[end : end + 2]])
    in_field = end < len(tokens) and tokens[end].key in {"in", "of", "as", "with", "working", "doing"}
    if (
        not named
        and not ask
        and not plus
        and not (have and not months and (in_field or end >= len(tokens) or tokens[end].kind == "mark"))
    ):
        return None
    while (
        first > 0
        and tokens[first - 1].key
        in _HAVE | _ASK | {"for", "that", "about", "around", "roughly", "almost", "nearly", "over", "a"}
        and not (tokens[first - 1].key == "for" and tokens[first - 2].key not in _ASK)
    ):
        first -= 1
    own = own and have and not ask
    value = _value(low, high, "" if own else bound, plus=plus and not own, have=have and not ask)
    while first > 0 and tokens[first - 1].key in _EXPERIENCE | {":"}:
        first -= 1
    return Span(first, _end(tokens, end), "experience", value, 4)


def _bound(tokens: Sequence[Token], start: int) -> tuple[str, int]:
    for length in (3, 2, 1):
        phrase = joined_key(tokens, start - length, start) if start >= length else ""
        if phrase in _MIN:
            return "min", start - length
        if phrase in _MAX:
            return "max", start - length
    return "", start


def _seeker(tokens: Sequence[Token], first: int) -> bool:
    """Whether years that the seeker may have are spoken of: "I have", "with"."""
    return any(token.key in _HAVE for token in tokens[max(0, first - 3) : first])


def _own(tokens: Sequence[Token], first: int) -> bool:
    """Whether the seeker speaks of themselves, so that even "over 10 years" is what they have."""
    return any(token.key in _OWN for token in tokens[max(0, first - 3) : first])


def _value(low: float, high: float | None, bound: str, *, plus: bool, have: bool) -> dict[str, float]:
    if high is not None:
        return (
            {"max_years": max(low, high)}
            if have
            else {"min_years": min(low, high), "max_years": max(low, high)}
        )
    if bound == "max":
        return {"max_years": low}
    if have and bound != "min" and not plus:
        return {"max_years": low}
    return {"min_years": low} if plus or bound == "min" else {"max_years": low}


def _end(tokens: Sequence[Token], end: int) -> int:
    """Where the words end: "3 years of [professional] experience [in]", "required"."""
    for place in range(end, min(end + 5, len(tokens))):
        if tokens[place].kind == "mark" and tokens[place].key != "'":
            break
        if tokens[place].key in _EXPERIENCE:
            end = place + 1
            break
    while (
        end < len(tokens)
        and tokens[end].key in _TRAILING
        and not (
            tokens[end].key == "or"
            and (end + 1 >= len(tokens) or tokens[end + 1].key not in {"less", "under"})
        )
    ):
        if (
            tokens[end].key in {"in", "of", "with"}
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
            and tokens[end].key == "in"
        ):
            break
        end += 1
    return end
