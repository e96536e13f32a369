"""What readings of feeds say about postings that are missing: against a model of what each feed lists."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.listings import FeedState, Reading, Status, judged, settle

TODAY = date(2026, 5, 10)
IDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=8)
NAMES = ("one", "two", "three")


def reading(feed: str, listed: str, status: Status = "complete", **fields: object) -> Reading:
    return Reading(
        feed, **{"named": True, "snapshot": True, "status": status, "listed": set(listed)} | fields
    )  # type: ignore[arg-type]


def at(ids: str, day: str = "2026-05-01T00:00:00+00:00") -> dict[str, str]:
    return dict.fromkeys(ids, day)


@given(
    st.dictionaries(st.sampled_from(NAMES), IDS),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.tuples(
            IDS, st.sampled_from(["complete", "unchanged", "partial", "smaller", "failed"]), st.booleans()
        ),
    ),
)
def test_gone_is_what_a_complete_snapshot_dropped_and_nobody_else_lists(
    before: dict[str, frozenset[str]], now: dict[str, tuple[frozenset[str], Status, bool]]
) -> None:
    readings = [
        reading(feed, "".join(sorted(ids)), status, snapshot=snapshot)
        for feed, (ids, status, snapshot) in now.items()
    ]
    settlement = settle(readings, {feed: at("".join(ids)) for feed, ids in before.items()}, today=TODAY)
    after = {feed: set(ids) for feed, ids in before.items()}
    dropped = set()
    for feed, (ids, status, snapshot) in now.items():
        old = after.get(feed, set())
        if status == "complete" and snapshot:
            dropped |= old - ids
            after[feed] = set(ids)
        else:
            after[feed] = old | ids
    assert settlement.gone == dropped - set().union(*after.values())


def test_a_successor_must_list_half_of_what_the_other_listed_and_be_named_by_hand() -> None:
    before = {"/a.xml": at("abcd"), "named": at("wxyz"), "/other.xml": at("klmn")}
    new = reading("/b.xml", "abk", named=False)
    settlement = settle([new], before, today=TODAY)
    assert (settlement.gone, settlement.succeeded) == ({"c", "d"}, {"/a.xml"})
    named = reading("/b.xml", "ab")
    assert settle([named], before, today=TODAY).gone == frozenset()
    both = [new, reading("/a.xml", "abcd", named=False)]
    assert settle(both, before, today=TODAY).gone == frozenset(), "a file that is refreshed as well goes on"


def test_age_counts_from_the_last_time_the_feed_listed_a_posting() -> None:
    before = {"latest": at("a", "2026-05-01T09:00:00+00:00") | at("b", "2026-05-07T09:00:00+00:00")}
    read = reading("latest", "c", snapshot=False, max_age_days=8)
    assert settle([read], before, today=TODAY).gone == {"a"}
    assert (
        settle([reading("latest", "a", snapshot=False, max_age_days=8)], before, today=TODAY).gone
        == frozenset()
    )
    same = reading(
        "latest", "", "unchanged", snapshot=False, max_age_days=1,
        state=FeedState(read_at="2026-05-07T09:00:00+00:00"),
    )  # fmt: skip
    assert settle([same], before, today=TODAY).gone == {"a"}, "what is not modified still lists b"
    failed = reading("latest", "", "failed", snapshot=False, max_age_days=1)
    assert settle([failed], before, today=TODAY).gone == frozenset()


def test_below_half_of_the_last_complete_reading_is_smaller() -> None:
    last = FeedState(listed=10)
    assert judged(reading("one", "abcd"), previous=last, accept_smaller=False) == "smaller"
    assert judged(reading("one", "abcde"), previous=last, accept_smaller=False) == "complete"
    assert judged(reading("one", "a"), previous=last, accept_smaller=True) == "complete"
    assert judged(reading("one", ""), previous=FeedState(), accept_smaller=False) == "complete"
