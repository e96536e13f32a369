"""Answers about postings already shown, without a model: one of them, two side by side, or all together. Pure.

Each posting is answered from itself alone; what it does not say is an `absent` sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from index import taxonomy
from index.columns import Bools, Columns
from index.constraints import Constraint
from index.types import Posting
from index.verdicts import verdicts
from rag.aspects import (
    ASPECTS,
    Aspect,
    Finding,
    asked_aspects,
    asked_words,
    asks_for_overview,
    find_words,
    overview,
    widened,
)
from rag.extract import evidence_citation, headline, title_citations
from rag.injected import speaks_to_machine
from rag.ledger import explain
from rag.mentions import find_mention
from rag.showing import believed, shown_text
from rag.summaries import summarize
from rag.types import Citation, Sentence
from rag.wording import constraint_words

Numbered = tuple[int, Posting]
MAX_FINDINGS = 6
_COMPARED = (
    "its pay", "where the work is", "whether it is remote, hybrid or on site", "years of experience or a level",
    "the type of employment", "a date",
)  # fmt: skip
_TITLES = {
    "its pay": "Pay", "where the work is": "Place", "whether it is remote, hybrid or on site": "Arrangement",
    "years of experience or a level": "Level", "the type of employment": "Employment", "a date": "Date", "skills": "Skills",
    "anything about visa sponsorship": "Visa sponsorship", "what one would do": "Duties", "what it requires": "Requirements",
    "benefits": "Benefits", "how to apply": "How to apply", "who the employer is": "Employer",
}  # fmt: skip
_SUMMARY = re.compile(
    r"\b(?:range|average|typical|overall|in general|altogether|summar\w{1,6}|overview|most (?:asked|wanted|common|often)|common|which skills|what skills|where are)\b",
    re.IGNORECASE,
)


def about(
    postings: Sequence[Numbered], *, question: str, constraints: Sequence[Constraint], today: date
) -> tuple[Sentence, ...]:
    """Sentences that answer a question about these postings, numbered as they were shown."""
    postings = [(number, believed(posting)) for number, posting in postings]
    if not postings:
        return (Sentence(kind="computed", text="There is no such posting among those shown."),)
    asked_for = [each for each in constraints if each.words and each.words.casefold() in question.casefold()]
    if len(postings) == 1:
        return one(postings[0], question=question, today=today)
    if asked_for:
        return tuple(_held(postings, asked_for, today))
    if re.search(r"\b(?:compare|versus|vs\.?|differ\w{0,6}|better|side by side)\b", question, re.IGNORECASE):
        return tuple(compare(postings, today=today))
    aspects = asked_aspects(question)
    if _SUMMARY.search(question) or not (aspects or asked_words(question)):
        return summarize(
            [posting for _, posting in postings], today=today, only=frozenset(each.name for each in aspects)
        )
    return tuple(
        sentence for each in postings for sentence in one(each, question=question, today=today, brief=True)
    )


def one(each: Numbered, *, question: str, today: date, brief: bool = False) -> tuple[Sentence, ...]:
    """The answer from one posting alone; `brief` leaves out what it is and says one thing of each aspect."""
    number, posting = each
    sentences: list[Sentence] = []
    if not brief:
        sentences.append(_headed(number, posting))
    aspects = asked_aspects(question)
    for aspect in aspects:
        sentences.extend(_told(number, posting, aspect, today, brief=brief))
    phrases = () if aspects or asks_for_overview(question) else asked_words(question)
    if phrases:
        finding = find_words(posting, phrases)
        if finding is not None and _fit(finding):
            sentences.append(_sentence(number, posting, f"mentions {phrases[0]}", [finding]))
        else:
            sentences.append(Sentence(kind="absent", text=f"[{number}] does not mention {phrases[0]}."))
    if not aspects and not phrases:
        for aspect in overview():
            sentences.extend(_told(number, posting, aspect, today, brief=brief))
    return tuple(sentences)


def _headed(number: int, posting: Posting) -> Sentence:
    citations = title_citations(posting)
    return Sentence(
        kind="quoted" if citations else "computed",
        text=f"[{number}] {headline(posting)}.",
        citations=tuple(citations),
    )


def _told(number: int, posting: Posting, aspect: Aspect, today: date, *, brief: bool) -> Iterator[Sentence]:
    findings = [widened(posting, each) for each in aspect.find(posting, today) if _fit(each)][
        : 1 if brief else MAX_FINDINGS
    ]
    if findings:
        yield _sentence(number, posting, _TITLES[aspect.name].lower(), findings)
    else:
        yield Sentence(kind="absent", text=f"[{number}] does not state {aspect.name}.")


def _fit(finding: Finding) -> bool:
    return finding.evidence is None or not speaks_to_machine(finding.evidence.quote)


def _sentence(number: int, posting: Posting, about_what: str, findings: Sequence[Finding]) -> Sentence:
    told = "; ".join(dict.fromkeys(_words(each) for each in findings))
    citations = _citations(posting, findings)
    return Sentence(
        kind="quoted" if citations else "computed",
        text=f"[{number}] {about_what}: {told}.",
        citations=citations,
    )


def _words(finding: Finding) -> str:
    quote = shown_text(finding.evidence.quote) if finding.evidence else ""
    if not finding.words:
        return f"“{quote}”"
    same = quote.casefold() == finding.words.casefold() or not quote
    return shown_text(finding.words) if same else f"{shown_text(finding.words)} (“{quote}”)"


def _citations(posting: Posting, findings: Sequence[Finding]) -> tuple[Citation, ...]:
    found = [evidence_citation(posting, each.evidence) for each in findings if each.evidence]
    return tuple(dict.fromkeys(found))


def compare(postings: Sequence[Numbered], *, today: date) -> Iterator[Sentence]:
    """Postings side by side: what each is, then one sentence an aspect, then the skills they share."""
    for number, posting in postings:
        yield _headed(number, posting)
    aspects = {aspect.name: aspect for aspect in ASPECTS}
    for name in _COMPARED:
        parts: list[str] = []
        citations: list[Citation] = []
        for number, posting in postings:
            findings = [each for each in aspects[name].find(posting, today) if _fit(each)][:2]
            words = "; ".join(dict.fromkeys(shown_text(each.words) for each in findings))
            parts.append(f"[{number}] {words or 'not stated'}")
            citations.extend(_citations(posting, findings))
        yield Sentence(
            kind="computed", text=f"{_TITLES[name]}: {' · '.join(parts)}.", citations=tuple(citations)
        )
    yield from _skills(postings)


def _skills(postings: Sequence[Numbered]) -> Iterator[Sentence]:
    named = {
        number: {
            skill.name
            for skill in posting.skills
            if len(skill.name) <= 40 and not speaks_to_machine(skill.name)
        }
        for number, posting in postings
    }
    shared = set.intersection(*named.values())
    parts = [f"in all: {_listed(shared)}"] if shared else ["none in common"]
    parts.extend(
        f"only in [{number}]: {_listed(own)}"
        for number, names in named.items()
        if (own := _only(number, names, named))
    )
    yield Sentence(kind="computed", text=f"Skills {'; '.join(parts)}.")


def _only(number: int, names: set[str], named: dict[int, set[str]]) -> set[str]:
    return names - set().union(*(each for other, each in named.items() if other != number))


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names, key=str.casefold)[:10])


def _held(postings: Sequence[Numbered], asked: Sequence[Constraint], today: date) -> Iterator[Sentence]:
    """Which of the postings meet what was asked, decided by the one verdict function."""
    bare = [posting for _, posting in postings]

    def named(phrase: str) -> Bools:
        return np.array(
            [find_mention(each, taxonomy.skill_forms(phrase)) is not None for each in bare], np.bool_
        )

    table = verdicts(asked, Columns.of(bare), named=named, today=today)
    words = "; ".join(constraint_words(each) for each in asked)
    meeting = [number for (number, _), column in zip(postings, table.T, strict=True) if all(column == 1)]
    some = " ".join(f"[{number}]" for number in meeting)
    yield Sentence(
        kind="computed",
        text=f"{some} meet {words}."
        if len(meeting) > 1
        else f"{some} meets {words}."
        if meeting
        else f"None of these is known to meet: {words}.",
    )
    for (number, posting), column in zip(postings, table.T.tolist(), strict=True):
        for constraint, verdict in zip(asked, column, strict=True):
            line = explain(posting, constraint, verdict, today=today)
            told = shown_text(line.note or line.quote) or constraint_words(constraint)
            if line.state == "unstated":
                yield Sentence(kind="absent", text=f"[{number}] {told}.")
            else:
                quoted = bool(line.quote) and not speaks_to_machine(line.quote)
                citation = Citation(
                    posting_id=posting.id,
                    quote=line.quote,
                    field=line.field or "text",
                    start=line.start,
                    end=line.end,
                )
                yield Sentence(
                    kind="quoted" if quoted else "computed",
                    text=f"[{number}] {told}.",
                    citations=(citation,) if quoted else (),
                )
