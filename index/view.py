"""IndexView: one immutable generation, read by any number of threads. All reads of a search go through one.

It maps its files and holds a lock on its directory, so that no refresh disturbs it, in this process or another.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import PostingMissing
from index.types import Hit, Posting, SectionKind

if TYPE_CHECKING:
    from index.columns import Columns
    from index.constraints import Constraint
    from index.snapshot import Snapshot

Bools = npt.NDArray[np.bool_]
Vector = npt.NDArray[np.float32]

NAMING_CACHE_BYTES = 64 << 20
"""Of what is remembered about phrases; one takes a byte a posting."""


class IndexView:
    """One generation: ids, columns, vectors, text and postings that belong together.

    A "row" is a position in `ids`. Scores are higher for better, ties go to the smaller passage id.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        generation: int,
        stored: Callable[[str], Posting],
        release: Callable[[], None],
    ) -> None:
        self.generation = generation
        self.ids: tuple[str, ...] = snapshot.rows.ids
        self.columns: Columns = snapshot.columns
        self.companies: Mapping[str, int] = snapshot.companies
        """Employers as the postings write them, with how many postings each has."""
        self.skills: Mapping[str, int] = snapshot.skills
        self._snapshot = snapshot
        self._stored = stored
        self._row_of = {posting_id: row for row, posting_id in enumerate(self.ids)}
        remembered = max(16, min(1024, NAMING_CACHE_BYTES // max(1, len(self.ids))))
        self._naming = functools.lru_cache(remembered)(snapshot.naming)
        weakref.finalize(self, release)

    def dense(self, vector: Vector, *, k: int, allowed: Bools | None = None) -> list[Hit]:
        """The k passages nearest to a vector, best first, exact whatever `allowed` leaves.

        Args:
            vector: float32 (dim,), a unit vector.
            k: at most so many.
            allowed: bool (n,), the postings to look at; None for all.
        """
        numbers, scores = self.nearest(vector, k=k, allowed=allowed)
        return self.hits(numbers, scores)

    def nearest(
        self, vector: Vector, *, k: int, allowed: Bools | None = None, exact: bool = True
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """`dense` as arrays: passage numbers in this view, and cosines. Not `exact`: in single precision, ties in any order."""
        ((numbers, scores),) = self._snapshot.vectors.search(
            vector[None], k, self._of_passages(allowed), exact=exact
        )
        return numbers, scores

    @property
    def passage_row(self) -> npt.NDArray[np.int32]:
        """Int32 (passages,): the row of each passage number."""
        return self._snapshot.rows.passage_row

    def of_kind(self, kind: SectionKind) -> Bools:
        """Bool (passages,): which passage numbers come from such a section."""
        return np.equal(self._snapshot.rows.kind, self._snapshot.kinds.index(kind))

    def lexical(
        self, text: str, *, k: int, allowed: Bools | None = None, title_weight: float = 1.0
    ) -> list[Hit]:
        """The k passages best by BM25 for the words of any text, best first; `allowed` as in `dense`."""
        numbers, scores = self.worded(text, k=k, allowed=allowed, title_weight=title_weight)
        return self.hits(numbers, scores)

    def worded(
        self, text: str, *, k: int, allowed: Bools | None = None, title_weight: float = 1.0
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """`lexical` as arrays: passage numbers of this view, and BM25 scores."""
        return self._snapshot.lexical.search(
            text, k=k, allowed=self._of_passages(allowed), title_weight=title_weight
        )

    def titled(self, text: str) -> Bools:
        """Bool (n,): the postings whose title holds every word of the text."""
        found = np.zeros(len(self.ids), np.bool_)
        found[self.passage_row[self._snapshot.lexical.titled(text)]] = True
        return found

    def matching(self, constraints: Sequence[Constraint], *, today: date) -> npt.NDArray[np.int8]:
        """int8 (len(constraints), n): 1 met, 0 unstated, -1 unmet."""
        from index.verdicts import verdicts

        return verdicts(constraints, self.columns, named=self.naming, today=today)

    def naming(self, phrase: str) -> Bools:
        """Bool (n,), read-only: which postings name the phrase, in any of its spellings, in title, text or skills."""
        return self._naming(phrase)

    def posting(self, posting_id: str) -> Posting:
        """A posting by id or alias, as it is in this generation; closed ones come from the store.

        Raises:
            PostingMissing: there is none.
        """
        row = self._row(posting_id)
        return self._stored(posting_id) if row is None else self._snapshot.bodies.posting(row)

    def postings(self, posting_ids: Iterable[str]) -> list[Posting]:
        """Postings in the order asked for; Raises as `posting`."""
        return [self.posting(each) for each in posting_ids]

    def row(self, posting_id: str) -> int:
        """The row of an open posting, by id or alias.

        Raises:
            PostingMissing: it is not searched here.
        """
        row = self._row(posting_id)
        if row is None:
            raise PostingMissing(f"no open posting has the id {posting_id!r}")
        return row

    def vectors_of(self, posting_id: str) -> Vector:
        """float32 (m, dim): the vectors of a posting's passages in order; none for one that is not searched."""
        row = self._row(posting_id)
        starts = self._snapshot.rows.passage_starts
        start, end = (0, 0) if row is None else (int(starts[row]), int(starts[row + 1]))
        return self._snapshot.vectors.rows(np.arange(start, end))

    def _row(self, posting_id: str) -> int | None:
        row = self._row_of.get(posting_id)
        return self._snapshot.rows.aliases.get(posting_id) if row is None else row

    def _of_passages(self, allowed: Bools | None) -> Bools | None:
        return None if allowed is None else allowed[self._snapshot.rows.passage_row]

    def hits(self, numbers: npt.NDArray[np.int64], scores: npt.NDArray[np.float32]) -> list[Hit]:
        """Passage numbers with their scores as hits, best first, ties by passage id."""
        rows, kinds = self._snapshot.rows, self._snapshot.kinds
        hits = [
            Hit(
                posting_id=self.ids[rows.passage_row[number]],
                passage_id=int(rows.passage_id[number]),
                score=float(score),
                start=int(rows.start[number]),
                end=int(rows.end[number]),
                kind=kinds[rows.kind[number]],
            )
            for number, score in zip(numbers.tolist(), scores.tolist(), strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))
