"""The truth table, row by row, and one posting at a time against the columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import constraints as kinds
from index import rates
from index.columns import Columns
from index.types import Evidence, Experience, Fact, Place, Posting, Salary, Stated, Visa
from index.verdicts import verdicts

TODAY = date(2026, 11, 22)
FEED = Evidence("feed", "x", "field")
EMPLOYER = Evidence("employer", "x", "text")
BARE = Posting(id="a", source="t", title="Engineer", company="", text="We write Go.", title_evidence=FEED)
MET, UNSTATED, UNMET = 1, 0, -1


def decide(posting: Posting, constraint: kinds.Constraint) -> int:
    return int(_decide([posting], [constraint])[0, 0])


def _decide(postings: list[Posting], constraints: list[kinds.Constraint]) -> np.ndarray:
    def named(phrase: str) -> np.ndarray:
        return np.array([phrase.casefold() in p.text.casefold() for p in postings], np.bool_)

    return verdicts(constraints, Columns.of(postings), named=named, today=TODAY)


def arranged(*values: str, evidence: Evidence = FEED) -> Posting:
    return replace(BARE, arrangements=tuple(Fact(value, evidence) for value in values))


def paid(low: float | None, high: float | None, currency: str | None = "USD") -> Posting:
    return replace(BARE, salaries=(Salary(low, high, currency, "year", FEED, low, high),))


def placed(*places: tuple[str | None, str | None, str | None]) -> Posting:
    return replace(BARE, places=tuple(Place(*parts, FEED) for parts in places))


def remote_for(*places: tuple[str | None, str | None, str | None], excluded: bool = False) -> Posting:
    open_to = tuple(Place(*parts, EMPLOYER, excluded=excluded) for parts in places)
    return replace(arranged("remote"), eligibility=open_to)


REMOTE = kinds.Arrangement(any=("remote",))
NOT_HYBRID = kinds.Arrangement(any=("hybrid",), negated=True)
OVER_150 = kinds.Salary(min=150_000, currency="USD")
UNDER_100 = kinds.Salary(max=100_000, currency="USD")
BETWEEN = kinds.Salary(min=90_000, max=120_000, currency="USD")
BERLIN = kinds.Place(city="Berlin")
GERMANY = kinds.Place(country="DE")

TABLE = [
    # remote: offered, also as an option / only others / none stated
    (arranged("remote"), REMOTE, MET),
    (arranged("remote", "onsite"), REMOTE, MET),
    (arranged("hybrid"), REMOTE, UNMET),
    (BARE, REMOTE, UNSTATED),
    # not hybrid: stated and another / that one / not stated
    (arranged("remote"), NOT_HYBRID, MET),
    (arranged("remote", "hybrid"), NOT_HYBRID, MET),
    (arranged("hybrid"), NOT_HYBRID, UNMET),
    (BARE, NOT_HYBRID, UNSTATED),
    # a skill is named or not named; a negated one has no third value
    (BARE, kinds.Skill(name="Go"), MET),
    (BARE, kinds.Skill(name="PHP"), UNSTATED),
    (BARE, kinds.Skill(any=("PHP", "Go")), MET),
    (BARE, kinds.Skill(name="PHP", negated=True), MET),
    (BARE, kinds.Skill(name="Go", negated=True), UNMET),
    (BARE, kinds.Topic(topic="blockchain"), MET),
    (BARE, kinds.Topic(topic="write"), UNMET),
    # pay min: the top counts
    (paid(140_000, 160_000), OVER_150, MET),
    (paid(150_000, 150_000), OVER_150, MET),
    (paid(100_000, 149_999), OVER_150, UNMET),
    (BARE, OVER_150, UNSTATED),
    (paid(200_000, None), OVER_150, MET),
    (paid(100_000, None), OVER_150, UNSTATED),  # "from 100k": where it ends is not stated
    (paid(None, 160_000), OVER_150, MET),
    (paid(None, 140_000), OVER_150, UNMET),
    # pay max: the bottom counts
    (paid(90_000, 130_000), UNDER_100, MET),
    (paid(101_000, 130_000), UNDER_100, UNMET),
    (paid(None, 130_000), UNDER_100, UNSTATED),
    (paid(101_000, None), UNDER_100, UNMET),
    (BARE, UNDER_100, UNSTATED),
    # pay between: the ranges overlap
    (paid(110_000, 150_000), BETWEEN, MET),
    (paid(70_000, 90_000), BETWEEN, MET),
    (paid(121_000, 150_000), BETWEEN, UNMET),
    (paid(70_000, 89_999), BETWEEN, UNMET),
    # currencies: converted at the published rate; without a rate, or without a currency, not comparable
    (paid(139_378, 189_378, "CAD"), OVER_150, UNMET),
    (paid(190_000, 260_000, "CAD"), OVER_150, MET),
    (paid(900_000, 900_000, "XXX"), OVER_150, UNSTATED),
    (paid(200_000, 200_000, None), OVER_150, UNSTATED),
    (paid(160_000, 160_000, "GBP"), kinds.Salary(min=150_000), MET),
    # place: any of them fits
    (placed(("Berlin", "Berlin", "DE")), BERLIN, MET),
    (placed(("Munich", "Bavaria", "DE"), ("Berlin", "Berlin", "DE")), BERLIN, MET),
    (placed(("Munich", "Bavaria", "DE")), BERLIN, UNMET),
    (placed((None, None, "DE")), BERLIN, UNSTATED),  # it may be in Berlin
    (placed((None, None, "FR")), BERLIN, UNMET),
    (placed(("Berlin", None, "DE")), GERMANY, MET),
    (placed(("Austin", "TX", "US")), kinds.Place(region="TX", country="US"), MET),
    (placed(("Austin", "TX", "US")), kinds.Place(region="Texas"), MET),
    (placed(("Seattle", "WA", "US")), kinds.Place(region="TX", country="US"), UNMET),
    (placed(("Lyon", None, "FR")), kinds.Place(any=("DE", kinds.PlaceName(city="Lyon"))), MET),
    (BARE, BERLIN, UNSTATED),
    # a remote posting fits where its applicants may live
    (remote_for((None, None, "DE")), BERLIN, MET),
    (remote_for((None, None, "DE")), GERMANY, MET),
    (remote_for((None, None, "US")), GERMANY, UNMET),
    (arranged("remote"), GERMANY, UNSTATED),
    (
        remote_for((None, "CO", "US"), excluded=True),
        kinds.Place(city="Denver", region="CO", country="US"),
        UNMET,
    ),
    (remote_for((None, "CO", "US"), excluded=True), kinds.Place(region="CO", country="US"), UNMET),
    (remote_for((None, "CO", "US"), excluded=True), kinds.Place(country="US"), UNSTATED),
    # not in Berlin
    (placed(("Munich", "Bavaria", "DE")), kinds.Place(city="Berlin", negated=True), MET),
    (placed(("Berlin", "Berlin", "DE")), kinds.Place(city="Berlin", negated=True), UNMET),
    (placed(("Berlin", None, "DE"), ("Munich", None, "DE")), kinds.Place(city="Berlin", negated=True), MET),
    (BARE, kinds.Place(city="Berlin", negated=True), UNSTATED),
    # the rest: stated and fits, stated and does not, not stated
    (replace(BARE, company="Orrery Stack, Inc."), kinds.Company(name="orrery stack"), MET),
    (replace(BARE, company="Ambleroute"), kinds.Company(name="Orrery Stack"), UNMET),
    (BARE, kinds.Company(name="Orrery Stack"), UNSTATED),
    (replace(BARE, company="Ambleroute"), kinds.Company(name="Orrery Stack", negated=True), MET),
    (replace(BARE, company="Orrery Stack"), kinds.Company(name="Orrery Stack", negated=True), UNMET),
    (replace(BARE, seniority=(Fact("senior", FEED),)), kinds.Seniority(any=("senior", "lead")), MET),
    (replace(BARE, seniority=(Fact("mid", FEED),)), kinds.Seniority(any=("senior",)), UNMET),
    (replace(BARE, seniority=(Fact("senior", FEED),)), kinds.Seniority(any=("senior",), negated=True), UNMET),
    (replace(BARE, employment=(Fact("contract", FEED),)), kinds.Employment(any=("contract",)), MET),
    (replace(BARE, posted=Stated("2026-11-15", FEED)), kinds.Posted(within_days=7), MET),
    (replace(BARE, posted=Stated("2026-11-14", FEED)), kinds.Posted(within_days=7), UNMET),
    (replace(BARE, posted=Stated("2026-04-01", FEED)), kinds.Posted(after=date(2026, 4, 1)), MET),
    (BARE, kinds.Posted(within_days=7), UNSTATED),
    (replace(BARE, experience=Experience(3, None, FEED)), kinds.Experience(max_years=3), MET),
    (replace(BARE, experience=Experience(4, None, FEED)), kinds.Experience(max_years=3), UNMET),
    (replace(BARE, experience=Experience(5, None, FEED)), kinds.Experience(min_years=5), MET),
    (BARE, kinds.Experience(max_years=3), UNSTATED),
    (replace(BARE, visa=Visa(True, EMPLOYER)), kinds.Visa(), MET),
    (replace(BARE, visa=Visa(False, EMPLOYER)), kinds.Visa(), UNMET),
    (BARE, kinds.Visa(), UNSTATED),
]


@pytest.mark.parametrize(("posting", "constraint", "verdict"), TABLE)
def test_truth_table(posting: Posting, constraint: kinds.Constraint, verdict: int) -> None:
    assert decide(posting, constraint) == verdict


def test_near_means_within_the_radius() -> None:
    potsdam = replace(BARE, places=(Place("Potsdam", None, "DE", FEED, 52.40, 13.07),))
    assert decide(potsdam, kinds.Place(city="Berlin")) == UNMET
    assert decide(potsdam, kinds.Place(city="Berlin", radius_km=20)) == UNMET
    assert decide(potsdam, kinds.Place(city="Berlin", radius_km=50)) == MET


def test_the_employer_outweighs_the_feed_and_a_dispute_is_neither_met_nor_unmet() -> None:
    disputed = replace(BARE, arrangements=(Fact("remote", FEED), Fact("hybrid", EMPLOYER)))
    assert decide(disputed, REMOTE) == UNSTATED
    assert decide(disputed, kinds.Arrangement(any=("hybrid",))) == MET
    assert decide(disputed, kinds.Arrangement(any=("onsite",))) == UNMET


def test_pay_that_the_employers_text_denies_is_neither_met_nor_unmet() -> None:
    fed, told = paid(150_000, 180_000).salaries[0], paid(90_000, 100_000).salaries[0]
    both = replace(BARE, salaries=(fed, replace(told, evidence=EMPLOYER)))
    assert decide(both, OVER_150) == UNSTATED
    assert decide(both, UNDER_100) == MET
    other = replace(BARE, salaries=(replace(fed, evidence=EMPLOYER), told))
    assert decide(other, OVER_150) == MET


def test_pay_is_compared_per_year_at_the_rate_of_the_day() -> None:
    hourly = Salary(70.0, 80.0, "CAD", "hour", FEED, 70.0 * 2080, 80.0 * 2080)
    rate = rates.rate("CAD", "USD", TODAY)
    assert rate is not None
    top = 80.0 * rate.rate
    posting = replace(BARE, salaries=(hourly,))
    assert decide(posting, kinds.Salary(min=top - 0.01, currency="USD", period="hour")) == MET
    assert decide(posting, kinds.Salary(min=top + 0.01, currency="USD", period="hour")) == UNMET


def test_the_best_of_several_ranges_counts() -> None:
    two = replace(BARE, salaries=paid(80_000, 90_000).salaries + paid(140_000, 155_000).salaries)
    assert decide(two, OVER_150) == MET
    assert decide(two, UNDER_100) == MET
    assert decide(two, kinds.Salary(min=100_000, max=120_000, currency="USD")) == UNMET


POSTINGS = st.lists(st.sampled_from([posting for posting, _, _ in TABLE]), min_size=0, max_size=12)


@settings(max_examples=60, deadline=None)
@given(POSTINGS, st.lists(st.sampled_from([constraint for _, constraint, _ in TABLE]), max_size=6))
def test_many_at_once_agree_with_one_at_a_time(
    postings: list[Posting], constraints: list[kinds.Constraint]
) -> None:
    together = _decide(postings, constraints)
    assert together.shape == (len(constraints), len(postings))
    alone = [[decide(posting, constraint) for posting in postings] for constraint in constraints]
    assert together.tolist() == alone


def test_columns_survive_the_disk(tmp_path: Path) -> None:
    postings = [posting for posting, _, _ in TABLE]
    columns = Columns.of(postings)
    columns.save(tmp_path / "columns.npz")
    loaded = Columns.load(tmp_path / "columns.npz")
    constraints = [constraint for _, constraint, _ in TABLE]

    def named(phrase: str) -> np.ndarray:
        return np.zeros(len(postings), np.bool_)

    before = verdicts(constraints, columns, named=named, today=TODAY)
    assert verdicts(constraints, loaded, named=named, today=TODAY).tolist() == before.tolist()
    assert loaded.companies == columns.companies
