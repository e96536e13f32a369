"""Feeds that are broken or mean harm: bounded time and memory, good records kept, the rest with a reason."""

from __future__ import annotations

import gzip
import io
import resource
import socket
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from index.errors import EmptyFeed, FeedError, UnknownFormat
from index.feeds import RECORD_READERS, record_sources
from index.types import Record, Rejected


def yubhub(
    *jobs: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>', tail: str = "</jobs></source>"
) -> bytes:
    return f"{head}<source><jobs>{''.join(jobs)}{tail}".encode()


def job(number: int, body: str = "<![CDATA[<p>Dig.</p>]]>") -> str:
    return f"<job><externalid>j{number}</externalid><Title>Digger {number}</Title><Description>{body}</Description></job>\n"


def outcomes(feed: bytes, name: str = "yubhub") -> list[str]:
    """The id of each record, and "!" with the reason of each reject."""
    items = RECORD_READERS[name](io.BytesIO(feed), name)
    return [f"!{item.reason}" if isinstance(item, Rejected) else item.native_id for item in items]


# --- XML --------------------------------------------------------------------------------------------------

BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
)


@pytest.mark.parametrize("name", ["yubhub", "xml_jobs", "rss"])
@pytest.mark.parametrize(
    "prolog",
    [
        BOMB + "]>",
        "<!DOCTYPE x SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!-- c --><?pi x?>\n<!doctype x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
        "<!--" + "x" * 200_000 + "--><!DOCTYPE x>",
    ],
)
def test_a_doctype_is_refused_before_anything_is_read(
    name: str, prolog: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *args, **kwargs: pytest.fail("the network was used"))
    with pytest.raises(FeedError, match="DOCTYPE"):
        outcomes(yubhub(job(1, "&e;"), head=prolog), name)


def test_a_doctype_between_records_spoils_only_its_record(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("do not tell")
    evil = f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{secret}'>]><job><externalid>e</externalid><Title>&e;</Title></job>"
    found = outcomes(yubhub(job(1), evil, job(2)))
    assert [found[0], found[-1]] == ["j1", "j2"]
    assert "do not tell" not in str(found)


def test_a_bad_record_between_good_ones_is_rejected_alone() -> None:
    bad = "<job><externalid>bad</externalid><Title>Unclosed<Description>oops</Description></job>\n"
    found = outcomes(yubhub(job(1), job(2), bad, job(3), bad, job(4)))
    assert [each for each in found if not each.startswith("!")] == ["j1", "j2", "j3", "j4"]
    assert [each.split(":")[0] for each in found if each.startswith("!")] == ["!broken XML", "!broken XML"]


def test_the_position_of_a_reject_counts_the_feeds_records() -> None:
    bad = "<job><externalid>bad</externalid><Title>Unclosed</job>\n"
    items = list(RECORD_READERS["yubhub"](io.BytesIO(yubhub(job(1), bad, job(3))), "mine"))
    assert [(item.source, item.position) for item in items] == [("mine", 1), ("mine", 2), ("mine", 3)]
    assert isinstance(items[1], Rejected)
    assert "externalid" in items[1].excerpt


def test_a_broken_tail_keeps_the_records_before_it() -> None:
    feed = yubhub(job(1), job(2), "<job><externalid>j3</externalid><Title>Cut o", tail="")
    assert outcomes(feed) == ["j1", "j2", "!broken XML: the feed ends within this record"]


def test_a_feed_cut_between_records_says_so() -> None:
    found = outcomes(yubhub(job(1), job(2), tail=""))
    assert found[:2] == ["j1", "j2"]
    assert found[2].startswith("!the feed breaks off after 2 records, broken XML")


def test_a_record_that_is_not_closed_does_not_swallow_the_next() -> None:
    assert outcomes(yubhub(job(1), job(2).replace("</job>", ""), job(3))) == [
        "j1",
        "!broken XML: the record is not closed before the next one begins",
        "j3",
    ]


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("Caf&eacute;&nbsp;crew", "Café\xa0crew"),
        ("R&D & more", "R&D & more"),
        ("bell &#7; and &#x1F; gone", "bell  and  gone"),
        ("&unknown; stays", "&unknown; stays"),
        ("<g:b>a prefix & no name</g:b>", '<g:b xmlns:g="g">a prefix &amp; no name</g:b>'),
    ],
)
def test_what_can_be_repaired_without_guessing_is_repaired(body: str, read: str) -> None:
    items = list(RECORD_READERS["yubhub"](io.BytesIO(yubhub(job(1), job(2, body), job(3))), "y"))
    assert [item.native_id for item in items if isinstance(item, Record)] == ["j1", "j2", "j3"]
    assert isinstance(items[1], Record)
    assert items[1].body == read


def test_the_end_tag_inside_cdata_is_text_also_after_damage() -> None:
    bad = "<job><Title>Unclosed</job>\n"
    tricky = job(2, "<![CDATA[write </job> and <b>go on</b>]]>")
    items = list(RECORD_READERS["yubhub"](io.BytesIO(yubhub(job(1), bad, tricky, job(3))), "y"))
    assert [item.native_id for item in items if isinstance(item, Record)] == ["j1", "j2", "j3"]
    assert isinstance(items[2], Record)
    assert items[2].body == "write </job> and <b>go on</b>"


def test_many_broken_records_take_linear_time() -> None:
    bad = "<job><externalid>b</externalid><Title>x</job>\n"
    started = time.process_time()
    found = outcomes(yubhub(*[bad] * 20_000, job(1)))
    assert time.process_time() - started < 20
    assert found[-1] == "j1"
    assert len(found) == 20_001


def test_deep_nesting_is_rejected() -> None:
    found = outcomes(yubhub(job(1), job(2, "<d>" * 100_000 + "</d>" * 100_000), job(3)))
    assert [found[0], found[2]] == ["j1", "j3"]
    assert found[1].startswith("!broken XML")


@pytest.mark.parametrize(
    ("declared", "raw", "title"),
    [
        ("ISO-8859-1", "Café".encode("latin-1"), "Café"),
        ("windows-1252", b"\x93Chef\x94", "“Chef”"),
        ("utf-8", "Café".encode() + b" \xe9t\xe9", "Café été"),
        ("utf-8", b"bell\x07\x00", "bell"),
        ("koi8-r", "Повар".encode("koi8-r"), "Повар"),
    ],
)
def test_encodings_and_bytes_that_are_none(declared: str, raw: bytes, title: str) -> None:
    feed = yubhub(
        job(1).replace("Digger 1", "TITLE"), head=f'<?xml version="1.0" encoding="{declared}"?>'
    ).replace(b"TITLE", raw)
    (record,) = RECORD_READERS["yubhub"](io.BytesIO(feed), "y")
    assert isinstance(record, Record)
    assert record.title == title


def test_utf_16_is_read_with_its_mark() -> None:
    feed = '\ufeff<?xml version="1.0" encoding="UTF-16"?>' + yubhub(job(1), head="").decode()
    assert outcomes(feed.encode("utf-16-le")) == ["j1"]


@pytest.mark.parametrize("name", ["x-klingon", "hex", "zlib", "unicode_escape", "utf-7", "punycode"])
def test_an_unknown_encoding_is_a_clear_error(name: str) -> None:
    with pytest.raises(FeedError, match=f"unknown encoding '{name}'"):
        outcomes(yubhub(job(1), head=f'<?xml version="1.0" encoding="{name}"?>'))


@pytest.mark.parametrize("name", ["yubhub", "xml_jobs", "rss"])
@pytest.mark.parametrize("feed", [b"", b"hello", b"{}", b"\x00" * 1000, b"<", b"<<<<>>>>", b"<a><b></a>"])
def test_what_is_no_xml_feed_raises(name: str, feed: bytes) -> None:
    with pytest.raises((UnknownFormat, EmptyFeed)):
        outcomes(feed, name)


def test_an_empty_feed_is_an_error() -> None:
    with pytest.raises(EmptyFeed, match="no posting"):
        outcomes(yubhub())


# --- JSON -------------------------------------------------------------------------------------------------


def test_a_broken_object_in_a_list_is_rejected_alone() -> None:
    feed = b'{"jobs": [{"id": 1, "title": "a"}, {"id": 2, "title": bad}, {"id": 3, "title": "c"}, 7, {"id": 4, "title": "d"}]}'
    found = outcomes(feed, "greenhouse")
    assert found == ["1", "!broken JSON: Expecting value", "3", "!not an object", "4"]


def test_a_cut_json_document_keeps_what_came_before() -> None:
    found = outcomes(b'[{"id": "a", "text": "A"}, {"id": "b", "text": "B', "lever")
    assert found == [
        "a",
        "!broken JSON: Unterminated string starting at",
        "!broken JSON: the document ends within the list of records",
    ]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"jobs":'])
def test_deeply_nested_json_is_rejected(opening: str) -> None:
    deep = opening * 100_000
    feed = f'[{{"id": "a", "text": "A"}}, {{"id": "b", "text": {deep}'.encode()
    found = outcomes(feed, "lever")
    assert found[0] == "a"
    assert all(each.startswith("!") for each in found[1:])


def test_deep_but_closed_json_does_not_hurt_its_neighbours() -> None:
    deep = "[" * 5000 + "]" * 5000
    feed = f'[{{"id": "a", "text": "A"}}, {{"id": "b", "text": {deep}}}, {{"id": "c", "text": "C"}}]'.encode()
    assert outcomes(feed, "lever") == ["a", "!broken JSON: nested too deeply", "c"]


def test_odd_values_of_json_are_read_or_dropped() -> None:
    feed = (
        b'[{"id": 1e400, "text": "\\ud83d alone", "salaryRange": {"min": NaN, "max": 1e999}}, {"id": %s, "text": "x"}]'
        % (b"9" * 5000)
    )
    items = list(RECORD_READERS["lever"](io.BytesIO(feed), "lever"))
    assert isinstance(items[0], Record)
    assert (items[0].title, items[0].pay) == ("\ufffd alone", ())
    assert isinstance(items[1], Rejected)
    assert items[1].reason == "broken JSON: a number has too many digits"


# --- sizes ------------------------------------------------------------------------------------------------

HUGE = """
import io, resource, sys
from index.feeds import RECORD_READERS
from index.types import Rejected

class Parts(io.RawIOBase):
    # a feed made while it is read, so that only the reader's memory counts
    def __init__(self, parts): self.parts, self.rest = iter(parts), b""
    def readable(self): return True
    def readinto(self, buffer):
        while not self.rest:
            self.rest = next(self.parts, None)
            if self.rest is None: self.rest = b""; return 0
        part, self.rest = self.rest[:len(buffer)], self.rest[len(buffer):]
        buffer[:len(part)] = part
        return len(part)

name, head, before, after, tail = sys.argv[1], *(each.encode() for each in sys.argv[2:])
block = b"lorem ipsum " * 87382
before_, good = before.split(b"@@")
parts = [head, good.replace(b"%d", b"1"), before_] + [block] * 200 + [after, good.replace(b"%d", b"2"), tail]
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for item in RECORD_READERS[name](io.BufferedReader(Parts(parts)), name):
    print("!" + item.reason if isinstance(item, Rejected) else item.native_id)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start) // 1024)
"""
XML_GOOD = "<job><externalid>g%d</externalid><Title>ok</Title></job>"


@pytest.mark.parametrize(
    ("name", "head", "before", "after", "tail"),
    [
        ("yubhub", "<source><jobs>", f"<job><externalid>h</externalid><Description>@@{XML_GOOD}", "</Description></job>", "</jobs></source>"),
        ("yubhub", "<source><jobs>", f"<job><externalid>h</externalid><Description><![CDATA[@@{XML_GOOD}", "]]></Description></job>", "</jobs></source>"),
        ("yubhub", "<source><jobs>", f'<job><externalid>h</externalid><Description x="@@{XML_GOOD}', '"/></job>', "</jobs></source>"),
        ("xml_jobs", "<source>", f"<job><id>h</id><description>@@{XML_GOOD.replace('externalid', 'id')}", "</description></job>", "</source>"),
        ("rss", "<rss><channel>", "<item><guid>h</guid><description>@@<item><guid>g%d</guid><title>ok</title></item>", "</description></item>", "</channel></rss>"),
        ("lever", "[", '{"id": "h", "text": "@@{"id": "g%d", "text": "ok"},', '"},', "{}]"),
        ("greenhouse", '{"jobs": [', '{"id": "h", "content": "@@{"id": "g%d", "title": "ok"},', '"},', "]}"),
        ("jsonl", "", '{"id": "h", "title": "@@{"id": "g%d", "title": "ok"}\n', '"}\n', ""),
        ("csv", "id,title,company\n", 'h,"@@g%d,ok,c\n', '",c\n', ""),
    ],
)  # fmt: skip
def test_a_field_of_200_megabytes_costs_neither_memory_nor_its_neighbours(
    name: str, head: str, before: str, after: str, tail: str
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", HUGE, name, head, before, after, tail],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    *found, grown_mb = run.stdout.split("\n")[:-1]
    assert [each for each in found if not each.startswith("!")] == ["g1", "g2"]
    assert any(each.startswith("!") for each in found)
    assert int(grown_mb) < 260


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml.gz"
    squeeze = zlib.compressobj(1, wbits=31)
    with bomb.open("wb") as out:
        out.write(squeeze.compress(b"<source><jobs>" + job(1).encode() + b"<job>"))
        for _ in range(150):
            out.write(squeeze.compress(b" " * 2**20))
        out.write(squeeze.flush())
    started, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = list(record_sources([bomb]))
    assert isinstance(items[0], Record)
    assert isinstance(items[-1], Rejected)
    assert items[-1].reason.endswith("it is not read further")
    assert time.process_time() - started < 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_a_feed_of_many_like_postings_is_no_bomb(tmp_path: Path) -> None:
    feed = tmp_path / "alike.jsonl.gz"
    row = b'{"id": "%d", "title": "Cook", "description": "' + b"Stir the soup. " * 200 + b'"}\n'
    whole = b"".join(row % n for n in range(10_000))
    feed.write_bytes(gzip.compress(whole, 9))
    assert len(whole) > 100 * feed.stat().st_size
    assert sum(isinstance(item, Record) for item in record_sources([feed])) == 10_000


def test_white_space_without_end_takes_linear_time() -> None:
    started = time.process_time()
    assert outcomes(b"<source><jobs>" + b" " * 3_000_000 + job(1).encode() + b" " * 3_000_000) == [
        "j1",
        "!the feed breaks off after 1 records, broken XML: Premature end of data in tag jobs line 1, line 2, column 3000001",
    ]
    script = (
        '<html><script type="application/ld+json">{"@type": "JobPosting", "title": "x"} -->'
        + " " * 1_000_000
        + "y</script></html>"
    )
    assert outcomes(script.encode(), "schema_org")[0].startswith("!the JSON-LD block is not JSON")
    assert time.process_time() - started < 5


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_gzip_file_that_ends_early_keeps_what_came(tmp_path: Path, cut: int) -> None:
    feed = tmp_path / "cut.xml.gz"
    feed.write_bytes(gzip.compress(yubhub(*(job(n) for n in range(3000))), 6)[:-cut])
    items = list(record_sources([feed]))
    assert isinstance(items[0], Record)
    assert isinstance(items[-1], Rejected)
    assert "ends in the middle" in items[-1].reason


def test_two_gzip_archives_in_one_file_are_one_feed(tmp_path: Path) -> None:
    feed = tmp_path / "two.jsonl.gz"
    feed.write_bytes(
        b"".join(gzip.compress(b'{"id": "%d", "title": "Cook", "company": "c"}\n' % n) for n in range(3))
        + b"\0" * 512
    )
    assert [item.native_id for item in record_sources([feed])] == ["0", "1", "2"]


def test_a_page_of_nested_boxes_takes_linear_time() -> None:
    boxes = ("<div>x" * 200 + "</div>" * 200) * 800
    page = f"<html><body>Perik.ai<h1>T</h1><p>E</p><p>📍 Rome 📅 Posted May 1, 2026</p><h2>About this role</h2>{boxes}</body></html>"
    started = time.process_time()
    assert outcomes(page.encode(), "perik") == ["e-t-rome"]
    assert time.process_time() - started < 6


# --- identity ---------------------------------------------------------------------------------------------


def test_a_record_without_id_gets_one_from_its_address_or_its_content() -> None:
    feed = b"""<source><job><title>A</title><url>https://www.board.example/a?id=3</url></job>
    <job><title>B</title><company>C</company></job><job><title>B</title><company>C</company></job></source>"""
    items = list(RECORD_READERS["xml_jobs"](io.BytesIO(feed), "x"))
    assert isinstance(items[0], Record)
    assert (items[0].native_id, items[0].notes) == ("board-example-a-id-3", ())
    assert isinstance(items[1], Record)
    assert items[1].native_id.startswith("content-")
    assert items[1].notes == ("the feed gives no id; this one is derived from the content",)
    assert isinstance(items[2], Rejected)
    assert "a second time" in items[2].reason
    again = list(RECORD_READERS["xml_jobs"](io.BytesIO(feed), "x"))
    assert [item.native_id for item in items] == [item.native_id for item in again]
