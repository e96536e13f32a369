"""The one commit of a sync: what was spooled becomes the store's postings, what is gone is closed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from index.store import Known, Store
from index.sync import SyncPlan


def apply(
    store: Store,
    plan: SyncPlan,
    known: Mapping[str, Known],
    *,
    stamp: str,
    rules: str,
    recut: Collection[str],
    also: Callable[[], None] = lambda: None,
) -> None:
    """Changes the store to what was planned, in one transaction; durable when it returns.

    Args:
        store: with the new and changed postings in its temporary tables (`intake.receive`).
        plan: what happens to which posting.
        known: what the store knew before.
        stamp: the time to record.
        rules: how passages were cut (`intake.rules`).
        recut: ids of spooled postings whose content is as before and whose passages are cut anew.
        also: writes what belongs into the same commit.
    """
    shut = frozenset((*plan.closed, *plan.expired))
    with store.transaction():
        freed = _put_spooled(store, known, stamp, recut, shut)
        kept = (known[each] for each in (*plan.unchanged, *plan.reopened))
        spooled = {row[0] for row in store.connection.execute("SELECT posting_id FROM temp.incoming")} - set(
            recut
        )
        for before in kept:
            if before.posting_id not in spooled:
                store.put_posting(replace(before, state="open", last_seen=stamp, closed_on=None))
        for posting_id in shut - spooled:
            before = known[posting_id]
            closed_on = before.closed_on or stamp[:10]
            store.put_posting(replace(before, state="closed", closed_on=closed_on))
        also()
        if store.fact("passage_rules") not in (None, rules):
            freed |= _forget_closed(store, known, plan)
        _drop_unused(store, freed)
        if plan.changes_search or recut or store.data_version == 0:
            store.set_fact("data_version", str(store.data_version + 1))
        store.set_fact("passage_rules", rules)
        store.set_fact("last_sync_at", stamp)


def _put_spooled(
    store: Store,
    known: Mapping[str, Known],
    stamp: str,
    recut: Collection[str],
    shut: Collection[str],
) -> set[bytes]:
    """Writes the spooled postings, those of `shut` as closed; returns the keys of the vectors that their former passages used."""
    freed: set[bytes] = set()
    last_row = int(store.fact("last_row") or 0)
    last_passage = int(store.fact("last_passage") or 0)
    incoming = store.connection.execute(
        "SELECT number, posting_id, source, content_hash, body, aliases, last_day FROM temp.incoming ORDER BY number"
    )
    for number, posting_id, source, content_hash, body, aliases, last_day in incoming:
        before = known.get(posting_id)
        if before is None:
            last_row += 1
            row = last_row
        else:
            row = before.row
            freed.update(each.vector_key for each in store.passages(row))
            store.remove("passages", "row", [row])
        if before is None or posting_id not in recut:
            now = Known(row, posting_id, source, "open", content_hash, stamp, stamp, None)
            if posting_id in shut:
                closed_on = (before and before.closed_on) or stamp[:10]
                now = replace(now, state="closed", closed_on=closed_on)
            _put_posting(store, before, now)
            store.remove("last_days", "row", [row])
            store.put("last_days", [(row, last_day)] if last_day else [])
            store.put("bodies", [(row, body)])
            store.put("aliases", [(alias, row) for alias in sorted(set(json.loads(aliases)))])
        last_passage = _put_pieces(store, number, row, last_passage)
    store.set_fact("last_row", str(last_row))
    store.set_fact("last_passage", str(last_passage))
    return freed


def _put_posting(store: Store, before: Known | None, now: Known) -> None:
    if before is not None:
        store.remove("bodies", "row", [now.row])
        store.remove("aliases", "row", [now.row])
        now = replace(now, first_seen=before.first_seen)
    store.put_posting(now)


def _put_pieces(store: Store, number: int, row: int, last_passage: int) -> int:
    pieces = store.connection.execute(
        "SELECT ordinal, kind, start, end, vector_key FROM temp.pieces WHERE number = ? ORDER BY ordinal",
        (number,),
    ).fetchall()
    store.put("passages", ((last_passage + 1 + place, row, *piece) for place, piece in enumerate(pieces)))
    return last_passage + len(pieces)


def _forget_closed(store: Store, known: Mapping[str, Known], plan: SyncPlan) -> set[bytes]:
    """Removes the passages, cut by former rules, of postings that are closed; cut anew should one reopen."""
    reopened = frozenset(plan.reopened)
    closed = {
        each.row for each in known.values() if each.state == "closed" and each.posting_id not in reopened
    }
    closed |= {known[each].row for each in plan.closed}
    freed = {passage.vector_key for row in closed for passage in store.passages(row)}
    store.remove("passages", "row", closed)
    return freed


def _drop_unused(store: Store, vector_keys: Iterable[bytes]) -> None:
    store.connection.executemany(
        "DELETE FROM vectors WHERE vector_key = ? AND NOT EXISTS "
        "(SELECT 1 FROM passages WHERE passages.vector_key = vectors.vector_key)",
        ((key,) for key in vector_keys),
    )
