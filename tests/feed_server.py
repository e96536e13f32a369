"""A real HTTP server on loopback whose answers are functions; it counts what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from index.fetch import Fetcher, FetchLimits

Answer = Callable[[BaseHTTPRequestHandler], None]
QUICK = FetchLimits(
    total_s=5, connect_s=2, read_s=1, attempts=3, backoff_s=0.001, max_backoff_s=0.01, host_delay_s=0
)


class FeedServer:
    """`answers` by path; `asked` holds (path, headers) of every request in order."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def body(content: bytes, status: int = 200, **headers: str) -> Answer:
    """An answer with these bytes; underscores in names of headers stand for hyphens, None leaves one out."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        fields = {"Content_Length": str(len(content)), **headers}
        for name, value in fields.items():
            if value is not None:
                handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def redirect(to: str, status: int = 302) -> Answer:
    return body(b"", status, Location=to)


def in_turn(*answers: Answer) -> Answer:
    """The first answer first, and so on; the last one ever after."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


@contextmanager
def serving() -> Iterator[FeedServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            told.asked.append((self.path, dict(self.headers)))
            answer = told.answers.get(self.path.split("?")[0])
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has had enough
                (answer or body(b"", 404))(self)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told = FeedServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetcher(limits: FetchLimits = QUICK, **options: object) -> Fetcher:
    """One that may ask the loopback server."""
    return Fetcher(limits=limits, private_hosts=("127.0.0.1",), jitter=lambda: 0.5, **options)  # type: ignore[arg-type]
