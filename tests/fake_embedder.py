"""An embedding model that really works, without weights: words hashed to directions, texts the sum of their words."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence

import numpy as np

DIM = 16


@functools.lru_cache(100_000)
def _direction(word: str, fingerprint: str) -> np.ndarray:
    seed = hashlib.blake2b(f"{fingerprint} {word}".encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(seed, "little")).standard_normal(DIM)


class FakeEmbedder:
    """Texts that share words are near; equal texts are equal; another fingerprint is another space."""

    dim = DIM

    def __init__(self, fingerprint: str = "fake-1", model: str = "fake", max_tokens: int = 40) -> None:
        self.fingerprint = fingerprint
        self.model = model
        self.max_tokens = max_tokens
        self.embedded: list[str] = []
        """Every passage text it was given, in order."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def passages(
        self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None
    ) -> np.ndarray:
        self.embedded.extend(texts)
        if progress is not None:
            progress(len(texts), len(texts))
        return self.queries(texts)

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.query(text) for text in texts]) if texts else np.zeros((0, DIM), np.float32)

    def query(self, text: str) -> np.ndarray:
        words = text.casefold().split() or [""]
        total = np.sum([_direction(word, self.fingerprint) for word in words], axis=0)
        return (total / np.linalg.norm(total)).astype(np.float32)
