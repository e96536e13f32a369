"""Embedding, measured: passages/s of each runtime beside plain sentence-transformers, and the loss of each.

    python bench/embed.py [--postings FOLDER] [--passages 512] [--rounds 3]

FOLDER holds jsonl.gz files with title, company and description; without it the sample feed is cut. Rounds
alternate between the runtimes, so that other load on the machine meets all of them; the median is shown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import statistics
import time
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import numpy as np

from index.embed import Embedder
from index.model_files import locate
from index.normalize.html import clean
from index.passages import cut, embedded_text
from index.runtimes import load_module
from index.types import Evidence, Posting

ROOT = Path(__file__).parents[1]
FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "amx_bf16", "amx_int8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postings", type=Path)
    parser.add_argument("--passages", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    embedder = Embedder.open()
    postings = real_postings(options.postings) if options.postings else sample_postings()
    started = time.perf_counter()
    texts = [
        embedded_text(passage)
        for posting in postings
        for passage in cut(posting, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens)
    ]
    cutting = time.perf_counter() - started
    chosen = random.Random(1).sample(sorted(set(texts)), min(options.passages, len(set(texts))))
    lengths = embedder.count_tokens(chosen)
    report_machine()
    print(
        f"{len(postings):,} postings, {len(texts):,} passages cut in {cutting:.1f} s, {len(set(texts)):,} different "
        f"({1 - len(set(texts)) / len(texts):.1%} need no embedding); {len(chosen)} of these measured, "
        f"{statistics.mean(lengths):.0f} tokens on average, seed 1\n"
    )
    measure(embedder, chosen, options.rounds)
    report_query(embedder)


def measure(embedder: Embedder, texts: list[str], rounds: int) -> None:
    module = load_module(locate(None).folder, device="cpu")
    runs = {
        "sentence-transformers, batch_size=32": lambda: module.encode(
            texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False
        ),
        "openvino (the default)": lambda: embedder.passages(texts),
        "int8": (int8 := Embedder.open(runtime="int8")) and (lambda: int8.passages(texts)),
        "torch": (torch := Embedder.open(runtime="torch")) and (lambda: torch.passages(texts)),
    }
    vectors = {name: run() for name, run in runs.items()}  # warms up too
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            started = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - started)
    reference = next(iter(runs))
    print(f"{'runtime':40}{'passages/s':>12}{'ratio':>8}{'least cosine':>14}{'mean':>10}")
    for name in runs:
        cosines = (vectors[name] * vectors[reference]).sum(axis=1)
        ratio = statistics.median(r / s for r, s in zip(seconds[reference], seconds[name], strict=True))
        speed = len(texts) / statistics.median(seconds[name])
        print(f"{name:40}{speed:12.1f}{ratio:8.2f}{cosines.min():14.6f}{cosines.mean():10.6f}")


def report_query(embedder: Embedder) -> None:
    embedder.query("warm up")
    seconds = []
    for number in range(50):
        started = time.perf_counter()
        embedder.query(f"remote backend roles with Kafka over ${number + 100}k")
        seconds.append(time.perf_counter() - started)
    print(
        f"\na question, warm: p50 {statistics.median(seconds) * 1e3:.1f} ms, p95 {np.quantile(seconds, 0.95) * 1e3:.1f} ms"
    )


def report_machine() -> None:
    cpu = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    named = dict(line.split(":", 1) for line in cpu.splitlines() if ":" in line)
    fields = {key.strip(): value.strip() for key, value in named.items()}
    present = [flag for flag in FLAGS if flag in fields.get("flags", "").split()]
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("torch", "sentence-transformers", "openvino")
    )
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(
        f"{fields.get('model name', platform.processor())}, {os.cpu_count()} cores, {' '.join(present)}; "
        f"load {load:.1f}; Python {platform.python_version()}, {libraries}"
    )


def real_postings(folder: Path) -> list[Posting]:
    postings = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 300):
                row = json.loads(line)
                body = clean(row["description"] or "", is_html=True)
                evidence = Evidence("feed", row["title"] or "", "title")
                postings.append(
                    Posting(
                        row["id"], path.stem, row["title"] or "", row["company"] or "", body.text, evidence,
                        sections=body.sections,
                    )
                )  # fmt: skip
    return postings


def sample_postings() -> list[Posting]:
    from index.feeds.yubhub import read

    with (ROOT / "data" / "sample" / "yubhub.xml").open("rb") as file:
        return [item for item in read(file, "yubhub") if isinstance(item, Posting)]


if __name__ == "__main__":
    main()
