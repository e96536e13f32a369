"""Levels of a role from titles, texts and feeds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.seniority import find_seniority, from_record, levels_in_title
from index.types import SENIORITY_LEVELS, Evidence, FieldText


def levels(title: str) -> list[str]:
    return [level for level, _, _ in levels_in_title(title)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Sr. Backend Engineer, Acme", ["senior"]),
        ("Senior Software Engineer", ["senior"]),
        ("Software Engineer II, Backend", ["mid"]),
        ("Software Engineer III", ["senior"]),
        ("Software Engineer I", ["entry"]),
        ("Junior Data Analyst", ["entry"]),
        ("Associate Software Engineer", ["entry"]),
        ("New Grad Software Engineer", ["entry"]),
        ("Graduate Nurse (GN)", ["entry"]),
        ("Senior Associate", ["senior"]),
        ("Data Science Intern", ["intern"]),
        ("Werkstudent Softwareentwicklung", ["intern"]),
        ("Working Student Data", ["intern"]),
        ("Tech Lead", ["lead"]),
        ("Lead Nurse", ["lead"]),
        ("Staff Engineer", ["staff"]),
        ("Senior Staff Software Engineer", ["staff"]),
        ("Engineer, Staff", ["staff"]),
        ("Principal Engineer", ["principal"]),
        ("Engineering Manager", ["manager"]),
        ("Manager, Sales", ["manager"]),
        ("Senior Manager, Data", ["manager"]),
        ("Store Manager", ["manager"]),
        ("Associate Director, Research", ["director"]),
        ("Head of Sales", ["director"]),
        ("VP of Engineering", ["executive"]),
        ("Chief Technology Officer", ["executive"]),
        ("Senior/Staff Engineer", ["senior", "staff"]),
        ("Mid/Senior Python Developer", ["mid", "senior"]),
        ("Staff Engineer / Technical Lead", ["staff", "lead"]),
        ("Senior Product Manager", ["senior"]),
        ("Senior Member of Technical Staff", ["senior"]),
    ],
)
def test_levels_of_titles(title: str, expected: list[str]) -> None:
    assert levels(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Product Manager",
        "Project Manager",
        "Customer Success Manager",
        "Account Executive",
        "Staff Nurse",
        "Staff Accountant",
        "Lead Generation Specialist",
        "Executive Assistant to the CEO",
        "Member of Technical Staff",
        "Sales Associate",
        "Midwife",
        "Senior Living Caregiver",
        "Internal Auditor",
        "Leadership Trainer",
        "Software Engineer",
        "",
    ],
)
def test_titles_without_a_level(title: str) -> None:
    assert levels(title) == []


def test_the_title_goes_before_the_text() -> None:
    (fact,) = find_seniority("Senior Engineer", "We are looking for a junior engineer.")
    assert (fact.value, fact.evidence) == ("senior", Evidence("employer", "Senior", "title"))


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("About us. We are looking for a Senior Backend Engineer to own billing.", "senior", "Senior"),
        ("We are hiring an entry-level analyst.", "entry", "entry-level"),
        ("Join our team as a Staff Engineer.", "staff", "Staff "),
        ("Seniority: mid\nLocation: Berlin", "mid", "Seniority: mid"),
    ],
)
def test_the_text_gives_the_level_when_the_title_gives_none(text: str, value: str, quote: str) -> None:
    (fact,) = find_seniority("Backend Engineer", text)
    evidence = fact.evidence
    assert fact.value == value
    assert evidence.start is not None
    assert evidence.quote.strip() == quote.strip()
    assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "You will report to the Director of Engineering.",
        "Work with senior leadership and senior engineers.",
        "As lead by example is our way, we …",
        "We need staff who care.",
    ],
)
def test_other_peoples_levels_are_not_the_roles(text: str) -> None:
    assert find_seniority("Engineer", text) == ()


def test_a_derived_title_is_quoted_where_it_stands_in_the_text() -> None:
    text = "As a Senior Data Analyst, you report numbers."
    title = Evidence("derived", "Senior Data Analyst", "text", 5, 24)
    (fact,) = find_seniority("Senior Data Analyst", text, title_evidence=title)
    assert fact.evidence == Evidence("employer", "Senior", "text", 5, 11)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Senior level", ["senior"]),
        ("Expert/Leader", ["lead"]),
        ("Mid level", ["mid"]),
        ("mid_level", ["mid"]),
        ("Mid-Senior level", ["mid", "senior"]),
        ("Entry level", ["entry"]),
        ("Internship", ["intern"]),
        ("no_experience", ["entry"]),
        ("Executive", ["executive"]),
        ("unknown", []),
        ("3_plus_years", []),
        ("", []),
    ],
)
def test_levels_of_feeds(said: str, expected: list[str]) -> None:
    facts = from_record([FieldText(name="Experiencelevel", text=said)])
    assert [fact.value for fact in facts] == expected
    assert all(fact.evidence == Evidence("feed", said, "Experiencelevel") for fact in facts)


_WORDS = st.sampled_from(
    ["Senior", "Staff", "Lead", "Manager", "Engineer", "of", "/", " ", ",", "II", "Intern", "VP", "é", "\n"]
)


@given(st.lists(_WORDS).map("".join) | st.text(max_size=80), st.text(max_size=200))
def test_evidence_is_verbatim(title: str, text: str) -> None:
    for level, start, end in levels_in_title(title):
        assert level in SENIORITY_LEVELS
        assert 0 <= start < end <= len(title)
    for fact in find_seniority(title, text):
        evidence = fact.evidence
        if evidence.field == "title":
            assert evidence.quote in title
        else:
            assert text[evidence.start : evidence.end] == evidence.quote
