"""Comments of Hacker News' "Who is hiring?" threads, from the official API, Algolia's, or a saved list of either.

A comment is free text, usually headed "Company | Role | Place | REMOTE | pay". One that names several roles becomes several
records "<id>-1", "<id>-2", …, the first of which keeps the comment's id as an alias. Comments that offer no job are rejected.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from index.feeds.ats import Job, epoch, member
from index.feeds.hacker_news_text import Comment, Offer, read_comment
from index.feeds.json_stream import json_records
from index.feeds.reading import Broken, admitted, excerpt, extras, normalized, text_field, texts
from index.types import Record, RecordPay, RecordPlace, Rejected

FORMAT = "hacker_news"
_ARRAYS = frozenset(("jobs", "hits", "children", "items", "comments"))
_PERMALINK = "https://news.ycombinator.com/item?id="


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """The roles of each comment; `position` counts comments.

    Raises:
        FeedError: there is no comment in it.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    for position, item in enumerate(json_records(data, _ARRAYS), start=1):
        if isinstance(item, Broken):
            yield Rejected(source, position, item.reason, excerpt=item.excerpt)
        elif not isinstance(item, dict):
            yield Rejected(source, position, "not an object", excerpt=excerpt(repr(item)[:400]))
        else:
            yield from _of_comment(item, source, position)


def _of_comment(item: Job, source: str, position: int) -> Iterator[Record | Rejected]:
    native_id = member(item, "id") or member(item, "objectID")
    text = member(item, "text") or member(item, "comment_text") or member(item, "story_text")
    title = member(item, "title")
    problem = ""
    if (
        item.get("deleted")
        or item.get("dead")
        or member(item, "text") in ("[dead]", "[deleted]", "[flagged]")
    ):
        problem = "deleted or dead comment"
    elif not text and not title:
        problem = "a comment without text"
    comment = None if problem else read_comment(text, title)
    if comment is None or not comment.is_offer:
        reason = problem or "no job is offered: neither a header nor words of hiring"
        yield Rejected(source, position, reason, native_id, excerpt(text))
        return
    several = len(comment.offers) > 1
    for number, offer in enumerate(comment.offers, start=1):
        name = f"{native_id}-{number}" if several and native_id else native_id
        alias = (f"{source}:{native_id}",) if several and native_id and number == 1 else ()
        yield _record(item, comment, offer, (source, position, name), alias)


def _record(
    item: Job, comment: Comment, offer: Offer, where: tuple[str, int, str], aliases: tuple[str, ...]
) -> Record:
    source, position, native_id = where
    own_id = member(item, "id") or member(item, "objectID")
    date = next((name for name in ("time", "created_at", "created_at_i") if epoch(item.get(name))), "")
    return Record(
        source=source,
        format=FORMAT,
        position=position,
        native_id=native_id,
        aliases=aliases,
        title=offer.title,
        company=comment.company,
        body=offer.body,
        places=tuple(RecordPlace(name="header", text=text) for text in offer.places),
        pay=tuple(RecordPay(name="header", text=text) for text in offer.pay),
        arrangement=texts("header", offer.arrangement),
        employment=texts("header", offer.employment),
        posted=text_field(date, epoch(item.get(date))) if date else None,
        url=f"{_PERMALINK}{own_id}" if own_id.isdecimal() else member(item, "url"),
        apply_url=offer.link,
        extra=extras(_extra(item)),
    )


def _extra(item: Job) -> Iterator[tuple[str, Any]]:
    yield "by", member(item, "by") or member(item, "author")
    yield "story_title", member(item, "story_title")


read = normalized(records)
