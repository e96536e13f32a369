"""The index, measured: building, updating, opening, searching, memory and disk, by number of passages.

    python bench/index.py [--postings FOLDER] [--real 300] [--sizes 1000 10000 100000] [--large] [--folder KEPT]

FOLDER holds feeds or jsonl.gz tables; without it the sample feeds are read. The first `--real` postings are real and
embedded by the model; larger sizes add perturbed copies of them and of their vectors (see `bench/copies.py`), taken in
by `JobIndex.sync` up to `--synced` passages; above that the files of a generation are written directly. Searches run in
a process of their own, whose memory is compared with that of the same process before it opened the index.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)  # not bench/, where this file would stand for the package it measures

import numpy as np  # noqa: E402

from bench.copies import DAYS, POSTINGS, SAMPLE, TODAY, CopiedVectors, Copies, perturbed, real_postings  # noqa: E402
from index import bodies, lexical, snapshot, vectors  # noqa: E402
from index.columns import Columns, PlaceColumns  # noqa: E402
from index.constraints import (  # noqa: E402
    Arrangement,
    Company,
    Employment,
    Experience,
    Place,
    PlaceName,
    Posted,
    Salary,
    Seniority,
)
from index.embed import Embedder  # noqa: E402
from index.job_index import JobIndex  # noqa: E402
from index.rows import HEADER, Rows  # noqa: E402
from index.types import Posting  # noqa: E402
from index.verdicts import verdicts  # noqa: E402
from index.view import IndexView  # noqa: E402

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
REFERENCE = "reference: numpy float32, k=100"
SELECTIVITIES = (0.5, 0.05, 0.005, 0.0005)
SECONDS_A_CELL = 2.0
KINDS = (
    Arrangement(any=("remote",)),
    Salary(min=150_000, currency="USD"),
    Seniority(any=("senior",)),
    Employment(any=("full_time",)),
    Place(city="Berlin", country="DE", radius_km=50),
    Place(any=(PlaceName(country="DE"), PlaceName(country="FR"))),
    Company(name="Pinterest"),
    Posted(within_days=7),
    Experience(max_years=3),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postings", type=Path, default=POSTINGS if POSTINGS.is_dir() else SAMPLE)
    parser.add_argument("--real", type=int, default=300)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--large", action="store_true", help="also a million passages")
    parser.add_argument("--synced", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="keep the indexes here, and search those that are there")
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search:
        print(json.dumps(searched(options.search)))
        return
    with tempfile.TemporaryDirectory(prefix="rolecall-bench-") as temporary:
        folder = options.folder or Path(temporary)
        print(" ".join(["python", "bench/index.py", *sys.argv[1:]]))
        print(machine())
        corpus = Corpus.made(folder / "real", options)
        columns = []
        for size in [*options.sizes, *([1_000_000] if options.large else [])]:
            column = measured(folder / str(size), corpus, size, synced=options.synced)
            columns.append(column)
            print(json.dumps(column), file=sys.stderr)
        print_table(columns)
        print_verdicts(folder / str(options.sizes[-1]))


def machine() -> str:
    cpu = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = [line.split(":", 1)[1].strip() for line in cpu.splitlines() if line.startswith("model name")]
    libraries = ", ".join(f"{each} {version(each)}" for each in ("rolecall", "faiss-cpu", "tantivy", "numpy"))
    return (
        f"{named[0] if named else platform.processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, {libraries}"
    )


# --- what is measured -------------------------------------------------------------------------------------


class Corpus:
    """The real postings and their vectors, from an index of them that the model embedded."""

    def __init__(self, view: IndexView, embedder: Embedder) -> None:
        self.postings = view.postings(view.ids)
        self.vectors = [view.vectors_of(each) for each in view.ids]
        self.embedder = CopiedVectors(embedder, self.postings, self.vectors)
        self.passages_each = sum(map(len, self.vectors)) / len(self.postings)

    @classmethod
    def made(cls, path: Path, options: argparse.Namespace) -> Corpus:
        """Reads and embeds the real postings, unless they are there from another run, and says how fast."""
        embedder = Embedder.open()
        with JobIndex.open(path, embedder=embedder) as index:
            if index.stats().generation == 0:
                started = time.perf_counter()
                postings = real_postings(options.postings, options.real)
                read = time.perf_counter() - started
                embedder.passages(["warm up"])
                with_embedding = timed_sync(index, postings)
                count = index.stats().passages
                print(
                    f"{len(postings)} postings of {options.postings.name}: read and normalised in {read:.1f} s; built with "
                    f"embedding in {with_embedding['total']:.1f} s: {len(postings) / with_embedding['total']:.1f} postings/s, "
                    f"{count / with_embedding['total']:.1f} passages/s ({embedder.runtime} runtime, load {os.getloadavg()[0]:.1f})"
                )
            return cls(index.view(), embedder)


def measured(path: Path, corpus: Corpus, size: int, *, synced: int) -> dict[str, object]:
    """One column of the table."""
    count = max(1, round(size / corpus.passages_each))
    report = path.with_suffix(".json")
    if not report.exists():
        copies = Copies(corpus.postings, count)
        column = built(path, corpus, copies) if size <= synced else written(path, corpus, copies)
        report.write_text(json.dumps(column))
    found = subprocess.run(
        [sys.executable, __file__, "--search", str(path)], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(report.read_text()) | json.loads(found.stdout.splitlines()[-1])


def built(path: Path, corpus: Corpus, postings: Copies) -> dict[str, object]:
    """An index by `sync`, and what a sync of one changed posting in a hundred costs beside it."""
    with JobIndex.open(path, embedder=corpus.embedder) as index:
        full = timed_sync(index, postings)
        passages = index.stats().passages
        again = Copies(corpus.postings, len(postings), changed=0.01)
        some = [again[number] for number in range(0, len(again), 100)]
        update = timed_sync(index, some)
        stats = index.stats()
    return {
        "how": "sync",
        "postings": len(postings),
        "load": os.getloadavg()[0],
        "build s": full["total"],
        "store s": full["store"],
        "generation s": full["generation"],
        "postings/s": len(postings) / full["total"],
        "passages/s": passages / full["total"],
        "update store s": update["store"],
        "update generation s": update["generation"],
        "update store share": update["store"] / full["store"],
        "disk B/passage": (stats.store_bytes + stats.generation_bytes) / stats.passages,
        "generation B/passage": stats.generation_bytes / stats.passages,
    }


def timed_sync(index: JobIndex, postings: Sequence[Posting]) -> dict[str, float]:
    """Seconds of a sync without those for making its items: up to the commit, for the generation, in all."""
    waited, generation = 0.0, 0.0

    def items() -> Iterator[Posting]:
        nonlocal waited
        for number in range(len(postings)):
            started = time.perf_counter()
            posting = postings[number]
            waited += time.perf_counter() - started
            yield posting

    def progress(stage: str, done: int, _total: int | None) -> None:
        nonlocal generation
        if stage == "index":
            generation = time.perf_counter() - generation

    started = time.perf_counter()
    index.sync(items(), now=NOW, progress=progress, expire=False)
    total = time.perf_counter() - started - waited
    return {"total": total, "generation": generation, "store": total - generation}


def written(path: Path, corpus: Corpus, postings: Copies) -> dict[str, object]:
    """The files of a generation without a store; passages and bodies are the originals', words and vectors perturbed."""
    path.mkdir(parents=True)
    started = time.perf_counter()
    rows = copied_rows(path, corpus, postings)
    blocks = (
        perturbed(np.concatenate(corpus.vectors), copy)
        for copy in range(-(-len(postings) // len(corpus.postings)))
    )
    vectors.write(
        path / snapshot.VECTORS_FILE, cut_off(blocks, len(rows.passage_id)), dim=corpus.embedder.dim
    )
    lexical.write(path / snapshot.LEXICAL_FOLDER, postings, rows)
    Columns.of(postings).save(path / snapshot.COLUMNS_FILE)
    vocabulary = {
        "companies": {each.company: 1 for each in corpus.postings},
        "skills": {skill.name: 1 for each in corpus.postings for skill in each.skills},
    }
    (path / snapshot.VOCABULARY_FILE).write_text(json.dumps(vocabulary))
    seconds = time.perf_counter() - started
    size = sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return {
        "how": "files",
        "postings": len(postings),
        "load": os.getloadavg()[0],
        "generation s": seconds,
        "generation B/passage": size / len(rows.passage_id),
    }


def cut_off(blocks: Iterator[np.ndarray], count: int) -> Iterator[np.ndarray]:
    for block in blocks:
        yield block[:count]
        count -= len(block[:count])


def copied_rows(path: Path, corpus: Corpus, postings: Copies) -> Rows:
    with JobIndex.open(path.parent / "real", embedder=corpus.embedder) as index:
        original = snapshot.read(path.parent / "real" / f"gen-{index.view().generation}").rows
    base, n = len(corpus.postings), len(postings)
    stored = [bodies.encode(each) for each in corpus.postings]
    packed, hashes = (
        [bodies.compressed(each) for each in stored],
        [bodies.content_hash(each) for each in stored],
    )
    lengths = np.array([len(packed[number % base]) for number in range(n)])
    with (path / snapshot.BODIES_FILE).open("wb") as file:
        file.write(HEADER)
        for number in range(n):
            file.write(packed[number % base])
    counts = np.array([len(corpus.vectors[number % base]) for number in range(n)])
    starts = np.concatenate([[0], np.cumsum(counts)])
    of_passage = np.arange(starts[-1]) % len(original.passage_id)
    rows = Rows(
        ids=tuple(postings[number].id for number in range(n)),
        members=(),
        aliases={},
        body_ends=len(HEADER) + np.cumsum(lengths),
        hashes=np.frombuffer(b"".join(hashes[number % base] for number in range(n)), np.uint8).reshape(n, -1),
        passage_starts=starts,
        passage_row=np.repeat(np.arange(n, dtype=np.int32), counts),
        passage_id=np.arange(starts[-1]),
        start=original.start[of_passage],
        end=original.end[of_passage],
        kind=original.kind[of_passage],
    )
    rows.save(path)
    return rows


# --- in a process of its own ------------------------------------------------------------------------------


def searched(path: Path) -> dict[str, object]:
    """Open time, memory, and milliseconds of each kind of search: [p50, p95, p99]."""
    from rag.assemble import search_result
    from rag.retrieve import ranking_text, retrieve
    from rag.types import JobQuery, RetrievalConfig
    from rag.understand import Vocabulary, understand

    lines = (ROOT / "data" / "eval" / "questions.jsonl").read_text().splitlines()
    asked = [
        understand(json.loads(line)["question"], vocabulary=Vocabulary.empty(), today=TODAY) for line in lines
    ]
    asked = [each for each in asked if each.text]
    question_vectors = Embedder.open().queries([ranking_text(each) for each in asked])
    config = RetrievalConfig()
    warm_up(asked)
    before = memory()
    started = time.perf_counter()
    view = opened(path)
    open_s = time.perf_counter() - started

    def whole(query: JobQuery, vector: np.ndarray) -> None:
        ranking = retrieve(view, query, vector, config=config, today=TODAY)
        search_result(view, query, ranking, k=10, offset=0, today=TODAY)

    n = len(view.ids)
    times: dict[str, list[float]] = {}
    times["hybrid search, as asked"] = percentiles(asked, question_vectors, whole)
    plain = [JobQuery(text=each.text) for each in asked]
    times["hybrid search, topic alone"] = percentiles(plain, question_vectors, whole)
    shares = [share for share in SELECTIVITIES if share * n >= 1]
    for share in shares:
        cut = Posted(after=TODAY - timedelta(days=round(share * DAYS) - 1))
        filtered = [JobQuery(text=each.text, constraints=(cut,)) for each in asked]
        times[f"hybrid search, {share:.2%} allowed"] = percentiles(filtered, question_vectors, whole)
    after = memory()
    for share in (1.0, *shares):
        cut = Posted(after=TODAY - timedelta(days=round(share * DAYS) - 1))
        allowed = None if share == 1 else view.matching([cut], today=TODAY)[0] > 0
        times[f"dense, k=100, {share:.2%}"] = percentiles(
            asked, question_vectors, lambda _, vector, some=allowed: view.nearest(vector, k=100, allowed=some)
        )
        times[f"BM25, k=100, {share:.2%}"] = percentiles(
            asked,
            question_vectors,
            lambda query, _, some=allowed: view.worded(query.text, k=100, allowed=some),
        )
    times["verdicts on nine constraints"] = percentiles(
        asked, question_vectors, lambda *_: view.matching(KINDS, today=TODAY)
    )
    times["naming a skill, first time"] = percentiles(
        asked,
        question_vectors,
        lambda *_: view._snapshot.naming("Kafka"),
    )
    everything = view._snapshot.vectors.rows(np.arange(len(view.passage_row)))
    times[REFERENCE] = percentiles(
        asked, question_vectors, lambda _, vector: np.argpartition(everything @ vector, -100)[-100:]
    )
    passages = len(view.passage_row)
    return {
        "passages": passages,
        "open s": open_s,
        "memory B/passage": (after["VmRSS"] - before["VmRSS"]) / passages,
        "private B/passage": (after["RssAnon"] - before["RssAnon"]) / passages,
        "search load": os.getloadavg()[0],
        "times": times,
    }


def warm_up(asked: Sequence[object]) -> None:
    """Imports and tables that every search uses, so that they do not count as the index's memory."""
    import faiss  # noqa: F401
    import tantivy  # noqa: F401

    from index import rates, taxonomy

    taxonomy.skill_forms("Kafka")
    rates.rate("EUR", "USD", TODAY)


def opened(path: Path) -> IndexView:
    if (path / "CURRENT").exists():
        return JobIndex.open(path, read_only=True).view()
    return IndexView(
        snapshot.read(path), generation=1, stored=lambda posting_id: posting_id, release=lambda: None
    )


def percentiles(queries: Sequence, vectors_: np.ndarray, search: Callable) -> list[float]:
    """p50, p95, p99 in ms over all questions, again and again until the time is up, and p50 of the processor's time."""
    for query, vector in zip(queries[:8], vectors_, strict=False):
        search(query, vector)
    seconds: list[float] = []
    processor: list[float] = []
    until = time.perf_counter() + SECONDS_A_CELL
    while not seconds or time.perf_counter() < until:
        for query, vector in zip(queries, vectors_, strict=True):
            started, used = time.perf_counter(), time.process_time()
            search(query, vector)
            seconds.append(time.perf_counter() - started)
            processor.append(time.process_time() - used)
    found = [*np.quantile(seconds, [0.5, 0.95, 0.99]), np.median(processor)]
    return [round(float(each) * 1000, 3) for each in found]


def memory() -> dict[str, int]:
    """Resident bytes, and those of them that no file backs."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    found = {each[0].rstrip(":"): int(each[1]) * 1024 for each in lines if each[0] in ("VmRSS:", "RssAnon:")}
    return found


# --- what is printed --------------------------------------------------------------------------------------


def print_table(columns: Sequence[dict]) -> None:
    print(f"\n{'passages':40}" + "".join(f"{each['passages']:>28,}" for each in columns))
    names = dict.fromkeys(name for each in columns for name in each if name not in ("passages", "times"))
    for name in names:
        cells = (_cell(each.get(name)) for each in columns)
        print(f"{name:40}" + "".join(f"{cell:>28}" for cell in cells))
    print("milliseconds: p50 / p95 / p99, processor p50")
    for name in dict.fromkeys(name for each in columns for name in each["times"]):
        cells = (_times(each["times"].get(name)) for each in columns)
        print(f"{name:40}" + "".join(f"{cell:>28}" for cell in cells))
    for place, kind in ((0, "p50"), (3, "processor p50")):
        ratios = (
            each["times"]["hybrid search, as asked"][place] / each["times"][REFERENCE][place]
            for each in columns
        )
        print(f"{'hybrid / reference, ' + kind:40}" + "".join(f"{ratio:28.2f}" for ratio in ratios))


def _times(found: list[float] | None) -> str:
    if found is None:
        return "-"
    return " / ".join(f"{ms:.3g}" for ms in found[:3]) + f", {found[3]:.3g}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3g}" if value < 100 else f"{value:,.0f}"
    return "-" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def print_verdicts(path: Path) -> None:
    """Each kind of constraint over a million postings: the columns of an index, repeated."""
    columns = tiled(opened(path).columns, 1_000_000)
    print(f"\nverdicts over {columns.n:,} postings (columns repeated), ms: median of 5")
    for constraint in KINDS:
        seconds = []
        for _ in range(6):
            started = time.perf_counter()
            verdicts([constraint], columns, named=lambda _: np.zeros(0, np.bool_), today=TODAY)
            seconds.append(time.perf_counter() - started)
        print(
            f"    {constraint.kind:14}{np.median(seconds[1:]) * 1000:8.1f}   {json.dumps(constraint.value)}"
        )


def tiled(columns: Columns, n: int) -> Columns:
    """The columns over and over, up to n rows and a little more."""
    times = -(-n // columns.n)

    def rows(array: np.ndarray) -> np.ndarray:
        shifts = np.repeat(np.arange(times, dtype=np.int32) * columns.n, len(array))
        return np.tile(array, times) + shifts

    def many(places: PlaceColumns) -> PlaceColumns:
        parts = {each.name: np.tile(getattr(places, each.name), times) for each in fields(places)}
        return PlaceColumns(**parts | {"row": rows(places.row)})

    arrays = {each.name: getattr(columns, each.name) for each in fields(columns)}
    repeated = {
        name: np.tile(array, times) for name, array in arrays.items() if isinstance(array, np.ndarray)
    }
    repeated |= {"pay_row": rows(columns.pay_row)}
    return replace(
        columns,
        **repeated,
        n=times * columns.n,
        places=many(columns.places),
        eligibility=many(columns.eligibility),
    )


if __name__ == "__main__":
    main()
