"""What the store remembers of feeds: their state, which postings they list, and last days of postings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from index import bodies
from index.listings import FeedState, Reading, Settlement
from index.store import Known, Store

DAYS_KNOWN = "last_days"
"""Recorded once the last days of all postings are in their table: a store of before it had none."""


def states(store: Store) -> dict[str, FeedState]:
    """What is remembered of each feed, by name; nothing of one that another version wrote."""
    return {name: _state(text) for _, name, text in store.rows("feeds")}


def _state(text: str) -> FeedState:
    try:
        return FeedState.model_validate_json(text)
    except ValidationError:
        return FeedState()


def listed(store: Store, known: Mapping[str, Known]) -> dict[str, dict[str, str]]:
    """For each feed the ids of the postings it lists, each with the time at which it was last read there."""
    names = {number: name for number, name, _ in store.rows("feeds")}
    ids = {each.row: each.posting_id for each in known.values()}
    found: dict[str, dict[str, str]] = {name: {} for name in names.values()}
    for row, feed, listed_at in store.rows("listings"):
        if row in ids and feed in names:
            found[names[feed]][ids[row]] = listed_at
    return found


def canonical(store: Store, known: Mapping[str, Known], ids: Collection[str]) -> set[str]:
    """The ids as postings have them now: a posting may be known by an alias."""
    unknown = [each for each in ids if each not in known]
    found = {each: store.find(each) for each in unknown}
    return {known_as.posting_id if (known_as := found.get(each)) else each for each in ids}


def overdue(store: Store, known: Mapping[str, Known], today: date) -> set[str]:
    """Ids of open postings whose last day was before `today`."""
    ids = {each.row: each.posting_id for each in known.values() if each.state == "open"}
    rows = store.rows("last_days", "WHERE last_day < ?", (today.isoformat(),))
    return {ids[row] for row, _ in rows if row in ids}


def learn_last_days(store: Store, known: Mapping[str, Known]) -> None:
    """Fills the table of last days from the postings, once."""
    if store.fact(DAYS_KNOWN) is not None:
        return
    days = []
    for each in known.values():
        posting = bodies.decode(bodies.restored(store.body(each.row), each.content_hash))
        if posting.expires is not None:
            days.append((each.row, posting.expires.value))
    with store.transaction():
        store.remove("last_days", "row", [each.row for each in known.values()])
        store.put("last_days", days)
        store.set_fact(DAYS_KNOWN, "known")


def record(store: Store, readings: Sequence[Reading], settlement: Settlement, *, stamp: str) -> None:
    """Writes the states of the feeds read and what they list, inside a transaction."""
    numbers = {name: number for number, name, _ in store.rows("feeds")}
    rows = dict(store.connection.execute("SELECT posting_id, row FROM postings"))
    for name in settlement.succeeded:
        store.remove("listings", "feed", [numbers[name]])
        store.remove("feeds", "number", [numbers.pop(name)])
    for reading in readings:
        number = numbers.get(reading.feed) or max(numbers.values(), default=0) + 1
        numbers[reading.feed] = number
        store.remove("feeds", "number", [number])
        store.put("feeds", [(number, reading.feed, reading.state.model_dump_json())])
        now = {rows[each] for each in reading.ids if each in rows}
        outdated = now | {rows[each] for each in settlement.dropped[reading.feed] if each in rows}
        store.connection.executemany(
            "DELETE FROM listings WHERE row = ? AND feed = ?", ((row, number) for row in outdated)
        )
        store.put("listings", ((row, number, stamp) for row in sorted(now)))
