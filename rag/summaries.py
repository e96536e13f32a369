"""What a set of postings comes to: pay range, places, arrangements, levels, skills most asked for. Counted by code. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from index import taxonomy
from index.types import Posting
from rag.types import Sentence
from rag.wording import day_words, money, place_words, posting_places

MAX_NAMED = 6


def summarize(
    postings: Sequence[Posting], *, today: date, only: frozenset[str] = frozenset()
) -> tuple[Sentence, ...]:
    """One computed sentence for each thing that the postings state.

    Args:
        postings: at least one.
        today: what their age counts from.
        only: names of aspects asked for; all when it names none that can be summed up.
    """
    lines = {
        "its pay": _pay(postings),
        "where the work is": _places(postings),
        "whether it is remote, hybrid or on site": _arrangements(postings),
        "years of experience or a level": _levels(postings),
        "skills": _skills(postings),
        "a date": _dates(postings, today),
    }
    wanted = only & lines.keys() or lines.keys()
    return tuple(Sentence(kind="computed", text=line) for name, line in lines.items() if name in wanted)


def _pay(postings: Sequence[Posting]) -> str:
    stating = [posting for posting in postings if posting.salaries]
    if not stating:
        return f"Pay: none of the {len(postings)} postings states it."
    ranges: dict[str, list[tuple[float, float]]] = {}
    for posting in stating:
        for salary in posting.salaries:
            ends = [each for each in (salary.min_year, salary.max_year) if each is not None]
            if ends:
                ranges.setdefault(salary.currency or "", []).append((min(ends), max(ends)))
    told = [
        f"{money(min(low for low, _ in each), currency or None)} to {money(max(high for _, high in each), currency or None)} a year"
        + ("" if currency else " (currency not stated)")
        for currency, each in sorted(ranges.items())
    ]
    return f"Pay: {len(stating)} of {len(postings)} postings state it, {' and '.join(told)}."


def _named(counts: Counter[str], postings: Sequence[Posting]) -> str:
    best = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MAX_NAMED]
    return ", ".join(f"{name} ({count})" for name, count in best) if postings else ""


def _counted(values: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many postings each value stands."""
    return Counter(value for each in values for value in dict.fromkeys(each))


def _line(name: str, values: Sequence[Sequence[str]], postings: Sequence[Posting]) -> str:
    counts = _counted(values)
    silent = sum(not each for each in values)
    if not counts:
        return f"{name}: none of the {len(postings)} postings states it."
    return f"{name}: {_named(counts, postings)}{f'; {silent} not stated' if silent else ''}."


def _places(postings: Sequence[Posting]) -> str:
    return _line(
        "Places",
        [[place_words(place) for place in each.places] or _reach(each) for each in postings],
        postings,
    )


def _reach(posting: Posting) -> list[str]:
    """Where applicants may live, when no place of work is stated."""
    words = posting_places(posting)
    return [words] if words else []


def _arrangements(postings: Sequence[Posting]) -> str:
    return _line("Arrangement", [[fact.value for fact in each.arrangements] for each in postings], postings)


def _levels(postings: Sequence[Posting]) -> str:
    return _line("Levels", [[fact.value for fact in each.seniority] for each in postings], postings)


def _skills(postings: Sequence[Posting]) -> str:
    values = [
        [taxonomy.canonical_skill(skill.name) for skill in each.skills if len(skill.name) <= 40]
        for each in postings
    ]
    return _line("Most asked skills", values, postings)


def _dates(postings: Sequence[Posting], today: date) -> str:
    days = sorted(day for posting in postings if (day := posting.posted_on))
    if not days:
        return f"Dates: none of the {len(postings)} postings states when it was posted."
    if days[0] == days[-1]:
        return f"Dates: posted {day_words(days[0], today)}."
    return f"Dates: from {days[0].isoformat()} to {day_words(days[-1], today)}."
