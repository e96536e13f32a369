"""Level and employment words that mean something only by their neighbours: "lead", "staff", "contract", "senior or above".

"Lead data engineer" names a level, "lead generation" does not; "contract Python developer" is about employment,
"contract law" is not (those fixed look-alikes stand in the lexicon).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rag.understand.numbers import whole_number
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key
from rag.understand.words import LEVEL_ROLES, ROLE_NOUNS, STAFF_ROLES

LADDER = ("intern", "entry", "mid", "senior", "lead", "staff", "principal")
"""The levels of an individual contributor, in order."""
MANAGEMENT = ("manager", "director", "executive")
FULL_TIME_HOURS = 35

_LEVEL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "intern": "intern", "entry": "entry", "entry level": "entry", "junior": "entry", "jr": "entry", "graduate": "entry",
        "new grad": "entry", "mid": "mid", "mid level": "mid", "intermediate": "mid", "medior": "mid", "senior": "senior",
        "senior level": "senior", "sr": "senior", "lead": "lead", "lead level": "lead", "staff": "staff", "staff level": "staff",
        "principal": "principal", "principal level": "principal", "manager": "manager", "manager level": "manager",
        "director": "director", "director level": "director", "vp": "executive", "executive": "executive",
    }
)  # fmt: skip
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
_HOURS = re.compile(r"(?:h|hrs?|hours?|stunden|heures|horas)\Z")
_WEEK = frozenset({"week", "weekly", "wk", "woche", "semaine", "semana"})
_EDGES = frozenset({",", ";", ":", ".", "?", "!", "(", ")", "/", "|", "-", "+"})
_JOINING = frozenset(
    """
    or and to nor not no level levels role roles position positions only job jobs
    """.split()
)


_VERBAL = frozenset("a an the to our my i will teams projects people us you and".split())
"""Beside "lead" they make it a verb."""


_SHIFT_WORDS = frozenset(
    """
    nights night days evenings weekends job jobs role roles position positions work shift shifts or / only
    hours
    """.split()
)


_SHIFT_ROLES = frozenset("rn lpn cna nurse teacher driver clerk cashier barista jobs job work".split())


_FRENCH_AFTER = frozenset("en de a chez dans ingenieur developpeur marketing data".split())


_WANTING = frozenset(
    """
    needs need with offer offers offering provide provides require requires requiring needing or and for
    get gets without no include includes including does do employer want
    """.split()
)
"""Before "sponsorship" they make it a visa."""


_PER = frozenset("a per / each pro par por la in der every".split())


_A_WEEK = frozenset("a per week weekly each every the wk pro woche par semaine por semana".split())


_SPONSORSHIP_ROLES = frozenset("sales marketing deals director coordinator activation".split())


_HOURS_BEFORE = frozenset("than to max maximum about around only up under less most at".split())


def find_levels(tokens: Sequence[Token]) -> Iterator[Span]:
    """Levels, ranges of levels, and words that are levels or employment by their neighbours."""
    for index, token in enumerate(tokens):
        if reader := _SINGLE.get(token.key):
            yield from reader(tokens, index)
        if token.kind == "number" or token.kind == "word":
            yield from _hours(tokens, index)
            yield from _office_days(tokens, index)
        yield from _open_range(tokens, index)
        yield from _closed_range(tokens, index)


def _next(tokens: Sequence[Token], index: int, step: int = 1) -> str:
    place = index + step
    return tokens[place].key if 0 <= place < len(tokens) else ""


def _level_at(tokens: Sequence[Token], start: int) -> tuple[str, int] | None:
    """The level named at `start` and where its name ends; the longer name first."""
    for end in (start + 2, start + 1):
        if end <= len(tokens) and (level := _LEVEL_NAMES.get(joined_key(tokens, start, end))):
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


# --- single words -----------------------------------------------------------------------------------------


def _stands_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing that could make a compound stands on either side."""
    before, after = _next(tokens, index, -1), _next(tokens, index)
    return (not before or before in _EDGES or before in _JOINING) and (
        not after or after in _EDGES or after in _JOINING
    )


def _role_follows(tokens: Sequence[Token], index: int, roles: frozenset[str]) -> bool:
    """Whether the next words lead to a role noun ("lead data engineer") before anything else intervenes."""
    following = _next(tokens, index)
    if following in roles:
        return following not in {"and", "or", "to"} or _next(tokens, index, 2) in roles | set(_LEVEL_NAMES)
    if following in {"/", ","}:
        return _next(tokens, index, 2) in set(_LEVEL_NAMES)
    nouns = ROLE_NOUNS & roles
    return (
        bool(following)
        and following.isalpha()
        and following not in _JOINING
        and _next(tokens, index, 2) in nouns
    )


def _lead(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    verb = _VERBAL
    if _next(tokens, index) in verb - {"and"} or _next(tokens, index, -1) in verb - {"a", "an", "the", "and"}:
        return
    if (
        _role_follows(tokens, index, LEVEL_ROLES)
        or _stands_alone(tokens, index)
        or _glued_level(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": ("lead",)}, 2)


def _glued_level(tokens: Sequence[Token], index: int) -> bool:
    return _next(tokens, index) in {"level", "levels"}


def _staff(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if (
        _role_follows(tokens, index, STAFF_ROLES)
        or _stands_alone(tokens, index)
        or _glued_level(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": (tokens[index].key,)}, 2)


def _principal(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    more = frozenset(
        {"consultant", "consultants", "technical", "manager", "associate", "statistician", "economist"}
    )
    school = _next(tokens, index) in {"of", "at"} or (
        _stands_alone(tokens, index) and _mentions_school(tokens)
    )
    if not school and (
        _role_follows(tokens, index, STAFF_ROLES | more)
        or _stands_alone(tokens, index)
        or _glued_level(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": ("principal",)}, 2)


def _mentions_school(tokens: Sequence[Token]) -> bool:
    return any(
        token.key in {"school", "schools", "elementary", "academy", "college", "kindergarten"}
        for token in tokens
    )


def _director(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    yield Span(index, index + 1, "seniority", {"any": ("director",)}, 1.5)


def _head(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if _next(tokens, index) == "of":
        note = f"“{tokens[index].text} of” read as director or executive level"
        yield Span(index, index + 2, "seniority", {"any": ("director", "executive")}, 1.5, notes=(note,))


def _graduate(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if (
        _next(tokens, index, -1) in {"college", "university", "i'm", "i"}
        or _next(tokens, index)
        in LEVEL_ROLES
        | {"role", "roles", "job", "jobs", "position", "positions", "trainee", "opportunity", "opportunities"}
        or _stands_alone(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": ("entry",)}, 2)


def _contract(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    following = _next(tokens, index)
    if following in {"with", "worth", "value", "law", "disputes", "terms", "renewals", "award", "awards"}:
        return
    yield Span(index, index + 1, "employment", {"any": ("contract",)}, 2)


def _part_or_full(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "RN PT nights": an abbreviation after a role or beside its opposite; alone PT is a physical therapist."""
    key, before, after = tokens[index].key, _next(tokens, index, -1), _next(tokens, index)
    roles = ROLE_NOUNS | _SHIFT_ROLES
    shifts = _SHIFT_WORDS
    if before in roles or after in shifts or before in {"or", "/"}:
        yield Span(index, index + 1, "employment", {"any": ("part_time" if key == "pt" else "full_time",)}, 2)


def _stage(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if _next(tokens, index) in _FRENCH_AFTER or _next(tokens, index, -1) in {"un", "en", "de"}:
        yield Span(index, index + 1, "employment", {"any": ("internship",)}, 2)


def _sponsor(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "Who will sponsor a nurse": the verb; "sponsorship manager" and "event sponsorship" are topics."""
    before, after = _next(tokens, index, -1), _next(tokens, index)
    noun = tokens[index].key == "sponsorship"
    if noun and after in ROLE_NOUNS | _SPONSORSHIP_ROLES:
        return
    if noun and before.isalpha() and before not in _WANTING:
        return
    yield Span(index, index + 1, "visa", {"sponsorship": True}, 1.5)


_SINGLE: Mapping[str, Callable[[Sequence[Token], int], Iterator[Span]]] = MappingProxyType(
    {
        "lead": _lead, "staff": _staff, "principal": _principal, "director": _director, "head": _head, "graduate": _graduate, "graduates": _graduate, "grad": _graduate,
        "contract": _contract, "contracts": _contract, "pt": _part_or_full, "ft": _part_or_full, "stage": _stage, "sponsor": _sponsor, "sponsors": _sponsor,
        "sponsored": _sponsor, "sponsorship": _sponsor, "sponsoring": _sponsor,
    }
)  # fmt: skip


# --- hours and days ---------------------------------------------------------------------------------------


def _hours(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "20 hours a week" is part time, "40 hours a week" full time."""
    hours = whole_number(tokens[index])
    if hours is None or not _HOURS.match(_next(tokens, index)):
        return
    place = index + 2
    while place < len(tokens) and tokens[place].key in _PER:
        place += 1
    if place < len(tokens) and tokens[place].key in _WEEK and 0 < hours <= 60:
        value = "part_time" if hours < FULL_TIME_HOURS else "full_time"
        start = index
        while start > 0 and tokens[start - 1].key in _HOURS_BEFORE:
            start -= 1
        yield Span(start, place + 1, "employment", {"any": (value,)}, 3)


_TIMES = {"once": 1, "twice": 2}
_OFFICE = frozenset({"office", "onsite", "person", "site", "buro", "bureau", "oficina", "campus"})
_AWAY = frozenset({"remote", "home", "remotely", "wfh", "homeoffice", "teletravail", "teletrabajo"})
_COMING = frozenset({"come", "coming", "go", "going", "commute", "commuting", "in-office"})


def _office_days(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "2 days a week in the office", "come in two days a week", "3 days from home" are hybrid; five are on site."""
    days = _TIMES.get(tokens[index].key) or whole_number(tokens[index])
    if tokens[index].key in _TIMES:
        if _next(tokens, index) not in {"a", "per", "every"} or _next(tokens, index, 2) not in _WEEK | {
            "month"
        }:
            return
    elif (
        days is None
        or not 0 < days <= 7
        or _next(tokens, index) not in {"day", "days", "tage", "jours", "dias", "x"}
    ):
        return
    window = range(max(0, index - 5), min(len(tokens), index + 8))
    places = [
        i
        for i in window
        if tokens[i].key in _OFFICE | _AWAY | _COMING and not (tokens[i].key in _COMING and i > index)
    ]
    places = [
        i
        for i in places
        if not any(tokens[j].key in {",", ";", ".", ":"} for j in range(min(i, index), max(i, index)))
    ]
    if not places:
        return
    days = days or 0
    away = any(tokens[i].key in _AWAY for i in places)
    value = ("remote" if away else "onsite") if days >= 5 else "hybrid"
    start, end = min(*places, index), max(*places, index + 1) + 1
    while end < len(tokens) and tokens[end].key in _A_WEEK:
        end += 1
    while start > 0 and tokens[start - 1].key in {"can", "could", "i", "to", "happy", "able", "in"}:
        start -= 1
    yield Span(start, end, "arrangement", {"any": (value,)}, 3)
