"""Asking a model over real HTTP: deadlines, retries, options given up, cancellation, and words for every failure."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from builders import stub_settings
from chat_stub import Behaviour, dripping, failing, said, sent, serving, silent

from index.errors import ChatError
from rag import chat_errors
from rag.llm import ChatReply, Message, make_chat
from rag.openai_chat import OpenAIChat
from rag.settings import Settings

ASKED = (Message("system", "Be brief."), Message("user", "Hello"))
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}
KEY = "sk-secret-0123456789abcdef"


def _chat(url: str, **changes: Any) -> OpenAIChat:
    quick = {"ROLECALL_DEADLINE_S": 1.5, "ROLECALL_FIRST_TOKEN_S": 0.7}
    return OpenAIChat(stub_settings(url, **(quick | changes)))


def _all(chat: OpenAIChat, **options: Any) -> list[str | ChatReply]:
    return list(chat.stream(ASKED, schema=SCHEMA, max_tokens=50, **options))


def test_pieces_come_as_they_are_sent_and_the_whole_reply_last() -> None:
    with serving(said("Hello you", size=4)) as stub:
        *pieces, whole = _all(_chat(stub.url))
    assert pieces == ["Hell", "o yo", "u"]
    assert whole == ChatReply("Hello you", "stub-1", 700, 60, "stop")
    assert stub.keys == [f"Bearer {KEY}"]


def test_no_model_is_made_when_none_is_configured() -> None:
    assert make_chat(Settings(_env_file=None, OPENAI_API_KEY=None, OPENAI_BASE_URL=None)) is None


def test_complete_gives_the_whole_reply() -> None:
    with serving(said("Good day", size=3)) as stub:
        assert _chat(stub.url).complete(ASKED, schema=None, max_tokens=50).text == "Good day"
        assert "response_format" not in stub.requests[0]


def _refusing(*words: str) -> Callable[[dict[str, Any]], Behaviour]:
    """A server that refuses requests with these parameters, as servers do: naming the parameter."""

    def script(request: dict[str, Any]) -> Behaviour:
        shape = (request.get("response_format") or {}).get("type")
        for word in words:
            if word in request or word == shape:
                return failing(400, f"Unsupported parameter: '{word}'")
        return said("ok")

    return script


@pytest.mark.parametrize(
    ("refused", "left"),
    [
        (("json_schema",), {"response_format"}),
        (("response_format",), set()),
        (("stream_options",), {"response_format"}),
        (("temperature",), {"response_format"}),
        (("max_tokens",), {"response_format", "max_completion_tokens"}),
        (
            ("json_schema", "json_object", "stream_options", "temperature", "max_tokens"),
            {"max_completion_tokens"},
        ),
    ],
)
def test_what_a_server_refuses_is_given_up_and_remembered(refused: tuple[str, ...], left: set[str]) -> None:
    with serving(_refusing(*refused)) as stub:
        chat = _chat(stub.url)
        assert chat.complete(ASKED, schema=SCHEMA, max_tokens=50).text == "ok"
        asked = len(stub.requests)
        assert chat.complete(ASKED, schema=SCHEMA, max_tokens=50).text == "ok"
        assert len(stub.requests) == asked + 1
        assert left <= stub.requests[-1].keys()
        assert not set(refused) & stub.requests[-1].keys()


def test_a_server_that_failed_is_asked_again_before_anything_came() -> None:
    answers = iter([failing(503), failing(429, retry_after="0"), said("at last")])
    with serving(lambda _request: next(answers)) as stub:
        assert _all(_chat(stub.url, ROLECALL_FIRST_TOKEN_S=5, ROLECALL_DEADLINE_S=6))[0] == "at last"
    assert len(stub.requests) == 3


def test_a_reply_that_has_begun_is_not_asked_for_again() -> None:
    with serving(said("half of", finish=None, done=False)) as stub:
        with pytest.raises(chat_errors.ChatTruncated, match="before it was complete"):
            _all(_chat(stub.url))
        assert len(stub.requests) == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    with serving(failing(status, f"Incorrect API key provided: {KEY}")) as stub:
        with pytest.raises(ChatError) as raised:
            _all(_chat(stub.url))
        assert len(stub.requests) == 1
    assert str(status) in str(raised.value)


@pytest.mark.parametrize(
    "late",
    [
        silent(3),
        dripping(b": still here\n\n", every_s=0.05),
        dripping(b"", every_s=0.05, before_head=True),
        dripping(b"data: ", every_s=0.05),
    ],
    ids=["silence", "comments", "endless headers", "an endless line"],
)
def test_the_first_token_deadline_holds_whatever_the_server_does(late: Behaviour) -> None:
    with serving(late) as stub:
        began = time.monotonic()
        with pytest.raises(chat_errors.ChatTimedOut, match=r"had not begun|did not answer in time"):
            _all(_chat(stub.url, ROLECALL_FIRST_TOKEN_S=0.4))
        assert time.monotonic() - began < 1.0


def test_the_total_deadline_holds_for_a_server_that_drips() -> None:
    with serving(said("x" * 400, size=1, delay_s=0.05)) as stub:
        began = time.monotonic()
        with pytest.raises(chat_errors.ChatTimedOut, match="was not complete in time"):
            _all(_chat(stub.url, ROLECALL_DEADLINE_S=0.8))
        assert 0.7 < time.monotonic() - began < 1.3


def test_a_shorter_deadline_can_be_given_to_one_call() -> None:
    with serving(said("x" * 400, size=1, delay_s=0.05)) as stub:
        began = time.monotonic()
        with pytest.raises(chat_errors.ChatTimedOut):
            _all(_chat(stub.url), deadline_s=0.3)
        assert time.monotonic() - began < 0.8


def test_closing_the_stream_ends_the_request_and_frees_its_place() -> None:
    with serving(said("word " * 2000, size=5, delay_s=0.02)) as stub:
        chat = _chat(stub.url, ROLECALL_CONCURRENT_CALLS=1)
        for _ in range(2):
            stream = chat.stream(ASKED, schema=None, max_tokens=50)
            assert next(stream) == "word "
            stream.close()  # type: ignore[attr-defined]
            assert stub.broken_off.wait(2)
            stub.broken_off.clear()
        deadline = time.monotonic() + 3
        while any(thread.name == "rolecall-chat" for thread in threading.enumerate()):
            assert time.monotonic() < deadline, "a thread was left behind"
            time.sleep(0.02)


def test_no_more_calls_run_at_once_than_allowed() -> None:
    with serving(said("x" * 50, size=1, delay_s=0.05)) as stub:
        chat = _chat(stub.url, ROLECALL_CONCURRENT_CALLS=1, ROLECALL_FIRST_TOKEN_S=0.3, ROLECALL_DEADLINE_S=5)
        first = chat.stream(ASKED, schema=None, max_tokens=50)
        next(first)
        with pytest.raises(chat_errors.ChatBusy, match="try again in a moment"):
            _all(chat)
        first.close()  # type: ignore[attr-defined]
        assert len(stub.requests) == 1


def test_more_bytes_than_a_reply_can_have_are_not_read() -> None:
    with serving(sent(*[b": " + b"x" * 1_000_000 + b"\n"] * 30)) as stub, pytest.raises(ChatError):
        _all(_chat(stub.url, ROLECALL_FIRST_TOKEN_S=5, ROLECALL_DEADLINE_S=6))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500])
def test_the_key_and_the_servers_words_are_nowhere_in_what_is_told(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        serving(failing(status, f"bad key {KEY} for this", code="invalid_api_key", retry_after="99")) as stub,
        pytest.raises(ChatError) as raised,
    ):
        _all(_chat(stub.url))
    told = [
        str(raised.value),
        repr(raised.value),
        repr(raised.value.__cause__),
        repr(raised.value.__context__),
    ]
    assert not any("sk-secret" in each or "bad key" in each for each in told)
    assert KEY not in caplog.text


def test_an_address_that_is_none_is_told_in_words() -> None:
    with pytest.raises(ChatError, match="OPENAI_BASE_URL"):
        _all(_chat("http://127.0.0.1:1/v1"))


def test_the_password_in_an_address_is_not_told() -> None:
    with pytest.raises(ChatError) as raised:
        _all(_chat("http://user:hunter2@127.0.0.1:1/v1"))
    assert "hunter2" not in str(raised.value)
