"""Postings as bytes: JSON by their type, compressed, known by the hash of the JSON. No pickle, no code in data."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from typing import TYPE_CHECKING

from index.errors import IndexCorrupt
from index.types import Posting

if TYPE_CHECKING:
    from pydantic import TypeAdapter

HASH_BYTES = 16
_MAX_BODY_BYTES = 64 << 20
_LEVEL = 6  # a third of the JSON's size; level 9 saves 1 % more and takes twice as long


@functools.cache
def _adapter() -> TypeAdapter[Posting]:
    from pydantic import TypeAdapter

    return TypeAdapter(Posting)


def encode(posting: Posting) -> bytes:
    """The posting as JSON, the same bytes for equal postings."""
    if posting.extra:
        data = _adapter().dump_python(posting, mode="json")
        data["extra"] = dict(sorted(data["extra"].items()))
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return _adapter().dump_json(posting)


def decode(content: bytes) -> Posting:
    """The posting of some JSON.

    Raises:
        IndexCorrupt: it is not a posting of this version.
    """
    try:
        return _adapter().validate_json(content)
    except ValueError as error:
        raise IndexCorrupt(f"a stored posting cannot be read: run `rolecall repair` ({error})") from error


def content_hash(content: bytes) -> bytes:
    """What a posting's content is known by; 16 bytes."""
    return hashlib.blake2b(content, digest_size=HASH_BYTES).digest()


def compressed(content: bytes) -> bytes:
    """The JSON as it is kept."""
    return zlib.compress(content, _LEVEL)


def restored(body: bytes, expected: bytes) -> bytes:
    """The JSON that was compressed, if its hash is `expected`.

    Raises:
        IndexCorrupt: it is something else.
    """
    content = expanded(body)
    if content_hash(content) != expected:
        raise IndexCorrupt("a stored posting is not what was written: run `rolecall repair`")
    return content


def expanded(body: bytes) -> bytes:
    """The JSON that was compressed, whatever it is.

    Raises:
        IndexCorrupt: it is not compressed data.
    """
    try:
        return zlib.decompressobj().decompress(body, _MAX_BODY_BYTES)
    except zlib.error as error:
        raise IndexCorrupt(f"a stored posting is damaged: run `rolecall repair` ({error})") from error
