"""Which URLs and numeric addresses may be asked."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import Target, is_url, refusal, shown, target
from index.errors import FetchError


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://jobs.example/feed.xml?page=1&q=a b".replace(" ", "%20"),
         Target("https", "jobs.example", 443, "/feed.xml?page=1&q=a%20b")),
        ("HTTPS://JOBS.example:8443#part", Target("https", "jobs.example", 8443, "/")),
        ("https://bücher.example/straße", Target("https", "xn--bcher-kva.example", 443, "/stra%C3%9Fe")),
        ("https://[2606:4700::1111]/x", Target("https", "2606:4700::1111", 443, "/x")),
    ],
)  # fmt: skip
def test_the_parts_of_a_url(url: str, expected: Target) -> None:
    assert target(url) == expected


def test_parts_make_the_url_again() -> None:
    for url in ("https://jobs.example/feed.xml?a=b", "https://[2606:4700::1111]:8443/x"):
        assert target(url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://jobs.example/", "ftp://jobs.example/", "https://", "https:///feed", "jobs.example/feed", "https://a b/",
        "https://jobs.example/\r\nHost: other", "https://jobs.example:99999/", "https://jobs.example:x/",
        "https://me:secret@jobs.example/", "https://" + "a" * 5_000, "https://[::1/", "https://" + "ä" * 100 + ".example/",
    ],
)  # fmt: skip
def test_what_is_no_https_address_is_refused(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        target(url)
    assert "secret" not in str(refused.value)


def test_messages_leave_the_query_out() -> None:
    assert shown("https://jobs.example/feed?key=secret#x") == "https://jobs.example/feed"


def test_paths_are_no_urls() -> None:
    assert [is_url(each) for each in ("https://x", "HTTP://x", "httpd/feed.xml", "C:\\feed", "-")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.192", "168.63.129.16", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "2001:0:a00:1::", "not an address", "",
    ],
)  # fmt: skip
def test_private_and_reserved_addresses_are_refused(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) == ""


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_passes_that_python_calls_private(address: ipaddress.IPv4Address) -> None:
    if refusal(str(address)) == "":
        assert address.is_global
        assert not address.is_multicast
    assert bool(refusal(f"64:ff9b::{address}")) == bool(refusal(str(address))), "behind NAT64 it is the same"
    assert refusal(f"::ffff:{address}"), "mapped addresses are never needed"
