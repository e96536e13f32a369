"""What is asked of an OpenAI-compatible server beside the messages, and what to give up when it says no. Pure.

Servers differ: some know no JSON schema, some no `stream_options`, the reasoning models of OpenAI take neither
`max_tokens` nor a temperature. Each refusal gives up one thing, so that any of them ends up being asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

Form = Literal["schema", "object", "free"]
_FEWER: dict[Form, Form] = {"schema": "object", "object": "free"}
_REASONING = re.compile(r"^(?:gpt-5|o\d)")
_NAMED = {
    "form": re.compile(r"response_format|json_schema|json_object|schema|grammar|guided|structured", re.I),
    "usage": re.compile(r"stream_options|include_usage", re.I),
    "temperature": re.compile(r"temperature", re.I),
    "effort": re.compile(r"reasoning", re.I),
    "limit": re.compile(r"max_(?:completion_)?tokens", re.I),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What a request carries."""

    form: Form = "schema"
    usage: bool = True
    temperature: bool = True
    effort: bool = False
    new_limit: bool = False
    """`max_completion_tokens` in place of `max_tokens`."""

    def parameters(self, *, schema: Mapping[str, Any] | None, max_tokens: int) -> dict[str, Any]:
        """Keyword arguments for the request."""
        given: dict[str, Any] = {"max_completion_tokens" if self.new_limit else "max_tokens": max_tokens}
        if self.temperature:
            given["temperature"] = 0
        if self.effort:
            given["reasoning_effort"] = "low"
        if self.usage:
            given["stream_options"] = {"include_usage": True}
        if schema is not None and self.form == "schema":
            given["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": dict(schema)},
            }
        elif schema is not None and self.form == "object":
            given["response_format"] = {"type": "json_object"}
        return given

    def without(self, message: str) -> Options | None:
        """The next thing to try after a refusal with this message, or None when there is nothing left to give up."""
        named = {name for name, pattern in _NAMED.items() if pattern.search(message[:4000])}
        if "limit" in named and not self.new_limit:
            return replace(self, new_limit=True)
        if "temperature" in named and self.temperature:
            return replace(self, temperature=False)
        if "effort" in named and self.effort:
            return replace(self, effort=False)
        if "usage" in named and self.usage:
            return replace(self, usage=False)
        if self.form in _FEWER:
            return replace(self, form=_FEWER[self.form])
        if self.usage or self.temperature or self.effort:
            return replace(self, usage=False, temperature=False, effort=False)
        return None


def first_options(model: str, *, own_server: bool) -> Options:
    """What a server of this kind probably understands; `own_server` is one named by a base URL."""
    reasoning = bool(_REASONING.match(model))
    return Options(temperature=not reasoning, effort=reasoning, new_limit=reasoning or not own_server)
