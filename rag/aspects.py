"""What a question about postings asks for, and where a posting says it: its fields, its sections, a mention. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from index import taxonomy
from index.types import Evidence, Posting, SectionKind
from rag.claims import ordinary_content
from rag.injected import addressed_spans, overlaps
from rag.mentions import clause, find_mention
from rag.wording import day_words, pay_words, place_words

MIN_TELLING_CHARS = 30
"""A shorter quote needs the words around it."""
MAX_LINES = 4
"""Lines quoted of a section."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a posting says about what was asked: in our words, "" for a bare quote, and where it stands."""

    words: str
    evidence: Evidence | None


Find = Callable[[Posting, date], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that can be asked of a posting. `name` completes "does not state …"."""

    name: str
    asked: re.Pattern[str]
    find: Find


def _pay(posting: Posting, _today: date) -> Iterator[Finding]:
    for salary in posting.salaries:
        place = f" ({salary.place})" if salary.place else ""
        note = f" ({salary.yearly_note})" if salary.yearly_note else ""
        yield Finding(pay_words(salary) + place + note, salary.evidence)


def _visa(posting: Posting, _today: date) -> Iterator[Finding]:
    if posting.visa:
        yield Finding(
            "sponsors a visa" if posting.visa.sponsorship else "does not sponsor a visa",
            posting.visa.evidence,
        )
    elif mention := find_mention(
        posting,
        ("visa", "visas", "sponsorship", "sponsor", "work permit", "work authorization", "H1B", "H-1B"),
    ):
        yield Finding("", mention)


def _places(posting: Posting, _today: date) -> Iterator[Finding]:
    for place in posting.places:
        yield Finding(place_words(place), place.evidence)
    for place in posting.eligibility:
        yield Finding(
            ("not open" if place.excluded else "open") + f" to applicants in {place_words(place)}",
            place.evidence,
        )


def _facts(attribute: str) -> Find:
    def find(posting: Posting, _today: date) -> Iterator[Finding]:
        for fact in getattr(posting, attribute):
            yield Finding(fact.value.replace("_", "-"), fact.evidence)

    return find


def _experience(posting: Posting, _today: date) -> Iterator[Finding]:
    if posting.experience:
        years = posting.experience
        upper = f" to {years.max_years:g}" if years.max_years is not None else " or more"
        yield Finding(f"{years.min_years:g}{upper} years of experience", years.evidence)
    yield from _facts("seniority")(posting, _today)


def _skills(posting: Posting, _today: date) -> Iterator[Finding]:
    wanted = [skill for skill in posting.skills if skill.level == "required"] or list(posting.skills)
    for skill in wanted[:12]:
        yield Finding(f"{skill.name} ({skill.level})", skill.evidence)


def _dates(posting: Posting, today: date) -> Iterator[Finding]:
    if posting.posted and posting.posted_on:
        yield Finding(f"posted {day_words(posting.posted_on, today)}", posting.posted.evidence)
    if posting.expires and posting.expires_on:
        yield Finding(f"open until {posting.expires_on.isoformat()}", posting.expires.evidence)


def _sections(*kinds: SectionKind, forms: tuple[str, ...] = ()) -> Find:
    """The first lines of these sections; without one, a mention of one of the forms."""

    def find(posting: Posting, _today: date) -> Iterator[Finding]:
        found = False
        sections = [each for each in posting.sections if each.kind in kinds]
        # A list says it best; prose under the same kind of heading is mostly an introduction.
        for section in sorted(
            sections, key=lambda each: (-_bullets(posting.text[each.start : each.end]), each.start)
        )[:1]:
            for start, end in _lines(posting, section.start + len(section.heading), section.end):
                found = True
                yield Finding("", Evidence("employer", posting.text[start:end], "text", start, end))
        if not found and forms and (mention := find_mention(posting, forms)):
            yield Finding("", mention)

    return find


def _bullets(text: str) -> int:
    return sum(line.lstrip()[:2] in ("- ", "• ", "* ", "· ") for line in text.splitlines())


def _lines(posting: Posting, start: int, end: int) -> Iterator[tuple[int, int]]:
    spans = addressed_spans(posting.text)
    count, at = 0, start
    for line in posting.text[start:end].splitlines(keepends=True):
        left, at = at, at + len(line)
        if len(line.strip()) < 15 or count >= MAX_LINES:
            continue
        first = left + len(line) - len(line.lstrip(" -•*·\t"))
        span = clause(posting.text, first, min(first + 1, end))
        if not overlaps(spans, *span):
            count += 1
            yield span


def _apply(posting: Posting, _today: date) -> Iterator[Finding]:
    if posting.apply_url:
        yield Finding("it gives an apply link, shown with the posting", None)


def _employer(posting: Posting, _today: date) -> Iterator[Finding]:
    if posting.company:
        yield Finding(posting.company, Evidence("feed", posting.company, "company"))
    yield from _sections("about")(posting, _today)


def _aspect(name: str, asked: str, find: Find) -> Aspect:
    return Aspect(name, re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), find)


ASPECTS: tuple[Aspect, ...] = (
    _aspect("its pay", r"pay(?:s|ing)?|paid|salar(?:y|ies)|wages?|compensation|earn|money|gehalt|salaire|sueldo", _pay),
    _aspect("anything about visa sponsorship", r"visas?|sponsor\w{0,5}|work permits?|work authori[sz]ation|h-?1b", _visa),
    _aspect("where the work is", r"where(?! (?:do|can) i apply)|locations?|located|which (?:city|country)|places?", _places),
    _aspect("whether it is remote, hybrid or on site", r"remote(?:ly)?|hybrid|on-?site|office|from home|wfh|home ?office|arrangement", _facts("arrangements")),
    _aspect("what one would do", r"day[- ]to[- ]day|do all day|duties|dut(?:y|ies)|responsibilit(?:y|ies)|tasks?|(?:would|will) (?:i|we) (?:do|be doing|work on)|what(?:['’]s| is) the (?:job|role|work)|the work like", _sections("duties")),
    _aspect("what it requires", r"requir\w{0,7}|qualif\w{1,9}|must i|do i need|need to (?:know|have)|looking for in|prerequisites?|expect(?:s|ed|ations?)?", _sections("requirements", "preferred")),
    _aspect("skills", r"skills?|tech(?:nolog\w{1,4}|[- ]?stack)?|stack|tools?|languages?", _skills),
    _aspect("years of experience or a level", r"experience|years|seniority|senior|junior|level", _experience),
    _aspect("the type of employment", r"part[- ]time|full[- ]time|contract(?:or)?|permanent|temporary|freelance|internship|employment", _facts("employment")),
    _aspect("benefits", r"benefits?|perks?|holidays?|vacation|pto|time off|insurance|pension|401|healthcare", _sections("benefits", forms=("benefits", "insurance", "vacation", "paid time off", "PTO", "401(k)", "pension", "holiday"))),
    _aspect("how to apply", r"apply|application|applying|apply link", _apply),
    _aspect("a date", r"when (?:was|is|did)|posted|how (?:old|fresh|recent)|deadline|expires?|closing date|still open|until when", _dates),
    _aspect("who the employer is", r"who(?:['’]s| is| are)(?! hiring)|compan(?:y|ies)|employers?", _employer),
)  # fmt: skip
_OVERVIEW = re.compile(
    r"\b(?:tell me|more about|details?|describe|summar\w{1,6}|overview|what about|interesting|say more|explain|show me)\b",
    re.IGNORECASE,
)
_OVERVIEW_NAMES = (
    "its pay",
    "whether it is remote, hybrid or on site",
    "what one would do",
    "what it requires",
    "a date",
)


def asked_aspects(question: str) -> tuple[Aspect, ...]:
    """What a question asks for, in the order of `ASPECTS`."""
    return tuple(aspect for aspect in ASPECTS if aspect.asked.search(question))


def overview() -> tuple[Aspect, ...]:
    """What to tell when nothing in particular is asked for."""
    return tuple(aspect for aspect in ASPECTS if aspect.name in _OVERVIEW_NAMES)


def asks_for_overview(question: str) -> bool:
    """Whether the question asks to be told more, whatever it is."""
    return bool(_OVERVIEW.search(question))


_POINTING = frozenset(
    "first second third fourth fifth sixth last one ones two three both it this that number result results posting job role does do did say says said mention mentions "
    "anything something about there any have has tell more compare between difference differences which what who how many much kind sort".split()
)


def asked_words(question: str) -> tuple[str, ...]:
    """What else a question asks about, as phrases to look for: "night shifts", "shifts", "night"."""
    runs: list[list[str]] = [[]]
    for word in question.replace("?", " ").split():
        plain = word.strip(".,;:!()[]\"'“”").lower()
        if plain and not plain[0].isdigit() and plain not in _POINTING and ordinary_content(plain):
            runs[-1].append(plain)
        elif runs[-1]:
            runs.append([])
    phrases = [" ".join(run) for run in runs if run]
    single = [word for run in runs for word in run if len(run) > 1 and len(word) > 3]
    return tuple(dict.fromkeys([*phrases, *single]))


def widened(posting: Posting, finding: Finding) -> Finding:
    """A short quote from the text with the clause it stands in, so that "not sponsor" says what it is about."""
    evidence = finding.evidence
    if (
        evidence is None
        or evidence.start is None
        or evidence.end is None
        or len(evidence.quote) >= MIN_TELLING_CHARS
    ):
        return finding
    start, end = clause(posting.text, evidence.start, evidence.end)
    if overlaps(addressed_spans(posting.text), start, end):
        return finding
    return Finding(finding.words, replace(evidence, quote=posting.text[start:end], start=start, end=end))


def find_words(posting: Posting, phrases: Iterable[str]) -> Finding | None:
    """The first of the phrases that a posting mentions, in singular or plural, or as a skill under any spelling."""
    for phrase in phrases:
        if mention := find_mention(posting, _forms(phrase)):
            return Finding("", mention)
    return None


def _forms(phrase: str) -> tuple[str, ...]:
    forms = [phrase, phrase.removesuffix("s") if phrase.endswith("s") and len(phrase) > 4 else f"{phrase}s"]
    if taxonomy.find_skills(phrase, any_case=True):
        forms.extend(taxonomy.skill_forms(phrase))
    return tuple(dict.fromkeys(forms))
