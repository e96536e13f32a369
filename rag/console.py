"""What the command line prints for people: tables, ledgers, answers and progress bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.types import Answer, Done, Event, HitsFound, LedgerLine, RankedHit, SearchResult, SentenceReady
from rag.wording import constraint_words, day_words, posting_arrangement, posting_pay, posting_places

if TYPE_CHECKING:
    from rich.console import Console

    from index.history import Change
    from index.repair import RepairReport
    from index.stats import IndexStats
    from index.sync import SyncReport
    from index.verifying import VerifyReport
    from rag.prompt_suite import Score

_MARKS = {"met": ("✓", "green"), "unmet": ("✗", "red"), "unstated": ("?", "yellow")}
_FEED = {"failed": "red", "partial": "red", "smaller": "yellow"}
_TOPIC = {"on": ("✓", "green"), "weak": ("~", "yellow"), "off": ("✗", "red")}
MAX_REJECTED_SHOWN = 10


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, emoji=False, markup=False, soft_wrap=True)


@contextmanager
def progress_bars() -> Iterator[Callable[[str, int, int | None], None]]:
    """A callback `(stage, done, total)` that draws one bar a stage on stderr, with rate and time left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=False) as progress:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total, rate="")
            speed = progress.tasks[tasks[stage]].speed
            rate = f"{speed:,.0f}/s" if speed else ""
            progress.update(tasks[stage], completed=done, total=total, rate=rate)

        yield report


def print_report(report: SyncReport, index: Path) -> None:
    """What a build or refresh did."""
    console = _console()
    changes = {
        "new": len(report.new),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "reopened": len(report.reopened),
        "closed": len(report.closed),
        "past their last day": len(report.expired),
    }
    parts = [f"{count:,} {name}" for name, count in changes.items() if count]
    console.print(f"{index}: {', '.join(parts) or 'no postings'}; {len(report.rejected)} rejected.")
    console.print(f"Passages: {report.embedded} embedded, {report.reused} taken over.")
    for feed in report.feeds:
        if feed.status != "complete" or feed.note:
            console.print(
                f"  {feed.feed}: {feed.status}{'; ' + feed.note if feed.note else ''}",
                style=_FEED.get(feed.status),
            )
    for warning in report.warnings:
        console.print(f"  note: {warning}", style="dim")
    for rejected in report.rejected[:MAX_REJECTED_SHOWN]:
        console.print(f"  rejected: {rejected.source}, record {rejected.position}: {rejected.reason}")
    if (more := len(report.rejected) - MAX_REJECTED_SHOWN) > 0:
        console.print(f"  … and {more} more; --json lists them all")


def print_changes(changes: Sequence[Change]) -> None:
    """One line a change, by day."""
    console = _console()
    day = ""
    for change in changes:
        if change.at[:10] != day:
            day = change.at[:10]
            console.print(day, style="bold")
        company = f" · {change.company}" if change.company else ""
        note = f" ({change.note})" if change.note else ""
        console.print(f"  {change.kind:<9} {change.title}{company}{note}  id {change.posting_id}")
    counts = Counter(change.kind for change in changes)
    console.print(", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or "Nothing has changed.")


def print_stats(stats: IndexStats, coverage: Mapping[str, int]) -> None:
    """The numbers of an index, and how many of its postings state each thing."""
    console = _console()
    for name, value in asdict(stats).items():
        shown = (
            _megabytes(value) if name.endswith("bytes") else f"{value:,}" if isinstance(value, int) else value
        )
        console.print(f"{name.removesuffix('_bytes').replace('_', ' '):<22} {shown}")
    console.print("Open postings that state …")
    for name, count in coverage.items():
        share = f" ({count / stats.open:.0%})" if stats.open else ""
        console.print(f"  {name:<20} {count:,}{share}")


def print_verified(report: VerifyReport) -> None:
    """What was read, and what is wrong with it."""
    console = _console()
    console.print(
        f"Read {report.postings:,} postings, {report.passages:,} passages, {report.vectors:,} vectors, "
        f"{len(report.generations)} generations."
    )
    for problem in report.problems:
        console.print(f"  {problem}", style="red")
    console.print(
        "Run `rolecall repair` to mend it." if report.problems else "Everything is as it was written."
    )


def print_repaired(report: RepairReport) -> None:
    """What was wrong, what could not be restored, and what is in use now."""
    console = _console()
    for problem in (
        *report.problems,
        *(f"could not be read to its end: {each}" for each in report.unreadable),
    ):
        console.print(f"  {problem}")
    for lost in report.lost:
        console.print(f"  lost until its source is synced again: {lost}", style="red")
    mended = (
        f"Mended; {report.embedded} passages embedded again." if report.problems else "Nothing was wrong."
    )
    console.print(f"{mended} Generation {report.generation} is in use.")


def print_scores(scores: Sequence[Score]) -> None:
    """One line a case of the prompt suite: what was shown, withheld, said, and whether it stayed clean."""
    console = _console()
    console.print(f"{'prompt':<10} {'case':<28} shown withheld  said clean seconds")
    for score in scores:
        said = f"{score.said}/{score.expected}"
        clean = "yes" if score.clean else "NO"
        console.print(
            f"{score.prompt:<10} {score.case:<28} {score.shown:>5} {len(score.withheld):>8} {said:>5} {clean:>5} "
            f"{score.seconds:>7.1f}"
        )
        for reason in score.withheld:
            console.print(f"    withheld: {reason}", style="dim")


def print_evaluation(rows: Sequence[Mapping[str, Any]]) -> None:
    """One line a variant, every figure a mean over all questions; wide, so not wrapped to the terminal."""
    cells = [
        [f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values()] for row in rows
    ]
    lines = [list(rows[0]), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    console = _console()
    for line in lines:
        padded = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        console.print("  ".join([line[0].ljust(widths[0]), *padded]))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def print_result(result: SearchResult) -> None:
    """Hits with their ledgers, what was shut out, and what would bring more."""
    console = _console()
    _print_understood(console, result)
    for hit in result.hits:
        _print_hit(console, hit, result)
    if not result.hits:
        console.print("No posting matches.")
    for excluded in result.excluded:
        console.print()
        console.print(f"Left out: {excluded.posting.title} · {excluded.posting.company}", style="dim")
        for line in excluded.ledger.lines:
            if line.state == "unmet":
                _print_line(console, line)
    if result.relaxations:
        console.print()
        offers = ", ".join(f"{each.words}: {each.hits}" for each in result.relaxations)
        console.print(f"What would bring more: {offers}")


def _print_understood(console: Console, result: SearchResult) -> None:
    asked = [constraint_words(each) for each in result.query.constraints]
    topic = f"“{result.query.text}”" if result.query.text else "any topic"
    console.print(f"Understood: {' · '.join([topic, *asked])}")
    for note in (*result.query.notes, *result.notes):
        console.print(f"  note: {note}", style="dim")
    console.print(
        f"{result.total_met} meet everything, {result.total_possible} leave something unstated, "
        f"of {result.searched:,} open postings ({result.timings_ms.get('total', 0):.0f} ms)"
    )


def _print_hit(console: Console, hit: RankedHit, result: SearchResult) -> None:
    posting = hit.posting
    console.print()
    console.print(f"{hit.rank:>3}. {posting.title} · {posting.company or 'employer not named'}", style="bold")
    details = [
        posting_places(posting) or "place not stated",
        posting_pay(posting) or "pay not stated",
        posting_arrangement(posting) or "arrangement not stated",
        f"posted {day_words(posting.posted_on, result.today)}" if posting.posted_on else "date not stated",
    ]
    console.print(f"     {' · '.join(details)}")
    if hit.ledger.topic is not None:
        mark, style = _TOPIC[hit.ledger.topic.state]
        quote = f"  “{hit.ledger.topic.quote}”" if hit.ledger.topic.quote else ""
        console.print(
            f"     {mark} topic “{hit.ledger.topic.text}”: {hit.ledger.topic.state}{quote}", style=style
        )
    for line in hit.ledger.lines:
        _print_line(console, line)
    console.print(f"     {posting.apply_url or 'no apply link in the source'}   id {posting.id}", style="dim")


def _print_line(console: Console, line: LedgerLine) -> None:
    mark, style = _MARKS[line.state]
    said = f" — {line.said_by}: “{line.quote}”" if line.quote else ""
    note = f" ({line.note})" if line.note else ""
    console.print(f"     {mark} {constraint_words(line.constraint)}{note}{said}", style=style)


def print_events(events: Iterable[Event]) -> None:
    """Sentences as they are ready, then the sources they cite."""
    console = _console()
    for event in events:
        match event:
            case HitsFound():
                pass  # a terminal reads from top to bottom: the answer comes first, its sources after it
            case SentenceReady():
                console.print(event.sentence.text)
            case Done():
                _print_end(console, event.answer)


def _print_end(console: Console, answer: Answer) -> None:
    cited = {citation.posting_id for sentence in answer.sentences for citation in sentence.citations}
    if sources := [hit for hit in answer.hits if hit.posting.id in cited]:
        console.print()
        for hit in sources:
            link = hit.posting.apply_url or "no apply link in the source"
            console.print(f"[{hit.rank}] {hit.posting.title} · {hit.posting.company}: {link}", style="dim")
    for note in answer.notes:
        console.print(f"note: {note}", style="dim")
    if answer.model is None:
        console.print("Composed from the postings' own words; no language model was used.", style="dim")
    else:
        console.print(
            f"Worded by {answer.model} ({answer.prompt}); {len(answer.withheld)} sentences withheld.",
            style="dim",
        )
