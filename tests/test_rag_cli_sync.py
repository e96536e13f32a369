"""`rolecall sync` and `rolecall changes`: what they print, their JSON, their exit codes; and `JobSearch.sync`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from feed_server import body, fetcher, serving
from typer.testing import CliRunner

from rag import JobSearch, Settings
from rag.cli import app


def jobs(*names: str) -> str:
    records = "".join(
        f"<job><externalid>{each}</externalid><Title>{each.title()}</Title><Description>Work as {each}.</Description></job>"
        for each in names
    )
    return f"<source><jobs>{records}</jobs></source>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the call, with a sources.toml of one dated feed and one that is missing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname = "mill"\npath = "mill-{date}.xml"\nformat = "yubhub"\n'
        '[[source]]\nname = "lost"\npath = "lost.xml"\n'
    )
    (tmp_path / "mill-2026-05-01.xml").write_text(jobs("baker", "miller", "carter"))
    (tmp_path / "mill-2026-05-02.xml").write_text(jobs("baker", "miller", "cook"))
    return tmp_path


def run(*arguments: str, code: int = 0) -> Any:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    return done


def test_days_are_refreshed_in_order_and_history_is_listed(folder: Path) -> None:
    index = ["--index", "index"]
    first = json.loads(run("sync", "mill", "--date", "2026-05-01", *index, "--json").stdout)
    assert first["new"] == ["mill:baker", "mill:miller", "mill:carter"]
    assert [(each["feed"], each["status"], each["listed"]) for each in first["feeds"]] == [
        ("mill", "complete", 3)
    ]
    told = run("sync", "--date", "2026-05-02", *index, code=1).stdout
    assert "1 new, 2 unchanged, 1 closed" in told
    assert "lost: failed; " in told
    assert "there is no such file" in told
    listed = run("changes", "--since", "2026-05-02", *index).stdout
    assert "closed    Carter (its feed no longer lists it)  id mill:carter" in listed
    assert "1 new, 1 closed" in listed
    as_json = json.loads(run("changes", "--since", "2026-05-01", *index, "--json").stdout)
    assert [(each["at"][:10], each["kind"], each["title"]) for each in as_json] == [
        ("2026-05-01", "new", "Baker"), ("2026-05-01", "new", "Miller"), ("2026-05-01", "new", "Carter"),
        ("2026-05-02", "new", "Cook"), ("2026-05-02", "closed", "Carter"),
    ]  # fmt: skip
    assert "mill: skipped; " in run("sync", "mill", "--date", "2026-05-01", *index).stdout


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (["sync", "--sources", "none.toml"], "none.toml: there is no such file", 2),
        (["sync", "gone.xml"], "gone.xml", 2),
        (["sync", "https://127.0.0.1/feed"], "loopback", 1),
        (["sync", "http://jobs.example/feed"], "is http", 1),
        (["sync", "--date", "yesterday"], "yesterday", 2),
    ],
)
def test_what_cannot_be_refreshed_ends_with_a_sentence_and_a_code(
    arguments: list[str], words: str, code: int, folder: Path
) -> None:
    done = run(*arguments, "--index", "index", code=code)
    assert words in done.output
    assert "Traceback" not in done.output


def test_in_python_an_address_is_followed_with_a_fetcher_of_ones_own(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, index=tmp_path / "index", sources=tmp_path / "none.toml")
    stages: list[str] = []
    with serving() as server, JobSearch.open(settings=settings, create=True) as search:
        server.answers["/feed.xml"] = body(jobs("baker", "miller").encode())
        url = f"{server.url}/feed.xml"
        options: dict[str, Any] = {"fetcher": fetcher(), "allow_http": True, "format": "yubhub"}
        report = search.sync(
            url,
            now=datetime(2026, 5, 1, tzinfo=UTC),
            progress=lambda stage, *_: stages.append(stage),
            **options,
        )
        assert (report.new, report.feeds[0].feed) == (("yubhub:baker", "yubhub:miller"), url)
        server.answers["/feed.xml"] = body(jobs("miller").encode())
        again = search.sync([url], now=datetime(2026, 5, 2, tzinfo=UTC), **options)
        assert again.closed == ("yubhub:baker",)
        assert [each.kind for each in search.changes(date(2026, 5, 2))] == ["closed"]
        assert search.posting("yubhub:baker").title == "Baker"
    assert list(dict.fromkeys(stages)) == ["fetch", "read", "embed", "index"]
