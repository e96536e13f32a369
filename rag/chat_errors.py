"""Why the language model could not answer, in words for a person.

    ChatError
    ├── ChatUnreachable    no connection, a broken one, or a server that fails (5xx)
    ├── ChatDenied         the key is refused or may not use the model (401, 403)
    ├── ChatUnknown        no such model or address (404)
    ├── ChatLimited        too many requests, or no credit (429)
    ├── ChatBusy           as many calls of our own as are allowed are running
    ├── ChatTooLong        the request does not fit the model's context window
    ├── ChatRejected       the server refuses the request for another reason (400, 422)
    ├── ChatTimedOut       nothing in time, or not complete in time
    ├── ChatTruncated      it ended before it was complete
    ├── ChatFiltered       the server's filter stopped it
    └── ChatGarbled        what came back is not a completion

A server's own words are never repeated: they can quote the key, and they are written by a stranger.
"""

from __future__ import annotations

import re

from index.errors import ChatError


class ChatUnreachable(ChatError):
    """No connection, a broken one, or a server that fails."""


class ChatDenied(ChatError):
    """The key is refused, or may not use the model."""


class ChatUnknown(ChatError):
    """There is no such model or address."""


class ChatLimited(ChatError):
    """Too many requests, or no credit."""


class ChatBusy(ChatError):
    """As many calls of our own as are allowed are running."""


class ChatTooLong(ChatError):
    """The request does not fit the model's context window."""


class ChatRejected(ChatError):
    """The server refuses the request."""


class ChatTimedOut(ChatError):
    """Nothing came in time, or it was not complete in time."""


class ChatTruncated(ChatError):
    """The reply ended before it was complete."""


class ChatFiltered(ChatError):
    """The server's filter stopped the reply."""


class ChatGarbled(ChatError):
    """What came back is not a completion."""


_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|maximum context|too many (?:input )?tokens|token limit|exceeds? (?:the )?(?:available )?context"
    r"|prompt is too long|input is too long",
    re.IGNORECASE,
)
_NO_CREDIT = "insufficient_quota"


def of_status(status: int, *, model: str, host: str, code: str = "", message: str = "") -> ChatError:
    """The error for an HTTP status; `code` and `message` are the server's and are read, not repeated."""
    if status in (400, 413, 422) and (
        code == "context_length_exceeded" or _OVERFLOW.search(message[:4000]) or status == 413
    ):
        return ChatTooLong(
            f"the request does not fit the context window of {model}; set ROLECALL_CONTEXT_TOKENS to its size"
        )
    if status == 401:
        return ChatDenied(f"{host} does not accept the key (401); check OPENAI_API_KEY")
    if status == 403:
        return ChatDenied(
            f"{host} does not allow this key to use {model} (403); check OPENAI_API_KEY and ROLECALL_MODEL"
        )
    if status == 404:
        return ChatUnknown(f"{host} knows no model {model} (404); check ROLECALL_MODEL and OPENAI_BASE_URL")
    if status == 429 and code == _NO_CREDIT:
        return ChatLimited(f"the account at {host} has no credit left (429)")
    if status == 429:
        return ChatLimited(f"{host} takes no more requests for now (429); try again in a while")
    if status >= 500 or status in (408, 409, 425):
        return ChatUnreachable(f"{host} failed ({status}); try again in a while")
    return ChatRejected(f"{host} refused the request ({status})")


def may_retry(error: ChatError) -> bool:
    """Whether asking again can help: a server that failed or is too busy, not one that said no."""
    if isinstance(error, ChatLimited):
        return "no credit" not in str(error)
    return isinstance(error, ChatUnreachable)
