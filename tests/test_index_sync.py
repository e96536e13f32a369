"""What a refresh changes, decided by id, content and source alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store import Known
from index.sync import SyncPlan, moment, plan


def known(row: int, name: str, *, content: bytes = b"a", state: str = "open", source: str = "board") -> Known:
    closed_on = "2026-01-02" if state == "closed" else None
    return Known(row, name, source, state, content, "2026-01-01", "2026-01-02", closed_on)  # type: ignore[arg-type]


def test_each_posting_stands_in_one_group_in_the_order_given() -> None:
    before = {
        "same": known(1, "same"),
        "other text": known(2, "other text"),
        "was closed": known(3, "was closed", state="closed"),
        "gone": known(4, "gone"),
        "gone long ago": known(5, "gone long ago", state="closed"),
        "gone elsewhere": known(6, "gone elsewhere", source="another"),
    }
    seen = {"new 2": b"a", "other text": b"b", "same": b"a", "was closed": b"a", "new 1": b"a"}
    assert plan(before, seen, snapshot_of=["board"]) == SyncPlan(
        new=("new 2", "new 1"),
        changed=("other text",),
        unchanged=("same",),
        reopened=("was closed",),
        closed=("gone",),
    )


def test_without_a_complete_snapshot_nothing_is_closed() -> None:
    assert plan({"gone": known(1, "gone")}, {}, snapshot_of=[]) == SyncPlan()


def test_an_empty_snapshot_of_a_source_closes_all_of_it() -> None:
    assert plan({"gone": known(1, "gone")}, {}, snapshot_of=["board"]).closed == ("gone",)


@pytest.mark.parametrize("group", ["new", "changed", "reopened", "closed"])
def test_a_search_changes_with_every_group_but_the_unchanged(group: str) -> None:
    assert SyncPlan(**{group: ("a",)}).changes_search
    assert not SyncPlan(unchanged=("a",)).changes_search


names = st.sampled_from("abcdefgh")
contents = st.sampled_from([b"1", b"2"])


@given(
    st.dictionaries(names, st.tuples(contents, st.sampled_from(["open", "closed"]), st.sampled_from("xy"))),
    st.dictionaries(names, contents),
    st.sets(st.sampled_from("xy")),
)
def test_the_plan_accounts_for_every_posting_once(
    stored: dict[str, tuple[bytes, str, str]], seen: dict[str, bytes], sources: set[str]
) -> None:
    before = {
        name: known(row, name, content=content, state=state, source=source)
        for row, (name, (content, state, source)) in enumerate(stored.items())
    }
    found = plan(before, seen, snapshot_of=sources)
    for name, content in seen.items():
        old = stored.get(name)
        group = (
            "new"
            if old is None
            else "reopened"
            if old[1] == "closed"
            else "unchanged"
            if old[0] == content
            else "changed"
        )
        assert [each for each in SyncPlan.__slots__ if name in getattr(found, each)] == [group]
    missing = {
        name
        for name, (_, state, source) in stored.items()
        if name not in seen and state == "open" and source in sources
    }
    assert set(found.closed) == missing


NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_time_is_recorded_in_utc() -> None:
    berlin = timezone(timedelta(hours=2))
    assert moment(datetime(2026, 5, 1, 14, tzinfo=berlin), None) == ("2026-05-01T12:00:00+00:00", ())
    assert moment(datetime(2026, 5, 1, 12), None) == ("2026-05-01T12:00:00+00:00", ())


def test_a_clock_that_went_back_is_noted_and_does_not_count() -> None:
    stamp, warnings = moment(NOON - timedelta(days=3), "2026-05-01T12:00:00+00:00")
    assert stamp == "2026-05-01T12:00:00+00:00"
    assert warnings == (
        "the clock says 2026-04-28T12:00:00+00:00, before the last sync at 2026-05-01T12:00:00+00:00: "
        "that time is recorded again",
    )
    assert moment(NOON, "2026-05-01T12:00:00+00:00") == ("2026-05-01T12:00:00+00:00", ())
