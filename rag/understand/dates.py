"""Reads when a posting was published: "this week", "last 3 days", "since 1 April", "nothing older than a month".

Relative spans become days ("this week" 7, "month" 30), "since" a date; a month or weekday without a year is the most
recent one. `today` is given, never asked of a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rag.understand.numbers import whole_number
from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key
from rag.understand.written_dates import RELATIVE_DAYS, impossible_date, read_date

_UNITS = {
    **dict.fromkeys("hour hours hr hrs h stunde stunden heure heures hora horas".split(), 1 / 24),
    **dict.fromkeys("day days d tag tage tagen jour jours dia dias".split(), 1),
    **dict.fromkeys("week weeks wk wks woche wochen semaine semaines semana semanas".split(), 7),
    **dict.fromkeys("fortnight fortnights".split(), 14),
    **dict.fromkeys("month months mo monat monate monaten mois mes meses".split(), 30),
    **dict.fromkeys("year years jahr jahre an ans annee ano anos".split(), 365),
}  # fmt: skip
_LAST = frozenset(
    "last past previous letzten letzte letzter letztes derniere dernieres dernier derniers ultimos ultimas ultimo ultima recent".split()
)
_THIS = frozenset("this diese diesen dieser cette ce esta este current".split())
_POSTED = frozenset(
    "posted listed published added advertised opened uploaded posts ads postings listings jobs roles new fresh newly recently veroffentlicht publie publiees publicados publicado posting adverts announced live put job".split()
)
_LEADING = frozenset(
    "posted listed published added advertised opened uploaded new fresh newly recently in on at from within during over of the since veroffentlicht publie publicados was were been that have has only just which are is dans les los las las den im der seit announced up go went gone put live ads".split()
)
_SINCE = frozenset(
    {"since", "after", "seit", "depuis", "desde", "later", "newer", "from", "apres", "nach", "despues"}
)
_OLD = ("older than", "more than", "over", "beyond", "alter als", "earlier than")
_ONWARDS = frozenset({"ago", "onwards", "onward"})
_ONLY_CUED = frozenset({"from", "later", "newer", "nach", "on", "desde", "after"})
"""Begin a date of publication only where postings, or "onwards", are spoken of."""
_NEGATIONS = frozenset({"no", "not", "nothing", "none", "never", "nichts", "pas", "nada"})
_YOUNG = frozenset(
    ("newer than|younger than|fresher than|more recent than|not older than|no older than").split("|")
)
_AT_MOST = frozenset(("less than|under|max|maximum|at most|no more than|fewer than|not more than").split("|"))
_BEFORE_DATE = frozenset("the than last beginning start of dem le el or after this early mid late".split())
"""May stand between "since" and the date."""


def find_dates(tokens: Sequence[Token], today: date) -> Iterator[Span]:
    """Every reading of the question as a date of publication."""
    for index, token in enumerate(tokens):
        yield from _relative(tokens, index)
        if token.key in RELATIVE_DAYS and _is_edge(tokens, index + 1):
            yield _posted(tokens, index, index + 1, {"within_days": RELATIVE_DAYS[token.key]}, 2.5)
        if token.key in _SINCE or token.key == "on":
            yield from _since(tokens, index, today)
        elif token.key in {"before", "older"} and (_cued(tokens, index) or token.key == "older"):
            yield from _too_late(tokens, index, today)
        yield from _age(tokens, index)


def _posted(tokens: Sequence[Token], start: int, end: int, value: dict[str, Any], score: float = 3) -> Span:
    """The span with the words that lead to it ("posted in the") and "ago" or "onwards" after it."""
    while start > 0 and tokens[start - 1].key in _LEADING:
        start -= 1
    last = end + 1 == len(tokens)
    if end < len(tokens) and (tokens[end].key in _ONWARDS or (tokens[end].key == "on" and last)):
        end += 1
    return Span(start, end, "posted", value, score)


def _cued(tokens: Sequence[Token], index: int) -> bool:
    return any(token.key in _POSTED for token in tokens[max(0, index - 4) : index])


def _is_edge(tokens: Sequence[Token], index: int) -> bool:
    """Whether "today" ends there, rather than naming something ("Today show")."""
    return (
        index >= len(tokens)
        or tokens[index].kind == "mark"
        or tokens[index].key in {"in", "at", "for", "with", "or", "and", "only", "near", "please", "from"}
    )


def _relative(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "last 24 hours", "past two weeks", "this week", "3 days ago", "posted within 3 days"."""
    key = tokens[index].key
    if key in _LAST | _THIS | {"within", "in"}:
        place = index + 1
        if key in {"within", "in"} and not _cued(tokens, index):
            return
        if place < len(tokens) and tokens[place].key in {"the", "a", "couple", "few", "of"}:
            place += 1
        number, place = _count(tokens, place)
        if place < len(tokens) and (days := _UNITS.get(tokens[place].key)):
            if key in _THIS and number != 1:
                return
            if days >= 365 and not _cued(tokens, index):
                return
            if place + 1 < len(tokens) and tokens[place + 1].key in {"of", "experience", "'s"}:
                return
            yield _posted(tokens, index, place + 1, {"within_days": _whole_days(number * days)})
    number = whole_number(tokens[index]) or 0
    if (
        number
        and index + 2 < len(tokens)
        and tokens[index + 2].key == "ago"
        and (days := _UNITS.get(tokens[index + 1].key))
        and _cued(tokens, index)
    ):
        yield _posted(tokens, index, index + 3, {"within_days": _whole_days(number * days)})


def _count(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """A number at `place` (1 when there is none) and what follows it."""
    if place < len(tokens) and tokens[place].key in {"couple", "few"}:
        few = 2 if tokens[place].key == "couple" else 3
        place += 1
        return few, place + (place < len(tokens) and tokens[place].key == "of")
    number = whole_number(tokens[place]) if place < len(tokens) else None
    return (number, place + 1) if number is not None and 0 < number < 1000 else (1, place)


def _whole_days(days: float) -> int:
    return max(1, int(-(-days // 1)))


def _age(tokens: Sequence[Token], index: int) -> Iterator[Span]:
    """As in "nothing older than 3 days", "newer than a week", "less than 2 weeks old", "max 10 days old"."""
    for length in (1, 2, 3):
        end = index + length
        phrase = joined_key(tokens, index, end) if end <= len(tokens) else ""
        negated = index > 0 and any(token.key in _NEGATIONS for token in tokens[max(0, index - 2) : index])
        young = phrase in _YOUNG
        aged = phrase in _AT_MOST
        if not (young or aged or (phrase in _OLD and negated)):
            continue
        place = end + (end < len(tokens) and tokens[end].key in {"a", "an", "one"})
        number, place = _count(tokens, place)
        days = _UNITS.get(tokens[place].key) if place < len(tokens) else None
        old = place + 1 < len(tokens) and tokens[place + 1].key in {"old", "ago", "alt"}
        if days is None or not (young or old or phrase in {"older than", "alter als"}):
            continue
        start = index
        while start > 0 and tokens[start - 1].key in _NEGATIONS | {"show", "me", "that", "is", "are"}:
            start -= 1
        yield Span(start, place + 1 + old, "posted", {"within_days": _whole_days(number * days)}, 4)


def _since(tokens: Sequence[Token], index: int, today: date) -> Iterator[Span]:
    """As in "since April", "posted after January 15", "since 2026-05-01", "since Monday"."""
    key = tokens[index].key
    dated = index + 1 < len(tokens) and tokens[index + 1].kind == "date" and key == "after"
    onwards = any(token.key in _ONWARDS - {"ago"} for token in tokens[index + 2 : index + 5])
    if key in _ONLY_CUED and not (_cued(tokens, index + 1) or dated or onwards):
        return
    place = index + 1
    while place < len(tokens) and tokens[place].key in _BEFORE_DATE:
        place += 1
    found = read_date(tokens, place, today)
    if found is None:
        if impossible := impossible_date(tokens, place):
            yield Span(index, impossible, "wish", {"note": "there is no such day"}, 3)
        return
    day, end, notes = found
    if day > today:
        notes = (*notes, f"{day.isoformat()} is in the future: nothing can be published since")
    yield replace(_posted(tokens, index, end, {"after": day}, 4), notes=notes)


def _too_late(tokens: Sequence[Token], index: int, today: date) -> Iterator[Span]:
    """As in "Posted before March", "older than a month": only how recent a posting is can be asked."""
    place = index + 1
    while place < len(tokens) and tokens[place].key in {"than", "a", "an", "the"}:
        place += 1
    number, unit = _count(tokens, place)
    dated = read_date(tokens, place, today)
    aged = unit + 1 if unit < len(tokens) and tokens[unit].key in _UNITS and number else None
    if end := (dated[1] if dated else aged):
        span = _posted(tokens, index, end, {"note": "only how recent a posting is can be asked"})
        yield replace(span, kind="wish")
