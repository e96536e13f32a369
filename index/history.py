"""What happened to postings and when: new, changed, closed, reposted. Written with each sync, read by date."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from index.store import Store
from index.types import Posting

ChangeKind = Literal["new", "changed", "closed", "reposted"]

GONE = "its feed no longer lists it"

_FIELDS = {
    "title": "title", "company": "employer", "text": "text", "places": "place", "eligibility": "eligibility",
    "arrangements": "arrangement", "salaries": "pay", "seniority": "seniority", "employment": "employment",
    "experience": "experience", "visa": "visa", "skills": "skills", "posted": "posting date", "expires": "last day",
    "url": "address", "apply_url": "apply link",
}  # fmt: skip
"""What counts as a change worth naming, and its name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a posting. `at` is ISO 8601 in UTC; title and employer as they were then."""

    at: str
    kind: ChangeKind
    posting_id: str
    title: str
    company: str
    note: str = ""


def differences(before: Posting, after: Posting) -> str:
    """What differs between two states of a posting, in words: "pay, text"; where it was read does not count."""
    names = (
        words
        for field, words in _FIELDS.items()
        if _bare(getattr(before, field)) != _bare(getattr(after, field))
    )
    return ", ".join(names) or "details"


def _bare(value: Any) -> Any:
    """The value without its evidence: a quote moves whenever the text around it does."""
    if dataclasses.is_dataclass(value):
        return tuple(
            _bare(getattr(value, each.name)) for each in dataclasses.fields(value) if each.name != "evidence"
        )
    return tuple(map(_bare, value)) if isinstance(value, tuple) else value


def write(store: Store, changes: Iterable[Change]) -> None:
    """Adds changes to the history, inside a transaction."""
    last = store.connection.execute("SELECT coalesce(max(number), 0) FROM events").fetchone()[0]
    store.put(
        "events",
        ((number, *dataclasses.astuple(each)) for number, each in enumerate(changes, start=last + 1)),
    )


def read(store: Store, since: date) -> Iterator[Change]:
    """The changes of a day and after, oldest first.

    Raises:
        IndexCorrupt: a row is not what was written.
    """
    for row in store.rows("events", "WHERE at >= ? ORDER BY number", (since.isoformat(),)):
        yield Change(*row[1:])
