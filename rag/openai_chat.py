"""Asking a model on an OpenAI-compatible server: deadlines, retries before the first token, and a cap on calls at once.

The requests themselves are `rag.llm.Client`. A caller never waits past its deadline, whatever the server does, and
closing the stream ends the request.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from rag import chat_errors
from rag.chat_options import first_options
from rag.chunks import Received, take
from rag.deadline import Deadline, Ended, Item, Relay
from rag.llm import ChatReply, Client, Message, RequestFailed, failed, prepare
from rag.settings import Settings

ATTEMPTS = 3
"""Requests in one call, as long as nothing has come: more only lengthens the wait."""
MAX_GIVEN_UP = 6
"""Options that may be given up in one call before it counts as refused."""


class OpenAIChat:
    """A model on any OpenAI-compatible server; safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self.model = settings.model
        self._settings = settings
        self._options = first_options(settings.model, own_server=bool(settings.base_url))
        self._slots = threading.BoundedSemaphore(settings.concurrent_calls)
        self._host = urlsplit(settings.base_url or "https://api.openai.com").hostname or "the model's server"

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline_s: float | None = None,
    ) -> ChatReply:
        """The whole reply; see `Chat`."""
        for piece in self.stream(messages, schema=schema, max_tokens=max_tokens, deadline_s=deadline_s):
            if isinstance(piece, ChatReply):
                return piece
        raise chat_errors.ChatTruncated(f"{self._host} ended the reply before it was complete")

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline_s: float | None = None,
    ) -> Iterator[str | ChatReply]:
        """Pieces of text, then the reply; see `Chat`."""
        prepare()
        total = (
            self._settings.deadline_s if deadline_s is None else min(self._settings.deadline_s, deadline_s)
        )
        deadline = Deadline(total_s=total, first_s=self._settings.first_token_s)
        if not self._slots.acquire(timeout=deadline.first_left()):
            raise chat_errors.ChatBusy("too many answers are being written at once; try again in a moment")
        try:
            yield from self._persist(messages, schema, max_tokens, deadline)
        finally:
            self._slots.release()

    def _persist(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, Any] | None,
        max_tokens: int,
        deadline: Deadline,
    ) -> Iterator[str | ChatReply]:
        """Asks until something comes: gives up options that a server refuses, retries one that failed."""
        attempts = given_up = 0
        while True:
            options, received, failure = self._options, Received(), None
            request = {
                "model": self.model,
                "messages": [{"role": each.role, "content": each.content} for each in messages],
                **options.parameters(schema=schema, max_tokens=max_tokens),
            }
            try:
                yield from self._attempt(request, received, deadline, max_chars=max_tokens * 40 + 20_000)
            except RequestFailed as error:
                failure = error
            if failure is None:
                return
            # Raised outside of the except block: the library's error, which can hold the key, is no context of ours.
            fewer = options.without(failure.server_words)
            if isinstance(failure.error, chat_errors.ChatRejected) and fewer and given_up < MAX_GIVEN_UP:
                given_up += 1
                self._options = fewer
                continue
            attempts += 1
            wait = failure.retry_after_s or 0.4 * 2**attempts
            hopeless = received.alive or attempts >= ATTEMPTS or wait >= deadline.first_left()
            if hopeless or not chat_errors.may_retry(failure.error):
                raise failure.error
            time.sleep(wait)

    def _attempt(
        self, request: Mapping[str, Any], received: Received, deadline: Deadline, *, max_chars: int
    ) -> Iterator[str | ChatReply]:
        """One request. Raises RequestFailed."""
        client = self._client(read_s=max(0.05, deadline.first_left()))
        relay = Relay(lambda: client.chunks(request), stop=client.close)
        chars = 0
        try:
            while (chunk := self._next(relay, received, deadline)) is not None:
                text = take(chunk, received)
                chars += len(text)
                if chars > max_chars:
                    raise RequestFailed(chat_errors.ChatGarbled(f"{self.model} did not come to an end"))
                if text:
                    yield text
        finally:
            relay.close()
        yield self._whole(received)

    def _client(self, *, read_s: float) -> Client:
        try:
            return Client(self._settings, read_s=read_s)
        except Exception as error:  # an address that is none, a key that no header can carry
            problem = failed(error, model=self.model, host=self._host)
        raise problem

    def _next(self, relay: Relay[Any], received: Received, deadline: Deadline) -> Any | None:
        left = deadline.total_left() if received.alive else min(deadline.first_left(), deadline.total_left())
        outcome = relay.next(within_s=left)
        if isinstance(outcome, Item):
            return outcome.value
        if isinstance(outcome, Ended):
            if outcome.error is None or received.finish_reason:
                return None  # once it is complete, it does not matter how the connection ends
            raise failed(outcome.error, model=self.model, host=self._host)
        what = "was not complete" if received.alive else "had not begun"
        raise RequestFailed(chat_errors.ChatTimedOut(f"the answer of {self.model} {what} in time"))

    def _whole(self, received: Received) -> ChatReply:
        reason = received.finish_reason
        if not reason and not received.alive:
            raise RequestFailed(
                chat_errors.ChatGarbled(f"what {self._host} sent is not a completion; check OPENAI_BASE_URL")
            )
        if reason == "content_filter":
            raise RequestFailed(chat_errors.ChatFiltered(f"the filter of {self._host} stopped the answer"))
        if reason not in ("stop", "length"):
            raise RequestFailed(
                chat_errors.ChatTruncated(f"{self._host} ended the answer before it was complete")
            )
        return ChatReply(
            text="".join(received.pieces),
            model=received.model or self.model,
            prompt_tokens=received.prompt_tokens,
            completion_tokens=received.completion_tokens,
            finish_reason=reason,
        )
