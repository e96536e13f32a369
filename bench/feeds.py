"""How fast feeds are read, beside the bare parser on the same bytes, and whether memory stays flat.

    python -m bench.feeds                      # data/sample, repeated under new ids
    python -m bench.feeds --yubhub FEED.xml.gz --jsonl TABLE.jsonl.gz

Bare means `lxml.etree.iterparse` with each `job` cleared, and `json.loads` for each line; nothing is made of what they
read. Readers and bare loops take turns in one process, in CPU seconds, the best of several rounds each. Memory is the peak
of a process of its own for each size.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from rich.console import Console
from rich.table import Table

from index.feeds import READERS, RECORD_READERS
from index.types import Record

ROOT = Path(__file__).parents[1]
TARGET = 3.0
"""A reader may take so many times the bare loop's time."""
_JOB = re.compile(rb"<job>.*?</job>", re.DOTALL)


def bare_xml(feed: bytes) -> None:
    for _, job in etree.iterparse(io.BytesIO(feed), tag="job"):
        job.clear()
        while job.getprevious() is not None:
            del job.getparent()[0]


def bare_json(feed: bytes) -> None:
    for line in io.BytesIO(feed):
        json.loads(line)


def read_records(name: str, feed: bytes) -> None:
    for _ in RECORD_READERS[name](io.BytesIO(feed), name):
        pass


def read_postings(name: str, feed: bytes, most: int) -> int:
    return sum(1 for _ in islice(READERS[name](io.BytesIO(feed), name), most))


def best_of(rounds: int, loops: list[Callable[[], object]]) -> list[float]:
    """The least CPU seconds of each loop; they take turns, so that a slow moment hits all alike."""
    best = [float("inf")] * len(loops)
    for _ in range(rounds):
        for at, loop in enumerate(loops):
            started = time.process_time()
            loop()
            best[at] = min(best[at], time.process_time() - started)
    return best


def jobs_of(feed: bytes) -> list[bytes]:
    return _JOB.findall(feed)


def rows_of(feed: bytes) -> list[bytes]:
    """The feed's records as rows of a table, with the columns tables of postings have."""
    rows = []
    for item in RECORD_READERS["yubhub"](io.BytesIO(feed), "yubhub"):
        if isinstance(item, Record):
            row = {
                "id": f"sample:{item.native_id}",
                "source": "sample",
                "title": item.title,
                "company": item.company,
                "location": "; ".join(place.text for place in item.places),
                "remote": next((each.text for each in item.arrangement), None),
                "salary_text": next((each.text for each in item.pay), None),
                "employment_type": next((each.text for each in item.employment), None),
                "seniority": next((each.text for each in item.seniority), None),
                "skills": [each.text for each in item.skills],
                "posted_date": item.posted.text if item.posted else None,
                "apply_url": item.apply_url,
                "description": item.body,
            }
            rows.append(json.dumps(row, ensure_ascii=False).encode())
    return rows


def write_feed(out: BinaryIO, name: str, parts: list[bytes], size: int) -> None:
    """The parts over and over under new ids, until there are `size` bytes."""
    mark = b'"id": "' if name == "jsonl" else b"<externalid>"
    out.write(b"" if name == "jsonl" else b'<?xml version="1.0" encoding="UTF-8"?>\n<source><jobs>\n')
    turn = 0
    while out.tell() < size:
        for part in parts:
            out.write(part.replace(mark, mark + b"%d-" % turn, 1) + b"\n")
        turn += 1
    out.write(b"" if name == "jsonl" else b"</jobs></source>\n")


def feed_of(name: str, parts: list[bytes], size: int) -> bytes:
    out = io.BytesIO()
    write_feed(out, name, parts, size)
    return out.getvalue()


def opened(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def peak_mb(name: str, path: Path) -> int:
    """The peak memory of a process that reads the file's records and keeps none."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.feeds", "--peak", name, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return int(run.stdout)


def print_peak(name: str, path: Path) -> None:
    with path.open("rb") as data:
        for _ in RECORD_READERS[name](data, name):
            pass
    status = Path("/proc/self/status")
    if status.exists():  # getrusage also counts the process this one was forked from
        print(int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) // 1024)  # type: ignore[index]
    else:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20)


def speed_table(feeds: dict[str, bytes], rounds: int, most: int) -> Table:
    table = Table(
        title=f"Speed, in CPU seconds, best of {rounds} (target: records within {TARGET:g}x of bare)"
    )
    for column in (
        "feed",
        "MB",
        "postings",
        "bare MB/s",
        "records MB/s",
        "records/s",
        "records : bare",
        "postings/s",
        "postings : records",
    ):
        table.add_column(column, justify="left" if column == "feed" else "right")
    for name, feed in feeds.items():
        bare = bare_json if name == "jsonl" else bare_xml
        count = sum(1 for _ in RECORD_READERS[name](io.BytesIO(feed), name))
        floor, records = best_of(
            rounds, [lambda b=bare, f=feed: b(f), lambda n=name, f=feed: read_records(n, f)]
        )  # type: ignore[misc]
        started = time.process_time()
        made = read_postings(name, feed, most)
        per_posting = (time.process_time() - started) / made
        mb = len(feed) / 1e6
        table.add_row(
            name, f"{mb:.1f}", f"{count:,}", f"{mb / floor:.0f}", f"{mb / records:.0f}", f"{count / records:,.0f}",
            f"{records / floor:.2f}", f"{1 / per_posting:,.0f}", f"{per_posting / (records / count):.0f}",
        )  # fmt: skip
    return table


def memory_table(parts: dict[str, list[bytes]], sizes: list[int]) -> Table:
    table = Table(title="Peak memory of a process that reads the records, MB")
    table.add_column("feed")
    for size in sizes:
        table.add_column(f"{size} MB", justify="right")
    with tempfile.TemporaryDirectory() as folder:
        for name, each in parts.items():
            peaks = []
            for size in sizes:
                path = Path(folder) / name
                with path.open("wb") as out:
                    write_feed(out, name, each, size * 1_000_000)
                peaks.append(str(peak_mb(name, path)))
            table.add_row(name, *peaks)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--yubhub", type=Path, help="a YubHub feed to measure instead of the sample")
    parser.add_argument("--jsonl", type=Path, help="a table of JSON lines to measure instead of the sample")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--size", type=int, default=10, help="MB of each feed for the speed")
    parser.add_argument("--postings", type=int, default=300, help="postings to normalise")
    parser.add_argument(
        "--memory", type=int, nargs="*", default=[10, 100, 500], help="MB of each feed for the memory"
    )
    parser.add_argument("--peak", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        print_peak(options.peak[0], Path(options.peak[1]))
        return
    sample = (ROOT / "data" / "sample" / "yubhub.xml").read_bytes()
    parts = {
        "yubhub": jobs_of(opened(options.yubhub) if options.yubhub else sample),
        "jsonl": opened(options.jsonl).splitlines() if options.jsonl else rows_of(sample),
    }
    feeds = {name: feed_of(name, each, options.size * 1_000_000) for name, each in parts.items()}
    console = Console(width=150)
    console.print(speed_table(feeds, options.rounds, options.postings))
    console.print(memory_table(parts, options.memory))
    machine = f"{platform.processor() or platform.machine()}, Python {platform.python_version()}"
    console.print(
        f"{machine}, lxml {version('lxml')} with libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}, pydantic {version('pydantic')}"
    )


if __name__ == "__main__":
    main()
