"""Rolecall: semantic job search with exact filters, a ledger for every hit, and answers that are checked.

`search("remote backend roles with Kafka over $150k")` and `ask("…")` use the index that `ROLECALL_INDEX` names;
`JobSearch` opens any other. See the README for the first steps.
"""

from __future__ import annotations

from index.constraints import (
    Arrangement,
    Company,
    Constraint,
    Employment,
    Experience,
    Place,
    PlaceName,
    Posted,
    Salary,
    Seniority,
    Skill,
    Topic,
    Visa,
)
from index.errors import IndexMissing, PostingMissing, QueryError, RolecallError
from index.types import Posting
from rag.api import JobSearch
from rag.settings import Settings, load_settings
from rag.shared import ask, search
from rag.types import (
    Answer,
    Citation,
    Done,
    Event,
    Excluded,
    HitsFound,
    JobQuery,
    Ledger,
    LedgerLine,
    RankedHit,
    Relaxation,
    RetrievalConfig,
    SearchResult,
    Sentence,
    SentenceReady,
    TopicLine,
    Turn,
    Withheld,
)
from rag.wording import constraint_words, day_words, posting_arrangement, posting_pay, posting_places

__all__ = [
    "Answer",
    "Arrangement",
    "Citation",
    "Company",
    "Constraint",
    "Done",
    "Employment",
    "Event",
    "Excluded",
    "Experience",
    "HitsFound",
    "IndexMissing",
    "JobQuery",
    "JobSearch",
    "Ledger",
    "LedgerLine",
    "Place",
    "PlaceName",
    "Posted",
    "Posting",
    "PostingMissing",
    "QueryError",
    "RankedHit",
    "Relaxation",
    "RetrievalConfig",
    "RolecallError",
    "Salary",
    "SearchResult",
    "Seniority",
    "Sentence",
    "SentenceReady",
    "Settings",
    "Skill",
    "Topic",
    "TopicLine",
    "Turn",
    "Visa",
    "Withheld",
    "ask",
    "constraint_words",
    "day_words",
    "load_settings",
    "posting_arrangement",
    "posting_pay",
    "posting_places",
    "search",
]
