"""Duplicates: what is one role and what is not, merged the same way in any order, in linear time."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import BODY, make_posting
from fake_embedder import FakeEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates import groups, roles
from index.feeds import read_sources
from index.job_index import JobIndex
from index.job_links import job_key
from index.types import Fact, Posting

OTHER_BODY = """What you will do
- Keep the harbour cranes of four ports running, with wrench and laptop
- Read vibration data before the bearing does, and tell the dispatcher in words
- Train two apprentices on hydraulics and on patience

What you bring
- A trade in mechatronics or ten years of grease
- A licence for lorries is nice to have

What we offer
Shifts that end, paid overtime, and a view of the water from every crane in the yard, all year round."""
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def made(native_id: str, *, source: str = "hand", **fields: Any) -> Posting:
    posting = make_posting(native_id, **{"apply_url": f"https://jobs.example/{native_id}", **fields})
    return replace(posting, id=f"{source}:{native_id}", source=source)


def merged_ids(*postings: Posting) -> list[tuple[str, ...]]:
    return [group.ids for group in groups(postings)]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://boards.greenhouse.io/ferry/jobs/778254", ("greenhouse", "778254")),
        ("https://job-boards.eu.greenhouse.io/ferry/jobs/778254?gh_src=x", ("greenhouse", "778254")),
        ("https://ferry.example/careers/?gh_jid=778254", ("greenhouse", "778254")),
        ("https://boards.greenhouse.io/embed/job_app?token=778254", ("greenhouse", "778254")),
        (
            "https://jobs.lever.co/ferry/0B1C2D3E-0000-4000-8000-000000000001/apply",
            ("lever", "0b1c2d3e-0000-4000-8000-000000000001"),
        ),
        (
            "https://ferry.wd5.myworkdayjobs.com/en-US/Careers/job/Berlin/Engineer_R-10231?source=x",
            ("workday", "ferry.wd5.myworkdayjobs.com", "r-10231"),
        ),
        ("https://apply.workable.com/ferry/j/0A1B2C3D4E/", ("workable", "0a1b2c3d4e")),
        ("https://www.linkedin.com/jobs/view/engineer-at-ferry-4123456789", ("linkedin", "4123456789")),
        ("https://ferry.example/jobs/44102?utm_source=perik", ("link", "ferry.example", "/jobs/44102")),
        ("https://ferry.example/careers", None),
        ("https://boards.greenhouse.io/ferry", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_the_job_id_is_read_from_a_link(url: str, key: tuple[str, ...] | None) -> None:
    assert job_key(url) == key


def test_one_job_id_in_the_links_is_one_role_however_it_is_worded() -> None:
    first = made(
        "a", title="Sr. Backend Engineer (Ledger)", apply_url="https://boards.greenhouse.io/f/jobs/4410276"
    )
    second = made(
        "b",
        source="other",
        title="Senior Backend Engineer, Ledger",
        body=OTHER_BODY,
        apply_url="https://ferry.example/job?gh_jid=4410276",
    )
    assert merged_ids(first, second) == [("hand:a", "other:b")]


def test_several_roles_behind_one_link_stay_apart() -> None:
    link = "https://boards.greenhouse.io/f/jobs/4410276"
    roles_of_a_notice = [
        made(title[0], title=title, apply_url=link)
        for title in ("Backend Engineer", "Frontend Engineer", "Senior Backend Engineer")
    ]
    assert merged_ids(*roles_of_a_notice) == []


def test_feeds_that_cut_and_add_tell_of_one_role() -> None:
    first = made("a", place="Lisbon, Portugal", company="Ferry Line GmbH")
    second = made(
        "b",
        source="other",
        place="Lisbon",
        company="Ferryline",
        title="Senior Backend Engineer - Lisbon (m/f/d)",
        body=BODY.removesuffix(" We do not sponsor visas.") + "\nSeen on a board of boards.",
    )
    assert merged_ids(first, second) == [("hand:a", "other:b")]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"title": "Staff Backend Engineer"}, "another level"),
        ({"title": "Senior Backend Engineer, Payments"}, "another team"),
        ({"company": "Railline"}, "another employer"),
        (
            {
                "pay": "$120,000 - $130,000 a year",
                "body": BODY.replace("$160,000 - $190,000", "$120,000 - $130,000"),
            },
            "other pay",
        ),
        ({"place": "Porto, Portugal", "body": OTHER_BODY}, "another city with another text"),
        ({"body": BODY + "\nRequisition ID: R-2002"}, "another requisition"),
        ({"body": OTHER_BODY}, "another text"),
        ({"body": f"{BODY}\nRequisition ID: R-1001\nYou will work at Balderton."}, "another house"),
        ({"body": f"{BODY}\nRequisition ID: R-1001\nThis is 30 hours a week."}, "other hours"),
    ],
)
def test_similar_but_different_roles_stay_apart(fields: dict[str, str], why: str) -> None:
    first = made("a", place="Lisbon, Portugal", body=BODY + "\nRequisition ID: R-1001")
    second = made("b", **{"place": "Lisbon, Portugal", "body": BODY + "\nRequisition ID: R-1001", **fields})
    assert merged_ids(first, second) == [], why


def test_one_role_in_ten_cities_is_one_posting_with_ten_places() -> None:
    cities = (
        "Berlin",
        "Hamburg",
        "Munich",
        "Cologne",
        "Leipzig",
        "Dresden",
        "Bremen",
        "Essen",
        "Dortmund",
        "Stuttgart",
    )
    postings = [
        made(
            city,
            place=f"{city}, Germany",
            title=f"Senior Backend Engineer {city}",
            body=f"{BODY}\nOur office is in {city}.",
        )
        for city in cities
    ]
    [role] = roles(postings)
    assert {place.city for place in role.posting.places} == set(cities)
    assert {role.posting.id, *role.posting.aliases} == {each.id for each in postings}
    assert {ref.id for ref in role.posting.sources} == {each.id for each in postings}


def test_a_role_posted_again_keeps_the_first_date_and_says_where_values_came_from() -> None:
    bare = replace(made("a", posted="2026-11-01"), arrangements=(), apply_url="")
    full = made("b", posted="2026-09-01")
    [role] = roles([bare, full])
    assert role.posting.id == "hand:b"
    assert role.posting.posted is not None
    assert role.posting.posted.value == "2026-09-01"
    assert [fact.value for fact in role.posting.arrangements] == ["remote"]
    [again] = roles(
        [replace(bare, apply_url="https://x.example/a"), replace(full, apply_url="", salaries=())]
    )
    assert again.posting.id == "hand:a"
    assert {ref.id: ref.fields for ref in again.posting.sources}["hand:b"] == ("arrangements", "posted")
    for fact in again.posting.arrangements:
        assert isinstance(fact, Fact)
        assert again.posting.text[fact.evidence.start : fact.evidence.end] == fact.evidence.quote


def test_a_quote_from_another_text_names_it() -> None:
    link = "https://boards.greenhouse.io/f/jobs/4410276"
    first = made("a", apply_url=link, body=OTHER_BODY)
    second = made("b", source="other", apply_url=link)
    [role] = roles([first, second])
    assert role.posting.text == first.text
    [salary] = role.posting.salaries
    assert (salary.evidence.field, salary.evidence.start) == ("text of other:b", None)
    assert salary.evidence.quote in second.text


_VARIED = st.builds(
    lambda title, place, pay, cut, source: (title, place, pay, cut, source),
    st.sampled_from(["Senior Backend Engineer", "Backend Engineer", "Backend Engineer II"]),
    st.sampled_from(["", "Berlin, Germany", "Lisbon, Portugal"]),
    st.sampled_from(["", "$150,000 a year", "$90,000 a year"]),
    st.sampled_from([0, 40, 200]),
    st.sampled_from(["hand", "other", "third"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(_VARIED, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_postings_changes_nothing(kinds: list[tuple[Any, ...]], shuffler: random.Random) -> None:
    body = BODY.replace("The base salary is $160,000 - $190,000 a year. ", "")
    postings = [
        made(str(number), source=source, title=title, place=place, pay=pay, body=body[: len(body) - cut])
        for number, (title, place, pay, cut, source) in enumerate(kinds)
    ]
    shuffled = list(postings)
    shuffler.shuffle(shuffled)
    by_id = lambda role: role.posting.id  # noqa: E731
    assert sorted(roles(postings), key=by_id) == sorted(roles(shuffled), key=by_id)
    known = [name for role in roles(postings) for name in (role.posting.id, *role.posting.aliases)]
    assert sorted(known) == sorted(each.id for each in postings)


def test_merging_what_is_merged_changes_nothing() -> None:
    postings = [
        made("a", place="Berlin, Germany"),
        made("b", place="Hamburg, Germany"),
        made("c", body=OTHER_BODY),
    ]
    once = [role.posting for role in roles(postings)]
    assert [role.posting for role in roles(once)] == once


def test_thousands_of_near_copies_take_linear_time() -> None:
    words = [f"word{number}" for number in range(3000)]
    chooser = random.Random(7)
    shared = " ".join(chooser.sample(words, 150))
    template = made("0", company="Big", title="Driver")
    postings = [
        replace(
            template, id=f"hand:{number}", text=f"{shared} {' '.join(chooser.sample(words, 60))}", sections=()
        )
        for number in range(3000)
    ]
    started = time.process_time()
    groups(postings)
    assert time.process_time() - started < 30  # all pairs would be 4.5 million comparisons, some minutes


def test_the_sample_has_two_duplicates_and_its_look_alikes_stay_apart(sample_dir: Path) -> None:
    postings = [each for each in read_sources([str(sample_dir)]) if isinstance(each, Posting)]
    assert merged_ids(*postings) == [
        ("perik:kestrelyardrobotics-embedded-linux-engineer-pittsburgh-pa-us", "yubhub:609059f8-80f"),
        ("yubhub:103f4b55-e4f", "yubhub:d5b9ceec-ded"),
    ]


@pytest.mark.seeds
def test_the_seeds_hold_four_roles(seeds_dir: Path) -> None:
    assert merged_ids(*(each for each in read_sources([str(seeds_dir)]) if isinstance(each, Posting))) == []


def _index(path: Path) -> JobIndex:
    return JobIndex.open(path, embedder=FakeEmbedder())


def test_the_index_shows_one_posting_and_finds_it_by_every_id(tmp_path: Path) -> None:
    berlin, hamburg = made("a", place="Berlin, Germany"), made("b", place="Hamburg, Germany")
    other = made("c", body=OTHER_BODY, title="Mechanic")
    with _index(tmp_path) as index:
        index.sync([berlin, hamburg, other], now=NOW)
        view = index.view()
        assert view.ids == ("hand:a", "hand:c")
        assert view.posting("hand:b") == view.posting("hand:a")
        assert [place.city for place in view.posting("hand:b").places] == ["Berlin", "Hamburg"]
        assert {hit.posting_id for hit in view.lexical("booking platform ferries", k=9)} == {"hand:a"}
        assert len(view.vectors_of("hand:b")) == len(view.vectors_of("hand:a")) > 0
        assert index.verify().ok


def test_members_that_change_or_go_split_and_those_that_come_back_join(tmp_path: Path) -> None:
    berlin, hamburg = made("a", place="Berlin, Germany"), made("b", place="Hamburg, Germany")
    with _index(tmp_path) as index:
        index.sync([berlin, hamburg], now=NOW)
        assert index.view().ids == ("hand:a",)
        changed = made("b", place="Hamburg, Germany", body=OTHER_BODY)
        index.sync([changed], now=NOW)
        assert index.view().ids == ("hand:a", "hand:b")
        assert [place.city for place in index.view().posting("hand:a").places] == ["Berlin"]
        index.sync([berlin, hamburg], now=NOW)
        index.sync([hamburg], now=NOW, snapshot_of=["hand"])
        assert index.view().ids == ("hand:b",)
        assert index.view().posting("hand:a") == berlin  # closed, as it was
        index.sync([berlin], now=NOW)
        assert index.view().ids == ("hand:a",)
        assert index.view().posting("hand:a").aliases == ("hand:b",)


def test_repair_restores_every_member(tmp_path: Path) -> None:
    berlin, hamburg = made("a", place="Berlin, Germany"), made("b", place="Hamburg, Germany")
    with _index(tmp_path) as index:
        index.sync([berlin, hamburg], now=NOW)
    (tmp_path / "store.sqlite3").unlink()
    with _index(tmp_path) as index:
        index.repair(now=NOW)
        index.sync([hamburg], now=NOW, snapshot_of=["hand"])
        assert index.view().posting("hand:b") == hamburg
        assert index.view().posting("hand:a") == berlin
