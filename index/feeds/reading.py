"""What every reader shares: the shape of a reader, what it lets in, and the way from records to postings.

A reader of one format yields `Record`s in the feed's own words; `admitted` turns away what no posting can be made of
and gives an identity to what has none; `normalized` makes the reader of postings from it.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, BinaryIO, TypeAlias

from index.errors import EmptyFeed
from index.types import FieldText, Posting, Record, Rejected

RecordReader: TypeAlias = Callable[[BinaryIO, str], Iterator[Record | Rejected]]
"""`records(data, source)`: what the feed says, record by record."""
Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Posting | Rejected]]
"""`read(data, source)`: the postings made of it."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A piece of a feed that could not be parsed, in the place of a record."""

    reason: str
    excerpt: str = ""


class RecordTooLong(Exception):
    """So much came without the end of a record that it must not be held."""


MAX_RECORD_BYTES = 32 * 1024 * 1024
"""A record longer than this is skipped without being held: real ones have some 10 kB, 200 kB with images inlined."""
MAX_PAGE_BYTES = 32 * 1024 * 1024
"""A page (one posting, read as a whole) longer than this is refused."""
MAX_SKILLS = 300
_MAX_EXTRA_CHARS = 2_000
_EXCERPT_CHARS = 200
_MAX_ADDRESS_CHARS = 120
_WORD = re.compile(r"\w")
_TAG = re.compile(r"<[^<>]{0,5000}>")
_START_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,5000})?/?>")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s|/?&gt;)")
_SLUG_BREAK = re.compile(r"[^a-z0-9]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def normalized(records: RecordReader) -> Reader:
    """The reader of postings that belongs to a reader of records.

    What the reader noticed about a record (`Record.notes`) goes before the posting's own warnings.
    """

    def read(data: BinaryIO, source: str) -> Iterator[Posting | Rejected]:
        return postings(records(data, source))

    return read


def postings(items: Iterable[Record | Rejected]) -> Iterator[Posting | Rejected]:
    """Each record as a posting; what was rejected stays so."""
    from index.normalize.posting import normalize

    for item in items:
        outcome = item if isinstance(item, Rejected) else normalize(item)
        if isinstance(outcome, Posting) and isinstance(item, Record) and item.notes:
            outcome = replace(outcome, warnings=(*item.notes, *outcome.warnings))
        yield outcome


def admitted(items: Iterable[Record | Rejected], source: str) -> Iterator[Record | Rejected]:
    """The items, with an id for every record, and a reason instead of a record where none can be made.

    Rejected are records with neither title nor body, and second records with an id that this feed has used. A record
    without an id gets one derived from its address, or else from its title, employer, place and body, and a note.

    Raises:
        EmptyFeed: there was not a single item.
    """
    seen: set[int] = set()  # hashes, not ids: 64 bits tell ids of one feed apart, and the memory stays small
    empty = True
    for item in items:
        empty = False
        if isinstance(item, Rejected):
            yield item
            continue
        if not item.title.strip() and not _has_words(item.body):
            yield rejected(item, "neither a title nor a body")
            continue
        record = item if item.native_id else _identified(item)
        key = hash(record.native_id)
        if key in seen:
            yield rejected(record, f"the id {record.native_id[:80]} occurs a second time in this feed")
            continue
        seen.add(key)
        yield record
    if empty:
        raise EmptyFeed(
            f"{source}: there is no posting in this feed; check that it is the right file and complete"
        )


def rejected(record: Record, reason: str) -> Rejected:
    """The record as rejected for this reason."""
    text = record.title or record.body or record.company
    return Rejected(record.source, record.position, reason, record.native_id[:_EXCERPT_CHARS], excerpt(text))


def _has_words(body: str) -> bool:
    return bool(_WORD.search(_TAG.sub(" ", body[:100_000])) or _WORD.search(body, 100_000))


def _identified(record: Record) -> Record:
    """The record with an id from its address, which is as good as an id, or from what it says."""
    address = slug((record.url or record.apply_url).partition("://")[2]).removeprefix("www-")
    if address and len(address) <= _MAX_ADDRESS_CHARS:
        return record.model_copy(update={"native_id": address, "verbatim_id": False})
    place = record.places[0] if record.places else None
    where = (place.text, place.city, place.region, place.country) if place else ()
    seed = (address,) if address else (record.title, record.company, *where, record.body)
    digest = sha256("\x1f".join(seed).encode("utf-8", "replace")).hexdigest()[:16]
    notes = (
        record.notes
        if address
        else (*record.notes, "the feed gives no id; this one is derived from the content")
    )
    name = f"{'address' if address else 'content'}-{digest}"
    return record.model_copy(update={"native_id": name, "verbatim_id": False, "notes": notes})


def excerpt(text: str | bytes) -> str:
    """At most 200 characters of it on one line, to find a record by."""
    part = text[: 2 * _EXCERPT_CHARS]
    words = part if isinstance(part, str) else part.decode("utf-8", "replace")
    return " ".join(words.split())[:_EXCERPT_CHARS]


def slug(*words: str) -> str:
    """The words in lower case, letters and digits only, joined by hyphens."""
    return _SLUG_BREAK.sub("-", " ".join(words).lower()).strip("-")


def employer_from_slug(name: str) -> str:
    """An employer's name from the name of its board: "harbour-light" becomes "Harbour Light"."""
    words = name.replace("-", " ").replace("_", " ").split()
    return " ".join(word if any(map(str.isupper, word)) else word.capitalize() for word in words)


_MADE: dict[str, dict[str, FieldText]] = {}
"""Fields made before, by name and text: "Python" and "full-time" are most of every feed, and making one takes 1 µs."""
_MAX_NAMES, _MAX_TEXTS, _MAX_SHORT_CHARS = 64, 8192, 40


def texts(name: str, values: Iterable[str]) -> tuple[FieldText, ...]:
    """One entry for each value that says something, in order, equal ones once."""
    made = _MADE.get(name) or _MADE.setdefault(name if len(_MADE) < _MAX_NAMES else "", {})
    kept = dict.fromkeys(map(str.strip, values))
    return tuple([made.get(value) or _make(made, name, value) for value in kept if value])


def _make(made: dict[str, FieldText], name: str, text: str) -> FieldText:
    field = FieldText(name=name, text=text)
    if name in _MADE and len(text) < _MAX_SHORT_CHARS and len(made) < _MAX_TEXTS:
        made[text] = field
    return field


def text_field(name: str, value: str) -> FieldText | None:
    """The value with the feed's name for it, or None when it is empty."""
    found = texts(name, (value,))
    return found[0] if found else None


def split_skills(name: str, value: str) -> tuple[FieldText, ...]:
    """A list of skills in one text, split at commas (outside brackets), semicolons and bars."""
    if "(" not in value:
        parts = value.replace(";", ",").replace("|", ",").split(",")
    else:
        parts = _split_outside_brackets(value)
    return texts(name, parts[:MAX_SKILLS])


def _split_outside_brackets(value: str) -> list[str]:
    parts, start, depth = [], 0, 0
    for at, letter in enumerate(value):
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif letter in ";|" or (letter == "," and not depth):
            parts.append(value[start:at])
            start = at + 1
    return [*parts, value[start:]]


def plain(value: Any) -> str:
    """A scalar of JSON or of a table as text: empty for None, lists and objects, whole floats without ".0"."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, dict | list | tuple):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


def unescaped(text: str) -> str:
    """The text, with its entities resolved once when its markup was escaped as a whole ("&lt;p&gt;")."""
    return html.unescape(text) if _ESCAPED_TAG.search(text) and not _TAG.search(text) else text


def has_markup(text: str) -> bool:
    """Whether the text is HTML rather than plain."""
    return bool(("<" in text and _START_TAG.search(text)) or ("&" in text and _ENTITY.search(text)))


def without_surrogates(value: Any) -> Any:
    """The JSON value with lone halves of surrogate pairs replaced: JSON can escape them, but they are no text."""
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(item) for key, item in value.items()}
    return value


def has_surrogates(text: str) -> bool:
    """Whether this JSON text may hold such escapes."""
    return "\\u" in text and ("\\ud" in text or "\\uD" in text)


def items_of(value: Any) -> list[Any]:
    """The value as a list: of its items, of itself, or empty for None."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def number(value: Any) -> float | None:
    """A finite number, also when it is written as a text such as "52.58"; None for everything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and len(value) > 30:
        return None
    try:
        result = float(value)
    except (ValueError, OverflowError):
        return None
    return result if math.isfinite(result) else None


def extras(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What else the feed says, by its own names, cut to a sane length; empty values are left out."""
    return {name: text[:_MAX_EXTRA_CHARS] for name, value in values if (text := value.strip())}
