"""docs/refresh.md is compared with the code: its sources.toml is read, its Python run, its commands parsed, its DAG compiled."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import typer

from index.fetch import FetchLimits, user_agent
from index.listings import SMALLER_SHARE, SUCCESSOR_SHARE
from index.sources_file import Source, SourcesFile
from rag.cli import app

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "refresh.md").read_text("utf-8")
DAG = (DOCS / "airflow_dag.py").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def parsed(command: str) -> str:
    """The name of the command once its arguments were understood, without running it."""
    [after] = re.findall(r"(?:^|bin/)rolecall (.*)", command)
    arguments = shlex.split(after.partition(">>")[0], comments=True)
    group = typer.main.get_command(app)
    with group.make_context("rolecall", arguments, resilient_parsing=False) as context:
        name, found, rest = group.resolve_command(context, context._protected_args + context.args)  # type: ignore[attr-defined]
        found.make_context(name, rest).close()
    return str(name)


def test_the_sources_file_shown_can_be_used() -> None:
    [text] = blocks("toml")
    found = SourcesFile.model_validate(tomllib.loads(text))
    assert [each.name for each in found.source] == ["ferry-board", "archive", "latest"]


def test_the_table_of_keys_is_the_code() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(Source.model_fields)


def test_the_commands_shown_can_be_given() -> None:
    shown = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("rolecall")]
    assert [parsed(line) for line in shown] == ["sync", "sync", "sync", "changes"]
    assert [parsed(line) for line in blocks("cron")[0].splitlines()] == ["sync"]
    [unit, timer] = blocks("ini")
    assert parsed(re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)[0]) == "sync"
    assert "OnCalendar=" in timer


def test_the_numbers_shown_are_the_code() -> None:
    limits = FetchLimits()
    assert (SMALLER_SHARE, SUCCESSOR_SHARE) == (0.5, 0.5)
    assert (limits.max_redirects, limits.attempts, limits.host_delay_s, limits.max_backoff_s) == (5, 4, 1, 60)
    assert (limits.connect_s, limits.read_s, limits.total_s, limits.max_bytes) == (10, 30, 15 * 60, 2**30)
    assert user_agent("mailto:jobs@example.org") in PAGE, f"the version is {version('rolecall')}"


def test_the_dag_compiles_and_its_commands_can_be_given() -> None:
    tree = ast.parse(DAG)
    compile(tree, "airflow_dag.py", "exec")
    shown = [
        ast.literal_eval(each.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for each in call.keywords
        if each.arg == "bash_command"
    ]
    assert sorted(parsed(each.replace("{{ data_interval_end | ds }}", "2026-05-01")) for each in shown) == [
        "sync",
        "verify",
    ]


def test_the_python_shown_runs(tmp_path: Path, sample_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [text] = blocks("python")
    code = text.replace('"data/index"', repr(str(tmp_path / "index"))).replace(
        '"feeds/"', repr(str(sample_dir / "schema-org.html"))
    )
    exec(compile(code, "refresh.md", "exec"), {})
    assert "1 new, 0 closed" in capsys.readouterr().out
