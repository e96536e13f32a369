"""How a reader of one field compares with a column of a table: outcomes, precision, recall, a printed table.

A bench of a field yields one `Outcome` a posting; `report` prints the counts as they are (raw), and again after
the disagreements were judged by reading the texts (adjusted). A column is a hint: it may be wrong too.
"""

from __future__ import annotations

import gzip
import json
import platform
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

POSTINGS = Path(__file__).parents[2] / "shared" / "data" / "postings"

Verdict = Literal["right", "wrong", "missed", "extra", "silent"]
"""Against the column: same value; another value; column only; reader only; neither."""
Judged = Literal["reader", "column", "both wrong"]
"""Who is right where they differ, after reading the text."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One posting: what the column says, what was read, and the verdict."""

    posting_id: str
    stated: str
    found: str
    verdict: Verdict
    judged: Judged | None = None
    """Set where a rule or a person has read the text; None counts as the column being right."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts over postings. Precision is of what was read, recall of what the column states."""

    right: int
    wrong: int
    missed: int
    extra: int

    @property
    def precision(self) -> float:
        read = self.right + self.wrong + self.extra
        return self.right / read if read else 1.0

    @property
    def recall(self) -> float:
        stated = self.right + self.wrong + self.missed
        return self.right / stated if stated else 1.0


def rows(name: str) -> Iterator[Mapping[str, Any]]:
    """The postings of a table, the first of each text: exact duplicates would count an error twice."""
    seen: set[str] = set()
    with gzip.open(POSTINGS / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = (row["description"] or "") + str(row.get("salary_text"))
            if key not in seen:
                seen.add(key)
                yield row


def raw(outcomes: Iterable[Outcome]) -> Measure:
    """The column taken at its word; what the reader alone found counts against its precision."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    return Measure(counts["right"], counts["wrong"], counts["missed"], counts["extra"])


def stated_only(outcomes: Iterable[Outcome]) -> Measure:
    """Only postings for which the column states something: a silent column says nothing about a reader."""
    return raw(outcome for outcome in outcomes if outcome.verdict != "extra")


def adjusted(outcomes: Iterable[Outcome]) -> Measure:
    """With each judged disagreement counted for whoever is right; unjudged ones as in `raw`."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        if outcome.judged == "reader":
            counts["nothing" if outcome.verdict == "missed" else "right"] += 1
        else:
            counts[outcome.verdict] += 1
    return Measure(counts["right"], counts["wrong"], counts["missed"], counts["extra"])


def report(field: str, tables: Mapping[str, list[Outcome]], *, errors: int = 0) -> None:
    """Prints one line a table and the first `errors` disagreements of each that were not judged for the reader."""
    print(f"\n{field}  ({platform.machine()}, Python {sys.version.split()[0]})")
    print(
        f"{'table':<22}{'right':>7}{'wrong':>7}{'missed':>7}{'extra':>7}  {'raw P/R':<15}{'where stated P/R':<18}adjusted P/R"
    )
    for name, outcomes in tables.items():
        print(_line(name, outcomes))
    if len(tables) > 1:
        print(_line("all", [outcome for outcomes in tables.values() for outcome in outcomes]))
    for name, outcomes in tables.items():
        _print_errors(name, outcomes, errors)


def _line(name: str, outcomes: list[Outcome]) -> str:
    counts = raw(outcomes)
    shown = "".join(
        f"{_pair(measure(outcomes)):<{width}}"
        for measure, width in ((raw, 15), (stated_only, 18), (adjusted, 15))
    )
    return f"{name:<22}{counts.right:>7}{counts.wrong:>7}{counts.missed:>7}{counts.extra:>7}  {shown}"


def _pair(measure: Measure) -> str:
    return f"{measure.precision:.3f} / {measure.recall:.3f}"


def _print_errors(name: str, outcomes: list[Outcome], limit: int) -> None:
    reasons = Counter(
        f"{outcome.verdict}: {outcome.why}" for outcome in outcomes if outcome.judged == "reader"
    )
    for reason, count in reasons.most_common():
        print(f"  {name}: {count} × {reason} (reader right)")
    open_cases = [
        each for each in outcomes if each.verdict not in ("right", "silent") and each.judged != "reader"
    ]
    for outcome in open_cases[:limit]:
        print(
            f"  {name} {outcome.posting_id}: {outcome.verdict}; column {outcome.stated or '-'}; read {outcome.found or '-'} {outcome.why}"
        )
    if len(open_cases) > limit > 0:
        print(f"  {name}: {len(open_cases) - limit} more")
