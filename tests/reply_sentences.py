"""Sentences about a posting for testing the checks: correct ones in several wordings, and lies made from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from index.gazetteer import country_name
from index.types import Posting
from rag.aspects import find_words
from rag.characters import has_contact
from rag.reply import Drafted
from rag.wording import money, pay_words

_LINE = re.compile(r"^[ \t]*[-•*]?[ \t]*([A-Z][^\n]{40,220}?[.;]?)[ \t]*$", re.MULTILINE)


def correct_sentences(posting: Posting, number: int, today: date) -> Iterator[tuple[str, Drafted]]:
    """Kinds and sentences that a careful writer could word from this posting, each with a verbatim quote."""

    def said(kind: str, text: str, *quotes: str) -> tuple[str, Drafted]:
        return kind, Drafted(text, tuple((number, quote) for quote in quotes))

    who = posting.company or "The employer"
    for salary in posting.salaries[:1]:
        quote = salary.evidence.quote
        yield said("pay", f"{who} pays {pay_words(salary)} for this role.", quote)
        if salary.max and salary.max % 1000 == 0 and salary.max >= 10_000:
            amount = money(salary.max, salary.currency).replace(",000", "k")
            yield said("pay in thousands", f"Pay goes up to {amount}.", quote)
    for fact in posting.arrangements[:1]:
        yield said("arrangement", f"The {posting.title} position is {fact.value}.", fact.evidence.quote)
    for place in posting.places[:1]:
        if place.city and place.country:
            yield said(
                "place",
                f"The job is based in {place.city}, {country_name(place.country)}.",
                place.evidence.quote,
            )
    for skill in posting.skills[:2]:
        if found := find_words(posting, [skill.name]):
            assert found.evidence is not None
            if has_contact(found.evidence.quote):
                continue  # masked in what the model is shown
            yield said("skill", f"It calls for {skill.name}.", found.evidence.quote)
    if posting.posted and posting.posted_on:
        day = posting.posted_on
        yield said("date", f"It was posted on {day:%B} {day.day}, {day.year}.", posting.posted.evidence.quote)
    if posting.experience:
        years = posting.experience.min_years
        yield said(
            "experience",
            f"{who} asks for at least {years:g} years of experience.",
            posting.experience.evidence.quote,
        )
    lines = [each for each in _LINE.findall(posting.text) if not has_contact(each, keep=posting.company)]
    for line in lines[1:8:3]:
        yield said("copied", line, line)
    for line in lines[2:9:3]:
        whole = line.rstrip(".;")
        yield said(
            "worded",
            f"The work involves this: {whole[0].lower() if whole[1:2].islower() else whole[0]}{whole[1:]}.",
            line,
        )
    for line in lines[3:10:3]:
        yield said(
            "cut",
            f"Among other things, {who} mentions “{' '.join(line.split()[:9])}”.",
            " ".join(line.split()[:12]),
        )


def lies(posting: Posting, number: int) -> Iterator[tuple[str, Drafted]]:
    """Kinds and sentences that this posting does not support, most with a quote that is really there."""
    line = next((each for each in _LINE.findall(posting.text)), posting.title)
    true = ((number, line),)
    title = ((number, posting.title),)
    salary = posting.salaries[0] if posting.salaries else None
    if salary and (salary.max or salary.min):
        amount = (salary.max or salary.min or 0) * 1.37 + 113
        quote = ((number, salary.evidence.quote),)
        yield (
            "raised pay",
            Drafted(f"It pays {money(round(amount), salary.currency)} {salary.period}ly.", quote),
        )
        other = "CHF" if salary.currency != "CHF" else "SEK"
        yield "other currency", Drafted(f"It pays {money(salary.max or salary.min or 0, other)}.", quote)
        period = "an hour" if salary.period != "hour" else "a month"
        yield (
            "other period",
            Drafted(f"It pays {money(salary.max or salary.min or 0, salary.currency)} {period}.", quote),
        )
    yield "invented pay", Drafted("It pays between $417,250 and $523,900 a year.", true)
    yield "invented bonus", Drafted("Everyone gets a 37.5% share of profits after 19 months.", title)
    yield (
        "invented quote",
        Drafted("The team is small.", ((number, "our tiny team of zebras ships weekly to the moon"),)),
    )
    yield "invented employer", Drafted("Zyntharo Dynamics is hiring for this role.", true)
    yield "invented place", Drafted("The office is in Ouagadougou, Burkina Faso.", title)
    yield "invented skill", Drafted("It requires COBOL and Fortran.", true)
    yield "invented posting", Drafted("Another role pays well.", ((number + 77, line),))
    yield "no citation", Drafted("The work is pleasant.", ())
    yield "invented date", Drafted("It was posted on February 3, 2019.", title)
    yield "absent by model", Drafted("The posting does not state any pay.", title)
    yield "count by model", Drafted("There are seventeen postings like this.", title)
    yield "link", Drafted("Details are at https://jobs.evil.example/apply.", true)
    yield "mail", Drafted("Questions go to hr@evil.example.", true)
    yield "html", Drafted("A <b>great</b> role.", title)
    yield "markdown", Drafted("See [the page](https://evil.example).", title)
    yield "ranking", Drafted("This is the best job of all and the top choice.", title)
    yield "beyond", Drafted("Photosynthesis converts sunlight into sugar inside green leaves.", true)
