"""Undo hard wrapping: plain texts whose lines were broken at a fixed width read as lines again.

A line was broken by wrapping when the next line's first word would not have fitted on it.
"""

from __future__ import annotations

import re
from itertools import pairwise

_WIDEST = 110
"""Above this many characters a line end is taken as meant."""
_FEWEST_BREAKS = 6
_SHARE = 0.85
_SLACK = 4
"""Widths differ by a few characters within a text: markers and wide characters were counted otherwise."""
_BREAKABLE = re.compile(r"(?<=\w)-$")
_NEW_ITEM = re.compile(r"\s{0,40}(?:[•●▪◦‣·*–—-]\s|\(?\d{1,3}[.)]\s|#{1,6}\s)")


def unwrap(text: str) -> list[str]:
    """The lines of the text; those that a hard wrap broke are joined again."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    joined: list[str] = []
    for index, line in enumerate(lines):
        may_continue = index > 0 and (width or line.startswith("  "))
        continues = may_continue and _is_inner(lines[index - 1], line)
        if continues and (_is_full(lines[index - 1], line, width) or _is_indented_item(joined, line)):
            glue = "" if _BREAKABLE.search(joined[-1]) else " "
            joined[-1] += glue + line.strip()
        else:
            joined.append(line.rstrip())
    return joined


def _wrap_width(lines: list[str]) -> int:
    """Characters at which the text was wrapped, 0 when it was not."""
    width = max((len(line.rstrip()) for line in lines if " " in line.strip()), default=0)
    if len(lines) <= _FEWEST_BREAKS or width > _WIDEST:
        return 0
    pairs = [(line, after) for line, after in pairwise(lines) if _is_inner(line, after)]
    if len(pairs) < _FEWEST_BREAKS:
        return 0
    full = sum(_is_full(line, after, width) for line, after in pairs)
    return width if full >= _SHARE * len(pairs) else 0


def _is_inner(line: str, after: str) -> bool:
    return bool(line.strip() and after.strip() and not _NEW_ITEM.match(after))


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the line after would have made this line wider than the width."""
    word = after.split(maxsplit=1)[0]
    head = word.find("-") + 1 or len(word)
    return width > 0 and len(line.rstrip()) + 1 + head > width - _SLACK


def _is_indented_item(joined: list[str], line: str) -> bool:
    """Whether the line goes on with a list item, hanging under its text."""
    return bool(_NEW_ITEM.match(joined[-1])) and line.startswith("  ")
