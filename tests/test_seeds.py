"""The main job on the real seed documents: a Perik page and a YubHub feed, the flagship question, all three ways in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rag import JobSearch, SearchResult, Settings

pytestmark = pytest.mark.seeds

QUESTION = "remote backend roles with Kafka over $150k"
TODAY = date(2026, 11, 22)
PERIK = "perik:pinterest-senior-software-engineer-new-york-ny-us"
BILLING = "yubhub:e12807fc-1d5"
TORONTO = "yubhub:b154f572-13d"
MLOPS = "yubhub:ccb5daf2-354"


@pytest.fixture(scope="module")
def jobs(seeds_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[JobSearch]:
    path = tmp_path_factory.mktemp("seeds") / "index"
    settings = Settings(_env_file=None, index=path)
    with JobSearch.build(seeds_dir, settings=settings, today=lambda: TODAY) as built:
        assert built.last_sync.rejected == ()
        yield built


@pytest.fixture(scope="module")
def result(jobs: JobSearch) -> SearchResult:
    return jobs.search(QUESTION)


def test_the_question_is_understood(result: SearchResult) -> None:
    assert result.query.text == "backend"
    assert [(each.kind, each.value) for each in result.query.constraints] == [
        ("arrangement", {"any": ["remote"]}),
        ("skill", {"name": "Kafka"}),
        ("salary", {"min": 150_000, "max": None, "currency": "USD", "period": "year"}),
    ]


def test_the_posting_that_meets_everything_is_first_and_quoted(result: SearchResult) -> None:
    hit = result.hits[0]
    assert hit.posting.id == PERIK
    assert hit.posting.company == "Pinterest"
    assert hit.posting.apply_url == ""
    lines = {line.constraint.kind: line for line in hit.ledger.lines}
    assert {kind: line.state for kind, line in lines.items()} == dict.fromkeys(lines, "met")
    assert "Full-time telecommuting is an option" in lines["arrangement"].quote
    assert "streaming ingestion and pipeline architectures using Kafka and Spark" in lines["skill"].quote
    assert "$200,096.00 - $254,667.00" in lines["salary"].quote
    for line in lines.values():
        assert line.said_by == "employer"
        assert hit.posting.text[line.start : line.end] == line.quote
    assert hit.ledger.topic is not None
    assert hit.ledger.topic.state == "on"
    assert (result.total_met, result.status) == (1, "found")


def test_what_is_unstated_follows_and_says_so(result: SearchResult) -> None:
    second = result.hits[1]
    assert second.posting.id == BILLING
    states = {line.constraint.kind: line.state for line in second.ledger.lines}
    assert states == {"arrangement": "met", "skill": "unstated", "salary": "met"}
    assert second.posting.apply_url == "https://job-boards.greenhouse.io/pinterest/jobs/7782548"
    assert second.posting.company == "tvScientific"


def test_the_mlops_role_is_never_called_backend(result: SearchResult) -> None:
    for hit in result.hits[2:]:
        assert hit.posting.id == MLOPS
        assert hit.ledger.topic is not None
        assert hit.ledger.topic.state == "weak"
        assert "backend" not in hit.ledger.topic.quote.casefold()


def test_pay_below_at_the_published_rate_is_excluded_with_its_ledger(result: SearchResult) -> None:
    assert TORONTO not in [hit.posting.id for hit in result.hits]
    toronto = next(each for each in result.excluded if each.posting.id == TORONTO)
    line = next(each for each in toronto.ledger.lines if each.constraint.kind == "salary")
    assert line.state == "unmet"
    assert "139,378" in line.quote
    assert "ECB rate of" in line.note
    assert [salary.currency for salary in toronto.posting.salaries] == ["CAD"]


def test_the_answer_without_a_model_is_cited_and_the_same_every_time(jobs: JobSearch) -> None:
    answer = jobs.ask(QUESTION)
    assert answer == jobs.ask(QUESTION).model_copy(update={"result": answer.result})
    assert answer.model is None
    assert answer.status == "answered"
    cited = {citation.posting_id for sentence in answer.sentences for citation in sentence.citations}
    assert PERIK in cited
    for sentence in answer.sentences:
        assert (sentence.kind == "quoted") == bool(sentence.citations)
        for citation in sentence.citations:
            posting = jobs.posting(citation.posting_id)
            if citation.field == "text":
                assert posting.text[citation.start : citation.end] == citation.quote
    assert "no apply link" in answer.text
    assert answer.turn.shown[0] == PERIK


def test_the_terminal_gives_the_same(seeds_dir: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rag.cli"]
    index = str(tmp_path / "index")
    built = subprocess.run(
        [*command, "build", str(seeds_dir), "--index", index, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(built.stdout)["new"]) == 4
    found = subprocess.run(
        [*command, "search", QUESTION, "--index", index, "--json"], capture_output=True, text=True, check=True
    )
    hits = json.loads(found.stdout)["hits"]
    assert [hit["posting"]["id"] for hit in hits][:2] == [PERIK, BILLING]
    told = subprocess.run(
        [*command, "ask", QUESTION, "--index", index], capture_output=True, text=True, check=True
    )
    assert "Senior Software Engineer at Pinterest" in told.stdout
    assert "no language model was used" in told.stdout
