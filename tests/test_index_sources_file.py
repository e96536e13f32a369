"""sources.toml: what it may say, and what is said of it when it cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.sources_file import Source, load_sources


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_is_read_and_days_are_filled_in(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'contact = "mailto:a@example.org"\n[[source]]\nname = "a"\nurl = "https://jobs.example/{date}.xml"\n'
        '[[source]]\nname = "b"\npath = "feeds/*.jsonl"\nsnapshot = false\ncolumns = { title = "job" }\n',
    )
    found = load_sources(path)
    assert found.contact == "mailto:a@example.org"
    first, second = found.source
    assert first.place(tmp_path, date(2026, 5, 1)) == "https://jobs.example/2026-05-01.xml"
    assert (first.dated, second.dated) == (True, False)
    assert second.place(tmp_path, date(2026, 5, 1)) == str(tmp_path / "feeds/*.jsonl")
    assert second == Source(name="b", path="feeds/*.jsonl", snapshot=False, columns={"title": "job"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "source: is missing"),
        ("[[source]\n", "cannot be read"),
        ('[[source]]\nname = "a"\n', "source 'a': give either a path or a url"),
        ('[[source]]\nname = "a"\npath = "x"\nurl = "https://x"\n', "give either a path or a url"),
        ('[[source]]\nname = "a"\npath = "x"\nformat = "word"\n', "source 'a', format: unknown format 'word'; there are ashby"),
        ('[[source]]\nname = "a"\npath = "x"\nsnapshots = true\n', "source 'a', snapshots: there is no such key"),
        ('[[source]]\npath = "x"\n', "source 1, name: is missing"),
        ('[[source]]\nname = "a:b"\npath = "x"\n', "name"),
        ('[[source]]\nname = "a"\npath = "x"\n[[source]]\nname = "a"\npath = "y"\n', "two sources have the name 'a'"),
        ('[[source]]\nname = "a"\npath = "x"\nmax_age_days = 0\n', "max_age_days"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_its_place(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as problem:
        load_sources(written(tmp_path, text))
    assert words in str(problem.value)
    assert str(tmp_path / "sources.toml") in str(problem.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"docs/refresh\.md"):
        load_sources(tmp_path / "sources.toml")
