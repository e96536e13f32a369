"""Which format a feed is in, by its content alone: file names and content types are not trusted."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

from index.errors import UnknownFormat
from index.feeds.encodings import decode
from index.feeds.table_columns import ALIASES
from index.feeds.xml_aliases import ALIASES as XML_ALIASES
from index.feeds.xml_aliases import RECORD_TAGS

HEAD_BYTES = 256 * 1024
"""So much of a feed decides its format; the first record of a real feed ends far before."""
_JSON_KEY = re.compile(r'"([\w@$-]{1,60})"\s{0,20}:')
_JSON_LD = re.compile(
    r'"@type"\s{0,20}:\s{0,20}(?:\[[^\]]{0,200})?"(?:https?://schema\.org/|schema:)?JobPosting"'
)
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})")
_XML_NAME = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})[\s/>]")
_PERIK_TEXT = re.compile(r"perik\.ai", re.IGNORECASE)

_JSON_RULES: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = (
    ("greenhouse", (frozenset(("absolute_url", "internal_job_id")), frozenset(("absolute_url", "updated_at", "title", "location")))),
    ("lever", (frozenset(("hostedUrl", "categories", "text")), frozenset(("createdAt", "categories", "text", "id")))),
    ("ashby", (frozenset(("jobUrl", "publishedAt")), frozenset(("jobUrl", "isListed")), frozenset(("descriptionHtml", "isRemote")))),
    ("remoteok", (frozenset(("legal", "position")), frozenset(("epoch", "position", "company")), frozenset(("legal", "last_updated")))),
    (
        "hacker_news",
        (
            frozenset(("by", "text", "time")), frozenset(("author", "comment_text")), frozenset(("author", "text", "children")),
            frozenset(("by", "kids", "time", "type")), frozenset(("by", "deleted")), frozenset(("author", "text", "story_id")),
        ),
    ),
)  # fmt: skip
"""A JSON feed is of the first format of which all keys of one set occur."""


def detect(head: bytes) -> str:
    """The name of the format that a feed beginning with these bytes is in.

    Raises:
        UnknownFormat: it is none of those there are readers for.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    text = decode(head[:HEAD_BYTES]).lstrip("\ufeff \t\r\n")
    first = text[:1]
    by_first: dict[str, Callable[[str], str]] = {"<": _markup, "{": _json, "[": _json}
    found = by_first.get(first, _plain)(text)
    if not found:
        what = "it is empty" if not text else f"it begins with {' '.join(text[:40].split())!r}"
        raise UnknownFormat(f"no reader knows this content ({what}); check the file, or name its format")
    return found


def _markup(text: str) -> str:
    root = _ROOT.search(text)
    name = root[1].lower() if root else ""
    if text[:15].lower().startswith("<!doctype html") or name in ("html", "head", "body"):
        return (
            "perik"
            if _is_perik(text)
            else "schema_org"
            if "ld+json" in text.lower() or "ld&#x2b;json" in text.lower()
            else ""
        )
    if name in ("rss", "rdf") or (name == "feed" and "http://www.w3.org/2005/Atom" in text[:4000]):
        return "rss"
    names = {found.lower() for found in _XML_NAME.findall(text)}
    keys = {"".join(filter(str.isalnum, found)) for found in names}
    if {"externalid", "description"} <= keys and keys & {
        "postedate",
        "posteddate",
        "employername",
        "workarrangement",
        "applyto",
    }:
        return "yubhub"
    known = sum(
        not keys.isdisjoint(XML_ALIASES[field])
        for field in ("title", "body", "url", "company", "posted", "native_id")
    )
    has_record = not names.isdisjoint(RECORD_TAGS)
    return "xml_jobs" if has_record and known >= 2 else _empty_feed(name, names)


def _empty_feed(root: str, names: set[str]) -> str:
    """A job board's feed without a single job is still one: its reader says that it is empty."""
    return "xml_jobs" if root in ("source", "jobs", "joblist", "vacancies") and len(names) < 20 else ""


def _is_perik(text: str) -> bool:
    return bool(_PERIK_TEXT.search(text)) and ("📍" in text or "📅" in text)


def _json(text: str) -> str:
    if _JSON_LD.search(text):
        return "schema_org"
    keys = set(_JSON_KEY.findall(text))
    for name, rules in _JSON_RULES:
        if any(rule <= keys for rule in rules):
            return name
    return "jsonl" if _has_posting_column(keys) else _empty_json(text, keys)


def _empty_json(text: str, keys: set[str]) -> str:
    """Boards without a job answer with an empty list: the reader says that it is empty."""
    bare = "".join(text.split())
    if bare == "[]":
        return "lever"
    return "ashby" if "apiVersion" in keys and "jobs" in keys else "greenhouse" if '"jobs":[]' in bare else ""


def _has_posting_column(names: set[str] | list[str]) -> bool:
    """Whether these could be a table's columns: a title or a body, and one thing more about a job."""
    keys = {"".join(filter(str.isalnum, name.lower())) for name in names}
    others = [
        field
        for field in ALIASES
        if field not in ("title", "body", "source") and not keys.isdisjoint(ALIASES[field])
    ]
    return not keys.isdisjoint((*ALIASES["title"], *ALIASES["body"])) and bool(others)


def _plain(text: str) -> str:
    if _is_perik(text):
        return "perik"
    header = text[:20_000].split("\n", 1)[0].strip()
    for delimiter in (",", "\t", ";", "|"):
        try:
            names = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            continue
        if len(names) > 1 and _has_posting_column(names):
            return "csv"
    return ""
