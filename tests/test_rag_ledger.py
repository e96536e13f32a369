"""Ledger lines: the quote is verbatim and in its place, the note says the value, conflicts are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import BODY, make_posting

from index import constraints as kinds
from index.types import Evidence, Fact, Salary
from rag.ledger import explain
from rag.types import LedgerLine

TODAY = date(2026, 11, 22)


def line(constraint: kinds.Constraint, verdict: int, **changes: object) -> LedgerLine:
    return explain(replace(make_posting(), **changes), constraint, verdict, today=TODAY)


@pytest.mark.parametrize(
    ("constraint", "verdict", "quote", "note"),
    [
        (kinds.Skill(name="Kafka"), 1, "Design event pipelines with Kafka and PostgreSQL", ""),
        (kinds.Arrangement(any=("remote",)), 1, "Fully remote within the United States.", "remote"),
        (kinds.Salary(min=170_000, currency="USD"), 1, "The base salary is $160,000 - $190,000 a year.",
         "$160,000–$190,000 a year; the range starts below what was asked"),
        (kinds.Experience(max_years=3), -1, "5+ years of backend experience in Go or Java", "asks for 5 years or more"),
        (kinds.Visa(), -1, "We do not sponsor visas.", "does not sponsor a visa"),
    ],
)  # fmt: skip
def test_a_line_quotes_the_clause_that_decides(
    constraint: kinds.Constraint, verdict: int, quote: str, note: str
) -> None:
    found = line(constraint, verdict)
    assert (found.quote, found.said_by) == (quote, "employer")
    assert make_posting().text[found.start : found.end] == quote
    assert quote in BODY
    if note:
        assert found.note == note


@pytest.mark.parametrize(
    ("constraint", "note"),
    [
        (kinds.Skill(name="COBOL"), "COBOL is not named"),
        (kinds.Company(name="Acme"), "the employer is not named"),
        (kinds.Posted(within_days=3), "the date of publication is not stated"),
        (kinds.Place(city="Berlin"), "no place is stated"),
    ],
)
def test_what_is_not_stated_is_said_and_not_quoted(constraint: kinds.Constraint, note: str) -> None:
    found = line(constraint, 0, company="", posted=None, places=(), eligibility=())
    assert (found.state, found.quote, found.said_by, found.note) == ("unstated", "", None, note)


def test_a_conversion_names_the_rate_and_its_day() -> None:
    fed = Evidence("feed", "$139,378-$189,378 CAD", "Salaryrange")
    salary = Salary(139_378, 189_378, "CAD", "year", fed, 139_378, 189_378)
    found = line(kinds.Salary(min=150_000, currency="USD"), -1, salaries=(salary,))
    assert found.quote == "$139,378-$189,378 CAD"
    assert found.note.startswith("CAD 139,378–CAD 189,378 a year; about $")
    assert "at the ECB rate of 2026-" in found.note


def test_both_sides_of_a_conflict_are_shown() -> None:
    facts = (
        Fact("remote", Evidence("feed", "remote", "Workarrangement")),
        Fact("hybrid", Evidence("employer", "hybrid", "title")),
    )
    said = "arrangement: the feed says remote, the employer's text says hybrid (“hybrid”)"
    found = line(kinds.Arrangement(any=("remote",)), 0, arrangements=facts, conflicts=(said,))
    assert (found.quote, found.said_by) == ("remote", "feed")
    assert "also hybrid" in found.note
    assert said in found.note
