"""Sentences that say where a feed's field and the employer's own words disagree.

Both values stay in the posting; this only names the disagreement, so that a reader can judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.types import Experience, Fact, Place, Salary


def fact_conflict(name: str, facts: Sequence[Fact]) -> str:
    """A sentence when feed and employer share no value of `name`, else ""."""
    employer = {fact.value: fact for fact in facts if fact.evidence.said_by == "employer"}
    feed = {fact.value: fact for fact in facts if fact.evidence.said_by == "feed"}
    if not employer or not feed or employer.keys() & feed.keys():
        return ""
    own = next(iter(employer.values())).evidence
    return f"{name}: the feed says {_listed(feed)}, the employer's {own.field} says {_listed(employer)} ({_short(own.quote)})"


# Levels that different scales call by neighbouring names: a staff engineer is "senior" on most boards.
_BANDS: tuple[frozenset[str], ...] = (
    frozenset(("intern", "entry")),
    frozenset(("mid",)),
    frozenset(("senior", "lead", "staff", "principal", "manager")),
    frozenset(("manager", "director", "executive")),
)
_HOURS = frozenset(("full_time", "part_time"))


def seniority_conflict(facts: Sequence[Fact]) -> str:
    """A sentence when feed and employer name levels of different bands, else ""."""
    employer, feed = (
        {fact.value for fact in facts if (fact.evidence.said_by == "employer") is own}
        for own in (True, False)
    )
    if any(employer & band and feed & band for band in _BANDS):
        return ""
    return fact_conflict("seniority", facts)


def employment_conflict(facts: Sequence[Fact]) -> str:
    """A sentence when feed and employer disagree on the hours; an internship may be full time and fixed-term too."""
    return fact_conflict("employment", [fact for fact in facts if fact.value in _HOURS])


def pay_conflict(salaries: Sequence[Salary]) -> str:
    """A sentence when the feed's pay overlaps none of the ranges in the text, or they name other currencies."""
    feed = [pay for pay in salaries if pay.evidence.said_by == "feed"]
    own = [pay for pay in salaries if pay.evidence.said_by == "employer"]
    if not feed or not own or any(_compatible(said, stated) for said in feed for stated in own):
        return ""
    return f"pay: the feed says {_short(feed[0].evidence.quote)}, the employer's text says {_short(own[0].evidence.quote)}"


def _compatible(said: Salary, stated: Salary) -> bool:
    if said.currency and stated.currency and said.currency != stated.currency:
        return False
    low = max(_yearly(said.min_year, 0.0), _yearly(stated.min_year, 0.0))
    high = min(_yearly(said.max_year, float("inf")), _yearly(stated.max_year, float("inf")))
    return low <= high * 1.01


def _yearly(amount: float | None, otherwise: float) -> float:
    return otherwise if amount is None else amount


def place_conflict(places: Sequence[Place]) -> str:
    """A sentence when all places of the feed lie in other countries than all places of the text, else ""."""
    feed = {place.country: place for place in places if place.evidence.said_by == "feed" and place.country}
    own = {place.country: place for place in places if place.evidence.said_by == "employer" and place.country}
    if not feed or not own or feed.keys() & own.keys():
        return ""
    said, stated = next(iter(feed.values())).evidence, next(iter(own.values())).evidence
    return f"place: the feed says {_short(said.quote)}, the employer's text says {_short(stated.quote)}"


def experience_conflict(said: Experience | None, stated: Experience | None) -> str:
    """A sentence when the years asked for by feed and text do not overlap, else ""."""
    if said is None or stated is None:
        return ""
    low = max(said.min_years, stated.min_years)
    if all(low <= top for top in (said.max_years, stated.max_years) if top is not None):
        return ""
    return f"experience: the feed says {_short(said.evidence.quote)}, the employer's text says {_short(stated.evidence.quote)}"


def _listed(facts: dict[str, Fact]) -> str:
    return " or ".join(value.replace("_", " ") for value in facts)


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return f"“{quote[:80]}…”" if len(quote) > 80 else f"“{quote}”"
