"""A chat server on this machine for tests: real HTTP, answering as a test says, remembering what it was asked."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler], None]
Script = Callable[[dict[str, Any]], Behaviour]


class ChatStub:
    """`script` gets a request's JSON and says how to answer it; `requests` and `keys` are what came."""

    def __init__(self, script: Script) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.broken_off = threading.Event()
        """Set when a client left while it was being answered."""
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_arguments: object) -> None:
                pass

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                stub.requests.append(request)
                stub.keys.append(self.headers.get("authorization", ""))
                self.close_connection = True
                try:
                    script(request)(self)
                except (BrokenPipeError, ConnectionResetError):
                    stub.broken_off.set()

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving(script: Script | Behaviour) -> Iterator[ChatStub]:
    """A running stub; a behaviour alone answers everything alike."""
    stub = ChatStub(script if _is_script(script) else lambda _request: script)  # type: ignore[arg-type,return-value]
    try:
        yield stub
    finally:
        stub.close()


def _is_script(script: object) -> bool:
    return not getattr(script, "is_behaviour", False)


def behaviour(function: Callable[[BaseHTTPRequestHandler], None]) -> Behaviour:
    function.is_behaviour = True  # type: ignore[attr-defined]
    return function


# --- ways to answer -----------------------------------------------------------------------------------------


def head(handler: BaseHTTPRequestHandler, status: int, content_type: str, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("content-type", content_type)
    handler.send_header("connection", "close")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "stub-1",
        "choices": [choice],
    }
    return f"data: {json.dumps(chunk)}\n\n".encode()


USAGE = (
    b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"stub-1","choices":[],'
    b'"usage":{"prompt_tokens":700,"completion_tokens":60,"total_tokens":760}}\n\n'
)


def said(
    text: str,
    *,
    finish: str | None = "stop",
    size: int = 60,
    delay_s: float = 0.0,
    wait_s: float = 0.0,
    done: bool = True,
) -> Behaviour:
    """Streams a text in pieces, as a server should (or without its end)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler, 200, "text/event-stream")
        time.sleep(wait_s)
        handler.wfile.write(event({"role": "assistant", "content": ""}))
        for start in range(0, len(text), size):
            handler.wfile.write(event({"content": text[start : start + size]}))
            handler.wfile.flush()
            time.sleep(delay_s)
        if finish:
            handler.wfile.write(event({}, finish) + USAGE)
        if done:
            handler.wfile.write(b"data: [DONE]\n\n")

    return behaviour(answer)


def failing(
    status: int, message: str = "no", *, code: str | None = None, param: str | None = None, **headers: str
) -> Behaviour:
    """Answers with an error, as OpenAI words it."""
    body = json.dumps({"error": {"message": message, "type": "error", "param": param, "code": code}}).encode()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler, status, "application/json", content_length=str(len(body)), **headers)
        handler.wfile.write(body)

    return behaviour(answer)


def sent(
    *parts: bytes, content_type: str = "text/event-stream", status: int = 200, delay_s: float = 0.0
) -> Behaviour:
    """Sends these bytes as the body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        head(handler, status, content_type)
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(delay_s)

    return behaviour(answer)


def dripping(part: bytes, *, every_s: float, before_head: bool = False, most: int = 400) -> Behaviour:
    """Sends a little again and again and never comes to the point."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if before_head:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        else:
            head(handler, 200, "text/event-stream")
        for number in range(most):
            handler.wfile.write(b"x-%d: y\r\n" % number if before_head else part)
            handler.wfile.flush()
            time.sleep(every_s)

    return behaviour(answer)


def silent(seconds: float) -> Behaviour:
    """Takes the request and says nothing."""
    return behaviour(lambda _handler: time.sleep(seconds))


def hanging_up(after: bytes = b"") -> Behaviour:
    """Breaks the connection off, after the beginning of an answer."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if after:
            handler.send_response(200)
            handler.send_header("content-type", "text/event-stream")
            handler.send_header("content-length", "1000000")
            handler.end_headers()
            handler.wfile.write(after)
            handler.wfile.flush()
        with suppress(OSError):
            handler.connection.shutdown(socket.SHUT_RDWR)

    return behaviour(answer)


# --- what the stubs read in the prompt ----------------------------------------------------------------------


def shown_postings(request: dict[str, Any]) -> dict[int, str]:
    """The postings in the prompt by number, with blanks for the data mark, as a model would read them."""
    system, user = request["messages"][0]["content"], request["messages"][1]["content"]
    mark = re.search(r"character (\S) stands between", system)
    delimiter = re.search(r"begin with <<(\w+)", system)
    assert mark is not None
    assert delimiter is not None
    pattern = rf"<<{delimiter[1]} posting (\d+)>>\n(.*?)\n<<{delimiter[1]} end of posting \1>>"
    found = re.findall(pattern, user, re.DOTALL)
    return {int(number): text.replace(mark[1], " ") for number, text in found}


def field(posting: str, name: str) -> str:
    """One field of a posting as shown in the prompt."""
    found = re.search(rf"^{name}: (.*)$", posting, re.MULTILINE)
    return found[1] if found else ""


def reply(*sentences: tuple[str, int, str], follow_up: int | None = None) -> str:
    """A reply in the agreed form; each sentence with one citation."""
    items = [
        {"text": text, "citations": [{"n": number, "quote": quote}]} for text, number, quote in sentences
    ]
    return json.dumps({"sentences": items, "follow_up": follow_up}, ensure_ascii=False)
