"""BM25 over passages, and which postings name a phrase; the only user of tantivy (with its files).

Questions become terms and are never parsed. A filter is exact at every selectivity, and a passage scores the
same with it and without. What is searched is in `index.lexical_files`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from index.lexical_files import open_both, stemmer
from index.lexical_files import write as write  # the folder is written and searched under one name
from index.words import terms, words

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

FIELD_WEIGHTS: Mapping[str, float] = {"title": 1.0, "company": 1.0, "skills": 1.0, "text": 1.0}
MAX_QUERY_TERMS = 256
"""Different terms of a question; the rest is not searched. A whole posting as a question has fewer."""
NARROW_SHARE = 0.05
"""Below this share of allowed passages a set of their numbers is searched, above it more hits are fetched.

Measured over 72,269 passages for 200 hits: at 10 % fetching took 9 ms and the set 41, at 5 % 21 and 11, at 0.5 % 111 and 10.
"""
FUNCTION_WORDS = frozenset(
    "a about also am an and any are as at be been but by can could do does for from had has have how i if in into is me my "
    "no not of on or our should such than that the their then there these they this those to used using was we were what "
    "when where which who will with would you your".split()
)
"""Not searched unless a text has no other words. nDCG@10 of this index without and with that, title apart:
cranfield .368 and .378, cacm .436 and .467. "it" and "us" are not among them: in postings they are words."""

_EXTRA = 64


class Lexical:
    """The written indexes, mapped read-only. Safe to share between threads."""

    def __init__(self, passages: Any, postings: Any) -> None:
        self._passages = passages.searcher()
        self._postings = postings.searcher()
        self._passage_schema = passages.schema
        self._posting_schema = postings.schema
        self._stemmer = stemmer()

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The indexes of a folder, which may be read-only and may be removed while this is in use.

        Raises:
            IndexCorrupt: they are not there or cannot be read.
        """
        return cls(*open_both(folder))

    def search(
        self,
        text: str,
        *,
        k: int,
        allowed: Bools | None = None,
        title_weight: float = 1.0,
        weights: Mapping[str, float] = FIELD_WEIGHTS,
    ) -> tuple[Numbers, Scores]:
        """The k best passages for the words of any text: their numbers and BM25 scores, ties by number.

        Only passages that hold a word of the text, so there may be fewer than k.

        Args:
            text: anything a person may type.
            k: how many, at least 0.
            allowed: bool, one a passage; None allows all.
            title_weight: how much more than by default the title counts.
            weights: of each field; 0 leaves it out.

        A word said twice in the text counts twice. Source: Robertson and Zaragoza 2009, BM25 with k1 = 1.2, b = 0.75, lengths rounded to a byte, as
        tantivy computes it; the fields' scores are added.
        """
        query = self._query(text, {**weights, "title": weights.get("title", 0.0) * title_weight})
        size = int(self._passages.num_docs)
        count = size if allowed is None else int(np.count_nonzero(allowed))
        if query is None or k <= 0 or count == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        if allowed is not None and count < NARROW_SHARE * size:
            return self._ranked(self._within(query, np.flatnonzero(allowed)), k, count, None)
        return self._ranked(query, k, size, allowed)

    def titled(self, text: str) -> Numbers:
        """The passages of postings whose title holds every word of the text, by stem; none for a text without words."""
        from tantivy import Occur, Query

        stems = dict.fromkeys(self._stemmer.analyze(" ".join(terms(text))))
        if not stems or len(stems) > MAX_QUERY_TERMS:
            return np.empty(0, np.int64)
        musts = [
            (Occur.Must, Query.term_query(self._passage_schema, "title", stem, "basic")) for stem in stems
        ]
        every = Query.const_score_query(Query.boolean_query(musts), 0.0)
        found = self._passages.search(every, limit=max(1, int(self._passages.num_docs)), count=False)
        return _values(self._passages, "number", found.hits)

    def naming(self, forms: Iterable[str], *, skill: str = "") -> Bools:
        """bool, one a posting: whether title, text or skills hold any of these words or phrases, exactly.

        Case and accents do not count, word ends do: "c" is not in "c++", "java" not in "javascript". A posting
        whose normalised skills have the name `skill` counts too, whatever its words.
        """
        from tantivy import Occur, Query

        named = np.zeros(int(self._postings.num_docs), dtype=np.bool_)
        phrases = {tuple(words(form)) for form in forms} - {()}
        clauses = [self._phrase(phrase) for phrase in sorted(phrases)]
        if skill:
            clauses.append(Query.term_query(self._posting_schema, "skill", skill.casefold(), "basic"))
        if not clauses or not named.size:
            return named
        any_of = Query.boolean_query([(Occur.Should, clause) for clause in clauses])
        found = self._postings.search(Query.const_score_query(any_of, 0.0), limit=named.size, count=False)
        named[_values(self._postings, "row", found.hits)] = True
        return named

    def _query(self, text: str, weights: Mapping[str, float]) -> Any | None:
        """Any of the terms in any field, weighted; None where there is nothing to search."""
        from tantivy import Occur, Query

        found = terms(text)
        telling = [term for term in found if term not in FUNCTION_WORDS] or found
        stems = Counter(self._stemmer.analyze(" ".join(telling))).most_common(MAX_QUERY_TERMS)
        clauses = [
            (Occur.Should, self._clause(field, stem, weight * times))
            for field, weight in weights.items()
            if weight > 0
            for stem, times in stems
        ]
        return Query.boolean_query(clauses) if clauses else None

    def _clause(self, field: str, stem: str, weight: float) -> Any:
        from tantivy import Query

        return Query.boost_query(Query.term_query(self._passage_schema, field, stem, "freq"), weight)

    def _within(self, query: Any, numbers: Numbers) -> Any:
        from tantivy import Occur, Query

        chosen = Query.term_set_query(self._passage_schema, "number", numbers.tolist())
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(chosen, 0.0))])

    def _ranked(self, query: Any, k: int, most: int, allowed: Bools | None) -> tuple[Numbers, Scores]:
        """The k best hits that are allowed; more are fetched until none outside can tie with the last."""
        limit = min(k + _EXTRA, most)
        while True:
            hits = self._passages.search(query, limit=limit, count=False).hits
            numbers = _values(self._passages, "number", hits)
            scores = np.array([score for score, _ in hits], dtype=np.float32)
            kept = np.ones(len(hits), np.bool_) if allowed is None else allowed[numbers]
            order = np.lexsort((numbers[kept], -scores[kept]))[:k]
            best, best_scores = numbers[kept][order], scores[kept][order]
            exhausted = len(hits) < limit or limit >= most
            if exhausted or (len(best) == k and best_scores[-1] > scores[-1]):
                return best, best_scores
            limit = min(limit * 4, most)

    def _phrase(self, phrase: tuple[str, ...]) -> Any:
        from tantivy import Query

        if len(phrase) == 1:
            return Query.term_query(self._posting_schema, "words", phrase[0], "basic")
        return Query.phrase_query(self._posting_schema, "words", list(phrase))


def _values(searcher: Any, field: str, hits: Sequence[tuple[float, Any]]) -> Numbers:
    return np.array(searcher.fast_field_values(field, [address for _, address in hits]), dtype=np.int64)
