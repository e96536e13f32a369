"""The command line: `rolecall build | sync | changes | search | ask | stats | duplicates | export | verify | repair | evaluate | serve`.

Every command takes `--json` for machine-readable output. Exit codes: 0 done, 1 failed for a reason that is
printed, 2 unusable arguments.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NoReturn

import typer

from index.errors import FeedError, PostingMissing, QueryError, RolecallError, SettingsError
from index.export import ExportFormat
from rag.api import JobSearch
from rag.settings import Settings, load_settings
from rag.types import Sort

app = typer.Typer(
    name="rolecall",
    help="Semantic job search with exact filters and cited answers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

IndexOption = Annotated[
    Path | None, typer.Option("--index", help="Folder of the index [default: ROLECALL_INDEX].")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
_UNUSABLE = (FeedError, QueryError, SettingsError, PostingMissing)


@app.command()
def build(
    sources: Annotated[
        list[Path], typer.Argument(help="Feeds: files, folders or globs; .gz too; - for stdin.")
    ],
    index: IndexOption = None,
    format: Annotated[
        str | None, typer.Option("--format", help="Force one format instead of detecting it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read feeds into the index, new or existing.

    A build that was interrupted goes on where it stopped.
    """
    with _failures(), _progress(show=not as_json) as progress:
        settings = _settings(index)
        with JobSearch.build(
            [str(each) for each in sources],
            settings.index,
            format=format,
            progress=progress,
            settings=settings,
        ) as jobs:
            report = jobs.last_sync
    if as_json:
        _print_json(report)
        return
    from rag.console import print_report

    print_report(report, settings.index)


@app.command()
def sync(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, globs, https addresses, or names in the sources file; all of it when left out."
        ),
    ] = None,
    index: IndexOption = None,
    followed: Annotated[
        Path | None, typer.Option("--sources", help="File that names the feeds [default: ROLECALL_SOURCES].")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", help="Force one format instead of detecting it.")
    ] = None,
    date: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day to refresh as of; {date} in the sources file stands for it."
        ),
    ] = None,
    snapshot: Annotated[
        bool | None,
        typer.Option("--snapshot/--no-snapshot", help="Whether the feeds list everything there is."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Fetch also what the server calls unchanged.")
    ] = False,
    accept_smaller: Annotated[
        bool, typer.Option("--accept-smaller", help="Believe a feed that lists far less than last time.")
    ] = False,
    allow_http: Annotated[bool, typer.Option("--allow-http", help="Let http addresses pass too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Bring the index up to date with its feeds.

    The exit code is 1 when a feed failed, broke off or shrank; the others are taken in.
    """
    with _failures(), _progress(show=not as_json) as progress:
        settings = _settings(index)
        settings = settings.model_copy(update={"sources": followed}) if followed is not None else settings
        now = _as_of(date)
        with JobSearch.open(settings=settings, create=True) as jobs:
            report = jobs.sync(
                sources or None,
                format=format,
                progress=progress,
                now=now,
                snapshot=snapshot,
                again=again,
                accept_smaller=accept_smaller,
                allow_http=allow_http,
            )
    if as_json:
        _print_json(report)
    else:
        from rag.console import print_report

        print_report(report, settings.index)
    if any(feed.status in ("failed", "partial", "smaller") for feed in report.feeds):
        raise SystemExit(1)


@app.command()
def changes(
    since: Annotated[datetime, typer.Option("--since", formats=["%Y-%m-%d"], help="The first day to list.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """List new, changed, closed and reposted postings."""
    with _failures(), JobSearch.open(settings=_settings(index)) as jobs:
        found = jobs.changes(since.date())
    if as_json:
        _print_json(found)
        return
    from rag.console import print_changes

    print_changes(found)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for, in your own words.")],
    index: IndexOption = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many postings to show.")] = 10,
    offset: Annotated[int, typer.Option(min=0, help="How many to skip.")] = 0,
    sort: Annotated[Sort, typer.Option(help="Order within what fits.")] = "relevance",
    strict: Annotated[
        bool, typer.Option("--strict", help="Only postings that state everything asked.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the postings that fit, with their ledgers."""
    with _failures(), JobSearch.open(settings=_settings(index)) as jobs:
        result = jobs.search(question, k=k, offset=offset, sort=sort, strict=strict)
    if as_json:
        _print_json(result)
        return
    from rag.console import print_result

    print_result(result)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question about the postings.")],
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer a question with cited sentences.

    Without a configured model, in the postings' own words.
    """
    with _failures(), JobSearch.open(settings=_settings(index)) as jobs:
        if as_json:
            _print_json(jobs.ask(question))
            return
        from rag.console import print_events

        print_events(jobs.ask_stream(question))


@app.command()
def stats(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Say what is in the index."""
    with _failures(), JobSearch.open(settings=_settings(index)) as jobs:
        found, coverage = jobs.stats(), jobs.coverage()
    if as_json:
        _print_json({**asdict(found), "coverage": coverage})
        return
    from rag.console import print_stats

    print_stats(found, coverage)


@app.command()
def duplicates(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List the roles that were read from several postings, and why they are one."""
    with _failures(), JobSearch.open(settings=_settings(index), read_only=True) as jobs:
        found = list(jobs.duplicates())
    if as_json:
        names = ("id", "title", "company", "aliases", "sources")
        _print_json(
            [{name: getattr(each, name) for name in names} | {"why": each.warnings[-1]} for each in found]
        )
        return
    for each in found:
        print(f"{each.title} · {each.company}: {each.warnings[-1]}")
        for ref in each.sources:
            print(f"  {ref.id}  {ref.apply_url or ref.url}")


@app.command()
def export(
    format: Annotated[ExportFormat, typer.Option("--format", help="What to write.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write [default: stdout].")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Write all open postings, so that they can be published again.

    Every format but CSV reads back to the same values. A file is there only when it is whole.
    """
    with _failures(), JobSearch.open(settings=_settings(index), read_only=True) as jobs:
        if output is None:
            jobs.export(format, sys.stdout.buffer)
            return
        with _whole_file(output) as file:
            count = jobs.export(format, file)
    print(f"{count:,} postings written to {output}", file=sys.stderr)


@app.command()
def verify(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Compare all of the index with its checksums.

    The exit code is 1 when something is wrong.
    """
    with _failures(), JobSearch.open(settings=_settings(index), read_only=True) as jobs:
        report = jobs.verify()
    if as_json:
        _print_json({**asdict(report), "problems": report.problems})
    else:
        from rag.console import print_verified

        print_verified(report)
    if report.problems:
        raise SystemExit(1)


@app.command()
def repair(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Mend what can be mended from what is whole."""
    with (
        _failures(),
        _progress(show=not as_json) as progress,
        JobSearch.open(settings=_settings(index)) as jobs,
    ):
        report = jobs.repair(progress=progress)
    if as_json:
        _print_json(report)
        return
    from rag.console import print_repaired

    print_repaired(report)


@app.command()
def evaluate(
    questions: Annotated[Path, typer.Argument(help="Questions, one JSON object a line.")],
    qrels: Annotated[
        Path, typer.Argument(help="Judgements: TREC qrels, or CSV with question, posting, grade.")
    ],
    index: IndexOption = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that “this week” counts from.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure retrieval on judged questions.

    Every variant, per group, with the difference to the full ranking.
    """
    from rag.evaluate import evaluated

    day = (today or datetime.now(UTC)).date()
    with (
        _failures(),
        _progress(show=not as_json) as progress,
        JobSearch.open(settings=_settings(index), today=lambda: day) as jobs,
    ):
        table = evaluated(jobs, questions, qrels, progress=progress)
    if as_json:
        _print_json(table)
        return
    from rag.console import print_evaluation

    print_evaluation(table)


prompts = typer.Typer(help="Hold the prompts against a model.", no_args_is_help=True)
app.add_typer(prompts, name="prompts")


@prompts.command("test")
def prompts_test(as_json: JsonOption = False) -> None:
    """Ask the configured model the prompt suite and score what it says."""
    from rag.llm import make_chat
    from rag.prompt_suite import run

    with _failures():
        settings = load_settings()
        chat = make_chat(settings)
        if chat is None:
            raise SettingsError("no language model is configured: set OPENAI_API_KEY or OPENAI_BASE_URL")
        scores = list(run(chat, settings))
    if as_json:
        _print_json(scores)
        return
    from rag.console import print_scores

    print_scores(scores)


@app.command()
def serve(
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any free one.")
    ] = 7860,
) -> None:
    """Serve the page."""
    with _failures():
        settings = _settings(index)
        JobSearch.open(settings=settings).close()  # a missing index is said here, not by the page
        import app as page

        page.serve(settings=settings, host=host, port=port)


def _settings(index: Path | None) -> Settings:
    settings = load_settings()
    return settings.model_copy(update={"index": index}) if index is not None else settings


def _as_of(day: datetime | None) -> datetime | None:
    """The moment of a refresh: the end of a day that has passed, None for the present."""
    if day is None or day.date() >= datetime.now(UTC).date():
        return None
    return day.replace(hour=23, minute=59, tzinfo=UTC)


@contextmanager
def _whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name when all of it is written."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        _fail(f"{path}: cannot be written: {error.strerror or error}", 1)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _failures() -> Iterator[None]:
    """Errors raised on purpose become one line on stderr and an exit code."""
    try:
        yield
    except RolecallError as error:
        _fail(str(error), 2 if isinstance(error, _UNUSABLE) else 1)
    except KeyboardInterrupt:
        _fail("stopped; what was finished is kept", 130)
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


def _fail(message: str, code: int) -> NoReturn:
    print(f"rolecall: {message}", file=sys.stderr)
    raise SystemExit(code)


@contextmanager
def _progress(*, show: bool) -> Iterator[Callable[[str, int, int | None], None] | None]:
    if not show:
        yield None
        return
    from rag.console import progress_bars

    with progress_bars() as report:
        yield report


def _print_json(value: Any) -> None:
    from pydantic_core import to_jsonable_python

    print(json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=2))


def main() -> None:
    """Entry point of the `rolecall` command."""
    app()


if __name__ == "__main__":
    main()
