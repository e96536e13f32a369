"""The public face: `JobSearch`, and the conveniences `search` and `ask`.

Open once, use often, from any thread. Everything a question needs is read from one view of the index, so that an
answer never mixes two generations.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import numpy as np

from index.columns import NOT_STATED
from index.constraints import Constraint
from index.errors import IndexMissing, QueryError
from index.fetch import Fetcher
from index.history import Change
from index.job_index import JobIndex
from index.refresh import Feed, by_hand, followed, refresh
from index.repair import RepairReport
from index.sources_file import load_sources
from index.stats import IndexStats
from index.sync import SyncReport
from index.types import Posting
from index.verifying import VerifyReport
from index.view import IndexView
from rag.answer import answer_about, answer_stream, unanswered
from rag.assemble import ranked_hit, search_result
from rag.guard_question import guard_question
from rag.llm import make_chat
from rag.retrieve import ranking_text, retrieve
from rag.settings import Settings, load_settings
from rag.types import (
    Answer,
    Done,
    Event,
    JobQuery,
    RankedHit,
    RetrievalConfig,
    SearchResult,
    SentenceReady,
    Sort,
    Turn,
)
from rag.understand import Vocabulary, understand

if TYPE_CHECKING:
    import pandas as pd

Feeds = str | Path | Sequence[str | Path]
Progress = Callable[[str, int, int | None], None]
MAX_EXCLUDED = 5
"""Postings shown that a constraint shut out."""


class JobSearch:
    """A job index with questions on top: a context manager, safe to share between threads.

    `today` is what "this week" and exchange rates count from; it is a function so that a server stays right.
    """

    def __init__(self, index: JobIndex, *, settings: Settings, today: Callable[[], date]) -> None:
        self._index = index
        self._settings = settings
        self._today = today
        self._vocabulary: tuple[int, Vocabulary] | None = None
        self._chat = make_chat(settings)
        self._lock = threading.Lock()
        self.last_sync = SyncReport()
        """What the last build or sync through this object did; empty before the first."""

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        settings: Settings | None = None,
        today: Callable[[], date] = date.today,
        read_only: bool = False,
        create: bool = False,
    ) -> Self:
        """Open an index; `path` overrides the setting. With `read_only` nothing is written, not even to heal.

        With `create` an empty one is made where there is none, to be filled by `sync`.

        Raises:
            IndexMissing: there is none; the message has the command that builds one.
            FingerprintMismatch: it was embedded with another model than the settings name.
            IndexCorrupt: its files cannot be used and cannot be healed.
        """
        settings = _at(path, settings)
        return cls(_open(settings, create=create, read_only=read_only), settings=settings, today=today)

    @classmethod
    def build(
        cls,
        feeds: Feeds,
        path: str | Path | None = None,
        *,
        format: str | None = None,
        progress: Progress | None = None,
        settings: Settings | None = None,
        today: Callable[[], date] = date.today,
        now: datetime | None = None,
    ) -> Self:
        """Read feeds into the index at `path`, made when missing, and open it.

        Postings past their last day are taken in as well, so that old feeds can be searched; the next `sync` closes them.

        Args:
            feeds: files, folders, globs or https addresses, one or several.
            path: folder of the index; overrides the setting.
            format: forces a feed format instead of detecting it.
            progress: called with a stage, how much of it is done, and of how much (None when unknown).
            settings: those of the environment when left out.
            today: what day it is.
            now: the time to record; the day is `today` when left out.

        Raises:
            FetchError: an address cannot be fetched.
            FeedError: a source cannot be read at all. Records that cannot be used are in `last_sync.rejected`.
        """
        settings = _at(path, settings)
        jobs = cls(_open(settings, create=True), settings=settings, today=today)
        try:
            wanted = [replace(each, strict=True) for each in jobs._feeds(feeds, format=format)]
            jobs.last_sync = refresh(
                jobs._index,
                wanted,
                now=now or jobs._now(),
                fetcher=Fetcher(),
                expire=False,
                progress=progress,
            )
        except BaseException:
            jobs.close()
            raise
        return jobs

    def sync(
        self,
        feeds: Feeds | None = None,
        *,
        format: str | None = None,
        progress: Progress | None = None,
        now: datetime | None = None,
        edition: date | None = None,
        snapshot: bool | None = None,
        again: bool = False,
        accept_smaller: bool = False,
        allow_http: bool = False,
        fetcher: Fetcher | None = None,
    ) -> SyncReport:
        """Read feeds again and bring the index up to date; only what is new or changed is embedded.

        A posting that a feed listed and lists no more is closed, unless the feed failed, broke off, or shrank below half:
        `report.feeds` says so. One that comes back is reopened; one past its last day is closed.

        Args:
            feeds: files, folders, globs, https addresses, or names in the sources file; all of that file when left out.
            format: forces a feed format instead of detecting it.
            progress: called with a stage, how much of it is done, and of how much (None when unknown).
            now: the time to record and to count last days from; the present when left out.
            edition: the day that `{date}` in the sources file stands for, that of `now` when left out; one that is older
                than the last one read is skipped.
            snapshot: whether the feeds list everything there is; None: as their format usually does.
            again: fetch and read also what the server calls unchanged.
            accept_smaller: believe a feed that lists far less than last time.
            allow_http: let http addresses pass beside https.
            fetcher: fetches addresses, in place of one with the usual limits.

        Raises:
            FeedError: a file cannot be read at all. A feed of the sources file or an address that fails is reported instead.
            SettingsError: the sources file cannot be used.
        """
        now = now or self._now()
        wanted = self._feeds(
            feeds, format=format, snapshot=snapshot, allow_http=allow_http, edition=edition or now.date()
        )
        self.last_sync = refresh(
            self._index,
            wanted,
            now=now,
            fetcher=fetcher or Fetcher(contact=self._contact()),
            again=again,
            accept_smaller=accept_smaller,
            progress=progress,
        )
        return self.last_sync

    def changes(self, since: date) -> list[Change]:
        """What happened to postings on a day and after it: new, changed, closed, reposted; oldest first."""
        return self._index.changes(since)

    def close(self) -> None:
        """Release the index."""
        self._index.close()

    def __len__(self) -> int:
        """How many open postings are searched; one that several sources gave counts once."""
        return len(self._index.view().ids)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def understand(self, question: str, *, previous: Turn | None = None) -> JobQuery:
        """What a question asks for, in the light of the previous turn.

        Raises:
            QueryError: the question is empty or too long.
        """
        view = self._index.view()
        shown = view.postings(previous.shown) if previous else ()
        return understand(
            question, vocabulary=self._words(view), today=self._today(), previous=previous, shown=shown
        )

    def search(
        self,
        query: str | JobQuery,
        *,
        k: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        strict: bool = False,
        config: RetrievalConfig | None = None,
    ) -> SearchResult:
        """The postings that fit, best first, each with a ledger; and what was left out, and why.

        Args:
            query: a question, or a query built by hand.
            k: at most so many hits.
            offset: how many to skip.
            sort: order within those that meet everything, and within those that leave something unstated.
            strict: only postings that state and meet everything asked.
            config: what ablations switch.

        Raises:
            QueryError: the question or the numbers cannot be used.
        """
        return self.search_many([query], k=k, offset=offset, sort=sort, strict=strict, config=config)[0]

    def search_many(
        self,
        queries: Iterable[str | JobQuery],
        *,
        k: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        strict: bool = False,
        config: RetrievalConfig | None = None,
        progress: Progress | None = None,
    ) -> list[SearchResult]:
        """`search` for many questions, over one view, their topics embedded together."""
        if k < 1 or offset < 0:
            raise QueryError(f"k must be at least 1 and offset at least 0, not {k} and {offset}")
        config = config or RetrievalConfig(reranker=self._settings.reranker)
        view, started = self._index.view(), time.perf_counter()
        understood = [each if isinstance(each, JobQuery) else self.understand(each) for each in queries]
        read = time.perf_counter()
        vectors = self._vectors(understood)
        embedded = time.perf_counter()
        shared = {"understand": read - started, "embed": embedded - read}
        results = []
        for number, (query, vector) in enumerate(zip(understood, vectors, strict=True), start=1):
            began = time.perf_counter()
            ranking = retrieve(
                view, query, vector, config=config, today=self._today(), sort=sort, strict=strict
            )
            ranked = time.perf_counter()
            result = search_result(view, query, ranking, k=k, offset=offset, today=self._today())
            explained = time.perf_counter()
            spent = {name: seconds / len(understood) for name, seconds in shared.items()}
            spent |= {"rank": ranked - began, "explain": explained - ranked}
            spent["total"] = sum(spent.values())
            milliseconds = {name: round(seconds * 1000, 3) for name, seconds in spent.items()}
            results.append(result.model_copy(update={"timings_ms": milliseconds}))
            if progress:
                progress("questions", number, len(understood))
        return results

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        """A cited answer; `answer.turn` goes into the next call's history."""
        for event in self.ask_stream(question, history=history):
            if isinstance(event, Done):
                return event.answer
        raise RuntimeError("an answer stream ends with Done")

    def ask_stream(self, question: str, *, history: Sequence[Turn] = ()) -> Iterator[Event]:
        """The hits first, then each sentence once it has passed its checks, then the whole answer, last.

        Raises:
            QueryError: the question is empty or too long.
        """
        verdict = guard_question(question)
        if verdict.action != "answer":
            answer = unanswered(question, verdict)
            yield from (SentenceReady(sentence=each) for each in answer.sentences)
            yield Done(answer=answer)
            return
        previous = history[-1] if history else None
        query = self.understand(verdict.question, previous=previous)
        query = query.model_copy(update={"notes": (*verdict.notes, *query.notes), "question": question})
        if previous is not None and previous.shown and query.move in ("refer", "ask"):
            yield from answer_about(
                self._referred(query, previous),
                question=question,
                query=query,
                chat=self._chat,
                settings=self._settings,
                today=self._today(),
                shown=previous.shown,
                search=self.search,
            )
            return
        yield from answer_stream(
            self.search(query, offset=_next_offset(query, previous)),
            question=question,
            chat=self._chat,
            settings=self._settings,
            history=history,
        )

    def posting(self, posting_id: str) -> Posting:
        """One posting by its id or an alias, closed ones too; raises PostingMissing."""
        return self._index.view().posting(posting_id)

    def verdicts(self, posting_id: str, constraints: Sequence[Constraint]) -> list[int]:
        """For each constraint 1 met, 0 unstated, -1 unmet, for one open posting; raises PostingMissing."""
        view = self._index.view()
        row = view.row(posting_id)
        verdicts: list[int] = view.matching(constraints, today=self._today())[:, row].tolist()
        return verdicts

    def similar(self, posting_id: str, *, k: int = 10) -> list[RankedHit]:
        """Open postings most like one, best first, itself left out; raises PostingMissing."""
        view = self._index.view()
        posting = view.posting(posting_id)
        vectors = view.vectors_of(posting.id)
        if not len(vectors):
            return []
        centre = vectors.mean(axis=0)
        centre /= max(float((centre**2).sum()) ** 0.5, 1e-12)
        ranking = retrieve(view, JobQuery(), centre, config=RetrievalConfig(bm25=False), today=self._today())
        order = [row for row in ranking.order.tolist() if view.ids[row] != posting.id][:k]
        return [
            ranked_hit(view, JobQuery(), ranking, row, rank, today=self._today())
            for rank, row in enumerate(order, start=1)
        ]

    def to_frame(self) -> pd.DataFrame:
        """All open postings, one row each."""
        from rag.frames import postings_frame

        view = self._index.view()
        return postings_frame(view.postings(view.ids))

    def export(self, format: str, stream: BinaryIO) -> int:
        """Write all open postings as `yubhub`, `jsonld`, `jsonl`, `csv` or `parquet`; returns how many.

        Raises:
            QueryError: there is no such format.
        """
        from index.export import export

        view = self._index.view()
        return export((view.posting(each) for each in view.ids), format, stream)

    def duplicates(self) -> Iterator[Posting]:
        """The open postings that stand for several: `sources` says which, the last of `warnings` why."""
        view = self._index.view()
        postings = (view.posting(each) for each in view.ids)
        return (posting for posting in postings if len(posting.sources) > 1)

    def warm_up(self) -> None:
        """Load what the first question would wait for."""
        self._words(self._index.view())
        self._index.embed("warm up")

    def stats(self) -> IndexStats:
        """What the store and the generation in use hold, and how large they are."""
        return self._index.stats()

    def verify(self) -> VerifyReport:
        """Read everything and compare it with its checksums; changes nothing."""
        return self._index.verify()

    def repair(self, *, progress: Progress | None = None) -> RepairReport:
        """Mend what can be mended from what is whole."""
        return self._index.repair(now=datetime.now(UTC), progress=progress)

    def coverage(self) -> dict[str, int]:
        """How many open postings state each thing that can be asked for."""
        columns = self._index.view().columns
        return {
            "arrangement": int(np.count_nonzero(columns.arrangement_employer | columns.arrangement_feed)),
            "pay": len(np.unique(columns.pay_row)),
            "place": len(np.unique(columns.places.row)),
            "seniority": int(np.count_nonzero(columns.seniority_employer | columns.seniority_feed)),
            "employment": int(np.count_nonzero(columns.employment_employer | columns.employment_feed)),
            "experience": int(np.count_nonzero(~np.isnan(columns.experience))),
            "visa": int(np.count_nonzero(columns.visa != NOT_STATED)),
            "posted": int(np.count_nonzero(columns.posted != NOT_STATED)),
            "company": int(np.count_nonzero(columns.company != NOT_STATED)),
        }

    @property
    def settings(self) -> Settings:
        """The settings in use."""
        return self._settings

    def _now(self) -> datetime:
        """The present; on another day when this object was told that it is another day."""
        present = datetime.now(UTC)
        return present if self._today is date.today else datetime.combine(self._today(), present.timetz())

    def _feeds(
        self,
        feeds: Feeds | None,
        *,
        format: str | None = None,
        snapshot: bool | None = None,
        allow_http: bool = False,
        edition: date | None = None,
    ) -> list[Feed]:
        """Feeds as given, by their names in the sources file, or all of that file."""
        path = self._settings.sources
        listed = load_sources(path).source if feeds is None or path.is_file() else ()
        day = edition or self._now().date()
        by_name = {each.name: followed(each, path.parent, day) for each in listed}
        if feeds is None:
            return list(by_name.values())
        places = [feeds] if isinstance(feeds, str | Path) else list(feeds)
        return [
            by_name[str(each)]
            if str(each) in by_name and not Path(each).exists()
            else by_hand(str(each), format=format, snapshot=snapshot, allow_http=allow_http)
            for each in places
        ]

    def _contact(self) -> str:
        path = self._settings.sources
        return load_sources(path).contact if path.is_file() else ""

    def _words(self, view: IndexView) -> Vocabulary:
        with self._lock:
            if self._vocabulary is None or self._vocabulary[0] != view.generation:
                self._vocabulary = (view.generation, Vocabulary(companies=view.companies, skills=view.skills))
            return self._vocabulary[1]

    def _referred(self, query: JobQuery, previous: Turn) -> list[Posting]:
        """The postings that a question points at, by place or by the rank shown; all of them when it names none."""
        shown = dict(enumerate(previous.shown, start=1))
        shown |= dict(enumerate(previous.shown, start=previous.offset + 1)) if previous.offset else {}
        pointed = [shown[rank] for rank in query.refers_to if rank in shown]
        return self._index.view().postings(pointed or previous.shown)

    def _vectors(self, queries: Sequence[JobQuery]) -> list[Any]:
        texts = list(dict.fromkeys(text for each in queries if (text := ranking_text(each))))
        embedded = dict(zip(texts, self._index.embedder.queries(texts), strict=True)) if texts else {}
        return [embedded.get(ranking_text(each)) for each in queries]


def _next_offset(query: JobQuery, previous: Turn | None) -> int:
    """Where to go on when a question asks for more of the same; 0 when it asks for anything else."""
    if previous is None or query.move != "refine":
        return 0
    same = (query.text, query.constraints) == (previous.query.text, previous.query.constraints)
    return previous.offset + len(previous.shown) if same else 0


def _at(path: str | Path | None, settings: Settings | None) -> Settings:
    settings = settings or load_settings()
    return settings if path is None else settings.model_copy(update={"index": Path(path)})


def _open(settings: Settings, *, create: bool, read_only: bool = False) -> JobIndex:
    try:
        return JobIndex.open(
            settings.index,
            model=settings.embedding_model,
            query_prompt=settings.query_prompt,
            passage_prompt=settings.passage_prompt,
            runtime=settings.runtime,
            create=create,
            read_only=read_only,
        )
    except IndexMissing as error:
        raise IndexMissing(
            f"there is no index at {settings.index}. Build one with: rolecall build FEED --index {settings.index}"
        ) from error
