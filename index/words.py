"""Any text -> the words by which it is indexed and searched; pure.

A question is never parsed as a query language: it becomes words, as the postings do. `c++`, `c#`, `.net`,
`node.js`, `r&d` and `c-level` are one word each; `ci/cd` and `full-stack` are two. Case and accents do not
count. A word holds no space and is at most six parts long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MAX_PART_CHARS = 100
"""A longer run is cut; the longest German word in use has 80."""

# Letters and digits; Python's \w leaves out the vowel signs of Indic scripts and Thai.
_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LETTER = rf"[\w{_SIGNS}]"
_WORD = re.compile(
    rf"""
    (
        (?<!\w)\.net(?!\w)                                  # .net, not the end of asp.net
      | (?<!\w)[a-z]\#(?![a-z])                             # c#, f#
      | (?<!\w)\w/\w(?![\w+\#])                             # a/b, i/o
      | (?<!\w)\w{{1,2}}&\w{{1,2}}(?!\w)                    # r&d, at&t
      | {_LETTER}{{1,{MAX_PART_CHARS}}} (?:[.-]{_LETTER}{{1,{MAX_PART_CHARS}}}){{0,5}} (?:\+\+)?     # word, node.js, full-stack, c++
    )
    (?:['’]s(?!\w))?                                        # bachelor's
    """,
    re.VERBOSE,
)
_GLUED = re.compile(r"(?<=[a-z])\.(?=[A-Z][a-z])(?!Net\b)")
"""Where a sentence follows without a space ("of experience.You will"): no such word as "experience.you"."""
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f]+")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_CONNECTOR = re.compile(r"[-./&]")
_WHOLE = {
    "_": " ", "™": " ", "®": " ", "℠": " ", "\u00ad": "", "\u200b": "", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ı": "i",
}  # fmt: skip
"""What Unicode does not decompose, or decomposes to letters that belong to no word ("Java™" to "javatm")."""

_IN_WHOLE = re.compile(f"[{''.join(_WHOLE)}]")
"""`str.translate` takes ten times as long on a text that is not ASCII."""


def words(text: str) -> list[str]:
    """The words of the text in order, as phrases are compared by."""
    return [word for match in _matches(text) for word in ((match,) if match.isalnum() else _apart(match))]


def terms(text: str) -> list[str]:
    """The words for ranking: as `words`, and a compound both in its parts and joined ("node", "js", "nodejs")."""
    return [term for match in _matches(text) for term in ((match,) if match.isalnum() else _in_parts(match))]


def both(text: str) -> tuple[list[str], list[str]]:
    """The `words` and the `terms` of a text, at the cost of one."""
    found = _matches(text)
    plain = [match.isalnum() for match in found]
    return (
        [
            word
            for match, whole in zip(found, plain, strict=True)
            for word in ((match,) if whole else _apart(match))
        ],
        [
            term
            for match, whole in zip(found, plain, strict=True)
            for term in ((match,) if whole else _in_parts(match))
        ],
    )


def folded(text: str) -> str:
    """The text without case, accents and compatibility forms (full width, ligatures)."""
    if text.isascii():
        return text.lower().replace("_", " ")
    decomposed = unicodedata.normalize("NFKD", _IN_WHOLE.sub(lambda found: _WHOLE[found[0]], text)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def _matches(text: str) -> list[str]:
    plain = folded(_GLUED.sub(". ", text))
    if not plain.isascii():
        plain = _IDEOGRAPH.sub(r" \g<0> ", plain)  # no spaces between words: each sign is one
    return _WORD.findall(plain)


def _apart(match: str) -> list[str]:
    """A hyphenated match as its words; as one where a single letter means nothing alone ("c-level", "e-mail")."""
    if "-" not in match:
        return [match]
    parts = match.split("-")
    return [match] if any(len(part) == 1 and part.isalpha() for part in parts) else parts


def _in_parts(match: str) -> Iterator[str]:
    parts = _CONNECTOR.split(match)
    if len(parts) == 1 or not parts[0] or all(part.isdigit() for part in parts):
        yield match
        return
    yield from parts
    if len(parts) <= 3:
        yield "".join(parts)
