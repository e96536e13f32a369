"""Reads a model's reply as it comes: JSON with sentences, whatever is wrapped around it. Pure.

Thoughts, code fences and talk before and after the object are left out; a sentence counts as soon as it is complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import from_json

MAX_SENTENCES = 24
MAX_REPLY_CHARS = 60_000
"""What comes after is not read; an answer is a few thousand characters, thoughts included."""
_THOUGHTS = ("think", "thinking", "reasoning")
_LONGEST_START = 60
"""Characters that the pattern of a beginning, or a tag, can span."""
_START = re.compile(r"\{\s{0,50}\"|\[\s{0,50}\{")

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "citations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"n": {"type": "integer"}, "quote": {"type": "string"}},
                            "required": ["n", "quote"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        },
        "follow_up": {"type": ["integer", "null"]},
    },
    "required": ["sentences", "follow_up"],
    "additionalProperties": False,
}
"""What a model is asked to send. OpenAI's strict mode wants every property required."""


class _Citation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    n: int
    quote: str

    @field_validator("n", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return value.strip(" []#") if isinstance(value, str) else value


class _Sentence(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    citations: list[_Citation] = Field(max_length=64)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A sentence as the model wrote it, unchecked; citations are (number of the posting, quote)."""

    text: str
    citations: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Malformed:
    """An item that is no sentence."""

    text: str


class ReplyReader:
    """Collects pieces of a reply; `add` gives the sentences that have become complete. Each character is looked at once."""

    def __init__(self) -> None:
        self.text = ""
        self.follow_up: int | None = None
        self.readable = False
        """Whether the agreed object has been found."""
        self._start: int | None = None
        self._looked = self._from = self._at = 0
        self._thinking = False
        self._depth = 0
        self._quoted = self._escaped = False
        self._given = 0

    def add(self, piece: str) -> list[Drafted | Malformed]:
        """Sentences that this piece completes."""
        self.text += piece[: MAX_REPLY_CHARS - len(self.text)]
        if not self._given:
            self._locate()
        found: list[Drafted | Malformed] = []
        while self._start is not None and (closed := self._scan()):
            found.extend(self._parse(complete=closed == "all"))
            if closed == "all":
                if self.readable:
                    break
                following = _START.search(self.text, self._at)  # that was an object, but not the agreed one
                self._begin(following.start() if following else None)
                self._from = self._at if following is None else self._from
        return found

    def _locate(self) -> None:
        """Looks in what is new for the end of a thought and for the beginning of the JSON."""
        fresh = max(0, self._looked - _LONGEST_START)
        new = self.text[fresh:].lower()
        self._looked = len(self.text)
        for name in _THOUGHTS:
            if (closing := new.rfind(f"</{name}>")) >= 0 and fresh + closing >= self._from:
                self._from = fresh + closing + len(name) + 3
                self._thinking, self._start = False, None
            if (opening := new.find(f"<{name}>", max(0, self._from - fresh))) >= 0 and self._start is None:
                found = _START.search(self.text, max(self._from, fresh), fresh + opening)
                self._thinking = found is None
        if self._start is None and not self._thinking:
            found = _START.search(self.text, max(self._from, fresh))
            self._begin(found.start() if found else None)

    def _begin(self, start: int | None) -> None:
        self._start = start
        self._at = start or 0
        self._depth = 0
        self._quoted = self._escaped = False

    def _scan(self) -> str:
        """Goes on until an object closes: "item" within the list, "all" at the end, "" when more is needed."""
        while self._at < len(self.text):
            char = self.text[self._at]
            self._at += 1
            if self._escaped:
                self._escaped = False
            elif self._quoted:
                self._escaped = char == "\\"
                self._quoted = char != '"'
            elif char == '"':
                self._quoted = True
            elif char in "{[":
                self._depth += 1
            elif char in "}]":
                self._depth -= 1
                if self._depth <= 0:
                    return "all"
                if char == "}" and self._depth <= 2:
                    return "item"
        return ""

    def _parse(self, *, complete: bool) -> list[Drafted | Malformed]:
        try:
            data = from_json(self.text[self._start : self._at], allow_partial=not complete)
        except ValueError:
            return []
        items = _items(data)
        if items is None:
            return []
        self.readable = True
        if complete and isinstance(data, dict) and type(number := data.get("follow_up")) is int:
            self.follow_up = number
        new = items[
            self._given : MAX_SENTENCES
        ]  # parsing stops right behind a brace, so that every item is whole
        self._given += len(new)
        return [_drafted(item) for item in new]


def _items(data: Any) -> list[Any] | None:
    if isinstance(data, dict):
        data = data.get("sentences")
    return data if isinstance(data, list) else None


def _drafted(item: Any) -> Drafted | Malformed:
    try:
        sentence = _Sentence.model_validate(item)
    except ValidationError:
        text = item.get("text") if isinstance(item, dict) else item
        return Malformed(str(text)[:300])
    return Drafted(sentence.text, tuple((each.n, each.quote) for each in sentence.citations))
