"""Which feed lists which posting, and what that says about the postings that it no longer lists. Decides, touches nothing.

A posting is gone when a complete reading of a snapshot no longer lists it and no other feed does. A reading that
failed, broke off, or lists far less than the last complete one says nothing of what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

Status = Literal["complete", "unchanged", "partial", "smaller", "failed", "skipped"]

SMALLER_SHARE = 0.5
"""A feed with fewer than this share of the postings of its last complete reading closes nothing: boards lose some
postings a day, exports that went wrong lose most of them."""
SUCCESSOR_SHARE = 0.5
"""A file that lists at least this share of what another file listed is its next edition ("jobs-2026-05-02.xml")."""


class FeedState(BaseModel):
    """What is remembered of a feed between refreshes. Times as recorded, in UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str = ""
    etag: str = ""
    last_modified: str = ""
    read_as: str = ""
    """What decided how it was read: with another, an unchanged feed is read again."""
    listed: int = 0
    """How many postings its last complete reading listed."""
    read_at: str = ""
    """When its content was last read."""
    edition: str = ""
    """The day of the last edition read, where the address names days."""

    def forgotten(self) -> FeedState:
        """The state without what makes a server answer "not modified"."""
        return self.model_copy(update={"etag": "", "last_modified": ""})


@dataclass(slots=True)
class Reading:
    """One feed in one refresh; filled while it is read, then judged."""

    feed: str
    """Its name in sources.toml, else its address or path."""
    named: bool = False
    snapshot: bool | None = None
    """Whether it lists everything there is; None: as its format usually does."""
    max_age_days: int | None = None
    status: Status = "complete"
    note: str = ""
    state: FeedState = field(default_factory=FeedState)
    """As it will be remembered; of a feed that is not complete what was remembered before."""
    listed: set[str] = field(default_factory=set)
    unusable: set[str] = field(default_factory=set)
    """Ids of records that could not be read: what they stand for is not gone."""
    rejected: int = 0

    @property
    def ids(self) -> set[str]:
        """All that it names."""
        return self.listed | self.unusable


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What a refresh learnt of one feed.

    `status`: complete; unchanged (the server says so); partial (broken off); smaller (far less than last time);
    failed; skipped (older than what was read before). Only the first two say that other postings are gone.
    """

    feed: str
    status: Status
    listed: int
    rejected: int
    closed: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What follows from the readings of one refresh."""

    gone: frozenset[str]
    """Ids that no feed lists any more."""
    dropped: Mapping[str, frozenset[str]]
    """For each feed the ids that it listed and lists no more."""
    succeeded: frozenset[str]
    """Feeds that another one continues; they are forgotten."""


Listed = Mapping[str, Mapping[str, str]]
"""For each feed the ids it lists, each with the time at which it was last read there."""


def settle(readings: Sequence[Reading], before: Listed, *, today: date) -> Settlement:
    """What the feeds no longer list, and which postings are therefore gone.

    Args:
        readings: the feeds of this refresh, read and judged.
        before: what every feed listed before.
        today: what `max_age_days` counts to.
    """
    current = {feed: set(ids) for feed, ids in before.items()}
    dropped: dict[str, frozenset[str]] = {}
    succeeded: set[str] = set()
    refreshed = {reading.feed for reading in readings}
    for reading in readings:
        missing = _missing(reading, before.get(reading.feed, {}), today)
        current.setdefault(reading.feed, set()).update(reading.ids)
        current[reading.feed] -= missing
        if _tells(reading) and not reading.named:
            for other in _continued(reading, current, refreshed):
                missing |= current.pop(other) - reading.ids
                succeeded.add(other)
        dropped[reading.feed] = frozenset(missing)
    still = frozenset().union(*current.values())
    gone = frozenset().union(*dropped.values()) - still
    return Settlement(gone, dropped, frozenset(succeeded))


def judged(reading: Reading, *, previous: FeedState, accept_smaller: bool) -> Status:
    """The status of a reading that went through to its end: complete, or far smaller than the last complete one."""
    few = len(reading.listed) < SMALLER_SHARE * previous.listed
    return "smaller" if few and not accept_smaller else "complete"


def smaller_note(reading: Reading, previous: FeedState) -> str:
    """Says why a feed that is much smaller closes nothing."""
    return (
        f"it lists {len(reading.listed)} postings, {previous.listed} when it was last complete: nothing is closed on "
        "its account; if that is right, refresh it with --accept-smaller"
    )


def feed_reports(
    readings: Iterable[Reading], settlement: Settlement, closed: Iterable[str]
) -> list[FeedReport]:
    """One report a feed, with how many of the postings that it dropped were closed."""
    gone = frozenset(closed)
    return [
        FeedReport(
            reading.feed,
            reading.status,
            len(reading.listed),
            reading.rejected,
            len(settlement.dropped.get(reading.feed, frozenset()) & gone),
            reading.note,
        )
        for reading in readings
    ]


def _tells(reading: Reading) -> bool:
    return reading.status == "complete" and reading.snapshot is True


def _missing(reading: Reading, before: Mapping[str, str], today: date) -> set[str]:
    """What a feed listed before and, as far as it can tell, lists no more."""
    if _tells(reading):
        return set(before) - reading.ids
    if reading.max_age_days is None or reading.status not in ("complete", "unchanged"):
        return set()
    oldest = (today - timedelta(days=reading.max_age_days)).isoformat()
    unchanged_since = reading.state.read_at if reading.status == "unchanged" else None
    return {
        posting_id
        for posting_id, listed_at in before.items()
        if posting_id not in reading.ids and listed_at != unchanged_since and listed_at[:10] < oldest
    }


def _continued(reading: Reading, current: Mapping[str, set[str]], refreshed: set[str]) -> list[str]:
    """Other files, not refreshed now, most of whose postings this one lists: it is their next edition."""
    return [
        other
        for other, ids in current.items()
        if other not in refreshed
        and other.startswith("/")
        and ids
        and len(ids & reading.listed) >= SUCCESSOR_SHARE * len(ids)
    ]
