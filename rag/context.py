"""What the model is shown: numbered postings within a token budget, each as data that cannot pass for words of ours.

Every posting stands between delimiters made up for this one request, its words joined by a mark instead of blanks
("spotlighting", Hines et al. 2024, arXiv:2403.14720). Contact data is masked, text that speaks to a machine is left
out, and the lowest ranks go first when there is too much.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.types import Posting
from rag.characters import masked, visible
from rag.injected import addressed_spans
from rag.material import fields
from rag.token_count import Counter
from rag.types import RankedHit

MARKS = "^~¦¤†"
"""Characters that stand for a blank; each is one token in the common vocabularies."""
LEFT_OUT = "[left out: it speaks to a machine]"
_TEXT_CHARS = (24_000, 12_000, 6_000, 3_000, 1_500, 700, 300)
"""How much of a posting's text is tried; less is not worth showing, the posting is dropped instead."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """One posting to show: its number, the parts of its text worth reading (best first), and what the ledger says."""

    number: int
    posting: Posting
    spans: tuple[Span, ...]
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """The postings as text for the prompt, and what is needed to check a reply against them."""

    text: str
    postings: Mapping[int, Posting]
    mark: str
    delimiter: str
    dropped: tuple[int, ...]
    """Numbers that did not fit."""


def shown_hit(hit: RankedHit) -> Shown:
    """A hit with its best passages and the quotes of its ledger."""
    quotes = [
        (line.start, line.end) for line in hit.ledger.lines if line.start is not None and line.end is not None
    ]
    spans = [(passage.start, passage.end) for passage in hit.passages]
    verdicts = tuple(f"{line.constraint.kind} {line.state}" for line in hit.ledger.lines)
    return Shown(hit.rank, hit.posting, (*quotes, *spans), verdicts)


def shown_whole(number: int, posting: Posting) -> Shown:
    """A posting with all of its text, duties and requirements first, boilerplate last."""
    order = {
        "duties": 0,
        "requirements": 1,
        "pay": 2,
        "benefits": 3,
        "preferred": 4,
        "other": 5,
        "about": 6,
        "boilerplate": 7,
    }
    sections = sorted(posting.sections, key=lambda each: (order[each.kind], each.start))
    spans = tuple((section.start, section.end) for section in sections)
    return Shown(number, posting, spans or ((0, len(posting.text)),))


def make_context(
    shown: Sequence[Shown],
    *,
    budget: int,
    count: Counter,
    mark: str | None = None,
    delimiter: str | None = None,
) -> Context:
    """The best-ranked postings that fit into `budget` tokens.

    Args:
        shown: best first.
        budget: tokens for all of it.
        count: counts the tokens of a text.
        mark: stands between words; made up when left out, as is the delimiter.
        delimiter: stands around each posting.
    """
    delimiter = delimiter or secrets.token_hex(6)
    mark = mark or free_mark(each.posting for each in shown)
    blocks: list[str] = []
    kept: dict[int, Posting] = {}
    left = budget
    for position, each in enumerate(shown):
        share = left // max(
            1, min(3, len(shown) - position)
        )  # no posting takes more than a third while others wait
        block = _fitting(each, share if position else max(share, left // 2), left, count, mark, delimiter)
        if block is None:
            break
        left -= count(block)
        blocks.append(block)
        kept[each.number] = each.posting
    dropped = tuple(each.number for each in shown if each.number not in kept)
    return Context("\n".join(blocks), kept, mark, delimiter, dropped)


def free_mark(postings: Iterable[Posting]) -> str:
    """A mark that none of the postings has, chosen at random."""
    texts = [f"{posting.title}{posting.company}{posting.text}" for posting in postings]
    free = [mark for mark in MARKS if not any(mark in text for text in texts)]
    return secrets.choice(free) if free else chr(0xE000 + secrets.randbelow(256))


def _fitting(each: Shown, share: int, left: int, count: Counter, mark: str, delimiter: str) -> str | None:
    """The posting's block within its share, its text cut as needed; None when not even its beginning fits."""
    block = ""
    for max_chars in _TEXT_CHARS:
        block = _block(each, max_chars, mark, delimiter)
        if count(block) <= share:
            return block
    return block if count(block) <= left else None


def _block(each: Shown, max_chars: int, mark: str, delimiter: str) -> str:
    def data(text: str) -> str:
        return datamarked(masked(visible(text), keep=each.posting.company), mark)

    lines = [f"<<{delimiter} posting {each.number}>>"]
    lines.extend(f"{name}: {data(value)}" for name, value in fields(each.posting))
    lines.append(f"apply link: {'given' if each.posting.apply_url else 'not given'}")
    if each.verdicts:
        lines.append(f"asked for: {', '.join(each.verdicts)}")
    lines.extend(f"text: {data(text)}" for text in excerpts(each.posting, each.spans, max_chars))
    lines.append(f"<<{delimiter} end of posting {each.number}>>")
    return "\n".join(lines)


def excerpts(posting: Posting, spans: Sequence[Span], max_chars: int) -> list[str]:
    """The parts of a posting's text that `spans` cover, the first ones preferred, in their order in the text."""
    chosen: list[Span] = []
    left = max_chars
    for start, end in spans:
        end = min(end, start + left)
        if end - start < min(20, len(posting.text)):
            continue
        chosen.append((start, end))
        left -= end - start
    merged: list[Span] = []
    for start, end in sorted(chosen):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [_without_orders(posting.text, start, end) for start, end in merged]


def _without_orders(text: str, start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for left, right in addressed_spans(text):
        if left < end and start < right:
            pieces.extend((text[at : max(left, at)], LEFT_OUT))
            at = min(max(right, at), end)
    return " ".join(each for each in (*pieces, text[at:end]) if each)


def datamarked(text: str, mark: str) -> str:
    """The text with `mark` for every run of white space, so that none of it reads as a sentence to obey."""
    return re.sub(r"\s+", mark, text.replace(mark, " ").replace("<<", "« ").strip())
