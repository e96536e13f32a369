"""Where in a text a costly pattern is worth trying: around a few plain key words, found at the speed of `str.find`.

The patterns of this package are long alternations; tried at every character of a posting they take milliseconds,
tried around their key words some ten microseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_MAX_HITS = 400
"""Of each key word at most so many hits are tried: a bound for hostile texts."""
_LONGEST_WORD = 40


def lowered(text: str) -> str:
    """The text in lower case, with every character at its place (a few letters would grow, they stay as they are)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each if len(each := letter.lower()) == 1 else letter for letter in text)


def hits(low: str, key: str) -> Iterator[int]:
    """Where a key word stands in a text in lower case."""
    at = low.find(key)
    for _ in range(_MAX_HITS):
        if at < 0:
            return
        yield at
        at = low.find(key, at + len(key))


def windows(low: str, keys: Sequence[str], *, before: int, after: int) -> list[tuple[int, int]]:
    """(start, end) of the stretches around key words, in order, not overlapping, and not cutting a word in two.

    Args:
        low: The text in lower case (see `lowered`).
        keys: Plain strings in lower case.
        before: Characters to take before a key word.
        after: Characters to take after a key word's start.
    """
    found = sorted(at for key in keys for at in hits(low, key))
    merged: list[tuple[int, int]] = []
    for at in found:
        start, end = max(0, at - before), min(len(low), at + after)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [(_word_start(low, start), _word_end(low, end)) for start, end in merged]


def _word_start(low: str, at: int) -> int:
    space = low.find(" ", at, at + _LONGEST_WORD)
    return at if at == 0 or space < 0 else space


def _word_end(low: str, at: int) -> int:
    space = low.find(" ", at, at + _LONGEST_WORD)
    return space if space >= 0 else min(len(low), at + _LONGEST_WORD)
