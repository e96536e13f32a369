"""What a refresh costs: a full build, the same again, and with one posting in a hundred changed, gone and new.

`python bench/sync.py [--limit 1000] [--folder FOLDER]`: on the posting files beside the checkout. The changed copy rewrites one
line of every hundredth text, leaves another one out and adds one that is new.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from index.fetch import Fetcher
from index.job_index import JobIndex
from index.refresh import Feed, refresh

POSTINGS = Path(__file__).parents[2] / "shared" / "data" / "postings"
FILES = ("builtin_ai_jobs", "hn_who_is_hiring", "zapply_ats", "pythonjobs")
"""The 9,000 postings that can be open today; the others of the folder ended in 2021."""
DAY = datetime(2026, 5, 1, tzinfo=UTC)


def rows(folder: Path, limit: int | None) -> list[dict[str, Any]]:
    """The rows of all files in turn, so that a limit takes some of each."""
    tables = []
    for name in FILES:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            tables.append([json.loads(line) for line in file])
    mixed = [table[at] for at in range(max(map(len, tables))) for table in tables if at < len(table)]
    return mixed[:limit]


def a_day_later(before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One of a hundred rewritten in one line, one left out, one new."""
    after = []
    for number, row in enumerate(before):
        if number % 100 == 50:
            continue
        if number % 100 == 10:
            row = {**row, "description": f"{row['description']}\nApplications are read every Monday."}
        after.append(row)
        if number % 100 == 90:
            after.append({**row, "id": f"{row['id']}-new", "title": f"{row['title']} ({number})"})
    return after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="so many postings; all when left out")
    parser.add_argument("--folder", type=Path, default=POSTINGS)
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"{options.folder} is not there: nothing is measured")
        return
    before = rows(options.folder, options.limit)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
          f"Python {platform.python_version()}, openvino {version('openvino')}, {len(before):,} rows")  # fmt: skip
    print(
        f"{'refresh':<28}{'seconds':>9}{'new':>7}{'changed':>9}{'closed':>8}{'embedded':>10}{'taken over':>12}{'of build':>10}"
    )
    with tempfile.TemporaryDirectory() as name, JobIndex.open(Path(name) / "index") as index:
        path = Path(name) / "feed.jsonl"
        index.embed("warm up")  # loading the model is not what is measured
        took = 0.0
        steps = (
            ("full build", before),
            ("unchanged", before),
            ("1 % changed, gone, new", a_day_later(before)),
        )
        for day, (words, content) in enumerate(steps):
            path.write_text("".join(json.dumps(row) + "\n" for row in content), "utf-8")
            began = time.perf_counter()
            report = refresh(
                index,
                [Feed("postings", str(path), named=True)],
                now=DAY + timedelta(days=day),
                fetcher=Fetcher(),
            )
            seconds = time.perf_counter() - began
            took = took or seconds
            print(
                f"{words:<28}{seconds:>9.1f}{len(report.new):>7}{len(report.changed):>9}{len(report.closed):>8}"
                f"{report.embedded:>10}{report.reused:>12}{seconds / took:>10.1%}"
            )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


if __name__ == "__main__":
    main()
