"""Fetching from a real server on loopback: whole or not at all, politely, within limits, never from a private address."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest
from feed_server import QUICK, FeedServer, body, fetcher, in_turn, redirect, serving

from index.errors import FetchError
from index.fetch import Fetcher, user_agent
from index.request import Fetched

CONTENT = b"<jobs><job>one</job></jobs>" * 200


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as running:
        yield running


def got(
    server: FeedServer, into: Path, path: str = "/feed", asks: Fetcher | None = None, **options: object
) -> Fetched:
    return (asks or fetcher()).fetch(server.url + path, into / "feed", allow_http=True, **options)  # type: ignore[arg-type]


def test_a_feed_is_saved_with_its_validators_and_we_say_who_we_are(
    server: FeedServer, tmp_path: Path
) -> None:
    server.answers["/feed"] = body(CONTENT, ETag='"v1"', Last_Modified="Sat, 02 May 2026 10:00:00 GMT")
    fetched = got(server, tmp_path, asks=fetcher(contact="mailto:jobs@example.org\r\nX-Evil: 1"))
    assert fetched == Fetched(
        server.url + "/feed", True, '"v1"', "Sat, 02 May 2026 10:00:00 GMT", len(CONTENT), True, ""
    )
    assert (tmp_path / "feed").read_bytes() == CONTENT
    assert server.paths() == ["/robots.txt", "/feed"]
    agent = server.asked[1][1]["User-Agent"]
    assert agent == f"Rolecall/{version('rolecall')} (job feed reader; mailto:jobs@example.orgX-Evil: 1)"
    assert "X-Evil" not in server.asked[1][1]


def test_what_is_not_modified_is_not_sent_again(server: FeedServer, tmp_path: Path) -> None:
    def conditional(handler: BaseHTTPRequestHandler) -> None:
        known = (handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]) == (
            '"v1"',
            "yesterday",
        )
        (body(b"", 304) if known else body(CONTENT))(handler)

    server.answers["/feed"] = conditional
    assert not got(server, tmp_path, etag='"v1"', last_modified="yesterday").modified
    assert got(server, tmp_path).modified
    assert "If-None-Match" not in server.asked[0][1], "robots.txt is asked without the feed's validators"


def test_not_modified_without_a_condition_is_an_error(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = body(b"", 304)
    with pytest.raises(FetchError, match="304"):
        got(server, tmp_path)


def test_redirects_are_followed_and_a_move_for_good_is_told(server: FeedServer, tmp_path: Path) -> None:
    server.answers |= {
        "/feed": redirect("/b", 301), "/b": redirect(server.url + "/c?x=1", 308), "/c": body(CONTENT),
        "/now": redirect("/c", 302),
    }  # fmt: skip
    fetched = got(server, tmp_path)
    assert (fetched.url, fetched.moved_to) == (server.url + "/c?x=1", server.url + "/c?x=1")
    assert got(server, tmp_path, "/now").moved_to == ""


def test_too_many_redirects_end(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = redirect("/feed")
    with pytest.raises(FetchError, match="redirected more than 5 times"):
        got(server, tmp_path)
    assert server.paths().count("/feed") == 6


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("http://169.254.169.254/latest/meta-data/", "link-local or metadata"),
        ("http://10.0.0.1/", "private"),
        ("http://2130706433/", "loopback"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:127.0.0.1]/", "private or reserved"),
        ("http://168.63.129.16/", "metadata"),
        ("file:///etc/passwd", "not an https address"),
        ("ftp://example.org/", "not an https address"),
        ("http://[", "no address"),
        ("http://user:secret@example.org/", "password"),
    ],
)
def test_a_redirect_to_what_must_not_be_asked_is_refused(
    to: str, words: str, server: FeedServer, tmp_path: Path
) -> None:
    server.answers["/feed"] = redirect(to)
    with pytest.raises(FetchError, match=words):
        got(server, tmp_path)
    assert server.paths() == ["/robots.txt", "/feed"]


def test_a_redirect_from_https_to_http_is_refused_where_http_is_not_allowed(
    server: FeedServer, tmp_path: Path
) -> None:
    with pytest.raises(FetchError, match="is http: use https"):
        fetcher().fetch(server.url + "/feed", tmp_path / "feed")
    assert server.asked == []


def resolver(**names: list[str]) -> tuple[object, list[str]]:
    """A resolver that knows these names (underscores for dots), and the names it was asked for."""
    asked: list[str] = []

    def lookup(host: str, port: int, **options: object) -> list[object]:
        asked.append(host)
        found = names[host.replace(".", "_")]
        return [
            each for address in found for each in socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
        ]

    return lookup, asked


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.216.34", "192.168.1.1"], ["fd00:ec2::254"], ["100.100.100.200"]]
)
def test_a_name_that_resolves_to_a_private_address_is_refused(
    addresses: list[str], server: FeedServer, tmp_path: Path
) -> None:
    lookup, _ = resolver(feeds_example=addresses)
    port = server.url.rpartition(":")[2]
    with pytest.raises(FetchError, match="such addresses are not fetched"):
        Fetcher(limits=QUICK, lookup=lookup).fetch(  # type: ignore[arg-type]
            f"http://feeds.example:{port}/feed", tmp_path / "feed", allow_http=True
        )
    assert server.asked == []


def test_the_connection_goes_to_the_address_that_was_looked_at(server: FeedServer, tmp_path: Path) -> None:
    lookup, asked = resolver(feeds_example=["127.0.0.1"])
    server.answers["/feed"] = body(CONTENT)
    port = server.url.rpartition(":")[2]
    asks = Fetcher(limits=QUICK, lookup=lookup, private_hosts=["feeds.example"])  # type: ignore[arg-type]
    asks.fetch(f"http://feeds.example:{port}/feed", tmp_path / "feed", allow_http=True, obey_robots=False)
    assert asked == ["feeds.example"], "a name is resolved once for each request, and not again to connect"
    assert server.asked[0][1]["Host"] == f"feeds.example:{port}"


def test_a_server_that_is_busy_is_asked_again(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = in_turn(body(b"", 503), body(b"", 429, Retry_After="1"), body(CONTENT))
    waits: list[float] = []
    assert got(
        server, tmp_path, asks=fetcher(replace(QUICK, backoff_s=0.2, max_backoff_s=5), sleep=waits.append)
    ).modified
    assert waits == [0.2, 1.0], "0.2 s doubled is less than the second that the server asked for"


def test_attempts_end(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = body(b"", 500)
    with pytest.raises(FetchError, match="500; tried 3 times"):
        got(server, tmp_path)
    assert server.paths().count("/feed") == 3


@pytest.mark.parametrize(
    ("status", "words"), [(404, "check the address"), (403, "refuses"), (204, "204"), (206, "206")]
)
def test_other_answers_are_final(status: int, words: str, server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = body(b"", status)
    with pytest.raises(FetchError, match=words):
        got(server, tmp_path)
    assert server.paths().count("/feed") == 1


def chunked_and_cut(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\n<jobs\r\nff\r\n<job")


def cut_while_packed(handler: BaseHTTPRequestHandler) -> None:
    packed = gzip.compress(CONTENT)[:-12]
    body(packed, Content_Encoding="gzip")(handler)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (body(CONTENT[:50], Content_Length="5400"), "cut off after 50 of 5,400 bytes"),
        (chunked_and_cut, "broke off"),
        (cut_while_packed, "cut off"),
    ],
)
def test_a_truncated_feed_is_tried_again_and_then_an_error(
    answer: object, words: str, server: FeedServer, tmp_path: Path
) -> None:
    server.answers["/feed"] = answer  # type: ignore[assignment]
    with pytest.raises(FetchError, match=words):
        got(server, tmp_path)
    server.answers["/feed"] = in_turn(answer, body(CONTENT))  # type: ignore[arg-type]
    assert got(server, tmp_path).bytes == len(CONTENT)
    assert (tmp_path / "feed").read_bytes() == CONTENT, "nothing of the first attempt is left"


def test_a_body_without_a_length_may_have_broken_off(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = body(CONTENT, Content_Length=None)  # type: ignore[arg-type]
    assert not got(server, tmp_path).ending_known


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def drip_in_the_head(handler: BaseHTTPRequestHandler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.02)


def silence(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


@pytest.mark.parametrize("answer", [drip, drip_in_the_head])
def test_a_slow_drip_ends_at_the_deadline(answer: object, server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = answer  # type: ignore[assignment]
    began = time.monotonic()
    with pytest.raises(FetchError, match="too slow"):
        got(server, tmp_path, asks=fetcher(replace(QUICK, total_s=0.5)))
    assert time.monotonic() - began < 2.5


def test_a_server_that_says_nothing_is_given_up(server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = silence
    with pytest.raises(FetchError, match="too slow"):
        got(server, tmp_path, asks=fetcher(replace(QUICK, read_s=0.2, attempts=2)))
    assert server.paths().count("/feed") == 2


def test_a_resolver_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    never = threading.Event()
    asks = Fetcher(
        limits=replace(QUICK, connect_s=0.1, attempts=1), lookup=lambda *_, **__: [never.wait(5)][1:]
    )  # type: ignore[arg-type]
    with pytest.raises(FetchError, match=r"not resolved in 0 s"):
        asks.fetch("https://feeds.example/feed", tmp_path / "feed")
    never.set()


def test_a_packed_answer_is_unpacked_also_from_several_archives(server: FeedServer, tmp_path: Path) -> None:
    packed = gzip.compress(CONTENT[:1000]) + gzip.compress(CONTENT[1000:])
    server.answers["/feed"] = body(packed, Content_Encoding="gzip")
    assert got(server, tmp_path).bytes == len(CONTENT)
    assert (tmp_path / "feed").read_bytes() == CONTENT
    assert server.asked[1][1]["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "answer",
    [
        body(CONTENT),
        body(gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"),
        body(b"", Content_Length="99999999999"),
    ],
)
def test_more_than_the_limit_is_not_read(answer: object, server: FeedServer, tmp_path: Path) -> None:
    server.answers["/feed"] = answer  # type: ignore[assignment]
    with pytest.raises(FetchError, match="longer than 1,000 bytes"):
        got(server, tmp_path, asks=fetcher(replace(QUICK, max_bytes=1_000)))
    assert (tmp_path / "feed").stat().st_size <= 1_000 + (1 << 20)


@pytest.mark.parametrize(
    ("headers", "words"),
    [({"Content_Encoding": "br"}, "packed as 'br'"), ({"Content_Encoding": "gzip"}, "damaged")],
)
def test_what_cannot_be_unpacked_is_an_error(
    headers: dict[str, str], words: str, server: FeedServer, tmp_path: Path
) -> None:
    server.answers["/feed"] = body(CONTENT, **headers)
    with pytest.raises(FetchError, match=words):
        got(server, tmp_path)


def test_requests_to_one_host_keep_their_distance(server: FeedServer, tmp_path: Path) -> None:
    server.answers |= {"/feed": body(CONTENT), "/robots.txt": body(b"User-agent: *\nCrawl-delay: 7\n")}
    now, waits = [100.0], []

    def sleep(seconds: float) -> None:
        waits.append(round(seconds, 6))
        now[0] += seconds

    limits = replace(QUICK, host_delay_s=2, max_backoff_s=60, total_s=1000)
    asks = fetcher(limits, clock=lambda: now[0], sleep=sleep)
    got(server, tmp_path, asks=asks)
    got(server, tmp_path, asks=asks)
    assert waits == [7.0, 7.0], "robots.txt was asked once, and says how long to wait"


def test_robots_are_obeyed_unless_told_otherwise(server: FeedServer, tmp_path: Path) -> None:
    server.answers |= {
        "/feed": body(CONTENT),
        "/robots.txt": body(b"User-agent: rolecall\nDisallow: /feed\n"),
    }
    with pytest.raises(FetchError, match=r"robots\.txt asks not to fetch it"):
        got(server, tmp_path)
    assert server.paths() == ["/robots.txt"]
    assert got(server, tmp_path, obey_robots=False).modified


def test_robots_that_cannot_be_read_forbid(server: FeedServer, tmp_path: Path) -> None:
    server.answers |= {"/feed": body(CONTENT), "/robots.txt": body(b"", 503)}
    with pytest.raises(FetchError, match=r"robots\.txt: the server answers 503"):
        got(server, tmp_path)


def test_a_certificate_is_checked_for_the_name_not_the_address(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=feeds.example",
            "-addext", "subjectAltName=DNS:feeds.example"]  # fmt: skip
    subprocess.run(made, cwd=tmp_path, check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body(CONTENT)(self)

        def log_message(self, *_: object) -> None: ...

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    secure = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    secure.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that refuses the certificate
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    threading.Thread(target=secure.serve_forever, daemon=True).start()
    lookup, _ = resolver(feeds_example=["127.0.0.1"], other_example=["127.0.0.1"])
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    asks = Fetcher(
        limits=QUICK, lookup=lookup, tls=trusting, private_hosts=["feeds.example", "other.example"]
    )  # type: ignore[arg-type]
    port = secure.server_address[1]
    try:
        fetched = asks.fetch(f"https://feeds.example:{port}/feed", tmp_path / "feed", obey_robots=False)
        assert (fetched.bytes, fetched.ending_known) == (len(CONTENT), True)
        with pytest.raises(FetchError, match="certificate does not hold"):
            asks.fetch(f"https://other.example:{port}/feed", tmp_path / "feed", obey_robots=False)
    finally:
        secure.shutdown()
        secure.server_close()


def test_we_never_claim_to_be_a_browser() -> None:
    assert user_agent() == f"Rolecall/{version('rolecall')} (job feed reader)"
