"""Flips one bit somewhere in an index, many times over, and checks that it is noticed and healed, or refused.

`python tests/crash/flips.py --flips 1000`. A reader must answer right or refuse; `verify` must report the flip unless every
stored value is as before (bytes that SQLite does not use); `repair` must bring every posting back.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import crash_scenario as scenario

from index import schema
from index.errors import PostingMissing, RolecallError
from index.job_index import JobIndex
from index.store import Store
from index.verifying import checked

REVISIONS = 3


def build(path: Path) -> None:
    """An index with two generations, open and closed postings."""
    with scenario.open_index(path) as index:
        for revision in range(REVISIONS):
            scenario.sync(index, revision)


def stored(path: Path) -> dict[str, list[object]]:
    """Every value of every table."""
    with Store.open(path, read_only=True) as store:
        return {table: sorted(checked(store.connection, table), key=repr) for table in schema.TABLES}


def read(path: Path) -> str:
    """What a reader says: "right", or the error by which it refuses."""
    try:
        with scenario.open_index(path, read_only=True) as index:
            scenario.check(index.view(), REVISIONS - 1)
    except RolecallError as error:
        return f"refused: {type(error).__name__}"
    return "right"


def noticed(path: Path, before: dict[str, list[object]]) -> str:
    """Whether `verify` reports the flip: "noticed", "without effect", or "MISSED"."""
    with_problems = "noticed"
    try:
        index = scenario.open_index(path, read_only=True)
    except RolecallError:
        return with_problems
    with index:
        if index.verify().problems:
            return with_problems
    return "without effect" if stored(path) == before else "MISSED"


def healed(path: Path) -> str:
    """Whether opening and `repair` make everything right again, closed postings included."""
    try:
        index = scenario.open_index(path)
    except RolecallError as error:
        return f"does not open: {type(error).__name__}: {error}"
    with index:
        report = index.repair(now=scenario.NOW)
        scenario.check(index.view(), REVISIONS - 1)
        closed = f"board:{scenario.hidden(REVISIONS - 1)}"
        if closed in report.lost or report.unreadable:
            return "healed, but a closed posting, and said so" if _missing(index, closed) else "healed"
        if index.view().posting(closed).id != closed:
            return f"{closed} is another posting"
        problems = index.verify().problems
        return f"still: {problems}" if problems else "healed"


def _missing(index: JobIndex, posting_id: str) -> bool:
    try:
        index.view().posting(posting_id)
    except PostingMissing:
        return True
    return False


def flip(path: Path, at: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.write_bytes(content)


def run(flips: int, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Flips bits, each in a fresh copy; which file is chosen by size, but half of them in the store."""
    scenario.preload()
    chance = random.Random(seed)
    whole, copy = folder / "whole", folder / "copy"
    build(whole)
    before = stored(whole)
    files = [
        each.relative_to(whole) for each in sorted(whole.rglob("*")) if each.is_file() and each.stat().st_size
    ]
    sizes = [(whole / each).stat().st_size for each in files]
    outcome: Counter[str] = Counter()
    failures: list[str] = []
    for _ in range(flips):
        place = chance.choices(files, sizes)[0] if chance.random() < 0.5 else chance.choice(files)
        at, bit = chance.randrange((whole / place).stat().st_size), chance.randrange(8)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(whole, copy)
        flip(copy / place, at, bit)
        try:
            words = [read(copy), noticed(copy, before), healed(copy)]
        except Exception as error:  # every kind of failure is what this looks for
            words = [f"FAILED {type(error).__name__}: {error}"]
        outcome[" / ".join(words)] += 1
        if words[0].startswith("FAILED") or "MISSED" in words or not words[-1].startswith("healed"):
            failures.append(f"{place} byte {at} bit {bit}: {' / '.join(words)}")
    return outcome, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    started = time.monotonic()
    with scenario.folder() as folder:
        outcome, failures = run(options.flips, options.seed, Path(folder))
    for words, count in outcome.most_common():
        print(f"{count:6d}  {words}")
    for failure in failures[:20]:
        print(f"FAILED {failure}")
    print(f"{sum(outcome.values())} flips, {len(failures)} failures, {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
