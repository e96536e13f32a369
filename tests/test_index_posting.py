"""A record becomes a posting: all fields with their evidence, conflicts, warnings, rejections, bounds."""

from __future__ import annotations

import gzip
import json
import time
from dataclasses import fields
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.feeds import yubhub
from index.normalize.posting import MAX_BODY_CHARS, normalize
from index.types import (
    Evidence,
    FieldText,
    Posting,
    Record,
    RecordPay,
    RecordPlace,
    Rejected,
    Skill,
)

BODY = """<p>About Brightwater:</p><p>Brightwater maps rivers for farmers.</p>
<p>What you'll do:</p><ul><li>Build services in Go</li><li>Mentor other engineers</li></ul>
<p>Requirements:</p><ul><li>5+ years of backend development experience</li><li>Python and Kafka</li><li>Terraform is a plus</li></ul>
<p>The base salary is $150,000 - $180,000 per year. This is a full-time position. We sponsor visas.</p>
<p style="font-size:13px">XML job scraping automation by <a href="https://yubhub.co">YubHub</a></p>"""


SKILLS = {
    "Go": "mentioned",
    "Python": "required",
    "Kafka": "required",
    "Terraform": "preferred",
    "Backend Development": "required",
}


def record(**given_fields: object) -> Record:
    base: dict[str, object] = {
        "source": "feed",
        "format": "yubhub",
        "position": 3,
        "native_id": "a1",
        "title": "Engineer",
        "body": "Work.",
    }
    return Record.model_validate(base | given_fields)


def posting(**given_fields: object) -> Posting:
    made = normalize(record(**given_fields))
    assert isinstance(made, Posting)
    return made


def full() -> Posting:
    return posting(
        title="Sr.  Backend Engineer &amp; Mentor",
        company="Brightwater, Inc.",
        body=BODY,
        places=(RecordPlace(name="Location", text="Toronto, ON, CA"),),
        pay=(RecordPay(name="Salaryrange", text="$150,000-$180,000 CAD"),),
        arrangement=(FieldText(name="Workarrangement", text="remote"),),
        employment=(FieldText(name="Jobtype", text="full-time"),),
        seniority=(FieldText(name="Experiencelevel", text="senior"),),
        skills=(FieldText(name="Skills", text="Golang"), FieldText(name="Skills", text="Terraform")),
        posted=FieldText(name="Postedate", text="2026-04-24"),
        url="https://jobs.example/a1",
        apply_url="javascript:alert(1)",
        category="Engineering",
    )


def test_a_record_becomes_a_posting() -> None:
    made = full()
    assert (made.id, made.source, made.title, made.company) == (
        "feed:a1",
        "feed",
        "Sr. Backend Engineer & Mentor",
        "Brightwater, Inc.",
    )
    assert made.title_evidence == Evidence("employer", made.title, "title")
    assert "YubHub" not in made.text
    assert [(fact.value, fact.evidence.said_by) for fact in made.seniority] == [
        ("senior", "employer"),
        ("senior", "feed"),
    ]
    assert [(fact.value, fact.evidence.said_by) for fact in made.employment] == [
        ("full_time", "employer"),
        ("full_time", "feed"),
    ]
    assert ("remote", "feed") in [(fact.value, fact.evidence.said_by) for fact in made.arrangements]
    assert [(place.city, place.region, place.country) for place in made.places] == [("Toronto", "ON", "CA")]
    assert made.experience is not None
    assert made.experience.min_years == 5
    assert made.posted is not None
    assert (made.posted.value, made.posted.evidence) == (
        "2026-04-24",
        Evidence("feed", "2026-04-24", "Postedate"),
    )
    assert {skill.name: skill.level for skill in made.skills} == SKILLS
    assert (made.language, made.category, made.url, made.apply_url) == (
        "en",
        "Engineering",
        "https://jobs.example/a1",
        "",
    )
    assert made.warnings == ("apply_url dropped: not an http or https address ('javascript:alert(1)')",)
    assert made.sources[0].id == "feed:a1"
    assert {"title", "text", "places", "salaries"} <= set(made.sources[0].fields)


def test_dollars_are_those_of_the_postings_country() -> None:
    (pay,) = full().salaries
    assert (pay.min, pay.max, pay.currency, pay.period) == (150_000, 180_000, "CAD", "year")


def test_pay_that_both_say_is_quoted_from_the_employer() -> None:
    (pay,) = full().salaries
    assert pay.evidence.said_by == "employer"
    assert full().text[pay.evidence.start : pay.evidence.end] == pay.evidence.quote


def test_pay_that_differs_is_kept_twice_the_feeds_first_and_named() -> None:
    made = posting(
        body="The base salary for this role is $90,000 - $100,000 per year.",
        pay=(RecordPay(name="Salaryrange", text="$150,000-$180,000 USD"),),
        places=(RecordPlace(name="Location", text="Boston, MA, US"),),
    )
    assert [(pay.min, pay.evidence.said_by) for pay in made.salaries] == [
        (150_000, "feed"),
        (90_000, "employer"),
    ]
    assert [sentence.split(":")[0] for sentence in made.conflicts] == ["pay"]


def test_conflicts_of_level_and_arrangement_keep_both() -> None:
    made = posting(
        title="Junior Engineer",
        body="This is an on-site role in our Berlin office, five days a week.",
        seniority=(FieldText(name="level", text="Senior level"),),
        arrangement=(FieldText(name="workplaceType", text="remote"),),
    )
    assert [(fact.value, fact.evidence.said_by) for fact in made.seniority] == [
        ("entry", "employer"),
        ("senior", "feed"),
    ]
    assert {(fact.value, fact.evidence.said_by) for fact in made.arrangements} == {
        ("onsite", "employer"),
        ("remote", "feed"),
    }
    assert [sentence.split(":")[0] for sentence in made.conflicts] == ["arrangement", "seniority"]
    assert made.conflicts[1] == "seniority: the feed says senior, the employer's title says entry (“Junior”)"


def test_a_missing_title_is_derived_and_marked() -> None:
    made = posting(title="", body="Brightwater is hiring a Senior Data Engineer to own the warehouse.")
    assert made.title == "Senior Data Engineer"
    assert (made.title_evidence.said_by, made.title_evidence.field) == ("derived", "text")
    assert made.text[made.title_evidence.start : made.title_evidence.end] == "Senior Data Engineer"
    assert made.company == "Brightwater"
    assert made.warnings == ("the feed names no employer; “Brightwater” was read from the text",)
    assert made.seniority[0].value == "senior"
    assert made.seniority[0].evidence.field == "text"


def test_a_title_that_names_no_role_is_replaced_and_reported() -> None:
    made = posting(title="Full-time", company="Acme", body="Acme | Full-time | Backend Engineer | Berlin")
    assert made.title == "Backend Engineer"
    assert made.warnings == ("the feed's title “Full-time” names no role; one was read from the text",)


@pytest.mark.parametrize("body", ["", " \n ", "<p> </p>", "\u200b"])
def test_neither_title_nor_body_is_rejected(body: str) -> None:
    made = normalize(record(title=" ", body=body, company="Acme"))
    assert made == Rejected(
        "feed", 3, "neither a title nor a body", "a1", made.excerpt if isinstance(made, Rejected) else ""
    )


def test_a_title_alone_and_a_body_alone_are_postings() -> None:
    assert posting(body="").title == "Engineer"
    assert (
        posting(title="", body="We are looking for a nurse manager.").text
        == "We are looking for a nurse manager."
    )


def test_a_body_over_the_limit_is_rejected_with_its_size() -> None:
    made = normalize(record(body="x" * (MAX_BODY_CHARS + 1)))
    assert made == Rejected(
        "feed", 3, "body of 500,001 characters; at most 500,000 are read", "a1", "Engineer"
    )


def test_too_many_values_are_cut_with_a_warning() -> None:
    made = posting(skills=tuple(FieldText(name="s", text=f"skill {number}") for number in range(5_000)))
    assert made.warnings == ("skills: 5,000 values, the first 200 were read",)
    assert len(made.skills) == 200


def test_a_long_title_is_cut_with_a_warning() -> None:
    made = posting(title="Engineer " * 100)
    assert len(made.title) <= 300
    assert made.warnings == ("title cut after 300 characters",)


def test_an_unreadable_date_is_a_warning_and_no_error() -> None:
    made = posting(posted=FieldText(name="date", text="soonish"))
    assert made.posted is None
    assert made.warnings == ("date is no date that can be read: 'soonish'",)


def test_notes_of_the_reader_become_warnings() -> None:
    assert posting(notes=("the location was cut",)).warnings == ("the location was cut",)


def test_ids() -> None:
    assert posting(native_id="7", verbatim_id=True).id == "7"
    by_link = posting(native_id="", url="https://jobs.example/1")
    assert by_link.id == posting(native_id="", url="https://jobs.example/1", body="Other text.").id
    assert by_link.warnings == ("no id in the feed; one was made from the link",)
    by_content = posting(native_id="")
    assert by_content.id != posting(native_id="", body="Other text.").id
    assert by_content.id.startswith("feed:")
    assert by_content.warnings == ("no id in the feed; one was made from the content",)


def test_the_same_record_gives_the_same_posting() -> None:
    assert full() == full()


_FUZZ = st.text(max_size=120) | st.sampled_from(
    ["<ul><li>Go</li>", "$120-150k", "Remote (US)", "&lt;p&gt;", "Senior", "\ud800", "5+ years of experience"]
)


@given(title=_FUZZ, body=_FUZZ, other=_FUZZ, is_html=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_posting_or_a_rejection_with_true_spans(
    title: str, body: str, other: str, is_html: bool
) -> None:
    field = (FieldText(name="f", text=other),)
    made = normalize(
        record(
            title=title, body=body, body_is_html=is_html, company=other, skills=field, seniority=field, employment=field, experience=field,
            arrangement=field, posted=field[0], url=other, places=(RecordPlace(name="p", text=other),), pay=(RecordPay(name="q", text=other),),
        )
    )  # fmt: skip
    if isinstance(made, Rejected):
        return
    for evidence in _evidence_of(made):
        if evidence.field == "text":
            assert made.text[evidence.start : evidence.end] == evidence.quote
        else:
            assert evidence.start is None


def _evidence_of(made: Posting) -> list[Evidence]:
    values = [getattr(made, each.name) for each in fields(Posting)]
    single = [value for value in values if hasattr(value, "evidence")]
    several = [
        item for value in values if isinstance(value, tuple) for item in value if hasattr(item, "evidence")
    ]
    return [made.title_evidence, *(value.evidence for value in (*single, *several))]


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "$1-",
        "remote ",
        "<b>",
        "&amp;",
        "full-time ",
        "5 years ",
        "As a ",
        "(",
        "\n- ",
        "seeking a ",
        "Berlin, ",
        "İ",
        "Go, ",
        "1,000",
        "x-",
        "to be based in ",
        "|",
    ],
)
def test_hostile_bodies_take_bounded_time(piece: str) -> None:
    body = piece * (60_000 // len(piece))
    started = time.perf_counter()
    normalize(record(title="", body=body))
    assert time.perf_counter() - started < 20


def test_skills_of_title_text_and_feed_are_each_listed_once() -> None:
    made = posting(
        title="Go Developer", body="You know golang.", skills=(FieldText(name="Skills", text="GO"),)
    )
    assert made.skills == (Skill("Go", "required", Evidence("employer", "Go", "title")),)


@pytest.mark.seeds
def test_nice_to_haves_that_the_feed_lists_as_skills_are_preferred(seeds_dir: Path) -> None:
    with (seeds_dir / "004_975423369933e637.txt").open("rb") as feed:
        made = [normalize(each) for each in yubhub.records(feed, "yubhub") if isinstance(each, Record)]
    (mlops,) = [each for each in made if isinstance(each, Posting) and "ML Ops" in each.title]
    levels = {skill.name: skill.level for skill in mlops.skills}
    nice = (
        "Reverse Engineering",
        "Terraform",
        "EKS",
        "Python",
        "Scala",
        "Zig",
        "NixOS",
        "CTV",
        "Distributed Systems",
        "hard real-time low-latency",
    )
    assert {name: levels[name] for name in nice} == dict.fromkeys(nice, "preferred")
    assert {name: levels[name] for name in ("Linux", "CI/CD", "Observability")} == dict.fromkeys(
        ("Linux", "CI/CD", "Observability"), "required"
    )


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["builtin_ai_jobs", "hn_who_is_hiring", "zapply_ats", "pythonjobs", "nhs_jobs"]
)
def test_real_postings_are_read_with_true_spans(corpus_dir: Path, name: str) -> None:
    with gzip.open(corpus_dir / "postings" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, 0, None, 101)][:25]
    for position, row in enumerate(rows, start=1):
        made = normalize(
            Record(
                source=name, format="jsonl", position=position, native_id=row["id"], verbatim_id=True, title=row["title"] or "",
                company=row["company"] or "", body=row["description"], body_is_html=False,
                places=(RecordPlace(name="location", text=row["location"]),) if row["location"] else (),
                skills=tuple(FieldText(name="skills", text=skill) for skill in row["skills"]),
            )
        )  # fmt: skip
        assert isinstance(made, Posting)
        assert (made.id, bool(made.title)) == (row["id"], True)
        for evidence in _evidence_of(made):
            if evidence.field == "text":
                assert made.text[evidence.start : evidence.end] == evidence.quote
