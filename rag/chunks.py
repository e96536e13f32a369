"""Reads what a server calls a chunk of a completion; trusts neither its shape nor its types. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any


@dataclass(slots=True)
class Received:
    """What has come so far in one request."""

    pieces: list[str] = field(default_factory=list)
    model: str = ""
    finish_reason: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    alive: bool = False
    """Something has come, if only thoughts that are not shown."""


def take(chunk: Any, received: Received) -> str:
    """The text of a chunk, "" when it has none; notes its finish reason, model and token counts."""
    if isinstance(model := getattr(chunk, "model", None), str):
        received.model = model[:200]
    _take_usage(getattr(chunk, "usage", None), received)
    choices = getattr(chunk, "choices", None)
    choice = choices[0] if isinstance(choices, list | tuple) and choices else None
    if isinstance(reason := getattr(choice, "finish_reason", None), str):
        received.finish_reason = reason
    delta = getattr(choice, "delta", None)
    text = getattr(delta, "content", None)
    thought = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
    if isinstance(thought, str) and thought:
        received.alive = True
    if not isinstance(text, str) or not text:
        return ""
    received.alive = True
    received.pieces.append(text)
    return text


def _take_usage(usage: Any, received: Received) -> None:
    for name in ("prompt_tokens", "completion_tokens"):
        count = getattr(usage, name, None)
        if isinstance(count, int) and 0 <= count < 10**9:
            setattr(received, name, count)


def take_whole(completion: Any) -> Any:
    """A completion that was not streamed, in the shape of one chunk; anything else becomes an empty chunk."""
    whole = _namespace(completion)
    choices = getattr(whole, "choices", None)
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, SimpleNamespace):
            choice.delta = getattr(choice, "message", None)
    return whole


def _namespace(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < 6:
        return SimpleNamespace(**{str(key): _namespace(each, depth + 1) for key, each in value.items()})
    if isinstance(value, list) and depth < 6:
        return [_namespace(each, depth + 1) for each in value[:8]]
    return value
