"""Finds a quote in a posting: verbatim, but for white space and the Unicode spelling of the same characters. Pure.

What is handed on is always the posting's own span, so that a citation shows the posting and not what was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.types import Evidence, Posting
from rag.types import Citation

MAX_QUOTE_CHARS = 600
"""A longer quote is a copy of the posting, not evidence for a sentence."""
_SAME = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "­": "",
    }
)  # fmt: skip
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(code) for code in range(0x202A, 0x202F)
}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with one spelling of each character and single spaces; `at[i]` is where `text[i]` stood."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=256)
def plain(text: str) -> Plain:
    """The text as it is compared: NFKC, straight quotes and dashes, single spaces, nothing invisible."""
    chars: list[str] = []
    at: list[int] = []
    for start, end in _clusters(text):
        for char in unicodedata.normalize("NFKC", text[start:end]).translate(_SAME):
            if char in _UNSEEN or 0xE0000 <= ord(char) <= 0xE0FFF:
                continue
            if char.isspace():
                if chars and chars[-1] != " ":
                    chars.append(" ")
                    at.append(start)
                continue
            chars.append(char)
            at.append(start)
    at.append(len(text))
    return Plain("".join(chars), tuple(at))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character with the combining marks after it, so that both ways of writing "é" compare equal."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not unicodedata.combining(text[place]) or place - start > 8:
            yield start, place
            start = place


def find_quote(posting: Posting, quote: str) -> Citation | None:
    """The posting's own span for a quote, in its text, title, employer or the fields it was read from; else None."""
    wanted = plain(quote).text.strip(" \"'")
    if not wanted or len(wanted) > MAX_QUOTE_CHARS or not any(char.isalnum() for char in wanted):
        return None
    if span := find_span(posting.text, wanted):
        return Citation(
            posting_id=posting.id, quote=posting.text[slice(*span)], field="text", start=span[0], end=span[1]
        )
    for each in evidences(
        posting
    ):  # a value can end within a word of a text that lost its blanks ("USDLogistics")
        if each.start is not None and plain(each.quote).text == wanted:
            return Citation(
                posting_id=posting.id, quote=each.quote, field=each.field, start=each.start, end=each.end
            )
    for field, text in quotable_fields(posting):
        if span := find_span(text, wanted):
            return Citation(posting_id=posting.id, quote=text[slice(*span)], field=field)
    return None


def find_span(text: str, wanted: str) -> tuple[int, int] | None:
    """Where `wanted` (already plain) stands in `text`, as whole words; None when it does not."""
    held = plain(text)
    at = held.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _is_edge(held.text, at) and _is_edge(held.text, end):
            last = held.at[end - 1]
            following = next((place for place in held.at[end:] if place > last), len(text))
            return held.at[at], last + len(text[last:following].rstrip())
        at = held.text.find(wanted, at + 1)
    return None


def _is_edge(text: str, at: int) -> bool:
    """Whether no word goes on across this place: "remote" is not quoted from "remotely"."""
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def quotable_fields(posting: Posting) -> Iterator[tuple[str, str]]:
    """The names and texts beside the body that a posting can be quoted from: title, employer, the feed's fields."""
    yield "title", posting.title
    yield "company", posting.company
    for evidence in evidences(posting):
        if evidence.field not in ("text", "title") and evidence.quote:
            yield evidence.field, evidence.quote


def evidences(posting: Posting) -> Iterator[Evidence]:
    """What the posting's values were read from."""
    for group in (
        posting.salaries, posting.places, posting.eligibility, posting.arrangements,
        posting.seniority, posting.employment, posting.skills,
    ):  # fmt: skip
        yield from (each.evidence for each in group)
    for single in (posting.experience, posting.visa, posting.posted, posting.updated, posting.expires):
        if single is not None:
            yield single.evidence
