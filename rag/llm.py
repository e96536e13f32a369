"""The language model behind one small protocol; the only user of openai.

What comes back is untrusted text. Failures are the ChatErrors of `rag.chat_errors`, with words for a person; keys
and a server's own words never appear in them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol

from index.errors import ChatError
from rag import chat_errors
from rag.chunks import take_whole
from rag.settings import Settings

if TYPE_CHECKING:
    import ssl

    import httpx2

logger = logging.getLogger(__name__)

Role = Literal["system", "user", "assistant"]
MAX_REPLY_BYTES = 8_000_000
"""Read from a server in one call; a reply is some kilobytes, and its stream some hundred times that at most."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with the model."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class ChatReply:
    """A whole reply; `finish_reason` is "stop" when it is complete, "length" when its tokens ran out."""

    text: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str


class Chat(Protocol):
    """What the answer layer needs of a model. `deadline_s` shortens the configured deadline, never lengthens it."""

    model: str

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline_s: float | None = None,
    ) -> Iterator[str | ChatReply]:
        """Pieces of text as they come, then the whole ChatReply, last. Raises ChatError. Closing it cancels."""
        ...

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline_s: float | None = None,
    ) -> ChatReply:
        """The whole reply. Raises ChatError."""
        ...


def make_chat(settings: Settings) -> Chat | None:
    """The configured model, or None when there is none."""
    from rag.openai_chat import OpenAIChat

    return OpenAIChat(settings) if settings.model_configured else None


class RequestFailed(Exception):
    """One request failed. `server_words` are for choosing what to give up; they are never shown."""

    def __init__(self, error: ChatError, *, server_words: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(str(error))
        self.error = error
        self.server_words = server_words
        self.retry_after_s = retry_after_s


class Client:
    """One request to the server, closable from another thread while it is being read."""

    def __init__(self, settings: Settings, *, read_s: float) -> None:
        import openai

        key = settings.api_key.get_secret_value() if settings.api_key else ""
        self._http = openai.DefaultHttpxClient(
            timeout=openai.Timeout(read_s, connect=min(read_s, 10.0)),
            verify=_trusted(),
            event_hooks={"response": [_bounded]},
        )
        self._openai = openai.OpenAI(
            api_key=key or "none",  # local servers take any
            base_url=settings.base_url or "https://api.openai.com/v1",
            max_retries=0,
            http_client=self._http,
        )

    def chunks(self, request: Mapping[str, Any]) -> Iterator[Any]:
        """The chunks of a streamed completion, or the one completion of a server that does not stream."""
        with self._openai.chat.completions.create(**request, stream=True) as stream:
            if "json" in stream.response.headers.get("content-type", ""):
                stream.response.read()
                yield take_whole(stream.response.json())
                return
            yield from stream

    def close(self) -> None:
        """End it: a blocked read fails at the next byte, or when it times out."""
        self._http.close()


@cache
def prepare() -> None:
    """Loads the library, which takes a second or more once: no part of it counts against a server."""
    import openai

    http = openai.DefaultHttpxClient(verify=_trusted())
    client = openai.OpenAI(api_key="none", base_url="http://127.0.0.1:9/v1", http_client=http)
    loaded = client.chat.completions  # the library loads its parts when they are first named
    logger.debug("loaded %s", type(loaded).__name__)
    client.close()


@cache
def _trusted() -> ssl.SSLContext:
    """Made once: reading the certificates takes longer than the rest of a client."""
    import httpx2

    return httpx2.create_ssl_context()


def _bounded(response: httpx2.Response) -> None:
    """Lets no more than `MAX_REPLY_BYTES` through, whatever a server sends."""
    import httpx2

    inner = response.stream

    class Bounded(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            size = 0
            for part in inner:  # type: ignore[union-attr]  # a synchronous client reads a synchronous stream
                size += len(part)
                if size > MAX_REPLY_BYTES:
                    raise httpx2.ReadError("more than a reply can be")
                yield part

        def close(self) -> None:
            inner.close()  # type: ignore[union-attr]

    response.stream = Bounded()


def failed(error: Exception, *, model: str, host: str) -> RequestFailed:
    """What an error of the library means; its own message is read and not kept."""
    import openai

    if isinstance(error, openai.APIStatusError):
        words = f"{error.param or ''} {error.message}"
        told = chat_errors.of_status(
            error.status_code, model=model, host=host, code=error.code or "", message=words
        )
        return RequestFailed(
            told, server_words=words, retry_after_s=_seconds(error.response.headers.get("retry-after", ""))
        )
    if isinstance(error, openai.APITimeoutError):
        return RequestFailed(chat_errors.ChatTimedOut(f"{host} did not answer in time"))
    if isinstance(error, openai.APIConnectionError):
        return RequestFailed(
            chat_errors.ChatUnreachable(f"{host} could not be reached, or broke off; check OPENAI_BASE_URL")
        )
    if isinstance(error, openai.APIError):
        status = int(error.code) if error.code and error.code.isdigit() and len(error.code) == 3 else 500
        told = chat_errors.of_status(
            status, model=model, host=host, code=error.code or "", message=error.message
        )
        return RequestFailed(told, server_words=error.message)
    return RequestFailed(
        chat_errors.ChatGarbled(f"what {host} sent is not a completion; check OPENAI_BASE_URL")
    )


def _seconds(header: str) -> float:
    """A Retry-After header in seconds; 0 when it is a date or nothing."""
    return min(float(header), 3600.0) if header.isdecimal() and len(header) < 6 else 0.0
