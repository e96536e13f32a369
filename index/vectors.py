"""Exact nearest passages by inner product; the only user of faiss.

A flat index of half-precision vectors, mapped from its file. A filter is applied before the search, never to
its result. Vector number i is row i of what was written; what a number stands for is the caller's. Scores are
recomputed in double precision, so that a hit scores the same whichever way it was found, and ties go by number.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.errors import IndexCorrupt, ModelError, QueryError

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Allowed = npt.NDArray[np.bool_]

_HALF_MAX = 65504.0
_MARGIN = 1e-4
"""More than single-precision summation errs by on unit vectors; nearer candidates are told apart exactly."""
_EXTRA = 32
"""Candidates beyond k: enough in nearly every search to see that nothing outside ties with the last hit."""


def few(allowed: int, size: int) -> bool:
    """Whether so few are allowed that reading them out beats scanning past all others.

    Measured on 2 cores of an EPYC 7003, 384 dimensions, one question: of 100,000 vectors 188 took 0.34 ms
    read out and 0.45 ms scanned, 533 took 0.87 and 0.51; of 500,000, 993 took 1.6 and 2.5, 2,526 took 8.0 and 2.3.
    """
    return allowed < 200 + size // 500


def write(path: Path, blocks: Iterable[Floats], *, dim: int) -> int:
    """Writes an index of all rows of the blocks, in order, and syncs it to disk; returns how many there are.

    The file is written beside and renamed into place; syncing the directory is the caller's.

    Args:
        path: the file, replaced when it is there.
        blocks: float32 (rows, dim) each, unit rows.
        dim: length of a vector.

    Raises:
        ModelError: a vector that is not finite, or of another length.
    """
    import faiss

    index = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    for block in blocks:
        _check(block, dim, first=index.ntotal)
        # Rounded here, to the nearest even as IEEE 754 has it: faiss rounds some halves the other way.
        index.add(np.ascontiguousarray(block.astype(np.float16), dtype=np.float32))
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            faiss.write_index(index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return int(index.ntotal)


def _check(rows: Floats, dim: int, *, first: int) -> None:
    if rows.ndim != 2 or rows.shape[1] != dim:
        raise ModelError(
            f"The embedding model gave vectors of shape {rows.shape}, the index holds {dim} dimensions."
        )
    bad = np.flatnonzero(~(np.abs(rows) <= _HALF_MAX).all(axis=1))  # NaN compares false too
    if bad.size:
        raise ModelError(
            f"Vector {first + int(bad[0])} is not finite: the embedding model is damaged. "
            "Reinstall it, or try the torch runtime."
        )


class VectorIndex:
    """A written index, mapped read-only. Safe to share between threads."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index at `path`; its vectors stay in the file.

        Raises:
            IndexCorrupt: the file is not such an index.
        """
        import faiss

        try:
            index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as e:
            raise IndexCorrupt(f"{path} is not a vector index: run `rolecall repair`") from e
        if (
            not isinstance(index, faiss.IndexScalarQuantizer)
            or index.metric_type != faiss.METRIC_INNER_PRODUCT
            or index.sq.qtype != faiss.ScalarQuantizer.QT_fp16
        ):
            raise IndexCorrupt(f"{path} is a vector index of another kind: run `rolecall repair`")
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def rows(self, numbers: Numbers) -> Floats:
        """float32 (len(numbers), dim): the vectors as stored, in half precision."""
        rows: Floats = self._index.reconstruct_batch(np.ascontiguousarray(numbers, dtype=np.int64))
        return rows

    def search(
        self, queries: Floats, k: int, allowed: Allowed | None = None, *, exact: bool = True
    ) -> list[tuple[Numbers, Floats]]:
        """For each query the k best numbers and their scores, best first, ties by number.

        Fewer than k only where fewer are allowed.

        Args:
            queries: float32 (q, dim).
            k: how many, at least 0.
            allowed: bool (len(self),); None allows all.
            exact: False leaves the scores as summed in single precision, and ties in any order: for thousands of
                candidates, where summing again takes five times as long as the search (4,000 of 10,000: 8 and 1.5 ms).

        Raises:
            QueryError: a query of another length or that is not finite, a filter of another length.
        """
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        if queries.ndim != 2 or queries.shape[1] != self.dim or not np.isfinite(queries).all():
            raise QueryError(f"A query must be {self.dim} finite numbers, as its embedding model gives them.")
        if allowed is not None and allowed.shape != (len(self),):
            raise QueryError(f"The filter covers {allowed.shape} vectors, the index has {len(self)}.")
        count = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, count)
        if k <= 0:
            return [(np.empty(0, np.int64), np.empty(0, np.float32)) for _ in queries]
        if allowed is not None and few(count, len(self)):
            return self._best(np.flatnonzero(allowed), queries, k, np.float64 if exact else np.float32)
        limited = None if allowed is None or count == len(self) else allowed
        if exact:
            return self._scan(queries, k, count, limited)
        scores, numbers = self._index.search(queries, k, params=_selecting(limited))
        return list(zip(numbers, scores, strict=True))

    def _scan(
        self, queries: Floats, k: int, count: int, allowed: Allowed | None
    ) -> list[tuple[Numbers, Floats]]:
        """Candidates by faiss, more of them until none outside can tie with the last, then their exact order."""
        parameters = _selecting(allowed)
        found: dict[int, tuple[Numbers, Floats]] = {}
        wanted = min(k + _EXTRA, count)
        while len(found) < len(queries):
            left = [row for row in range(len(queries)) if row not in found]
            rough, candidates = self._index.search(queries[left], wanted, params=parameters)
            for place, row in enumerate(left):
                numbers, scores = self._best(candidates[place], queries[row : row + 1], k)[0]
                if wanted == count or scores[-1] > rough[place, -1] + _MARGIN * _norm(queries[row]):
                    found[row] = (numbers, scores)
            wanted = min(wanted * 4, count)
        return [found[row] for row in range(len(queries))]

    def _best(
        self, numbers: Numbers, queries: Floats, k: int, precision: npt.DTypeLike = np.float64
    ) -> list[tuple[Numbers, Floats]]:
        """The k best of these numbers for each query, by score summed in some precision, then number."""
        rows = self.rows(numbers).astype(precision, copy=False)
        best = []
        for query in queries:
            scores = (rows @ query.astype(precision)).astype(np.float32)
            order = np.lexsort((numbers, -scores))[:k]
            best.append((numbers[order], scores[order]))
        return best


def _selecting(allowed: Allowed | None) -> Any:
    import faiss

    if allowed is None:
        return None
    bits = np.packbits(allowed, bitorder="little")
    selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]  # faiss wraps it at import
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]


def _norm(query: Floats) -> float:
    return max(1.0, float(np.linalg.norm(query)))
