"""The command line: what it prints, its JSON, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rag import JobSearch
from rag.cli import app

QUESTION = "remote backend roles with Kafka over $150k"


@pytest.fixture
def index(sample_jobs: JobSearch) -> str:
    return str(sample_jobs.settings.index)


def run(*arguments: str, code: int = 0) -> Any:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done


def test_search_prints_hits_with_ledgers_and_what_was_left_out(index: str) -> None:
    told = run("search", QUESTION, "--index", index, "-k", "3").stdout
    assert "Understood: “backend” · remote · Kafka · pay of at least $150,000 a year" in told
    assert "  3. " in told
    assert "  4. " not in told
    assert "✓ Kafka" in told
    assert "Left out: " in told


def test_json_of_search_is_one_value_with_typed_hits(index: str) -> None:
    found = json.loads(run("search", QUESTION, "--index", index, "--json", "--strict").stdout)
    assert found["query"]["text"] == "backend"
    assert {line["state"] for hit in found["hits"] for line in hit["ledger"]["lines"]} == {"met"}
    assert len(found["hits"]) == found["total_met"]


def test_ask_prints_sentences_then_sources(index: str) -> None:
    told = run("ask", QUESTION, "--index", index).stdout
    assert "[1] " in told
    assert "no language model was used" in told
    answer = json.loads(run("ask", QUESTION, "--index", index, "--json").stdout)
    assert answer["model"] is None
    assert {each["kind"] for each in answer["sentences"]} <= {"quoted", "computed", "absent"}


def test_stats_and_verify_speak_of_the_whole_index(index: str) -> None:
    stats = json.loads(run("stats", "--index", index, "--json").stdout)
    assert stats["open"] == 80
    assert stats["coverage"]["posted"] == 78  # roles: two pairs are one each
    assert "Everything is as it was written." in run("verify", "--index", index).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["search", "", "--index", "{index}"], "empty"),
        (["search", "x", "--index", "{tmp}/none"], "rolecall build"),
        (["build", "{tmp}/missing.xml", "--index", "{tmp}/i"], "missing.xml"),
        (["build", "{tmp}/prose.txt", "--index", "{tmp}/i"], "prose.txt"),
        (["build", "{tmp}/feed.xml", "--format", "nonsense", "--index", "{tmp}/i"], "nonsense"),
    ],
)
def test_unusable_arguments_end_with_a_sentence_and_a_code(
    arguments: list[str], words: str, index: str, tmp_path: Path
) -> None:
    (tmp_path / "prose.txt").write_text("Once upon a time there was no feed.")
    (tmp_path / "feed.xml").write_text("<source><jobs></jobs></source>")
    filled = [each.format(index=index, tmp=tmp_path) for each in arguments]
    done = CliRunner().invoke(app, filled)
    assert done.exit_code in (1, 2)
    assert done.exit_code == (1 if "none" in filled[-1] else 2)
    assert words in done.stderr
    assert "Traceback" not in done.output


def test_a_build_says_what_it_rejected_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        "<source><jobs><job><externalid>a</externalid><Title>Baker</Title>"
        "<Description>Bake bread before dawn.</Description></job>"
        "<job><externalid>b</externalid><Title></Title><Description></Description></job></jobs></source>"
    )
    report = json.loads(
        run(
            "build",
            str(tmp_path / "feed.xml"),
            "--format",
            "yubhub",
            "--index",
            str(tmp_path / "i"),
            "--json",
        ).stdout
    )
    assert report["new"] == ["yubhub:a"]
    [rejected] = report["rejected"]
    assert (rejected["source"], rejected["position"]) == ("yubhub", 2)
    again = run(
        "build", str(tmp_path / "feed.xml"), "--format", "yubhub", "--index", str(tmp_path / "i")
    ).stdout
    assert "1 unchanged; 1 rejected" in again
    assert "record 2" in again


def test_duplicates_are_listed_with_their_reason(index: str) -> None:
    found = json.loads(run("duplicates", "--index", index, "--json").stdout)
    assert {(each["id"], *each["aliases"]): each["why"] for each in found} == {
        (
            "yubhub:609059f8-80f",
            "perik:kestrelyardrobotics-embedded-linux-engineer-pittsburgh-pa-us",
        ): "one role from 2 postings: same employer, title and place, nearly the same text",
        (
            "yubhub:d5b9ceec-ded",
            "yubhub:103f4b55-e4f",
        ): "one role from 2 postings: same job id in the link",
    }
    told = run("duplicates", "--index", index).stdout
    assert "Embedded Linux Engineer · Kestrel Yard Robotics: one role from 2 postings" in told


def test_an_export_reads_back(index: str, tmp_path: Path) -> None:
    file = tmp_path / "jobs.xml"
    assert run("export", "--format", "yubhub", "-o", str(file), "--index", index).stdout == ""
    assert file.read_bytes().count(b"<job>") == 78
    assert list(tmp_path.iterdir()) == [file]
    lines = run("export", "--format", "jsonl", "--index", index).stdout.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 78
    run("export", "--format", "xls", "--index", index, code=2)
    run("export", "--format", "csv", "-o", str(tmp_path / "no" / "x.csv"), "--index", index, code=1)
