"""A job's page on Perik.ai, as saved HTML or as the saved text of the page.

Both read alike: title, employer, "📍 place 📅 Posted date", "About this role", body, and the aggregator's own words, which
are dropped. Employers stand as the slug of the board they were found on. The saved text holds no address to apply at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from lxml import etree

from index.errors import UnknownFormat
from index.feeds.pages import page_bytes, page_text, page_tree, tree_lines
from index.feeds.reading import admitted, employer_from_slug, extras, normalized, slug, text_field
from index.types import Record, RecordPlace, Rejected

FORMAT = "perik"
_META = re.compile(
    r"(?:📍\ufe0f?\s{0,5}(?P<place>[^📅]{0,300}?)\s{0,5})?📅\ufe0f?\s{0,5}(?:Posted\s{1,5}(?:on\s{1,5})?)?(?P<date>.{0,60})"
)
_PLACE_ONLY = re.compile(r"📍\ufe0f?\s{0,5}(?P<place>.{1,300})")
_APPLY = re.compile(r"apply (?:now )?(?:on|at|with) .{1,200}", re.IGNORECASE)
_BEFORE_TITLE = re.compile(r"(?:← ?)?back to (?:all )?jobs|perik\.ai\b.{0,200}", re.IGNORECASE)
_HEADING = re.compile(r"about (?:this|the) (?:role|job|position)", re.IGNORECASE)
_END = re.compile(
    r"this (?:listing|job|posting) (?:was|is) aggregated by\b.{0,1000}|explore more jobs|more from .{1,200}|perik\.ai is an? .{0,400}",
    re.IGNORECASE | re.DOTALL,
)
_BOARD_WORDS = re.compile(
    r"[-_ ]?(?:jobadvertisements?|job[-_ ]?(?:board|openings?|postings?)|careers?(?:page|site)?|jobs|recruiting|hiring|external)$",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W_]{1,40}")
_MAX_PIECES = 20
_MAX_SEARCHED_CHARS = 50_000
_MAX_HEAD_LINES = 60
"""The lines above the body are searched so far for the title and the line with place and date."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the body, and the line the body begins at."""

    title: str
    company: str
    place: str
    date: str
    body_at: int


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """The one posting of the page.

    Raises:
        FeedError: no page of this board, longer than a page may be, or of unknown encoding.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    text = page_text(page_bytes(data, source), source)
    if text.lstrip()[:1] == "<":
        tree = page_tree(text, source)
        lines = list(tree_lines(tree))
        link, body = _apply_link(tree), _html_body(tree)
    else:
        lines = [" ".join(line.split()) for line in text.splitlines()]
        link, body = "", ""
    head = _head(lines)
    if head is None:
        raise UnknownFormat(
            f"{source}: this is not a job's page of Perik.ai; check the file, or name its format"
        )
    yield _record(head, source, link, body or _text_body(lines[head.body_at :]), is_html=bool(body))


def _head(lines: list[str]) -> _Head | None:
    top = lines[:_MAX_HEAD_LINES]
    at = next((index for index, line in enumerate(top) if "📅" in line or "📍" in line), None)
    if at is None:
        return None
    place, date, after = _place_and_date(top, at)
    above = [line for line in top[:at] if line]
    starts = [index for index, line in enumerate(above) if _BEFORE_TITLE.fullmatch(line)]
    names = above[starts[-1] + 1 :] if starts else above[-2:]
    heading = next((index for index, line in enumerate(lines) if _HEADING.fullmatch(line)), None)
    body_at = heading + 1 if heading is not None else after
    return _Head(names[0] if names else "", names[1] if len(names) > 1 else "", place, date, body_at)


def _place_and_date(lines: list[str], at: int) -> tuple[str, str, int]:
    """Place, date, and the line after them; they stand on one line or on two."""
    if found := _META.search(lines[at]):
        return (found["place"] or "").strip(" ·|•"), found["date"].strip(" ·|•"), at + 1
    place = _PLACE_ONLY.search(lines[at])
    following = next(
        (index for index in range(at + 1, min(at + 4, len(lines))) if "📅" in lines[index]), None
    )
    dated = _META.search(lines[following]) if following is not None else None
    return (
        place["place"].strip(" ·|•") if place else "",
        dated["date"].strip(" ·|•") if dated else "",
        (following if following is not None else at) + 1,
    )


def _text_body(lines: list[str]) -> str:
    end = next((index for index, line in enumerate(lines) if _END.fullmatch(line)), len(lines))
    kept = [line for line in lines[:end] if not _APPLY.fullmatch(line.rstrip(" →"))]
    return "\n".join(kept).strip()


def _apply_link(tree: Any) -> str:
    for link in tree.iter("a"):
        label = " ".join("".join(link.itertext()).split())
        if _APPLY.match(label) and re.match(r"https?://", link.get("href") or ""):
            return str(link.get("href"))
    return ""


def _html_body(tree: Any) -> str:
    """The markup between the heading "About this role" and the aggregator's words; empty when they are not found."""
    heading = next(
        (each for each in tree.iter("h1", "h2", "h3", "h4", "p", "div") if _is(each, _HEADING)), None
    )
    if heading is None:
        return ""
    while (
        heading.getnext() is None
        and heading.getparent() is not None
        and heading.getparent().tag not in ("body", "html")
    ):
        heading = heading.getparent()
    parts = []
    for element in heading.itersiblings():
        if _is(element, _END):
            break
        for inner in [each for each in element.iterdescendants() if _is(each, _END)]:
            _empty_from(inner)
        parts.append(etree.tostring(element, encoding="unicode", method="html"))
    return "\n".join(parts).strip()


def _is(element: Any, pattern: re.Pattern[str]) -> bool:
    """Whether this is all the element says; of a long one only the beginning is looked at."""
    pieces = list(islice(element.itertext(), _MAX_PIECES + 1))
    text = "".join(pieces) if len(pieces) <= _MAX_PIECES else ""
    return len(text) < 1500 and bool(pattern.fullmatch(" ".join(text.split())))


def _empty_from(element: Any) -> None:
    """Drop the element and what follows it inside its parent."""
    for each in [element, *element.itersiblings()]:
        if each.getparent() is not None:
            each.getparent().remove(each)


def _record(head: _Head, source: str, link: str, body: str, *, is_html: bool) -> Record:
    company = _spelling(employer(head.company), body)
    return Record(
        source=source,
        format=FORMAT,
        position=1,
        native_id=slug(company, head.title, head.place),
        title=head.title,
        company=company,
        body=body,
        body_is_html=is_html,
        places=(RecordPlace(name="place", text=head.place),) if head.place else (),
        posted=text_field("posted", head.date),
        apply_url=link,
        extra=extras([("employer slug", head.company)] if head.company != company else []),
    )


def employer(board: str) -> str:
    """The employer's name from the slug of its job board: "Pinterestjobadvertisements" is Pinterest."""
    return employer_from_slug(_BOARD_WORDS.sub("", board.strip()) or board.strip())


def _spelling(name: str, body: str) -> str:
    """The name as the body writes it, where it is the same but for spaces and capitals: "Scaleai" as "Scale AI"."""
    wanted = name.replace(" ", "").casefold()
    words = _NAME_WORD.findall(body[:_MAX_SEARCHED_CHARS])
    spellings = Counter(
        " ".join(words[at : at + count])
        for count in (1, 2, 3, 4)
        for at in range(len(words) - count + 1)
        if "".join(words[at : at + count]).casefold() == wanted
    )
    common = [spelling for spelling, _ in spellings.most_common() if spelling != spelling.lower()]
    return common[0] if common else name


read = normalized(records)
