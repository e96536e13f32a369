"""Takes out of a text what must not reach a model or a reader: unseen characters, contact data, links. Pure."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+(?=\S)")

_UNSEEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_EMAIL = re.compile(
    r"[\w.%+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
_TLD = r"(?:com|org|net|io|ai|co|dev|app|info|biz|xyz|me|jobs|careers|gov|edu|eu|us|uk|de|fr|es|it|nl|ch|at|in|ca|au|ru|cn|link|site|online|top|club|tech|example|test|invalid)"
_LINK = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,15}://|\b(?:mailto|javascript|data|tel|sms):)[^\s<>\"'“”)\]]{1,2000}"
    r"|\bwww\.[^\s<>\"'“”)\]]{1,500}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}{_TLD}(?![\w.-]*\w)(?:/[^\s<>\"'“”)\]]{{0,500}})?",
    re.IGNORECASE,
)
# Names of products and technologies that look like hosts: they are words of the trade, not links.
_NOT_LINKS = frozenset(
    "node.js vue.js next.js asp.net socket.io draw.io booking.com amazon.com monday.com cars.com indeed.com salesforce.com character.ai "
    "c3.ai crew.ai h2o.ai fast.ai x.ai vb.net ado.net ml.net".split()
)
_IMAGE = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,1000}\)")
_PHONE = re.compile(
    r"(?<![\w.,$€£/-])(?:\+\d{1,3}[\s.()-]{0,3}|\(\d{2,5}\)[\s.-]{0,2}|0)\d{1,5}(?:[\s.()/-]{1,3}\d{2,5}){1,5}(?![\w,.%]?\d)"
    r"|(?<![\w.,$€£/-])\d{3}[\s.-]\d{3}[\s.-]\d{4}(?!\d)"
    r"|(?<![\w.,$€£/-])\+\d{8,15}(?!\d)"
    r"|(?<![\w.,$€£/-])\(\d{3}\)\s?\d{3}[\s.-]\d{4}(?!\d)"
)


_MIN_PHONE_DIGITS = 9
"""Fewer are dates ("04/11/2026") and opening hours ("08.30 - 17.00")."""


def visible(text: str) -> str:
    """The text without characters that show nothing, but for tab and line feed."""
    return _UNSEEN.sub("", text)


def masked(text: str, *, keep: str = "") -> str:
    """The text with e-mail addresses, telephone numbers and links replaced by what they are; `keep` is a name to leave."""
    text = _EMAIL.sub("[e-mail]", _IMAGE.sub(r"\1 [link]", text))
    kept = _NOT_LINKS | {keep.casefold()}
    text = _LINK.sub(lambda match: match.group() if match.group().casefold() in kept else "[link]", text)
    return _PHONE.sub(_phone, text)


def _phone(match: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in match.group())
    return "[phone]" if digits >= _MIN_PHONE_DIGITS else match.group()


def has_contact(text: str, *, keep: str = "") -> bool:
    """Whether there is an e-mail address, a telephone number or a link in the text."""
    return masked(text, keep=keep) != text
