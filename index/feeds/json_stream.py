"""The records of a JSON document, one after the other, in memory that does not grow with the document.

A record is an element of the outermost array, of an array under one of the given names, or an outermost object. Records
that are broken, too long or nested too deeply are stepped over. Nothing here knows what a posting is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.feeds.encodings import text_chunks
from index.feeds.reading import (
    MAX_RECORD_BYTES,
    Broken,
    RecordTooLong,
    excerpt,
    has_surrogates,
    without_surrogates,
)

_MAX_CHARS = MAX_RECORD_BYTES
_MAX_BROKEN = 1000
"""After so many broken pieces in a row it is no JSON any more, and each would only cost a reject."""
_CUT_CHARS = 16
"""An error so near the end of what was read may come from the cut: the longest token is an escape or a literal."""
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_BRACKETS = re.compile(r'["{}\[\]]')
_IN_STRING = re.compile(r'["\\]')
_AFTER_SCALAR = re.compile(r"[,\]}\s]")
DECODER = json.JSONDecoder(strict=False, parse_constant=lambda name: None)


class _BrokenJson(Exception):
    """A value that is not JSON; the message says what is wrong with it."""


class JsonText:
    """A JSON document read piece by piece: `buffer` from `at` on is what has not been used yet."""

    def __init__(self, chunks: Iterator[str]) -> None:
        self._chunks = chunks
        self.buffer = ""
        self.at = 0
        self.used = 0
        """Characters that were read and dropped."""

    def more(self) -> bool:
        """Read on, at least as much as is still unused, so that repeated attempts take linear time."""
        parts, wanted = [self.buffer[self.at :]], len(self.buffer) - self.at
        self.used += self.at
        read = 0
        while read <= wanted and (chunk := next(self._chunks, "")):
            parts.append(chunk)
            read += len(chunk)
        self.buffer, self.at = "".join(parts), 0
        return read > 0

    def peek(self) -> str:
        """The next character that is not white space, left where it is; empty at the end."""
        while True:
            self.at = _SPACE.match(self.buffer, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self.more():
                return ""

    def value(self) -> Any:
        """The next value, used up.

        Raises:
            RecordTooLong: it is longer than a record may be; nothing is used up.
            _BrokenJson: it is not JSON; nothing is used up.
        """
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self.buffer, self.at)
            except json.JSONDecodeError as error:
                cut = (
                    error.msg.startswith("Unterminated string") or error.pos >= len(self.buffer) - _CUT_CHARS
                )
                problem = error.msg
            except RecursionError:
                cut, problem = False, "nested too deeply"
            except ValueError:
                cut, problem = False, "a number has too many digits"
            else:
                cut = end == len(self.buffer) and not isinstance(value, dict | list | str)
                if not (cut and self.more()):
                    text, self.at = self.buffer[self.at : end], end
                    return without_surrogates(value) if has_surrogates(text) else value
                continue
            if cut and len(self.buffer) - self.at > _MAX_CHARS:
                raise RecordTooLong
            if not (cut and self.more()):
                raise _BrokenJson(problem)

    def skip(self) -> bool:
        """Step over the next value by its brackets and quotes alone; False when the document ends within it."""
        depth = 0
        first = self.peek()
        if first not in ('"', "{", "["):
            self.at += 1  # also where it is a space that JSON does not know
            return self._find(_AFTER_SCALAR) is not None
        while mark := self._find(_BRACKETS):
            self.at += 1
            if mark == '"' and not self._skip_string():
                return False
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(mark, 0)
            if depth <= 0:
                return True
        return False

    def _skip_string(self) -> bool:
        while mark := self._find(_IN_STRING):
            self.at += 1
            if mark == '"':
                return True
            if self.at == len(self.buffer) and not self.more():
                return False
            self.at += 1
        return False

    def _find(self, pattern: re.Pattern[str]) -> str | None:
        """Go to the next match, dropping what is before it; its text, or None at the end."""
        while not (found := pattern.search(self.buffer, self.at)):
            self.at = len(self.buffer)
            if not self.more():
                return None
        self.at = found.start()
        return found[0]


def json_records(data: BinaryIO, arrays: frozenset[str] = frozenset()) -> Iterator[Any]:
    """The records of the document: JSON values, and `Broken` in place of what could not be read."""
    broken = 0
    for item in _records(JsonText(text_chunks(data)), arrays):
        broken = broken + 1 if isinstance(item, Broken) else 0
        yield item
        if broken == _MAX_BROKEN:
            yield Broken(f"{_MAX_BROKEN:,} pieces in a row are broken; the rest is not read")
            return


def _records(text: JsonText, arrays: frozenset[str]) -> Iterator[Any]:
    while first := text.peek():
        if first == "[":
            yield from _elements(text)
        elif first == "{" and arrays:
            yield from _members(text, arrays)
        else:
            yield from _one(text)
        if text.peek() == ",":  # objects joined by commas without a bracket around them
            text.at += 1


def _one(text: JsonText) -> Iterator[Any]:
    try:
        value = text.value()
    except RecordTooLong:
        yield Broken(
            f"the record is longer than {MAX_RECORD_BYTES // 2**20} MB", excerpt(text.buffer[text.at :][:400])
        )
    except _BrokenJson as error:
        yield Broken(f"broken JSON: {error}", excerpt(text.buffer[text.at : text.at + 400]))
    else:
        yield value
        return
    if text.peek() in ("}", "]", ",", ":"):
        text.at += 1
    elif not text.skip():
        text.at = len(text.buffer)


def _elements(text: JsonText) -> Iterator[Any]:
    text.at += 1
    while mark := text.peek():
        if mark == "]":
            text.at += 1
            return
        if mark == ",":
            text.at += 1
        else:
            yield from _one(text)
    yield Broken("broken JSON: the document ends within the list of records")


def _members(text: JsonText, arrays: frozenset[str]) -> Iterator[Any]:
    """The elements of the object's arrays of these names, or the object itself where it has none."""
    text.at += 1
    began = text.used + text.at
    members: dict[str, Any] = {}
    has_array = False
    while mark := text.peek():
        if mark == "}":
            text.at += 1
            if not has_array:
                yield members
            return
        if mark == ",":
            text.at += 1
            continue
        try:
            key = text.value()
            colon = text.peek()
            text.at += colon == ":"
            is_array = key in arrays and text.peek() == "[" if isinstance(key, str) else False
            value = None if is_array else text.value()
        except RecordTooLong:
            yield Broken(f"{key!r:.60} is longer than {MAX_RECORD_BYTES // 2**20} MB")
            if not text.skip():
                return
            continue
        except _BrokenJson as error:
            yield Broken(f"broken JSON: {error}", excerpt(text.buffer[text.at : text.at + 400]))
            text.at = min(text.at + 1, len(text.buffer))
            return
        if is_array:
            has_array = True
            yield from _elements(text)
        elif isinstance(key, str) and text.used + text.at - began <= _MAX_CHARS:
            members[key] = value
    yield Broken("broken JSON: the document ends within an object")
