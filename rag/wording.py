"""How values are said to a person: pay, places, ages, constraints. Pure, and the only place that words them."""

from __future__ import annotations

from datetime import date

from index.constraints import (
    Arrangement,
    Company,
    Constraint,
    Employment,
    Experience,
    Place,
    PlaceName,
    Posted,
    Salary,
    Seniority,
    Skill,
    Topic,
    Visa,
)
from index.types import Place as StatedPlace
from index.types import Posting
from index.types import Salary as StatedSalary

_SYMBOLS = {"USD": "$", "GBP": "£", "EUR": "€"}
_PERIODS = {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"}


def money(amount: float, currency: str | None) -> str:
    """Such as "$150,000", "CAD 139,378", "60" when no currency is known; cents only where there are any."""
    number = f"{amount:,.0f}" if float(amount).is_integer() or amount >= 1000 else f"{amount:,.2f}"
    if currency in _SYMBOLS:
        return f"{_SYMBOLS[currency]}{number}"
    return f"{currency} {number}" if currency else number


def pay_words(salary: StatedSalary) -> str:
    """Such as "$155,584–$320,320 a year", "up to £500 a day", "from CHF 90,000 a year"."""
    period = _PERIODS[salary.period]
    low, high = salary.min, salary.max
    if low is not None and high is not None:
        if low == high:
            return f"{money(low, salary.currency)} {period}"
        return f"{money(low, salary.currency)}–{money(high, salary.currency)} {period}"
    if low is not None:
        return f"from {money(low, salary.currency)} {period}"
    return f"up to {money(high or 0.0, salary.currency)} {period}"


def place_words(place: StatedPlace | PlaceName) -> str:
    """Such as "Toronto, ON, CA"."""
    return ", ".join(part for part in (place.city, place.region, place.country) if part) or "anywhere"


def posting_places(posting: Posting) -> str:
    """All places of a posting, at most three spelt out; else where its applicants may live."""
    words = list(dict.fromkeys(place_words(place) for place in posting.places))
    if not words:
        words = list(dict.fromkeys(place_words(each) for each in posting.eligibility if not each.excluded))
        words[:1] = [words[0] if words[0] == "anywhere" else f"anywhere in {words[0]}"] if words else []
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return "; ".join(words[:3]) + more


def posting_pay(posting: Posting) -> str:
    """All pay ranges of a posting, at most two spelt out; empty when pay is not stated."""
    words = list(dict.fromkeys(pay_words(salary) for salary in posting.salaries))
    more = f" and {len(words) - 2} more ranges" if len(words) > 2 else ""
    return "; ".join(words[:2]) + more


def posting_arrangement(posting: Posting) -> str:
    """Such as "remote or hybrid"; empty when not stated."""
    return " or ".join(dict.fromkeys(fact.value for fact in posting.arrangements))


def day_words(day: date, today: date) -> str:
    """Such as "2026-04-24, 212 days ago"."""
    age = (today - day).days
    if age < 0:
        return f"{day.isoformat()}, in the future"
    return f"{day.isoformat()}, {'today' if age == 0 else 'yesterday' if age == 1 else f'{age} days ago'}"


def constraint_words(constraint: Constraint) -> str:
    """A constraint as a person would say it: "remote", "pay of at least $150,000 a year", "not PHP"."""
    words = _positive(constraint)
    return f"not {words}" if constraint.negated else words


def _positive(constraint: Constraint) -> str:
    match constraint:
        case Arrangement() | Seniority() | Employment():
            return " or ".join(value.replace("_", "-") for value in constraint.any)
        case Skill():
            return " or ".join(constraint.names)
        case Topic():
            return constraint.topic
        case Salary():
            return _salary(constraint)
        case Place():
            return "in " + " or ".join(_asked_place(place) for place in constraint.places[:6])
        case Company():
            return f"at {constraint.name}"
        case Posted():
            if constraint.after:
                return f"posted since {constraint.after.isoformat()}"
            return f"posted within {constraint.within_days} days"
        case Experience():
            return _experience(constraint)
        case Visa():
            return "visa sponsorship" if constraint.sponsorship else "no visa sponsorship"


def _salary(constraint: Salary) -> str:
    period = _PERIODS[constraint.period]
    if constraint.min is not None and constraint.max is not None:
        return f"pay of {money(constraint.min, constraint.currency)} to {money(constraint.max, constraint.currency)} {period}"
    if constraint.min is not None:
        return f"pay of at least {money(constraint.min, constraint.currency)} {period}"
    return f"pay of at most {money(constraint.max or 0.0, constraint.currency)} {period}"


def _experience(constraint: Experience) -> str:
    parts = []
    if constraint.max_years is not None:
        parts.append(f"asking for no more than {constraint.max_years:g} years of experience")
    if constraint.min_years is not None:
        parts.append(f"asking for at least {constraint.min_years:g} years of experience")
    return " and ".join(parts)


def _asked_place(place: PlaceName) -> str:
    words = place_words(place)
    return f"{words} (within {place.radius_km:g} km)" if place.radius_km else words
