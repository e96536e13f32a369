"""What the question layer hands out: queries, results, ledgers and answers.

All of it is pydantic at the edge: frozen, `extra="forbid"`, `model_dump(mode="json")` is plain JSON.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.constraints import Constraint
from index.types import Posting, SaidBy, SectionKind

if TYPE_CHECKING:
    import pandas as pd

Move = Literal["new", "refine", "replace", "remove", "refer", "ask", "switch", "reset"]
State = Literal["met", "unmet", "unstated"]
TopicState = Literal["on", "weak", "off"]
Sort = Literal["relevance", "date", "pay"]
Status = Literal["answered", "no_match", "refused", "clarify"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class JobQuery(_Frozen):
    """A question understood: the topic left for ranking, the constraints, and what was noticed on the way."""

    text: str = ""
    constraints: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()
    """Words not understood, wishes that cannot be a constraint, assumptions made, traits not used."""
    move: Move = "new"
    refers_to: tuple[int, ...] = ()
    """Ranks (from 1) in the previous turn's hits that the question points at."""
    question: str = ""
    """The question as asked; empty for a query built by hand."""


class Turn(_Frozen):
    """One exchange: all that the next question needs to be understood."""

    question: str
    query: JobQuery
    shown: tuple[str, ...] = ()
    """Posting ids, in the order shown."""
    offset: int = 0
    """How many hits of the query came before those shown."""


class RetrievalConfig(_Frozen):
    """What an ablation switches; the defaults are what the product uses."""

    dense: bool = True
    bm25: bool = True
    dense_weight: float = Field(default=1.0, ge=0)
    bm25_weight: float = Field(default=0.3, ge=0)
    """Of the lexical score, the best one being 1, beside the cosine, where some title names the whole topic."""
    paraphrase_bm25_weight: float = Field(default=0.05, ge=0)
    """The same where none does: a question in other words than the postings use gains little from its words."""
    filters: bool = True
    """False ranks all postings by topic alone; ledgers still say what is unmet."""
    title_weight: float = Field(default=1.0, ge=0)
    boilerplate_discount: float = Field(default=0.5, ge=0, le=1)
    """Boilerplate passages count this much of their score; 1 switches the discount off."""
    met_weight: float = Field(default=0.1, ge=0)
    """What meeting more of what was asked adds to the score of a hit that leaves something unstated."""
    freshness_weight: float = Field(default=0.01, ge=0)
    candidates: int = Field(default=200, ge=1, le=10_000)
    """Passages taken from the lexical ranking."""
    scanned: int = Field(default=4_000, ge=1, le=1_000_000)
    """Nearest passages looked at; postings beyond them are not about the topic."""
    reranker: str | None = None
    """Name or path of a CrossEncoder; None for no reranking."""
    employer_cap: int | None = Field(default=None, ge=1)
    """At most so many hits of one employer before the others."""


class PassageSpan(_Frozen):
    """A passage of a posting that made it a hit: `text` is `posting.text[start:end]`."""

    start: int
    end: int
    text: str
    kind: SectionKind
    score: float


class LedgerLine(_Frozen):
    """What a posting says about one thing asked. `quote` is verbatim and empty when nothing is stated."""

    constraint: Constraint
    state: State
    quote: str = ""
    said_by: SaidBy | None = None
    note: str = ""
    field: str = ""
    """One of "text", "title", or the feed's field that the quote was read from."""
    start: int | None = None
    end: int | None = None


class TopicLine(_Frozen):
    """How far a posting is about the topic, with its most telling words."""

    text: str
    state: TopicState
    quote: str = ""
    said_by: SaidBy | None = None
    note: str = ""
    field: str = ""
    start: int | None = None
    end: int | None = None


class Ledger(_Frozen):
    """One line for each constraint, in the query's order, and one for the topic."""

    topic: TopicLine | None
    """None when the query has no topic."""
    lines: tuple[LedgerLine, ...]

    @property
    def all_met(self) -> bool:
        """Whether every required constraint is met."""
        return all(line.state == "met" for line in self.lines if line.constraint.required)


class RankedHit(_Frozen):
    """One posting found, with its best passages and the verdict on each thing asked."""

    rank: int
    score: float
    posting: Posting
    passages: tuple[PassageSpan, ...]
    ledger: Ledger


class Excluded(_Frozen):
    """A posting on the topic that a constraint shut out."""

    posting: Posting
    ledger: Ledger
    score: float


class Relaxation(_Frozen):
    """A change of the query that would bring hits: which constraints to drop or loosen, and how many come."""

    words: str
    """For a person: "without Kafka", "from $130k", "hybrid too"."""
    query: JobQuery
    hits: int
    """Postings on topic that would then not be shut out."""


class ConstraintCount(_Frozen):
    """How the open postings on the topic stand to one constraint."""

    constraint: Constraint
    met: int
    unstated: int
    unmet: int


class SearchResult(_Frozen):
    """Everything a search found out, including what it left out and why."""

    query: JobQuery
    hits: tuple[RankedHit, ...]
    total_met: int
    """Postings on topic for which everything asked is met."""
    total_possible: int
    """Postings on topic for which nothing asked is unmet and something is unstated."""
    excluded: tuple[Excluded, ...] = ()
    counts: tuple[ConstraintCount, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    notes: tuple[str, ...] = ()
    status: Literal["found", "no_match"] = "found"
    timings_ms: dict[str, float] = Field(default_factory=dict)
    offset: int = 0
    searched: int = 0
    """Open postings in the index."""
    today: date

    def to_frame(self) -> pd.DataFrame:
        """One row a hit: rank, score, id, title, company, places, pay, arrangement and a column per constraint."""
        from rag.frames import result_frame

        return result_frame(self)

    def _repr_html_(self) -> str:
        from rag.frames import result_html

        return result_html(self)


class Citation(_Frozen):
    """A verbatim quote from a posting. `field` is "text", "title" or the feed's field; the span is in `posting.text`."""

    posting_id: str
    quote: str
    field: str = "text"
    start: int | None = None
    end: int | None = None


class Sentence(_Frozen):
    """One sentence of an answer. `quoted` carries citations; `computed` and `absent` are written by code."""

    kind: Literal["quoted", "computed", "absent"]
    text: str
    citations: tuple[Citation, ...] = ()


class Withheld(_Frozen):
    """A sentence of the model's that failed its check, and why."""

    text: str
    reason: str


class Usage(_Frozen):
    """Tokens as the server counted them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class Answer(_Frozen):
    """An answer with the evidence for each sentence."""

    status: Status
    text: str
    sentences: tuple[Sentence, ...]
    hits: tuple[RankedHit, ...]
    query: JobQuery
    turn: Turn
    result: SearchResult | None = None
    """The search behind it; None when nothing was searched."""
    withheld: tuple[Withheld, ...] = ()
    model: str | None = None
    """None when the answer is extractive."""
    prompt: str | None = None
    """Name and version of the prompt used ("answer@3")."""
    usage: Usage | None = None
    notes: tuple[str, ...] = ()
    """What a reader should know of how the answer came about ("the model timed out")."""
    follow_up: str = ""
    """A next question: worded by code, chosen by the model; empty when it chose none."""


class HitsFound(_Frozen):
    """Stream event: the search is done."""

    event: Literal["hits"] = "hits"
    result: SearchResult


class SentenceReady(_Frozen):
    """Stream event: a sentence that has passed its checks."""

    event: Literal["sentence"] = "sentence"
    sentence: Sentence


class Done(_Frozen):
    """Stream event: the whole answer, last."""

    event: Literal["done"] = "done"
    answer: Answer


Event = HitsFound | SentenceReady | Done
