"""Kills a writer (SIGKILL) at random moments and at every named step, and checks the index after each kill.

`python tests/crash/kills.py --kills 1000` prints what it found; exit status 1 when anything acknowledged was lost,
an index did not open, or an answer mixed generations.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: a process that forks must have no threads
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import crash_scenario as scenario

LONGEST = 1.5
"""A kill comes at any moment of so many times what opening and two syncs take."""
FRESH_SHARE = 0.15
"""Of the kills that hit a first build."""


def in_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Runs `work` in a forked process; returns its id and the reading end of a pipe that `work` may write to."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            work(writer)
            status = 0
        except BaseException as error:
            os.write(writer, f"error {type(error).__name__}: {error}\n".encode()[:4000])
        finally:
            os._exit(status)
    os.close(writer)
    return child, reader


def finish(child: int, reader: int) -> tuple[int, list[str]]:
    """Waits for a child; its exit status (negative: the signal) and the lines it wrote."""
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return os.waitstatus_to_exitcode(status), pipe.read().splitlines()


def write_forever(path: Path, first: int, writer: int, kill_at: tuple[str, int] | None) -> None:
    """Syncs one revision after the other; says which is committed and which is done."""
    revision = first
    left = kill_at[1] if kill_at else 0

    def step(name: str) -> None:
        nonlocal left
        if name == "store committed":
            os.write(writer, f"committed {revision}\n".encode())
        if kill_at and name == kill_at[0]:
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        os.write(writer, f"step {name}\n".encode())

    with scenario.open_index(path, steps=step) as index:
        while True:
            scenario.sync(index, revision)
            os.write(writer, f"done {revision}\n".encode())
            revision += 1


def check(path: Path, acknowledged: int, writer: int) -> None:
    """Opens as a reader, then as a writer, and checks everything; says which revision is there."""
    if acknowledged < 0:
        with scenario.open_index(path) as index:
            problems = index.verify().problems
    else:
        with scenario.open_index(path, read_only=True) as index:
            if scenario.check(index.view()) < acknowledged:
                raise AssertionError(f"revision {acknowledged} was acknowledged, a reader sees less")
        with scenario.open_index(path) as index:
            revision = scenario.check(index.view())
            if revision < acknowledged:
                raise AssertionError(f"revision {acknowledged} was acknowledged, {revision} is there")
            os.write(writer, f"found {revision}\n".encode())
            problems = index.verify().problems
    if problems:
        raise AssertionError(f"verify: {problems}")


def one_kill(
    path: Path, revision: int, *, delay_s: float, kill_at: tuple[str, int] | None
) -> tuple[int, str, str]:
    """Starts a writer, kills it, checks; returns the revision that is there, the last step, and what went wrong."""
    child, reader = in_child(lambda writer: write_forever(path, revision + 1, writer, kill_at))
    if kill_at is None:
        time.sleep(delay_s)
        os.kill(child, signal.SIGKILL)
    status, lines = finish(child, reader)
    acknowledged = max([revision, *(int(line.split()[1]) for line in lines if line.startswith("committed"))])
    last = next((line for line in reversed(lines) if line.startswith("step")), "step none")[5:]
    if status != -signal.SIGKILL:
        return acknowledged, last, f"the writer ended by itself: {lines[-1:]}"
    status, lines = finish(*in_child(lambda writer: check(path, acknowledged, writer)))
    found = max([acknowledged, *(int(line.split()[1]) for line in lines if line.startswith("found"))])
    return found, last, "" if status == 0 else f"after {last}: {lines[-1:]}"


def named_steps(folder: Path) -> list[str]:
    """All steps that a first build and a refresh go through, in order, each once."""
    names: list[str] = []

    def work(writer: int) -> None:
        with scenario.open_index(folder, steps=lambda name: os.write(writer, f"{name}\n".encode())) as index:
            scenario.sync(index, 0)
            scenario.sync(index, 1)

    status, names = finish(*in_child(work))
    if status:
        raise AssertionError(names)
    return list(dict.fromkeys(names))


def run(kills: int, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Kills so many times at random, then at every named step of a first build and of a refresh."""
    scenario.preload()
    chance = random.Random(seed)
    after: Counter[str] = Counter()
    failures: list[str] = []
    path, revision = folder / "index", -1
    started = time.monotonic()
    steps = named_steps(folder / "steps")
    longest_s = LONGEST * (time.monotonic() - started)
    for _ in range(kills):
        if chance.random() < FRESH_SHARE:
            shutil.rmtree(path, ignore_errors=True)
            revision = -1
        delay_s = chance.uniform(0, longest_s)
        revision, last, failure = one_kill(path, revision, delay_s=delay_s, kill_at=None)
        after[last] += 1
        failures += [failure] if failure else []
    for name in steps:
        for occurrence in (1, 2):
            shutil.rmtree(path, ignore_errors=True)
            _, last, failure = one_kill(path, -1, delay_s=0, kill_at=(name, occurrence))
            after[f"at {name}"] += 1
            failures += [failure] if failure else []
    return after, failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.monotonic()
    with scenario.folder() as folder:
        after, failures = run(options.kills, options.seed, Path(folder))
    for name, count in after.most_common():
        print(f"{count:6d}  killed after: {name}")
    for failure in failures[:20]:
        print(f"FAILED {failure}")
    print(f"{sum(after.values())} kills, {len(failures)} failures, {time.monotonic() - started:.0f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
