"""Single words that are a level, a kind of employment or a visa by their neighbours: "lead", "staff", "contract", "sponsor".

"Lead data engineer" names a level, "lead a team" does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from rag.understand.spans import Span
from rag.understand.tokens import Token
from rag.understand.words import LEVEL_ROLES, ROLE_NOUNS, STAFF_ROLES

LEVEL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "intern": "intern", "entry": "entry", "entry level": "entry", "junior": "entry", "jr": "entry", "graduate": "entry",
        "new grad": "entry", "mid": "mid", "mid level": "mid", "intermediate": "mid", "medior": "mid", "senior": "senior",
        "senior level": "senior", "sr": "senior", "lead": "lead", "lead level": "lead", "staff": "staff", "staff level": "staff",
        "principal": "principal", "principal level": "principal", "manager": "manager", "manager level": "manager",
        "director": "director", "director level": "director", "vp": "executive", "executive": "executive",
    }
)  # fmt: skip
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
_SPONSORSHIP_ROLES = frozenset("sales marketing deals director coordinator activation".split())


def neighbour(tokens: Sequence[Token], index: int, step: int = 1) -> str:
    """The key of the token `step` places on, or nothing beyond the edges."""
    place = index + step
    return tokens[place].key if 0 <= place < len(tokens) else ""


def _stands_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether nothing that could make a compound stands on either side."""
    before, after = neighbour(tokens, index, -1), neighbour(tokens, index)
    return (not before or before in _EDGES or before in _JOINING) and (
        not after or after in _EDGES or after in _JOINING
    )


def _role_follows(tokens: Sequence[Token], index: int, roles: frozenset[str]) -> bool:
    """Whether the next words lead to a role noun ("lead data engineer") before anything else intervenes."""
    following = neighbour(tokens, index)
    if following in roles:
        return following not in {"and", "or", "to"} or neighbour(tokens, index, 2) in roles | set(LEVEL_NAMES)
    if following in {"/", ","}:
        return neighbour(tokens, index, 2) in set(LEVEL_NAMES)
    nouns = ROLE_NOUNS & roles
    return (
        bool(following)
        and following.isalpha()
        and following not in _JOINING
        and neighbour(tokens, index, 2) in nouns
    )


def _lead(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    verb = _VERBAL
    if neighbour(tokens, index) in verb - {"and"} or neighbour(tokens, index, -1) in verb - {
        "a",
        "an",
        "the",
        "and",
    }:
        return
    if (
        _role_follows(tokens, index, LEVEL_ROLES)
        or _stands_alone(tokens, index)
        or _glued_level(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": ("lead",)}, 2)


def _glued_level(tokens: Sequence[Token], index: int) -> bool:
    return neighbour(tokens, index) in {"level", "levels"}


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
    school = neighbour(tokens, index) in {"of", "at"} or (
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
    if neighbour(tokens, index) == "of":
        note = f"“{tokens[index].text} of” read as director or executive level"
        yield Span(index, index + 2, "seniority", {"any": ("director", "executive")}, 1.5, notes=(note,))


def _graduate(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if (
        neighbour(tokens, index, -1) in {"college", "university", "i'm", "i"}
        or neighbour(tokens, index)
        in LEVEL_ROLES
        | {"role", "roles", "job", "jobs", "position", "positions", "trainee", "opportunity", "opportunities"}
        or _stands_alone(tokens, index)
    ):
        yield Span(index, index + 1, "seniority", {"any": ("entry",)}, 2)


def _contract(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    following = neighbour(tokens, index)
    if following in {"with", "worth", "value", "law", "disputes", "terms", "renewals", "award", "awards"}:
        return
    yield Span(index, index + 1, "employment", {"any": ("contract",)}, 2)


def _part_or_full(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "RN PT nights": an abbreviation after a role or beside its opposite; alone PT is a physical therapist."""
    key, before, after = tokens[index].key, neighbour(tokens, index, -1), neighbour(tokens, index)
    roles = ROLE_NOUNS | _SHIFT_ROLES
    shifts = _SHIFT_WORDS
    if before in roles or after in shifts or before in {"or", "/"}:
        yield Span(index, index + 1, "employment", {"any": ("part_time" if key == "pt" else "full_time",)}, 2)


def _stage(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    if neighbour(tokens, index) in _FRENCH_AFTER or neighbour(tokens, index, -1) in {"un", "en", "de"}:
        yield Span(index, index + 1, "employment", {"any": ("internship",)}, 2)


def _sponsor(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "Who will sponsor a nurse": the verb; "sponsorship manager" and "event sponsorship" are topics."""
    before, after = neighbour(tokens, index, -1), neighbour(tokens, index)
    noun = tokens[index].key == "sponsorship"
    if noun and after in ROLE_NOUNS | _SPONSORSHIP_ROLES:
        return
    if noun and before.isalpha() and before not in _WANTING:
        return
    yield Span(index, index + 1, "visa", {"sponsorship": True}, 1.5)


LEVEL_WORDS: Mapping[str, Callable[[Sequence[Token], int], Iterator[Span]]] = MappingProxyType(
    {
        "lead": _lead, "staff": _staff, "principal": _principal, "director": _director, "head": _head, "graduate": _graduate, "graduates": _graduate, "grad": _graduate,
        "contract": _contract, "contracts": _contract, "pt": _part_or_full, "ft": _part_or_full, "stage": _stage, "sponsor": _sponsor, "sponsors": _sponsor,
        "sponsored": _sponsor, "sponsorship": _sponsor, "sponsoring": _sponsor,
    }
)  # fmt: skip
