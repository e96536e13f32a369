"""Years of experience: bounds, look-alikes, and which of several counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.experience import find_experience, from_record
from index.types import Evidence, FieldText, Section


def years(text: str) -> tuple[float, float | None] | None:
    found = find_experience(text)
    return (found.min_years, found.max_years) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4+ years of backend development experience", (4, None)),
        ("Must have at least four (4) years of experience in Java", (4, None)),
        ("at least 3 years of experience", (3, None)),
        ("3-5 years' experience", (3, 5)),
        ("3 – 5 years of relevant work experience", (3, 5)),
        ("two to four years of experience", (2, 4)),
        ("5 plus years of professional experience", (5, None)),
        ("minimum of 2 years experience in accounting", (2, None)),
        ("up to 2 years of experience", (0, 2)),
        ("18 months of experience", (1.5, None)),
        ("Experience: 6 years", (6, None)),
        ("5 Jahre Berufserfahrung", (5, None)),
        ("No experience required, we train you", (0, None)),
        ("1.5 years of experience", (1.5, None)),
    ],
)
def test_years_asked_for(text: str, expected: tuple[float, float | None]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "For over 20 years in business",
        "We have been serving families for 30 years",
        "Options vest over 4 years",
        "must be at least 18 years of age",
        "a 2 years fixed contract",
        "founded 12 years ago",
        "120 years of experience",
        "within 3 years you will lead",
        "the first 2 years of operation",
        "",
    ],
)
def test_other_years_are_not_experience(text: str) -> None:
    assert years(text) is None


def test_experience_at_large_goes_before_experience_with_one_tool() -> None:
    text = "3+ years with Kubernetes. 5+ years of professional experience. 8 years of Python experience."
    assert years(text) == (5, None)


def test_a_required_one_goes_before_a_preferred_one() -> None:
    assert years("7+ years of experience preferred. At least 4 years of experience required.") == (4, None)


def test_a_requirements_section_goes_before_others() -> None:
    text = "We like 2 years of experience.\nRequirements\n6 years of experience"
    sections = (Section("duties", "", 0, 31), Section("requirements", "Requirements", 31, len(text)))
    found = find_experience(text, sections)
    assert found is not None
    assert found.min_years == 6


def test_the_employers_own_age_in_an_about_section_is_not_counted() -> None:
    text = "With 20 years of experience, Acme leads."
    assert find_experience(text, (Section("about", "", 0, len(text)),)) is None


def test_the_quote_is_verbatim_with_its_span() -> None:
    text = "You bring 4+ years of experience."
    found = find_experience(text)
    assert found is not None
    assert found.evidence == Evidence("employer", "4+ years", "text", 10, 18)


def test_a_title_may_state_it() -> None:
    found = find_experience("", title="Java Developer (5+ years)")
    assert found is not None
    assert (found.min_years, found.evidence.field) == (5, "title")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("3_plus_years", (3, None)),
        ("3+ years", (3, None)),
        ("2-4 years", (2, 4)),
        ("under_3_years", (0, 3)),
        ("no_experience", (0, None)),
        ("5", (5, None)),
    ],
)
def test_years_of_feeds(said: str, expected: tuple[float, float | None]) -> None:
    found = from_record([FieldText(name="experience", text=said)])
    assert found is not None
    assert (found.min_years, found.max_years) == expected
    assert found.evidence == Evidence("feed", said, "experience")


def test_a_feed_that_names_no_number_says_nothing() -> None:
    assert from_record([FieldText(name="experience", text="senior")]) is None
    assert from_record([]) is None


@given(st.integers(0, 30), st.integers(0, 30))
def test_ranges_are_read_in_order_whatever_order_they_are_written_in(one: int, other: int) -> None:
    assert years(f"Requires {one}-{other} years of experience.") == (min(one, other), max(one, other))


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["5", "+", " years", " of ", "experience", "-", "İ", "\n", "four (4)"])).map(
        "".join
    )
)
def test_spans_hold_their_quotes(text: str) -> None:
    found = find_experience(text)
    if found:
        assert text[found.evidence.start : found.evidence.end] == found.evidence.quote
        assert 0 <= found.min_years <= 30
