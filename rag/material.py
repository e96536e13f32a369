"""What a sentence may rest on: the spans it cites and the structured fields of those postings. Pure.

Fields are the values that the normaliser kept, in words; text that speaks to a machine is no material wherever it
stands. Everything a reply is checked against comes from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index import gazetteer, taxonomy
from index.types import Posting, Salary
from rag.figures import Day, Figure, as_day, find_days, find_figures
from rag.injected import speaks_to_machine
from rag.showing import believed
from rag.wording import pay_words, place_words

MAX_FIELD_CHARS = 200
"""A longer field is prose, and has to be cited like prose."""
_WORD = re.compile(r"[^\W_]+(?:[+#]{1,2}|(?:['’.&-][^\W_]+){0,4})", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Material:
    """The words, figures and dates that a sentence can be built from."""

    text: str
    quotes: str
    """The cited spans alone."""
    words: frozenset[str]
    """Folded words of the text, and the parts of compound ones."""
    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    currencies: frozenset[str]
    """In which the postings state their pay; figures without a currency are taken to be in one of them."""
    periods: frozenset[str]


def folded(word: str) -> str:
    """A word as words are compared: no case, no accents, no possessive."""
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char)).removesuffix("'s").strip("'.-")


def words_of(text: str) -> list[str]:
    """The words of a text as they stand, with "C++", "Node.js", "full-time" in one piece."""
    return [match.group() for match in _WORD.finditer(text)]


def word_set(text: str) -> frozenset[str]:
    """Folded words of a text, compound ones also in parts."""
    found: set[str] = set()
    for word in words_of(text):
        found.add(folded(word))
        found.update(folded(part) for part in re.split(r"['’.&/-]", word) if part)
    return frozenset(found)


def material(cited: Sequence[tuple[Posting, Sequence[str]]]) -> Material:
    """The material of a sentence that cites these postings with these quotes."""
    cited = [(believed(posting), each) for posting, each in cited]
    quotes = "\n".join(quote for _, each in cited for quote in each)
    fields = "\n".join(field_text(posting) for posting, _ in cited)
    text = f"{quotes}\n{fields}"
    days = find_days(text)
    dated = [
        as_day(date.fromisoformat(stated.value))
        for posting, _ in cited
        for stated in (posting.posted, posting.updated, posting.expires)
        if stated
    ]
    years = {float(year) for day in (*days, *dated) for year, _, _ in day.readings if year}  # "in 2026"
    figures = [*find_figures(text, days), *(Figure(frozenset((year,)), 0, 0) for year in years)]
    salaries = [salary for posting, _ in cited for salary in posting.salaries]
    return Material(
        text=text,
        quotes=quotes,
        words=word_set(text) | _other_names(text, [posting for posting, _ in cited]),
        figures=(*figures, *_yearly(salaries)),
        days=(*days, *dated),
        currencies=frozenset(salary.currency for salary in salaries if salary.currency),
        periods=frozenset(salary.period for salary in salaries),
    )


def field_text(posting: Posting) -> str:
    """The structured fields of a posting in words, a line each; empty ones and prose left out."""
    return "\n".join(f"{name}: {value}" for name, value in fields(posting))


def fields(posting: Posting) -> Iterable[tuple[str, str]]:
    """Names and values of what a posting states, as the model and the checks see it."""
    yield from (each for each in _fields(believed(posting)) if each[1] and _is_plain(each[1]))


def _is_plain(value: str) -> bool:
    return len(value) <= MAX_FIELD_CHARS * 4 and not speaks_to_machine(value)


def _fields(posting: Posting) -> Iterable[tuple[str, str]]:
    yield "title", posting.title[:MAX_FIELD_CHARS]
    yield "employer", posting.company[:MAX_FIELD_CHARS]
    yield "place", "; ".join(dict.fromkeys(place_words(place) for place in posting.places[:8]))
    for place in posting.eligibility[:8]:
        yield ("not open to applicants in" if place.excluded else "open to applicants in"), place_words(place)
    yield "arrangement", " or ".join(dict.fromkeys(fact.value for fact in posting.arrangements))
    for salary in posting.salaries[:6]:
        yield "pay", pay_words(salary) + (f" ({salary.place[:60]})" if salary.place else "")
    yield "level", " or ".join(dict.fromkeys(fact.value for fact in posting.seniority))
    yield (
        "employment",
        " or ".join(dict.fromkeys(fact.value.replace("_", "-") for fact in posting.employment)),
    )
    if posting.experience:
        years = posting.experience
        upper = f" to {years.max_years:g}" if years.max_years is not None else " or more"
        yield "experience", f"{years.min_years:g}{upper} years"
    if posting.visa:
        yield "visa sponsorship", "yes" if posting.visa.sponsorship else "no"
    skills = [skill.name for skill in posting.skills if len(skill.name) <= 40 and _is_plain(skill.name)]
    yield "skills", ", ".join(skills[:40])
    if posting.posted_on:
        yield "posted", posting.posted_on.isoformat()
    if posting.expires_on:
        yield "open until", posting.expires_on.isoformat()
    yield "industry", posting.industry[:60]


def _yearly(salaries: Iterable[Salary]) -> Iterable[Figure]:
    """Pay per year as derived, so that it can be named beside the hourly one."""
    for salary in salaries:
        for amount in (salary.min_year, salary.max_year):
            if amount is not None:
                yield Figure(frozenset((float(round(amount)), amount)), 0, 0, salary.currency or "", "year")


def _other_names(text: str, postings: Sequence[Posting]) -> frozenset[str]:
    """Other words for the places and skills that are named: "US" and "United States", "k8s" and "Kubernetes"."""
    names: set[str] = set()
    for posting in postings:
        for place in (*posting.places, *posting.eligibility):
            names.update(_place_names(place.city, place.region, place.country))
    for match in taxonomy.find_skills(text)[:80]:
        for form in taxonomy.skill_forms(match.name):
            names.update(word_set(form))
    return frozenset(names)


def _place_names(*parts: str | None) -> Iterable[str]:
    city, region, country = parts
    for part in (city, region):
        yield from word_set(part or "")
    if region and (known := gazetteer.region_of(region, country)):
        yield from word_set(f"{known.code} {known.name}")
    if country:
        yield from _country_words(country)


@lru_cache(maxsize=512)
def _country_words(country: str) -> frozenset[str]:
    spoken = {
        "US": "USA U.S. America American States",
        "GB": "UK U.K. Britain British England",
        "DE": "Deutschland German",
    }
    return word_set(f"{country} {gazetteer.country_name(country)} {spoken.get(country, '')}")
