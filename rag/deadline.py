"""Time limits for something that blocks: it runs in a thread of its own, and the caller never waits past the limit.

A network client's timeout is per read, so that a server that drips a byte a second is never late. Here the caller
looks at the clock, whatever the server does.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
_ROOM = 64
"""Items that the thread may be ahead of the caller."""
_LOOK_S = 0.1
"""How often a full queue looks whether the caller has left."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """What came."""

    value: T


@dataclass(frozen=True, slots=True)
class Ended:
    """There is no more; `error` is why, when it did not end well."""

    error: Exception | None = None


class Late:
    """Nothing came within the time given."""


class Deadline:
    """Seconds left, in all and until the first sign of life."""

    def __init__(self, *, total_s: float, first_s: float) -> None:
        now = time.monotonic()
        self._total = now + total_s
        self._first = now + min(first_s, total_s)

    def total_left(self) -> float:
        """Seconds until everything must be there."""
        return max(0.0, self._total - time.monotonic())

    def first_left(self) -> float:
        """Seconds until the first item must be there."""
        return max(0.0, self._first - time.monotonic())


class Relay(Generic[T]):
    """Hands on what an iterator gives, from a thread; `stop` is called once when the caller is through or leaves.

    Args:
        items: makes the iterator; called in the thread.
        stop: makes a blocked iterator end soon; called from the caller's thread.
    """

    def __init__(self, items: Callable[[], Iterator[T]], *, stop: Callable[[], None]) -> None:
        self._items = items
        self._stop = stop
        self._queue: queue.Queue[Item[T] | Ended] = queue.Queue(_ROOM)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rolecall-chat", daemon=True)
        self._thread.start()

    def next(self, *, within_s: float) -> Item[T] | Ended | Late:
        """What comes next, waiting no longer than so many seconds."""
        try:
            return self._queue.get(timeout=within_s) if within_s > 0 else self._queue.get_nowait()
        except queue.Empty:
            return Late()

    def close(self) -> None:
        """Let go: the thread ends by itself, at the latest when its read times out."""
        if not self._left.is_set():
            self._left.set()
            self._stop()

    @property
    def has_ended(self) -> bool:
        """Whether the thread is gone."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            for item in self._items():
                if not self._put(Item(item)):
                    return
        except Exception as error:  # handed to the caller, whatever it is
            self._put(Ended(error))
        else:
            self._put(Ended())

    def _put(self, entry: Item[T] | Ended) -> bool:
        while not self._left.is_set():
            try:
                self._queue.put(entry, timeout=_LOOK_S)
            except queue.Full:
                continue
            return True
        return False
