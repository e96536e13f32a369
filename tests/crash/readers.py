"""Reads without pause, in other processes and threads, while an index is refreshed many times.

`python tests/crash/readers.py --refreshes 200`. Every view must show one revision, whole; none may be older than
one seen before; nothing may raise. One reader keeps its first view to the end.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import crash_scenario as scenario
from kills import finish, in_child

from index.job_index import JobIndex

PROCESSES = 2
THREADS = 2


def read_until(stop: Path, index: JobIndex, errors: list[str], counts: list[int]) -> None:
    """Checks one view after the other; the first is kept and checked again at the end."""
    first = index.view()
    kept = newest = scenario.shown(first)
    generations = {first.generation}
    while not stop.exists() and not errors:
        try:
            view = index.view()
            revision = scenario.check(view)
        except Exception as error:  # every kind of failure is what this looks for
            errors.append(f"{type(error).__name__}: {error}")
            return
        if revision < newest:
            errors.append(f"revision {revision} after {newest}")
        newest = max(newest, revision)
        generations.add(view.generation)
        counts.append(revision)
    if scenario.check(first) != kept:
        errors.append("the first view has changed")
    counts.append(newest)


def reader(path: Path, stop: Path, writer: int) -> None:
    """A process with some threads that share an index."""
    errors: list[str] = []
    counts: list[list[int]] = [[] for _ in range(THREADS)]
    with scenario.open_index(path, read_only=True) as index:
        threads = [threading.Thread(target=read_until, args=(stop, index, errors, each)) for each in counts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for error in errors:
        os.write(writer, f"error {error}\n".encode())
    searches = sum(map(len, counts))
    revisions = len({revision for each in counts for revision in each})
    os.write(writer, f"read {searches} {revisions} {max(map(max, counts))}\n".encode())


def write(path: Path, refreshes: int, writer: int) -> None:
    """The one writer."""
    with scenario.open_index(path) as index:
        for revision in range(1, refreshes + 1):
            scenario.sync(index, revision)
            os.write(writer, f"done {revision}\n".encode())


def run(refreshes: int, folder: Path) -> tuple[list[str], list[str]]:
    """What the readers say, and what went wrong."""
    scenario.preload()
    path, stop = folder / "index", folder / "stop"

    def first(_: int) -> None:
        with scenario.open_index(path) as index:
            scenario.sync(index, 0)

    failures = [str(lines) for status, lines in [finish(*in_child(first))] if status]
    readers = [in_child(lambda writer: reader(path, stop, writer)) for _ in range(PROCESSES)]
    status, lines = finish(*in_child(lambda writer: write(path, refreshes, writer)))
    failures += [f"writer: {lines[-1:]}"] if status or lines[-1] != f"done {refreshes}" else []
    time.sleep(0.5)  # readers notice the last one
    stop.touch()
    said: list[str] = []
    for child in readers:
        status, lines = finish(*child)
        failures += [f"reader: {lines}"] if status else [line for line in lines if line.startswith("error")]
        said += [line for line in lines if line.startswith("read")]
    failures += [f"not the last: {line}" for line in said if int(line.split()[3]) != refreshes]
    # Two are kept, and what a reader held when the last refresh removed the old ones.
    left = sorted(each.name for each in path.glob("gen-*"))
    failures += [] if len(left) <= 2 + 2 * PROCESSES * THREADS else [f"left on disk: {left}"]
    return said, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refreshes", type=int, default=200)
    options = parser.parse_args()
    started = time.monotonic()
    with scenario.folder() as folder:
        said, failures = run(options.refreshes, Path(folder))
    for line in said:
        _, searches, revisions, last = line.split()
        print(f"{searches:>6} views of {revisions} revisions checked, the last showed {last}")
    for failure in failures[:20]:
        print(f"FAILED {failure}")
    print(f"{options.refreshes} refreshes, {len(failures)} failures, {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
