"""Reads how the week is spent: "20 hours a week" is part time, "two days a week in the office" is hybrid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.understand.level_words import neighbour
from rag.understand.numbers import whole_number
from rag.understand.spans import Span
from rag.understand.tokens import Token

FULL_TIME_HOURS = 35
_HOURS = re.compile(r"(?:h|hrs?|hours?|stunden|heures|horas)\Z")
_WEEK = frozenset({"week", "weekly", "wk", "woche", "semaine", "semana"})
_PER = frozenset("a per / each pro par por la in der every".split())
_A_WEEK = frozenset("a per week weekly each every the wk pro woche par semaine por semana".split())
_HOURS_BEFORE = frozenset("than to max maximum about around only up under less most at".split())


def find_hours(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "20 hours a week" is part time, "40 hours a week" full time."""
    hours = whole_number(tokens[index])
    if hours is None or not _HOURS.match(neighbour(tokens, index)):
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


def find_office_days(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "2 days a week in the office", "come in two days a week", "3 days from home" are hybrid; five are on site."""
    days = _TIMES.get(tokens[index].key) or whole_number(tokens[index])
    if tokens[index].key in _TIMES:
        if neighbour(tokens, index) not in {"a", "per", "every"} or neighbour(
            tokens, index, 2
        ) not in _WEEK | {"month"}:
            return
    elif (
        days is None
        or not 0 < days <= 7
        or neighbour(tokens, index) not in {"day", "days", "tage", "jours", "dias", "x"}
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
