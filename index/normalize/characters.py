"""Text as it should have been typed: mojibake repaired, invisible and control characters gone.

It changes characters, never words: curly quotes, dashes, accents and other scripts stay as they are.
What a reader cannot see must not steer a search or a model, so nothing invisible is left but joiners in
the scripts that are written with them.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, fillers, Mongolian selectors
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u3164\uffa0"  # zero-width, bidirectional
    "\ufff9-\uffff\ufe00-\ufe0d\ud800-\udfff"  # annotations, noncharacters, lone surrogates
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # musical controls, Unicode tags and selectors
)
# Joiners shape Arabic and Indic letters and glue emoji together; after a Latin letter they only hide.
_JOINERS = re.compile("(?<![\u0600-\u1cff\u2190-\u3300\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_SELECTORS = re.compile("(?<![0-9#*\u00a9\u00ae\u2000-\u3300\U0001f000-\U0001faff])[\ufe0e\ufe0f]")
_RUNS = re.compile(" {2,}")
# One pass that nearly every text ends at.
_ODD = re.compile("|".join(each.pattern for each in (_SPACES, _INVISIBLE)) + "|[\r\v\f\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_C1 = re.compile("[\x80-\x9f]")


def tidy(text: str) -> str:
    """The text with mojibake repaired, invisible characters removed and every line break a newline."""
    if not text.isascii():
        text = _repair(text)  # first: mojibake is made of C1 controls and soft hyphens too
    if _ODD.search(text):
        text = _LINE_BREAKS.sub("\n", text)
        text = _SPACES.sub(" ", text)
        text = _INVISIBLE.sub("", text)
    if not text.isascii():
        text = _SELECTORS.sub("", _JOINERS.sub("", text))
    return text


def tidy_line(text: str) -> str:
    """The text on one line, single-spaced and stripped: for titles, names and places."""
    return _RUNS.sub(" ", tidy(text).replace("\n", " ")).strip()


def _repair(text: str) -> str:
    """The text with mojibake repaired, line by line."""
    return "".join(map(_repaired_line, _LINE.findall(text)))


def _repaired_line(line: str) -> str:
    if line.isascii():
        return line
    import ftfy

    if not (ftfy.is_bad(line) or _C1.search(line)):  # ftfy would only normalise it, at ten times the cost
        return unicodedata.normalize("NFC", line)
    repaired: str = ftfy.fix_text(
        line,
        unescape_html=False,
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_terminal_escapes=False,
        remove_control_chars=False,
        normalization="NFC",
    )
    return repaired
