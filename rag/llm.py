"""The language model behind one small protocol; the only user of openai.

What comes back is untrusted text. Failures are `ChatFailed` with a kind and words for a person; keys never
appear in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from rag.settings import Settings

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with the model."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class ChatReply:
    """A whole reply; `finish_reason` is "stop" when it is complete."""

    text: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str


class Chat(Protocol):
    """What the answer layer needs of a model."""

    model: str

    def stream(
        self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int
    ) -> Iterator[str | ChatReply]:
        """Pieces of text as they come, then the whole ChatReply, last. Raises ChatError."""
        ...

    def complete(
        self, messages: Sequence[Message], *, schema: Mapping[str, Any] | None, max_tokens: int
    ) -> ChatReply:
        """The whole reply. Raises ChatError."""
        ...


def make_chat(settings: Settings) -> Chat | None:
    """The configured model, or None when there is none."""
    return None
