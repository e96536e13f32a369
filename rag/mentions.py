"""Finds where a posting names a thing, and quotes the clause around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from index.types import Evidence, Posting

MAX_QUOTE_CHARS = 220
_BREAK = re.compile(r"\n|(?<![A-Z])\. (?=[A-Z(“\"])|; |[!?] | • ")
"""Where a clause ends; not after a single capital, which is an initial or "U.S."."""


def find_mention(posting: Posting, forms: Sequence[str]) -> Evidence | None:
    """The first mention of any form, in text, then title, then the feed's skills; None when there is none.

    In the text the quote is the clause around the mention, at most `MAX_QUOTE_CHARS` characters.
    """
    for form in forms:
        pattern = _word(form)
        if found := pattern.search(posting.text):
            start, end = clause(posting.text, found.start(), found.end())
            return Evidence("employer", posting.text[start:end], "text", start, end)
        if pattern.search(posting.title):
            return Evidence(posting.title_evidence.said_by, posting.title, "title")
    for form in forms:
        for skill in posting.skills:
            if _word(form).search(skill.name) or _word(form).search(skill.evidence.quote):
                return skill.evidence
    return None


def in_context(posting: Posting, evidence: Evidence) -> Evidence:
    """The evidence with its quote widened to the clause it stands in; as it is when it is not from the text."""
    if evidence.field != "text" or evidence.start is None or evidence.end is None:
        return evidence
    start, end = clause(posting.text, evidence.start, evidence.end)
    return replace(evidence, quote=posting.text[start:end], start=start, end=end)


@lru_cache(1024)
def _word(form: str) -> re.Pattern[str]:
    """The form as whole words: "C" is not in "C++", "Java" not in "JavaScript"."""
    words = r"[\s\-]{1,3}".join(re.escape(word) for word in form.split())
    return re.compile(rf"(?<![\w+#]){words}(?![\w+#])", re.IGNORECASE)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the line or sentence around `text[start:end]`, cut at word boundaries to `MAX_QUOTE_CHARS`."""
    near = max(0, start - 4 * MAX_QUOTE_CHARS)
    breaks = (found.end() for found in _BREAK.finditer(text, near, start + 1))
    left = max((at for at in breaks if at <= start), default=near)
    following = _BREAK.search(text, end)
    right = following.start() if following else len(text)
    if text[right : right + 1] in (".", "!", "?"):
        right += 1
    while left < start and text[left] in " -•*\t\n":
        left += 1
    spare = MAX_QUOTE_CHARS - (end - start)
    if right - left > MAX_QUOTE_CHARS and spare > 0:
        left = _word_start(text, max(left, start - spare // 2), start)
        right = _word_end(text, min(right, left + MAX_QUOTE_CHARS), end)
    return left, right


def _word_start(text: str, at: int, limit: int) -> int:
    if at == 0 or text[at - 1].isspace():
        return at
    gap = text.find(" ", at, limit)
    return gap + 1 if gap >= 0 else limit


def _word_end(text: str, at: int, limit: int) -> int:
    if at >= len(text) or text[at].isspace():
        return at
    gap = text.rfind(" ", limit, at)
    return gap if gap >= 0 else limit
