"""schema.org JobPosting as JSON-LD: in the script blocks of an HTML page, or as a JSON file of its own.

Postings are found wherever they stand (arrays, `@graph`, nested). Employers often bend the vocabulary: what ought to be
an object may be a text or a list. Markup says what the employer's page says, and may outlive the job: see `validThrough`.
Source: https://schema.org/JobPosting and Google's guide to job posting structured data.
"""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from index.errors import UnknownFormat
from index.feeds.encodings import CHUNK_BYTES, decode
from index.feeds.json_stream import json_records
from index.feeds.pages import page_bytes, page_text, page_tree
from index.feeds.prefetched import prefetched
from index.feeds.reading import (
    Broken,
    admitted,
    excerpt,
    has_surrogates,
    items_of,
    normalized,
    without_surrogates,
)
from index.feeds.schema_org_fields import posting_record
from index.types import Record, Rejected

FORMAT = "schema_org"
_MAX_DEPTH = 12
"""JSON-LD nests some four levels deep; further down nothing is looked for."""
_WRAPPINGS = (
    "<!--",
    "-->",
    "//<![CDATA[",
    "// <![CDATA[",
    "//]]>",
    "// ]]>",
    "/*<![CDATA[*/",
    "/*]]>*/",
    "<![CDATA[",
    "]]>",
)
"""Marks by which pages hide a script from very old browsers, or from XML."""
_TRAILING_COMMA = re.compile(r",(\s{0,200}[}\]])")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the page around a posting says: its own address."""

    url: str = ""


def records(data: BinaryIO, source: str = FORMAT) -> Iterator[Record | Rejected]:
    """The job postings of a page, or of a JSON file.

    Raises:
        FeedError: there is no job posting in it, it is longer than a page may be, or of unknown encoding.
    """
    return admitted(_records(data, source), source)


def _records(data: BinaryIO, source: str) -> Iterator[Record | Rejected]:
    head = data.read(CHUNK_BYTES)
    whole = prefetched(head, data)
    is_page = decode(head).lstrip().startswith("<")
    found = (
        _from_page(whole, source)
        if is_page
        else ((item, _Page()) for item in json_records(whole, frozenset(("@graph",))))
    )
    position = itertools.count(1)
    empty = True
    for document, page in found:
        if isinstance(document, Broken):
            empty = False
            yield Rejected(source, next(position), document.reason, excerpt=document.excerpt)
            continue
        nodes, postings = _nodes(document)
        for node in postings:
            empty = False
            yield posting_record(node, nodes, source, next(position), page_url=page.url)
    if empty:
        raise UnknownFormat(
            f"{source}: there is no schema.org JobPosting in it; check the file, or name its format"
        )


def _from_page(data: BinaryIO, source: str) -> Iterator[tuple[Any, _Page]]:
    tree = page_tree(page_text(page_bytes(data, source), source), source)
    links = [
        link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    page = _Page(url=next((link for link in links if link.startswith("http")), ""))
    for script in tree.iter("script"):
        kind = html.unescape(script.get("type") or "").strip().lower()
        if kind.startswith("application/ld+json") and (script.text or "").strip():
            yield _parsed(script.text), page


def _parsed(text: str) -> Any:
    """The block's JSON; comment marks, entities and trailing commas are forgiven."""
    bare = text.strip().rstrip(";")
    for mark in (*_WRAPPINGS, *_WRAPPINGS):
        bare = bare.removeprefix(mark).removesuffix(mark).strip()
    problem = ""
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare), html.unescape(bare)):
        try:
            value = json.loads(attempt, strict=False, parse_constant=lambda name: None)
        except RecursionError:
            return Broken("the JSON-LD block is nested too deeply", excerpt(bare))
        except ValueError as error:
            problem = problem or " ".join(str(error).split())
        else:
            return without_surrogates(value) if has_surrogates(attempt) else value
    return (
        Broken(f"the JSON-LD block is not JSON: {problem}", excerpt(bare)) if "JobPosting" in bare else None
    )


def _nodes(document: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The objects of the document by `@id`, and those that are job postings, in order."""
    by_id: dict[str, Any] = {}
    postings = []
    pending = [(document, 0)]
    while pending:
        value, depth = pending.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, list):
            pending.extend((item, depth + 1) for item in reversed(value))
        elif isinstance(value, dict):
            if isinstance(key := value.get("@id"), str) and len(value) > 1:
                by_id.setdefault(key, value)
            if _is_posting(value):
                postings.append(value)
            pending.extend(
                (item, depth + 1) for item in reversed(value.values()) if isinstance(item, dict | list)
            )
    return by_id, postings


def _is_posting(node: dict[str, Any]) -> bool:
    kinds = items_of(node.get("@type"))
    return any(
        isinstance(kind, str) and re.split(r"[/:#]", kind)[-1].lower() == "jobposting" for kind in kinds
    )


read = normalized(records)
