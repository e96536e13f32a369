"""Cuts the power after every recorded write, sync and rename of a first build and some refreshes, and checks.

`python tests/crash/power.py --refreshes 2` needs strace. Three ways in which a disk may lose what was not synced are tried:
names and bytes both, bytes alone (a name with an empty file), and nothing (as after SIGKILL).
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import crash_scenario as scenario
import recorded

from index.errors import IndexMissing

WAYS = {
    "unsynced names and bytes are lost": {"names_survive": False, "bytes_survive": False},
    "unsynced bytes are lost": {"names_survive": True, "bytes_survive": False},
    "nothing is lost": {"names_survive": True, "bytes_survive": True},
}


def write(path: Path, marks: Path, refreshes: int) -> None:
    """What is recorded: a first build and refreshes; marks say when a revision is committed."""
    with marks.open("wb", buffering=0) as file:
        revision = -1

        def step(name: str) -> None:
            if name == "store committed":
                file.write(f"committed {revision}".encode())

        with scenario.open_index(path, steps=step) as index:
            for revision in range(refreshes + 1):
                scenario.sync(index, revision)


def outcomes(log: Path, path: Path, marks: Path) -> Iterator[tuple[int, recorded.Disk, int]]:
    """After each call: its number, the disk, and the newest revision acknowledged (-1: none)."""
    disk = recorded.Disk(path)
    acknowledged = -1
    for number, call in enumerate(recorded.calls(log)):
        if call.path == str(marks) and call.name == "write":
            acknowledged = int(call.strings[0].split()[1])
        disk.apply(call)
        yield number, disk, acknowledged


def check(folder: Path, acknowledged: int) -> None:
    """Opens what the power cut has left and checks everything."""
    with scenario.open_index(folder) as index:
        try:
            found = scenario.check(index.view())
        except IndexMissing:
            found = -1
        if found < acknowledged:
            raise AssertionError(f"revision {acknowledged} was acknowledged, {found} is there")
        if problems := index.verify().problems:
            raise AssertionError(f"verify: {problems}")


def run(folder: Path, *, refreshes: int, every: int) -> tuple[Counter[str], list[str]]:
    """Checks the different outcomes: all in which names are lost, of the others one in `every`."""
    path, marks, log = folder / "index", folder / "marks", folder / "log"
    recorded.record(
        [sys.executable, __file__, "--refreshes", str(refreshes), "--write", str(path), str(marks)], log
    )
    checked: Counter[str] = Counter()
    failures: list[str] = []
    seen: set[tuple[str, int, int]] = set()
    for number, disk, acknowledged in outcomes(log, path, marks):
        checked["calls replayed"] += 1
        for words, way in WAYS.items():
            key = (words, disk.state(**way), acknowledged)
            if key in seen or not disk.top.now:
                continue
            seen.add(key)
            checked[f"different: {words}"] += 1
            if way["names_survive"] and checked[f"different: {words}"] % every:
                continue
            checked[f"checked: {words}"] += 1
            disk.materialize(folder / "after", **way)
            try:
                check(folder / "after", acknowledged)
            except Exception as error:  # every kind of failure is what this looks for
                failures.append(f"call {number}, {words}: {type(error).__name__}: {error}")
    return checked, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refreshes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--write", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(*options.write, options.refreshes)
        return 0
    logging.disable(logging.WARNING)
    started = time.monotonic()
    with scenario.folder() as folder:
        checked, failures = run(Path(folder), refreshes=options.refreshes, every=options.every)
    for words, count in checked.items():
        print(f"{count:6d}  {words}")
    for failure in failures[:20]:
        print(f"FAILED {failure}")
    print(f"{len(failures)} failures, {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
