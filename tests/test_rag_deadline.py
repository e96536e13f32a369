"""A blocking iterator read under a deadline, and what a request carries to servers that differ."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

from rag.chat_options import Options, first_options
from rag.deadline import Deadline, Ended, Item, Late, Relay


def test_items_come_in_order_and_then_the_end() -> None:
    relay = Relay(lambda: iter("ab"), stop=lambda: None)
    assert [relay.next(within_s=1) for _ in range(3)] == [Item("a"), Item("b"), Ended()]


def test_an_error_of_the_iterator_is_a_value() -> None:
    def fail() -> Iterator[str]:
        yield "a"
        raise ValueError("no")

    relay = Relay(fail, stop=lambda: None)
    assert relay.next(within_s=1) == Item("a")
    ended = relay.next(within_s=1)
    assert isinstance(ended, Ended)
    assert str(ended.error) == "no"


def test_waiting_ends_when_the_time_is_over_and_closing_stops_once() -> None:
    gate, stops = threading.Event(), []

    def wait() -> Iterator[str]:
        gate.wait(5)
        yield "late"

    def stop() -> None:
        stops.append(1)
        gate.set()

    relay = Relay(wait, stop=stop)
    began = time.monotonic()
    assert isinstance(relay.next(within_s=0.1), Late)
    assert isinstance(relay.next(within_s=0), Late)
    assert time.monotonic() - began < 0.5
    relay.close()
    relay.close()
    assert stops == [1]


def test_the_thread_ends_when_the_caller_leaves_a_full_queue() -> None:
    relay = Relay(lambda: iter(range(10_000)), stop=lambda: None)
    assert relay.next(within_s=1) == Item(0)
    relay.close()
    until = time.monotonic() + 2
    while not relay.has_ended:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_deadline_counts_down_and_never_below_zero() -> None:
    deadline = Deadline(total_s=0.2, first_s=5)
    assert 0 < deadline.first_left() <= 0.2
    time.sleep(0.25)
    assert (deadline.total_left(), deadline.first_left()) == (0, 0)


def test_reasoning_models_are_asked_in_their_own_way() -> None:
    assert first_options("gpt-5-mini", own_server=False) == Options(
        temperature=False, effort=True, new_limit=True
    )
    assert first_options("llama3", own_server=True) == Options()


def test_options_are_given_up_one_at_a_time_until_nothing_is_left() -> None:
    options: Options | None = Options(effort=True)
    seen = []
    while options is not None:
        seen.append(options)
        options = options.without("no")
    assert [each.form for each in seen] == ["schema", "object", "free", "free"]
    assert seen[-1].parameters(schema={"type": "object"}, max_tokens=5) == {"max_tokens": 5}
