"""The README is run: its Python, its commands and their output, its settings and its list of commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag import JobSearch, Settings, shared
from rag.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def _blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


@pytest.fixture
def at_sample(sample_jobs: JobSearch, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of the sample, where the README's words expect it."""
    path = sample_jobs.settings.index
    monkeypatch.setenv("ROLECALL_INDEX", str(path))
    monkeypatch.setattr(shared, "_SHARED", {})
    return path


@pytest.mark.parametrize("number", range(len(_blocks("python"))))
def test_python_blocks_run(number: int, at_sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = _blocks("python")[number].replace('"data/index"', repr(str(at_sample)))
    exec(compile(code, "README.md", "exec"), {})
    assert "meet everything" in capsys.readouterr().out


def test_the_answer_shown_is_the_answer_given(at_sample: Path) -> None:
    [block] = _blocks("console")
    command, _, shown = block.partition("\n")
    question = re.search(r'Q="(.*)"', command)
    assert question is not None
    done = CliRunner().invoke(app, ["ask", "--", question[1].replace("\\$", "$")])
    assert done.stdout.strip() == shown.strip()


def test_the_settings_table_is_the_code() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \|$", README, re.MULTILINE)
    expected = [
        (
            field.alias,
            field.description,
            "" if field.default is None else f"`{field.default}`" if field.default != "" else "",
        )
        for field in Settings.model_fields.values()
    ]
    assert rows == expected


def test_the_list_of_commands_is_the_code() -> None:
    listed = dict(re.findall(r"^\| `rolecall ([a-z-]+)` \| (.*?) \|$", README, re.MULTILINE))
    import typer

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert listed == {name: (command.help or "").split("\n")[0] for name, command in commands.items()}


def test_every_make_target_named_exists() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", README)) <= made
