"""Where in a text a costly pattern is worth trying: around a few plain key words, found at the speed of `str.find`.

The patterns of this package are long alternations; tried at every character of a posting they take milliseconds,
tried around their key words some ten microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_MAX_HITS = 400
"""Of each key word at most so many hits are tried: a bound for hostile texts."""
_LONGEST_WORD = 40
_SHARED = 16
"""Several fields are read from one text: it is lowered once."""


@lru_cache(maxsize=_SHARED)
def lowered(text: str) -> str:
    """The text in lower case, with every character at its place (a few letters would grow, they stay as they are)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each if len(each := letter.lower()) == 1 else letter for letter in text)


def mentions(low: str, keys: Sequence[str]) -> bool:
    """Whether one of the key words stands in a text in lower case."""
    for key in keys:  # noqa: SIM110 (a generator costs three times as much as the look itself)
        if key in low:
            return True
    return False


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
    found: list[int] = []
    for key in keys:
        if key in low:
            found += hits(low, key)
    found.sort()
    merged: list[tuple[int, int]] = []
    for at in found:
        start, end = max(0, at - before), min(len(low), at + after)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [(_word_start(low, start), _word_end(low, end)) for start, end in merged]


def matches(
    pattern: re.Pattern[str], text: str, keys: Sequence[str], *, before: int, after: int
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds in the text, tried around the pattern's key words only.

    Args:
        pattern: Each of its matches holds a key word.
        text: Any text.
        keys: Plain strings in lower case.
        before: The most characters of a match before its key word.
        after: Characters to try after a key word's start; longer matches are read to their end.
    """
    done = 0
    for start, end in windows(lowered(text), keys, before=before + _LONGEST_WORD, after=after):
        for match in pattern.finditer(text, max(start, done), end):
            if match.start() < done:
                continue
            if match.end() > end - _LONGEST_WORD:
                whole = pattern.match(text, match.start())
                if whole is None:  # it only matched the window's end
                    continue
                match = whole
            done = match.end()
            yield match


def _word_start(low: str, at: int) -> int:
    space = low.find(" ", at, at + _LONGEST_WORD)
    return at if at == 0 or space < 0 else space


def _word_end(low: str, at: int) -> int:
    space = low.find(" ", at, at + _LONGEST_WORD)
    return space if space >= 0 else min(len(low), at + _LONGEST_WORD)
