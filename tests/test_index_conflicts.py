"""Sentences about disagreements of feed and employer."""

from __future__ import annotations

import pytest

from index.normalize.conflicts import (
    employment_conflict,
    experience_conflict,
    fact_conflict,
    pay_conflict,
    place_conflict,
    seniority_conflict,
)
from index.types import Evidence, Experience, Fact, Place, Salary

FEED = Evidence("feed", "Senior level", "Experiencelevel")
OWN = Evidence("employer", "junior", "text", 4, 10)


def test_both_sides_are_quoted() -> None:
    sentence = fact_conflict("arrangement", [Fact("remote", FEED), Fact("onsite", OWN)])
    assert sentence == "arrangement: the feed says remote, the employer's text says onsite (“junior”)"


def test_agreement_and_silence_are_no_conflict() -> None:
    assert (
        fact_conflict("arrangement", [Fact("remote", FEED), Fact("remote", OWN), Fact("hybrid", OWN)]) == ""
    )
    assert fact_conflict("arrangement", [Fact("remote", FEED)]) == ""
    assert fact_conflict("arrangement", []) == ""


@pytest.mark.parametrize(
    ("feed", "own", "conflict"),
    [
        ("senior", "staff", False),
        ("entry", "intern", False),
        ("senior", "entry", True),
        ("mid", "senior", True),
        ("manager", "director", False),
        ("intern", "director", True),
    ],
)
def test_levels_of_one_band_are_one_level_on_other_scales(feed: str, own: str, conflict: bool) -> None:
    assert bool(seniority_conflict([Fact(feed, FEED), Fact(own, OWN)])) is conflict


@pytest.mark.parametrize(
    ("feed", "own", "conflict"),
    [("full_time", "part_time", True), ("full_time", "internship", False), ("full_time", "contract", False)],
)
def test_only_hours_exclude_each_other(feed: str, own: str, conflict: bool) -> None:
    assert bool(employment_conflict([Fact(feed, FEED), Fact(own, OWN)])) is conflict


def pay(low: float, high: float, evidence: Evidence, currency: str = "USD") -> Salary:
    return Salary(low, high, currency, "year", evidence, low, high)


def test_pay_that_overlaps_is_no_conflict() -> None:
    assert pay_conflict([pay(100, 150, FEED), pay(140, 160, OWN)]) == ""
    assert pay_conflict([pay(100, 150, FEED)]) == ""
    assert pay_conflict([pay(100, 150, FEED), pay(200, 260, OWN)]).startswith(
        "pay: the feed says “Senior level”"
    )
    assert pay_conflict([pay(100, 150, FEED), pay(100, 150, OWN, "EUR")]) != ""


def test_places_in_other_countries_are_a_conflict() -> None:
    ours, theirs = Place("Berlin", None, "DE", FEED), Place("Paris", None, "FR", OWN)
    assert (
        place_conflict([ours, theirs])
        == "place: the feed says “Senior level”, the employer's text says “junior”"
    )
    assert place_conflict([ours, Place("Munich", None, "DE", OWN)]) == ""


def test_years_that_cannot_both_hold_are_a_conflict() -> None:
    assert experience_conflict(Experience(0, 3, FEED), Experience(5, None, OWN)) != ""
    assert experience_conflict(Experience(3, None, FEED), Experience(5, None, OWN)) == ""
    assert experience_conflict(None, Experience(5, None, OWN)) == ""
