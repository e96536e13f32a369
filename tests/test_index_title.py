"""Titles and employers read from texts whose feed names none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.title import derive_company, find_title, is_title


def title(text: str) -> str:
    found = find_title(text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acme | Senior Backend Engineer | Berlin | REMOTE | €90k\n\nWe build things.",
            "Senior Backend Engineer",
        ),
        ("Acme (https://acme.example) | REMOTE | Staff SRE | Full-time", "Staff SRE"),
        ("Acme - Full Stack Engineer – Remote (US) – 100k", "Full Stack Engineer"),
        ("Acme (YC W21) Is Hiring a Platform Engineer for Its Core", "Platform Engineer"),
        ("Software Engineers at Acme build things that last.", "Software Engineer"),
        ("Acme is seeking a Senior Data Engineer to own the warehouse.", "Senior Data Engineer"),
        (
            "We are looking for a highly motivated and experienced Data Scientist II who likes maps.",
            "Data Scientist II",
        ),
        ("Our mission is milk. As a Product Designer at Acme, you draw cows.", "Product Designer"),
        (
            "About Acme\n\nWe sell milk.\n\nAs an Account Executive, you will sell more milk.",
            "Account Executive",
        ),
        (
            "Junior Data Analyst - Entry Level (100% Remote)\n\nText follows here.",
            "Junior Data Analyst - Entry Level (100% Remote)",
        ),
        ("Job title: Night Shift Nurse\nWard 4", "Night Shift Nurse"),
        ("Join to apply for the Cloud Engineer, Entry Level role at Acme", "Cloud Engineer, Entry Level"),
        ("The Group Financial Controller reports to the CFO.", "Group Financial Controller"),
        ("We need you in the position of Senior Data Engineer in Lyon.", "Senior Data Engineer"),
        ("We are hiring a Member of Technical Staff for the compiler.", "Member of Technical Staff"),
        ("Job Category\n\nOperations\n\nJob Details\n\nThere is much to do.", "Operations"),
    ],
)
def test_titles_from_texts(text: str, expected: str) -> None:
    assert title(text) == expected


def test_the_words_it_was_read_from_are_quoted_with_their_span() -> None:
    text = "We are seeking Backend Engineers to join us."
    found = find_title(text)
    assert found is not None
    derived, evidence = found
    assert (derived, evidence.quote, evidence.said_by) == ("Backend Engineer", "Backend Engineers", "derived")
    assert text[evidence.start : evidence.end] == "Backend Engineers"


def test_other_peoples_roles_are_not_the_title() -> None:
    text = "You report to the Engineering Manager. As a Backend Engineer, you build."
    assert title(text) == "Backend Engineer"


def test_without_a_role_the_first_words_stand_in() -> None:
    assert (
        title("Overview\n\nThere is work to be done in the valley.")
        == "There is work to be done in the valley."
    )
    assert find_title("") is None
    assert find_title(" \n ") is None


@pytest.mark.parametrize(
    "name",
    [
        "Software Engineer",
        "Staff Nurse",
        "Rails / React",
        "CTO",
        "Multiple Engineering Roles in Berlin",
        "Contract Manager",
        "Backend, Berlin",
        "Engineering Lead, London",
    ],
)
def test_titles(name: str) -> None:
    assert is_title(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Full-time",
        "REMOTE",
        "Remote (US)",
        "https://acme.example/jobs",
        "acme.io",
        "Multiple roles",
        "REMOTE or HYBRID",
        "N/A",
        "--",
        "London, UK",
        "India (Remote/Hybrid)",
        "San Francisco, CA",
        "Berlin or Munich",
    ],
)
def test_no_titles(name: str) -> None:
    assert not is_title(name)


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Acme Robotics | Backend Engineer | Berlin", "Acme Robotics"),
        ("Acme (https://acme.example) | SRE | Remote", "Acme"),
        ("Milk matters. At Acme Dairy, we care for cows.", "Acme Dairy"),
        ("Acme is hiring a platform engineer.", "Acme"),
    ],
)
def test_employers_named_plainly(text: str, employer: str) -> None:
    found = derive_company(text)
    assert found is not None
    assert found.quote == employer
    assert text[found.start : found.end] == employer


@pytest.mark.parametrize(
    "text", ["", "We are hiring a nurse.", "Backend Engineer | Berlin", "This is hiring season."]
)
def test_employers_not_named(text: str) -> None:
    assert derive_company(text) is None


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["Acme", " | ", "Engineers", " seeking a ", "As a ", "\n", ", ", "(", "Senior "])
    ).map("".join)
)
def test_quotes_are_verbatim(text: str) -> None:
    found = find_title(text)
    if found:
        derived, evidence = found
        assert derived.strip()
        assert text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize(
    "hostile",
    [
        "seeking a " * 20_000,
        "As a " + "Big " * 50_000,
        "A" * 300_000,
        "a, " * 100_000,
        "| - " * 50_000,
        "hiring: an " + "x-" * 100_000,
        "Head of " + "Aa " * 50_000,
    ],
)
def test_hostile_texts_take_bounded_time(hostile: str) -> None:
    started = time.perf_counter()
    find_title(hostile)
    derive_company(hostile)
    assert time.perf_counter() - started < 3
