"""Exports: what is written reads back as the same postings, and harms neither XML readers nor spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import bare_posting, make_posting
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.export import EXPORT_FORMATS, carried, export, job_posting
from index.feeds import READERS, read_sources
from index.normalize.html import clean
from index.published import html_of
from index.types import Posting

READ_AS = {"yubhub": "yubhub", "jsonld": "schema_org", "jsonl": "jsonl", "csv": "csv", "parquet": "parquet"}


def written(postings: list[Posting], format: str) -> bytes:
    stream = io.BytesIO()
    assert export(postings, format, stream) == len(postings)
    return stream.getvalue()


def again(postings: list[Posting], format: str) -> list[Posting]:
    read = READERS[READ_AS[format]](io.BytesIO(written(postings, format)), READ_AS[format])
    found = []
    for each in read:
        assert isinstance(each, Posting), each
        found.append(each)
    return found


@pytest.fixture(scope="module")
def sample(sample_dir: Path) -> list[Posting]:
    return [each for each in read_sources([str(sample_dir)]) if isinstance(each, Posting)]


@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_the_sample_reads_back_as_the_same_postings(sample: list[Posting], format: str) -> None:
    for before, after in zip(sample, again(sample, format), strict=True):
        assert carried(after, format) == carried(before, format), before.id


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet"])
def test_tables_keep_ids_and_sources(sample: list[Posting], format: str) -> None:
    read = again(sample, format)
    assert [each.id for each in read] == [each.id for each in sample]
    assert [each.source for each in read] == [each.source for each in sample]


def test_a_yubhub_feed_keeps_its_ids(sample: list[Posting]) -> None:
    own = [each for each in sample if each.source == "yubhub"]
    assert [each.id for each in again(own, "yubhub")] == [each.id for each in own]


@pytest.mark.seeds
@pytest.mark.parametrize("format", EXPORT_FORMATS)
def test_the_seeds_read_back_as_the_same_postings(seeds_dir: Path, format: str) -> None:
    seeds = [each for each in read_sources([str(seeds_dir)]) if isinstance(each, Posting)]
    for before, after in zip(seeds, again(seeds, format), strict=True):
        assert carried(after, format) == carried(before, format), before.id


def test_an_export_of_an_export_is_the_same_bytes(sample: list[Posting]) -> None:
    own = [each for each in sample if each.source == "yubhub"]
    once = written(own, "yubhub")
    assert written(again(own, "yubhub"), "yubhub") == once


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6))
def test_clean_text_survives_html(lines: list[str]) -> None:
    cleaned = clean("\n\n".join(lines), is_html=False)
    twice = clean(html_of(cleaned.text, cleaned.sections), is_html=True)
    assert clean(html_of(twice.text, twice.sections), is_html=True).text == twice.text


@pytest.mark.parametrize(
    "text", ["a]]>b <script>&amp; & < >", "nul\x00 bell\x07 \ufffe lone \ud800 end", "]]>]]>"]
)
def test_no_text_breaks_the_xml(text: str) -> None:
    posting = replace(
        bare_posting("hand:1", title=text, text=text), company=text, apply_url="https://x.example/?a=1&b=2"
    )
    [read] = again([posting], "yubhub")
    assert read.apply_url == "https://x.example/?a=1&b=2"
    assert "\x00" not in read.text
    assert "\x07" not in read.text


def test_no_cell_of_a_csv_is_a_formula() -> None:
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain = fine"]
    postings = [bare_posting(f"hand:{title}", title=title, text="Some text") for title in titles]
    rows = list(csv.DictReader(io.StringIO(written(postings, "csv").decode(), newline="")))
    assert [row["title"] for row in rows] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@SUM(A1)",
        "'\tx",
        "'\rx",
        "plain = fine",
    ]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_json_ld_is_a_job_posting_as_search_engines_want_it() -> None:
    node = job_posting(make_posting(place="Lisbon, Portugal", pay="€60,000 - €70,000 a year"))
    assert node["@type"] == "JobPosting"
    assert {"title", "description", "datePosted", "hiringOrganization", "jobLocation"} <= node.keys()
    assert node["datePosted"] == "2026-11-11"
    assert node["jobLocation"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Lisbon",
        "addressCountry": "PT",
    }
    assert {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 60000.0, "maxValue": 70000.0, "unitText": "YEAR"},
    } in node["baseSalary"]
    assert node["description"].startswith("<p>About the role<br>We build the booking platform")


def test_nothing_to_export_is_an_empty_file_of_the_format() -> None:
    assert json.loads(written([], "jsonld")) == []
    assert written([], "jsonl") == b""
    assert written([], "csv").count(b"\r\n") == 1
    assert written([], "yubhub").endswith(b"<jobs>\n</jobs>\n</source>\n")
    assert written([], "parquet").startswith(b"PAR1")


def test_postings_are_written_as_they_come() -> None:
    stream = io.BytesIO()

    def postings() -> Iterator[Posting]:
        for number in range(3):
            if number:
                assert stream.tell() > 800 * number  # the one before is written already
            yield make_posting(str(number))

    assert export(postings(), "jsonl", stream) == 3


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"'xls'; there are yubhub, jsonld, jsonl, csv, parquet"):
        export([], "xls", io.BytesIO())
