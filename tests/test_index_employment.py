"""Employment types: where the words speak of the job, and where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.employment import find_employment, from_record
from index.types import EMPLOYMENTS, Evidence, FieldText, Section


def of_text(text: str) -> list[str]:
    return [fact.value for fact in find_employment("", text)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Data Analyst (Contract)", ["contract"]),
        ("Part-Time Barista", ["part_time"]),
        ("Software Engineer Intern", ["internship"]),
        ("Werkstudent Marketing", ["internship"]),
        ("Warehouse Associate - Seasonal", ["temporary"]),
        ("Full-time Nurse", ["full_time"]),
        ("Contract Manager", []),
        ("Contracts Counsel", []),
        ("Internal Auditor", []),
        ("Backend Engineer", []),
    ],
)
def test_types_of_titles(title: str, expected: list[str]) -> None:
    facts = find_employment(title, "")
    assert [fact.value for fact in facts] == expected
    assert all(fact.evidence.field == "title" and fact.evidence.quote in title for fact in facts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This is a full-time position.", ["full_time"]),
        ("Job type: Part-time", ["part_time"]),
        ("Employment Type: Full-time, Contract", ["full_time", "contract"]),
        ("Acme | Backend Engineer | Berlin | Full-time", ["full_time"]),
        ("Acme | SRE | Part-time or contract | Remote", ["part_time", "contract"]),
        ("A 6-month contract with extension.", ["contract"]),
        ("This is a contract role.", ["contract"]),
        ("We offer a fixed-term contract.", ["contract", "temporary"]),
        ("This is a temporary position.", ["temporary"]),
        ("You will work 20 hours per week.", ["part_time"]),
        ("We are looking for a marketing intern.", ["internship"]),
        ("This summer internship program lasts ten weeks.", ["internship"]),
    ],
)
def test_types_of_texts(text: str, expected: list[str]) -> None:
    assert of_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Full-time telecommuting is an option.",
        "Benefits for full-time employees include dental.",
        "Experience with contract management and contract lifecycle systems.",
        "You negotiate contracts with vendors.",
        "Prior internship experience is a plus.",
        "international and internal teams",
        "We work full time on what we love.",
        "a part of the time",
        "",
    ],
)
def test_words_about_other_things(text: str) -> None:
    assert of_text(text) == []


def test_what_stands_among_benefits_says_nothing_of_the_job() -> None:
    text = "Benefits\nA full-time position here comes with dental."
    assert find_employment("", text, (Section("benefits", "Benefits", 0, len(text)),)) == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("full-time", ["full_time"]),
        ("FULL_TIME", ["full_time"]),
        ("FULLTIME", ["full_time"]),
        ("FULL-TIME AND INTERNSHIP", ["full_time", "internship"]),
        ("PART_TIME", ["part_time"]),
        ("CONTRACTOR", ["contract"]),
        ("TEMPORARY", ["temporary"]),
        ("INTERN", ["internship"]),
        ("permanent part-time", ["part_time"]),
        ("OTHER", []),
        ("VOLUNTEER", []),
        ("", []),
    ],
)
def test_types_of_feeds(said: str, expected: list[str]) -> None:
    facts = from_record([FieldText(name="Jobtype", text=said)])
    assert [fact.value for fact in facts] == expected
    assert all(fact.evidence == Evidence("feed", said, "Jobtype") for fact in facts)


def test_permanent_is_read_as_full_time_and_says_so() -> None:
    (fact,) = from_record([FieldText(name="type", text="Permanent")])
    assert (fact.value, fact.evidence.said_by) == ("full_time", "derived")
    assert "permanent" in fact.evidence.note


_BITS = st.sampled_from(
    ["full-time", "contract", " role", "Type: ", "|", "\n", " ", "intern", "20 hours per week", "ß", "İ"]
)


@given(st.lists(_BITS).map("".join) | st.text(max_size=200))
def test_spans_hold_their_quotes(text: str) -> None:
    for fact in find_employment("", text):
        assert fact.value in EMPLOYMENTS
        assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote
