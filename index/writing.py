"""A sync up to its commit: receive, plan, embed, apply. The caller holds the writer's lock and publishes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from index import bodies, following, history, intake, sync
from index.apply import apply
from index.history import Change, ChangeKind
from index.intake import Embeds, Progress, Received, Steps
from index.listings import Reading, Settlement, feed_reports, settle
from index.store import Known, Store
from index.sync import SyncReport
from index.types import Posting, Rejected


def run(
    store: Store,
    items: Iterable[Posting | Rejected],
    *,
    embedder: Embeds,
    now: datetime,
    snapshot_of: Collection[str],
    progress: Progress,
    steps: Steps,
    readings: Sequence[Reading] = (),
    expire: bool = True,
) -> SyncReport:
    """Brings the store to `items`, durable when it returns; the report's generation is not set."""
    intake.bind(store, embedder)
    known = store.known()
    following.learn_last_days(store, known)
    stamp, warnings = sync.moment(now, store.fact("last_sync_at"))
    received = intake.receive(
        store, items, known, embedder=embedder, today=now.date(), expire=expire, progress=progress
    )
    settlement = _settle(store, known, readings, now.date())
    expired = _expired(store, known, received, now.date()) if expire else frozenset()
    plan = sync.plan(known, received.seen, snapshot_of=snapshot_of, gone=settlement.gone, expired=expired)
    recut = _spool_again(store, known, plan, embedder)
    steps("received")
    cut = store.count("temp.pieces")
    embedded = intake.embed_wanted(store, embedder, progress=progress, steps=steps)
    steps("embedded")

    def also() -> None:
        history.write(store, _changes(store, plan, expired, stamp))
        following.record(store, _read_at(readings, stamp), settlement, stamp=stamp)

    apply(store, plan, known, stamp=stamp, rules=intake.rules(embedder), recut=recut, also=also)
    steps("store committed")
    return SyncReport(
        new=plan.new,
        changed=plan.changed,
        unchanged=len(plan.unchanged),
        closed=plan.closed,
        reopened=plan.reopened,
        expired=plan.expired,
        rejected=tuple(received.rejected),
        embedded=embedded,
        reused=cut - embedded,
        warnings=(*warnings, *_overdue_warning(received, expire=expire)),
        feeds=tuple(feed_reports(readings, settlement, plan.closed)),
    )


def _settle(store: Store, known: Mapping[str, Known], readings: Sequence[Reading], today: date) -> Settlement:
    if not readings:
        return Settlement(frozenset(), {}, frozenset())
    for reading in readings:
        reading.listed = following.canonical(store, known, reading.listed)
        reading.unusable = following.canonical(store, known, reading.unusable)
    return settle(readings, following.listed(store, known), today=today)


def _expired(store: Store, known: Mapping[str, Known], received: Received, today: date) -> frozenset[str]:
    """Those given count by what they say now, the others by what they said last."""
    stored = following.overdue(store, known, today) - received.seen.keys()
    return frozenset(received.overdue | stored)


def _overdue_warning(received: Received, *, expire: bool) -> tuple[str, ...]:
    count = len(received.overdue)
    if expire or not count:
        return ()
    return (f"the last day of {count} postings has passed; the next `rolecall sync` closes them",)


def _read_at(readings: Sequence[Reading], stamp: str) -> list[Reading]:
    """The readings, their state with the time of this sync where content was read."""
    read = ("complete", "partial", "smaller")
    return [
        replace(each, state=each.state.model_copy(update={"read_at": stamp})) if each.status in read else each
        for each in readings
    ]


def _changes(store: Store, plan: sync.SyncPlan, expired: Collection[str], stamp: str) -> Iterator[Change]:
    """What this sync did to postings; those that arrive after their last day are no news."""
    spooled = {
        row[0]: row[1:]
        for row in store.connection.execute("SELECT posting_id, title, company, note FROM temp.incoming")
    }
    kinds: dict[ChangeKind, tuple[str, ...]] = {
        "new": plan.new, "changed": plan.changed, "reposted": plan.reopened, "closed": plan.closed,
    }  # fmt: skip
    for kind, ids in kinds.items():
        for posting_id in ids:
            title, company, note = spooled.get(posting_id) or _named(store, posting_id)
            if kind == "closed":
                note = "its last day has passed" if posting_id in expired else history.GONE
            yield Change(stamp, kind, posting_id, title, company, note)


def _named(store: Store, posting_id: str) -> tuple[str, str, str]:
    posting = store.posting(posting_id)
    return posting.title, posting.company, ""


def _spool_again(
    store: Store, known: Mapping[str, Known], plan: sync.SyncPlan, embedder: Embeds
) -> frozenset[str]:
    """Spools postings whose content is as before and whose passages must be cut anew; returns their ids.

    They are all that stay open when the rules of cutting have changed, and reopened ones without passages.
    """
    closed = frozenset(plan.closed)
    if store.fact("passage_rules") in (None, intake.rules(embedder)):
        again = [known[each] for each in plan.reopened if not store.passages(known[each].row)]
    else:
        reopened = frozenset(plan.reopened)
        again = [
            each
            for each in known.values()
            if each.posting_id in reopened or (each.state == "open" and each.posting_id not in closed)
        ]
    spooled = {row[0] for row in store.connection.execute("SELECT posting_id FROM temp.incoming")}
    recut = [each for each in again if each.posting_id not in spooled]
    for each in recut:
        content = bodies.restored(store.body(each.row), each.content_hash)
        intake.spool(store, bodies.decode(content), content, embedder)
    return frozenset(each.posting_id for each in recut)
