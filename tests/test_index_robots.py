"""robots.txt by the examples of RFC 9309 and its like."""

from __future__ import annotations

import time

import pytest

from index.robots import parse

FILE = """\ufeff
User-agent: OtherBot
Disallow: /

User-agent: rolecall
User-agent: Friend   # two names, one group
Disallow: /private
Allow: /private/feed
Disallow: /*.gif$
Crawl-delay: 2.5

User-agent: *
Disallow: /nobody
Crawl-delay: never
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/feed.xml", True), ("/private/x", False), ("/private/feed.xml", True), ("/%70rivate/x", False),
        ("/a/b.gif", False), ("/a/b.gif?x", True), ("/nobody", True),
    ],
)  # fmt: skip
def test_our_own_group_counts_and_the_longest_rule_wins(path: str, allowed: bool) -> None:
    assert parse(FILE, "Rolecall").allows(path) is allowed


def test_delay_and_the_group_for_everybody() -> None:
    assert parse(FILE, "Rolecall").delay_s == 2.5
    everybody = parse(FILE, "Stranger")
    assert (everybody.allows("/nobody"), everybody.allows("/private"), everybody.delay_s) == (
        False,
        True,
        0.0,
    )


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow:", "/x", True), ("Disallow: /", "/x", False), ("Disallow: /x$", "/x", False), ("Disallow: /x$", "/xy", True),
        ("Disallow: /a*b*c", "/a-b-c-d", False), ("Disallow: /a*b*c$", "/a-c-b", True), ("Disallow: *x", "/y/x", False),
        ("Disallow: /p\nAllow: /p", "/p", True), ("nonsense\n: :\n\x00", "/p", True),
    ],
)  # fmt: skip
def test_patterns(rules: str, path: str, allowed: bool) -> None:
    assert parse("User-agent: *\n" + rules, "Rolecall").allows(path) is allowed


def test_hostile_patterns_take_no_time() -> None:
    began = time.monotonic()
    robots = parse("User-agent: *\n" + ("Disallow: " + "*a" * 200 + "b\n") * 2_000, "Rolecall")
    assert robots.allows("/" + "a" * 3_000)
    assert time.monotonic() - began < 5
