"""A corpus of any size for benchmarks: real postings first, then perturbed copies of them and of their vectors.

A copy has another employer, no link, and a share of its words joined to their neighbours, so that nothing merges
it with its original and BM25 sees other words; spans stay true. Its vectors are the original's with noise. Dates
run evenly over `DAYS` days, so that a date cuts off any share of the postings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from index.feeds import postings, record_sources
from index.passages import cut, embedded_text
from index.types import Evidence, Posting, Stated

ROOT = Path(__file__).parents[1]
POSTINGS = ROOT.parent / "shared" / "data" / "postings"
SAMPLE = ROOT / "data" / "sample"
TODAY = date(2026, 11, 22)
DAYS = 10_000
JOIN = "\u02e3"
"""Put for a space: as long as it, a letter to every tokenizer, and in no real posting."""
JOINED_SHARE = 0.02
_COPY_NUMBER = re.compile(JOIN + r"\d{1,7}(?=\n)")
NOISE = 0.35
"""Length of the noise beside a unit vector: a copy's cosine to its original is about .94."""


def real_postings(folder: Path, most: int) -> list[Posting]:
    """At most so many postings, evenly from the files of a folder, normalised as a feed's are."""
    files = [
        path
        for path in sorted(folder.iterdir())
        if path.name.endswith((".jsonl.gz", ".xml", ".jsonl", ".csv"))
    ]
    share = -(-most // len(files))
    found = (
        each
        for path in files
        for each in islice((p for p in postings(record_sources([path])) if isinstance(p, Posting)), share)
    )
    return list({each.id: each for each in found}.values())[:most]


class Copies(Sequence[Posting]):
    """`size` postings made on demand: the originals, then copies of them. Never changes between reads."""

    def __init__(self, originals: Sequence[Posting], size: int, *, changed: float = 0.0) -> None:
        self._originals = originals
        self._size = size
        self._step = round(1 / changed) if changed else 0
        """Every so many-th posting is perturbed once more."""
        self._last: tuple[int, Posting] | None = None

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> Posting:  # type: ignore[override]
        if not 0 <= number < self._size:
            raise IndexError(number)
        if self._last is None or self._last[0] != number:
            self._last = number, self._made(number)
        return self._last[1]

    def _made(self, number: int) -> Posting:
        copy, place = divmod(number, len(self._originals))
        original = self._originals[place]
        changed = bool(self._step) and number % self._step == 0
        # 7919 is prime to 10,000: neighbours get far dates, all together an even spread.
        posted = (TODAY - timedelta(days=number * 7919 % DAYS)).isoformat()
        stated = Stated(posted, Evidence("feed", posted, "date"))
        if not copy and not changed:
            return replace(original, posted=stated, expires=None)
        return replace(
            original,
            id=f"copy:{number}",
            source="copy",
            company=f"{original.company}{JOIN}{copy}",
            text=_joined(original, number + changed * 1_000_003),
            posted=stated,
            expires=None,
            url="",
            apply_url="",
            aliases=(),
            sources=(),
        )


def _joined(posting: Posting, seed: int) -> str:
    """The text with some spaces gone."""
    text = np.array(list(posting.text))
    places = np.flatnonzero(text == " ")
    if len(places):
        text[np.random.default_rng(seed).choice(places, max(1, int(len(places) * JOINED_SHARE)))] = JOIN
    return "".join(text)


class CopiedVectors:
    """An embedding model for copies: looks the original's vector up and adds noise. Counts tokens as the real one."""

    def __init__(self, embedder, originals: Sequence[Posting], vectors: Sequence[np.ndarray]) -> None:
        self._embedder = embedder
        self.fingerprint, self.model = embedder.fingerprint, embedder.model
        self.dim, self.max_tokens, self.count_tokens = (
            embedder.dim,
            embedder.max_tokens,
            embedder.count_tokens,
        )
        self._known: dict[str, np.ndarray] = {}
        for posting, rows in zip(originals, vectors, strict=True):
            passages = cut(posting, count_tokens=self.count_tokens, max_tokens=self.max_tokens)
            self._known |= {_key(embedded_text(each)): row for each, row in zip(passages, rows, strict=True)}
        self._pool = np.array(list(self._known.values()), np.float32)

    def passages(self, texts: Sequence[str], *, progress=None) -> np.ndarray:
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, self.dim)

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.queries(texts)

    def query(self, text: str) -> np.ndarray:
        return self._embedder.query(text)

    def _vector(self, text: str) -> np.ndarray:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
        original = self._known.get(_key(text))
        if original is None:  # cut a little differently
            original = self._pool[seed % len(self._pool)]
        elif JOIN not in text:
            return original
        return perturbed(original[None], seed)[0]


def perturbed(rows: np.ndarray, seed: int) -> np.ndarray:
    """Float32, unit rows: these with noise."""
    noise = np.random.default_rng(seed).standard_normal(rows.shape, dtype=np.float32)
    moved = rows + noise * np.float32(NOISE / np.sqrt(rows.shape[1]))
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


def _key(text: str) -> str:
    """What an embedded text and its copies have in common."""
    return _COPY_NUMBER.sub("", text, count=1).replace(JOIN, " ")
