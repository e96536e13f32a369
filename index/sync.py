"""What a refresh changes, decided without touching anything: new, changed, unchanged, reopened, gone.

Nothing here reads or writes; `index.intake` carries the plan out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from index.listings import FeedReport
from index.store import Known
from index.types import Rejected


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What happens to each posting, by id, in the order given (closed: in the order stored).

    A posting stands in one of these alone; a reopened one may have changed as well. Expired are those given that
    are and stay closed because their last day has passed; of open ones that makes closed ones.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()

    @property
    def changes_search(self) -> bool:
        """Whether a search could find something else afterwards."""
        return bool(self.new or self.changed or self.reopened or self.closed)


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. Postings by id; `unchanged`, `embedded` and `reused` are counts (of postings, of passages).

    `reused` counts the passages of new and changed postings whose vector was there already. `expired` were given and
    are kept closed, as their last day has passed. `feeds` says of each feed of a refresh how it went.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    closed: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    embedded: int = 0
    reused: int = 0
    generation: int = 0
    warnings: tuple[str, ...] = ()
    feeds: tuple[FeedReport, ...] = ()


def plan(
    known: Mapping[str, Known],
    seen: Mapping[str, bytes],
    *,
    snapshot_of: Collection[str] = (),
    gone: Collection[str] = frozenset(),
    expired: Collection[str] = frozenset(),
) -> SyncPlan:
    """The changes that bring the store from `known` to `seen`.

    Args:
        known: what the store has, by posting id.
        seen: the content hash of each posting given, by posting id.
        snapshot_of: sources that were given completely: only theirs are closed when missing.
        gone: ids that no feed lists any more: closed unless given.
        expired: ids whose last day has passed: closed, given or not.
    """
    groups: dict[str, list[str]] = {
        "new": [], "changed": [], "unchanged": [], "reopened": [], "expired": [],
    }  # fmt: skip
    for posting_id, content_hash in seen.items():
        before = known.get(posting_id)
        if posting_id in expired:
            if before is None or before.state == "closed":
                groups["expired"].append(posting_id)
        elif before is None:
            groups["new"].append(posting_id)
        elif before.state == "closed":
            groups["reopened"].append(posting_id)
        elif before.content_hash != content_hash:
            groups["changed"].append(posting_id)
        else:
            groups["unchanged"].append(posting_id)
    sources = frozenset(snapshot_of)
    closed = tuple(
        posting_id
        for posting_id, before in known.items()
        if before.state == "open"
        and (
            posting_id in expired
            or (posting_id not in seen and (posting_id in gone or before.source in sources))
        )
    )
    return SyncPlan(**{name: tuple(ids) for name, ids in groups.items()}, closed=closed)


def moment(now: datetime, latest: str | None) -> tuple[str, tuple[str, ...]]:
    """The time to record and warnings: never earlier than the latest recorded, though the clock be.

    Args:
        now: the time of the sync; without a zone it is taken as UTC.
        latest: the time of the last sync, as recorded.
    """
    aware = now.astimezone(UTC) if now.tzinfo else now.replace(tzinfo=UTC)
    stamp = aware.isoformat(timespec="seconds")
    if latest is not None and datetime.fromisoformat(latest) > datetime.fromisoformat(stamp):
        return latest, (
            f"the clock says {stamp}, before the last sync at {latest}: that time is recorded again",
        )
    return stamp, ()
