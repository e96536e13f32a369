"""A sync up to its commit: receive, plan, embed, apply. The caller holds the writer's lock and publishes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from index import bodies, intake, sync
from index.apply import apply
from index.intake import Embeds, Progress, Steps
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
) -> SyncReport:
    """Brings the store to `items`, durable when it returns; the report's generation is not set."""
    intake.bind(store, embedder)
    known = store.known()
    stamp, warnings = sync.moment(now, store.fact("last_sync_at"))
    received = intake.receive(store, items, known, embedder=embedder, progress=progress)
    plan = sync.plan(known, received.seen, snapshot_of=snapshot_of)
    recut = _spool_again(store, known, plan, embedder)
    steps("received")
    cut = store.count("temp.pieces")
    embedded = intake.embed_wanted(store, embedder, progress=progress, steps=steps)
    steps("embedded")
    apply(store, plan, known, stamp=stamp, rules=intake.rules(embedder), recut=recut)
    steps("store committed")
    return SyncReport(
        new=plan.new,
        changed=plan.changed,
        unchanged=len(plan.unchanged),
        closed=plan.closed,
        reopened=plan.reopened,
        rejected=tuple(received.rejected),
        embedded=embedded,
        reused=cut - embedded,
        warnings=warnings,
    )


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
