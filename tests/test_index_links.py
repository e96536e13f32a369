"""Links: http and https alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.links import clean_link


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://jobs.example/1?a=b&c=d", "https://jobs.example/1?a=b&c=d"),
        (" http://jobs.example ", "http://jobs.example"),
        ("HTTPS://JOBS.example/x", "HTTPS://JOBS.example/x"),
        ("www.jobs.example/x", "https://www.jobs.example/x"),
        ("", ""),
    ],
)
def test_web_addresses_are_kept(link: str, kept: str) -> None:
    assert clean_link(link, "url") == (kept, "")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//jobs.example",
        "https://",
        "https:///x",
        "https://a b.example",
        'https://a.example/"onload="x',
        "https://a.example/<script>",
        "mailto:a@b.example",
        "https://a.example/\nX: y",
        "https://a.example/" + "x" * 3_000,
    ],
)
def test_everything_else_is_dropped_with_a_warning(link: str) -> None:
    kept, warning = clean_link(link, "apply_url")
    assert kept == ""
    assert warning.startswith("apply_url dropped: ")
    assert len(warning) < 150


@given(st.text(max_size=60))
def test_what_is_kept_starts_with_http_and_holds_no_markup(text: str) -> None:
    kept, warning = clean_link(text, "url")
    assert not kept or (kept.lower().startswith(("http://", "https://")) and not set(kept) & set("<>\"' \n"))
    assert bool(kept) or bool(warning) or not text.strip()
