"""Every real file beside the checkout is parsed, and what comes of it counted: format, records, rejects."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.errors import UnknownFormat
from index.feeds import record_sources
from index.types import Record

pytestmark = pytest.mark.corpus

COUNTS = {
    "fixtures/ats/greenhouse.json": ("greenhouse", 2, 0),
    "fixtures/ats/lever.json": ("lever", 2, 0),
    "fixtures/hacker_news/raw.json": ("hacker_news", 460, 11),
    "fixtures/rss/new-jobs_2026-08-17_5.xml": ("rss", 184, 0),
    "fixtures/rss/new-jobs_2026-08-18_4.xml": ("rss", 1648, 0),
    "fixtures/yubhub_layout_1764.xml.gz": ("yubhub", 1764, 0),
    "postings/builtin_ai_jobs.jsonl.gz": ("jsonl", 1764, 0),
    "postings/hn_who_is_hiring.jsonl.gz": ("jsonl", 1720, 0),
    "postings/nhs_jobs.jsonl.gz": ("jsonl", 7000, 0),
    "postings/pythonjobs.jsonl.gz": ("jsonl", 291, 0),
    "postings/zapply_ats.jsonl.gz": ("jsonl", 5504, 0),
}
"""File -> format, records, rejects. Counted against the files: items, comments, elements and lines."""
NO_FEEDS = ("001b92395ed0fb62_fccid.html", "00321a48d04fe754_fccid.html", "0079c11b2611349f_fccid.html")
"""Bodies of postings as HTML, without any structure: for the tests of normalisation, no feed."""


def counted(path: Path) -> tuple[str, int, int]:
    """Format, records and rejects of one file."""
    items = list(record_sources([path]))
    formats = Counter(item.format for item in items if isinstance(item, Record))
    assert len(formats) == 1
    return next(iter(formats)), formats.total(), len(items) - formats.total()


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_file_gives_its_count_of_records_and_rejects(corpus_dir: Path, name: str) -> None:
    assert counted(corpus_dir / name) == COUNTS[name]


@pytest.mark.parametrize("folder", ["schema_org_pages", "schema_org_json"])
def test_each_of_twenty_pages_and_files_holds_one_posting(corpus_dir: Path, folder: str) -> None:
    found = {path.name: counted(path) for path in sorted((corpus_dir / "fixtures" / folder).iterdir())}
    assert found == dict.fromkeys(found, ("schema_org", 1, 0))
    assert len(found) == 20


def test_a_directory_is_read_as_one(corpus_dir: Path) -> None:
    items = list(record_sources([corpus_dir / "fixtures" / "schema_org_json"]))
    assert [type(item) for item in items] == [Record] * 20
    assert len({item.native_id for item in items}) == 20


def test_what_is_no_feed_is_refused_when_named_and_shown_when_found(corpus_dir: Path) -> None:
    folder = corpus_dir / "fixtures" / "html_fragments"
    for name in NO_FEEDS:
        with pytest.raises(UnknownFormat, match=name):
            list(record_sources([folder / name]))
    items = list(record_sources([folder]))
    assert [(Path(item.source).name, item.position) for item in items] == [(name, 1) for name in NO_FEEDS]


def test_every_fixture_and_posting_file_is_in_this_test(corpus_dir: Path) -> None:
    files = {
        path.relative_to(corpus_dir).as_posix()
        for folder in ("fixtures", "postings")
        for path in (corpus_dir / folder).rglob("*")
        if path.is_file()
        and path.parent.name not in ("schema_org_pages", "schema_org_json", "html_fragments")
    }
    assert files == set(COUNTS)


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("postings/builtin_ai_jobs.jsonl.gz", {"pay": 553, "arrangement": 1745}),
        ("postings/hn_who_is_hiring.jsonl.gz", {"pay": 372, "arrangement": 1598}),
        (
            "postings/zapply_ats.jsonl.gz",
            {"pay": 969, "arrangement": 2308 - 1311},
        ),  # 1,311 only say "not remote"
        ("postings/pythonjobs.jsonl.gz", {"pay": 18, "arrangement": 80}),
    ],
)
def test_what_the_columns_state_reaches_the_records(
    corpus_dir: Path, name: str, stated: dict[str, int]
) -> None:
    records = [item for item in record_sources([corpus_dir / name]) if isinstance(item, Record)]
    numeric = sum(any(pay.min or pay.max for pay in record.pay) for record in records)
    assert {"pay": numeric, "arrangement": sum(bool(record.arrangement) for record in records)} == stated


@pytest.mark.seeds
def test_the_seed_feed_and_page(seeds_dir: Path) -> None:
    page, *jobs = [item for item in record_sources([seeds_dir]) if isinstance(item, Record)]
    assert (page.format, page.native_id, page.company) == (
        "perik",
        "pinterest-senior-software-engineer-new-york-ny-us",
        "Pinterest",
    )
    assert (page.apply_url, page.places[0].text) == ("", "New York, NY, US")
    assert page.posted is not None
    assert page.posted.text == "May 11, 2026"
    assert page.body.startswith("About Pinterest:")
    assert page.body.endswith("please complete this form for support.")
    assert [(job.format, job.native_id, job.company) for job in jobs] == [
        ("yubhub", "b154f572-13d", "Pinterest"),
        ("yubhub", "e12807fc-1d5", "tvScientific"),
        ("yubhub", "ccb5daf2-354", "tvScientific"),
    ]
    assert [pay.text for pay in jobs[0].pay] == ["$139,378-$189,378 CAD"]
    assert [place.text for place in jobs[1].places] == ["San Francisco, CA, US", "Remote, US"]
    assert jobs[1].apply_url == "https://job-boards.greenhouse.io/pinterest/jobs/7782548"
    assert len(jobs[2].skills) == 25
