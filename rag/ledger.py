"""Explains each verdict with the posting's own words; decides nothing itself.

`explain` is given the verdict that filtered and finds what it rests on: the evidence that the normaliser kept, or
the sentence that names a skill. When nothing is stated, the line says so and quotes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from index import rates, taxonomy
from index.columns import MET, UNMET
from index.constraints import (
    Arrangement,
    Company,
    Constraint,
    Employment,
    Experience,
    Place,
    Posted,
    Salary,
    Seniority,
    Skill,
    Topic,
    Visa,
)
from index.types import Evidence, Fact, Posting
from index.types import Place as StatedPlace
from index.types import Salary as StatedSalary
from rag.mentions import find_mention, in_context
from rag.types import LedgerLine, State
from rag.wording import day_words, money, pay_words, place_words

_STATES: dict[int, State] = {MET: "met", UNMET: "unmet"}


def explain(posting: Posting, constraint: Constraint, verdict: int, *, today: date) -> LedgerLine:
    """The ledger line of one constraint: its state, the words it rests on, and who said them."""
    evidence, note = _EXPLAIN[type(constraint)](posting, constraint, today)
    state = _STATES.get(verdict, "unstated")
    conflict = _conflict(posting, constraint)
    notes = [each for each in (note, conflict) if each]
    if evidence is None:
        return LedgerLine(constraint=constraint, state=state, note="; ".join(notes))
    if evidence.note:
        notes.append(evidence.note)
    shown = in_context(posting, evidence)
    return LedgerLine(
        constraint=constraint,
        state=state,
        quote=shown.quote,
        said_by=shown.said_by,
        note="; ".join(notes),
        field=shown.field,
        start=shown.start,
        end=shown.end,
    )


Explained = tuple[Evidence | None, str]


def _skill(posting: Posting, constraint: Skill, _today: date) -> Explained:
    for name in constraint.names:
        canonical = taxonomy.canonical_skill(name)
        listed = [skill for skill in posting.skills if taxonomy.canonical_skill(skill.name) == canonical]
        # The employer's own words come before a list that the feed's maker wrote.
        listed.sort(key=lambda skill: (skill.evidence.said_by != "employer", skill.level != "required"))
        everyday = taxonomy.everyday_forms()  # "go" in a text need not be the language
        mention = find_mention(posting, [f for f in taxonomy.skill_forms(name) if f.lower() not in everyday])
        if listed:
            level = {"required": "must have", "preferred": "nice to have", "mentioned": "named"}[
                listed[0].level
            ]
            if listed[0].evidence.said_by == "employer" or mention is None:
                return mention if mention and listed[0].evidence.start is not None else listed[
                    0
                ].evidence, level
        if mention:
            return mention, "named"
    return None, f"{' or '.join(constraint.names)} is not named"


def _topic(posting: Posting, constraint: Topic, _today: date) -> Explained:
    mention = find_mention(posting, (constraint.topic,))
    return mention, "" if mention else f"{constraint.topic} is not named"


def _facts(facts: Iterable[Fact], asked: Iterable[str], *, negated: bool, what: str) -> Explained:
    facts = sorted(facts, key=lambda fact: fact.evidence.said_by != "employer")
    wanted = [fact for fact in facts if (fact.value in asked) is not negated]
    if not facts:
        return None, f"{what} is not stated"
    chosen = (wanted or facts)[0]
    others = dict.fromkeys(fact.value for fact in facts if fact.value != chosen.value)
    also = f"; also {', '.join(others)}" if others else ""
    return chosen.evidence, f"{chosen.value.replace('_', '-')}{also}"


def _arrangement(posting: Posting, constraint: Arrangement, _today: date) -> Explained:
    what = "where the work is done (remote, hybrid, on site)"
    return _facts(posting.arrangements, constraint.any, negated=constraint.negated, what=what)


def _seniority(posting: Posting, constraint: Seniority, _today: date) -> Explained:
    return _facts(posting.seniority, constraint.any, negated=constraint.negated, what="the level")


def _employment(posting: Posting, constraint: Employment, _today: date) -> Explained:
    what = "the type of employment"
    return _facts(posting.employment, constraint.any, negated=constraint.negated, what=what)


def _salary(posting: Posting, constraint: Salary, today: date) -> Explained:
    if not posting.salaries:
        return None, "pay is not stated"
    low = rates.to_year(constraint.min, constraint.period) if constraint.min is not None else None

    def converted(salary: StatedSalary, amount: float) -> float | None:
        if constraint.currency in (None, salary.currency):
            return amount
        rate = rates.rate(salary.currency, constraint.currency, today) if salary.currency else None
        return amount * rate.rate if rate else None

    def top(salary: StatedSalary) -> float:
        amount = salary.max_year if salary.max_year is not None else salary.min_year
        return (converted(salary, amount) if amount is not None else None) or 0.0

    best = max(posting.salaries, key=top) if constraint.min is not None else min(posting.salaries, key=top)
    notes = [pay_words(best), best.yearly_note]
    if constraint.currency not in (None, best.currency):
        notes.append(_conversion(best, constraint.currency, today, converted))
    bottom = converted(best, best.min_year) if best.min_year is not None else None
    if low is not None and bottom is not None and bottom < low <= top(best):
        notes.append("the range starts below what was asked")
    if len(posting.salaries) > 1:
        notes.append(f"{len(posting.salaries)} ranges are stated")
    return best.evidence, "; ".join(note for note in notes if note)


def _conversion(
    salary: StatedSalary,
    currency: str | None,
    today: date,
    converted: Callable[[StatedSalary, float], float | None],
) -> str:
    if not salary.currency or currency is None:
        return "the currency is not stated, so it cannot be compared"
    rate = rates.rate(salary.currency, currency, today)
    if rate is None:
        return f"there is no published rate from {salary.currency} to {currency}, so it cannot be compared"
    amounts = [converted(salary, each) for each in (salary.min_year, salary.max_year) if each is not None]
    about = "–".join(money(each, currency) for each in amounts if each is not None)
    return f"about {about} a year at the ECB rate of {rate.on.isoformat()} (1 {salary.currency} = {rate.rate:.4f} {currency})"


def _place(posting: Posting, constraint: Place, _today: date) -> Explained:
    asked = {part.casefold() for place in constraint.places for part in (place.city, place.country) if part}

    def fits(place: StatedPlace) -> bool:
        return any(part and part.casefold() in asked for part in (place.city, place.region, place.country))

    stated = [*posting.places, *posting.eligibility]
    if not stated:
        return None, "no place is stated"
    chosen = next((place for place in stated if fits(place)), stated[0])
    words = place_words(chosen)
    if chosen in posting.eligibility:
        words = f"not open to applicants in {words}" if chosen.excluded else f"open to applicants in {words}"
    return chosen.evidence, words


def _company(posting: Posting, _constraint: Company, _today: date) -> Explained:
    if not posting.company:
        return None, "the employer is not named"
    return Evidence("feed", posting.company, "company"), ""


def _posted(posting: Posting, _constraint: Posted, today: date) -> Explained:
    if posting.posted is None or posting.posted_on is None:
        return None, "the date of publication is not stated"
    return posting.posted.evidence, f"posted {day_words(posting.posted_on, today)}"


def _experience(posting: Posting, _constraint: Experience, _today: date) -> Explained:
    if posting.experience is None:
        return None, "years of experience are not stated"
    return posting.experience.evidence, f"asks for {posting.experience.min_years:g} years or more"


def _visa(posting: Posting, _constraint: Visa, _today: date) -> Explained:
    if posting.visa is None:
        return None, "visa sponsorship is not stated"
    return posting.visa.evidence, "sponsors a visa" if posting.visa.sponsorship else "does not sponsor a visa"


_EXPLAIN: dict[type, Callable[..., Explained]] = {
    Skill: _skill,
    Topic: _topic,
    Arrangement: _arrangement,
    Seniority: _seniority,
    Employment: _employment,
    Salary: _salary,
    Place: _place,
    Company: _company,
    Posted: _posted,
    Experience: _experience,
    Visa: _visa,
}

_CONFLICT_WORDS = {
    Arrangement: "arrangement",
    Salary: "pay",
    Seniority: "level",
    Place: "place",
    Employment: "employment",
}


def _conflict(posting: Posting, constraint: Constraint) -> str:
    word = _CONFLICT_WORDS.get(type(constraint))
    return next((each for each in posting.conflicts if word and each.casefold().startswith(word)), "")
