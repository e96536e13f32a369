"""Whatever bytes come, every reader ends, with records, rejects or a FeedError, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import FeedError
from index.feeds import RECORD_READERS, detect
from index.feeds.hacker_news_text import read_comment
from index.feeds.sources import record_sources
from index.types import Record, Rejected

GOLDEN = Path(__file__).parent / "golden"
SEEDS = {
    name: [
        path.read_bytes()
        for path in sorted((GOLDEN / name).glob("*"))
        if not path.name.endswith(".expected.json")
    ]
    for name in sorted(RECORD_READERS)
    if name != "parquet"
}
SPLICES = [
    b"<", b">", b"&", b"&#0;", b"]]>", b"<![CDATA[", b"<!--", b"<job>", b"</job>", b"<item/>", b'"', b"\\", b"\\ud800", b"{", b"}",
    b"[", b"]", b",", b"null", b"NaN", b"1e999", b"-1", b"\x00", b"\xff\xfe", b"\xe9", b"\n", b"\r", b"|", b"- Engineer\n", b"9" * 400,
]  # fmt: skip
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Mutation = Callable[[bytes], bytes]


def mutations() -> st.SearchStrategy[list[Mutation]]:
    place = st.floats(0, 1, allow_nan=False)

    def at(data: bytes, where: float) -> int:
        return int(where * len(data))

    cut = place.map(lambda where: lambda data: data[: at(data, where)])
    drop = st.tuples(place, st.integers(1, 60)).map(
        lambda t: lambda data: data[: at(data, t[0])] + data[at(data, t[0]) + t[1] :]
    )
    splice = st.tuples(place, st.sampled_from(SPLICES) | st.binary(max_size=8)).map(
        lambda t: lambda data: data[: at(data, t[0])] + t[1] + data[at(data, t[0]) :]
    )
    twice = st.tuples(place, st.integers(1, 400)).map(
        lambda t: lambda data: data[: at(data, t[0]) + t[1]] + data[at(data, t[0]) :]
    )
    return st.lists(st.one_of(cut, drop, splice, twice), min_size=1, max_size=6)


def read_all(name: str, feed: bytes) -> list[Record | Rejected]:
    try:
        return list(RECORD_READERS[name](io.BytesIO(feed), "fuzz"))
    except FeedError:
        return []


def check(items: list[Record | Rejected]) -> None:
    ids = [item.native_id for item in items if isinstance(item, Record)]
    assert len(ids) == len(set(ids))
    assert all(ids)
    for item in items:
        if isinstance(item, Rejected):
            assert item.reason
            assert len(item.excerpt) <= 200
        else:
            assert item.title.strip() or item.body.strip()
            item.model_dump_json()


@pytest.mark.parametrize("name", sorted(SEEDS))
@given(data=st.data())
@QUICK
def test_mutated_feeds_never_raise_anything_else(name: str, data: st.DataObject) -> None:
    feed = data.draw(st.sampled_from(SEEDS[name]))
    for mutate in data.draw(mutations()):
        feed = mutate(feed)
    check(read_all(name, feed))


@pytest.mark.parametrize("name", sorted(RECORD_READERS))
@given(
    feed=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@QUICK
def test_arbitrary_bytes_never_raise_anything_else(name: str, feed: bytes) -> None:
    check(read_all(name, feed))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KEYS = {
    "greenhouse": "id title absolute_url content location metadata departments offices pay_input_ranges internal_job_id jobs",
    "lever": "id text categories description lists additional salaryRange createdAt hostedUrl country workplaceType",
    "ashby": "id title location secondaryLocations address compensation isListed isRemote descriptionHtml jobUrl jobs",
    "remoteok": "id position company tags description location salary_min salary_max epoch date legal url",
    "hacker_news": "id by text time title deleted dead kids children comment_text objectID hits jobs",
    "schema_org": "@type @id title description hiringOrganization jobLocation baseSalary identifier skills employmentType "
    "applicantLocationRequirements jobLocationType experienceRequirements datePosted url industry",
    "jsonl": "id source title company description location remote salary_min salary_max salary currency skills posted_date",
}


@pytest.mark.parametrize("name", sorted(KEYS))
@given(data=st.data())
@QUICK
def test_values_of_any_shape_are_read_or_dropped(name: str, data: st.DataObject) -> None:
    import json

    job = data.draw(st.dictionaries(st.sampled_from(KEYS[name].split()), JSON, max_size=10))
    if name == "schema_org":
        job["@type"] = "JobPosting"
    check(read_all(name, json.dumps(job).encode()))
    check(read_all(name, json.dumps([job, job]).encode()))


@given(
    head=st.binary(max_size=300)
    | st.sampled_from([seed for seeds in SEEDS.values() for seed in seeds]).map(lambda seed: seed[:500])
)
@QUICK
def test_detection_names_a_reader_or_raises(head: bytes) -> None:
    try:
        found = detect(head)
    except FeedError:
        return
    assert found in RECORD_READERS


@given(text=st.text(alphabet="<p>/ |-•*:()$€k0123456789aAengineerRoleREMOTE\n&#;'\"", max_size=400))
@QUICK
def test_any_comment_is_taken_apart(text: str) -> None:
    comment = read_comment(text)
    assert comment.is_offer == bool(comment.offers)


@given(feed=st.binary(max_size=200))
@QUICK
def test_any_gzip_like_file_ends(tmp_path_factory: pytest.TempPathFactory, feed: bytes) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "feed.gz"
    path.write_bytes(b"\x1f\x8b\x08\x00" + feed)
    try:
        items = list(record_sources([path]))
    except FeedError:
        return
    check(items)
