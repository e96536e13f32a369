"""Links of a record: only http and https addresses are kept, everything else is dropped with a warning."""

from __future__ import annotations

import re

_MAX_CHARS = 2_000
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}\x00-\x20\x7f]+", re.I)
_BARE = re.compile(r"(?:www\.)[\w\-]+(?:\.[\w\-]+){1,4}(?:/[^\s<>\"'`\\^{|}]*)?", re.I)


def clean_link(link: str, name: str) -> tuple[str, str]:
    """(link, warning): the http or https address, or "" with a sentence that says what was dropped.

    `name` is what the warning calls the field. An address without a scheme ("www.acme.example") gets https.
    """
    link = link.strip()
    if not link:
        return "", ""
    if len(link) > _MAX_CHARS:
        return "", f"{name} dropped: {len(link):,} characters"
    if _LINK.fullmatch(link) and re.search(r"://[^/?#@]*[^/?#@.:]", link):
        return link, ""
    if _BARE.fullmatch(link):
        return f"https://{link}", ""
    return "", f"{name} dropped: not an http or https address ({link[:60]!r})"
