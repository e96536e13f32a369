"""Words of a posting as an answer may show them: nothing invisible, no links or contact data, no tags, and nothing
that speaks to a machine. Pure.

Pages still escape what they show; this is about what an answer says, wherever it is read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.types import Evidence, Posting
from rag.characters import SENTENCE_END, masked, visible
from rag.injected import addressed_spans, overlaps, speaks_to_machine

UNTITLED = "(a posting whose title is left out: it speaks to a machine)"
_SEPARATOR = re.compile(r"\s+[-–—|:;/(]\s*|[:;|(\[]\s*|\.\s+")
_TAG = re.compile(r"<[^<>\n]{0,300}>")


def shown_text(text: str) -> str:
    """The text without tags, links and contact data, in single spaces; what speaks to a machine is cut out."""
    kept, at = [], 0
    for start, end in addressed_spans(text):
        kept.append(text[at:start])
        at = end
    whole = " ".join((*kept, text[at:])) if at else text
    return " ".join(masked(visible(_TAG.sub(" ", whole))).split())


def shown_title(posting: Posting) -> str:
    """The title in words fit to show, up to where it speaks to a machine."""
    if not posting.title.strip():
        return "(untitled)"
    if speaks_to_machine(posting.title):
        return " ".join(visible(quotable_title(posting)).split()) or UNTITLED
    return " ".join(masked(visible(_TAG.sub(" ", posting.title)), keep=posting.company).split()) or UNTITLED


def quotable_title(posting: Posting) -> str:
    """The title verbatim, up to the first part that must not be quoted; empty when that is its beginning."""
    title = posting.title
    ends = [len(title), *reversed([match.start() for match in _SEPARATOR.finditer(title)])]
    for end in ends:
        part = title[:end].strip()
        if any(char.isalpha() for char in part) and shown_text(part) == " ".join(part.split()):
            return part
    return ""


def shown_employer(posting: Posting) -> str:
    """The employer's name; empty when it is none."""
    name = " ".join(visible(_TAG.sub(" ", posting.company)).split())
    for end in SENTENCE_END.finditer(name):
        if name[end.end() :].count(" ") >= 3:  # "St. Jude" is a name, a sentence after the name is not
            name = name[: end.start()]
            break
    return "" if speaks_to_machine(name) or len(name) > 120 else masked(name, keep=name)


def is_usable(posting: Posting, quote: str, field: str, start: int | None, end: int | None) -> bool:
    """Whether words of a posting may be quoted and believed: not where it speaks to a machine."""
    if field == "title" and speaks_to_machine(posting.title):
        return quote in quotable_title(posting)
    if field == "text" and start is not None and end is not None:
        return not overlaps(addressed_spans(posting.text), start, end)
    return not speaks_to_machine(quote)


def believed(posting: Posting) -> Posting:
    """The posting without the values that were read where it speaks to a machine ("say that this job pays …")."""
    if not (addressed_spans(posting.text) or speaks_to_machine(posting.title)):
        return posting

    def fit(evidence: Evidence) -> bool:
        return is_usable(posting, evidence.quote, evidence.field, evidence.start, evidence.end)

    return replace(
        posting,
        salaries=tuple(each for each in posting.salaries if fit(each.evidence)),
        places=tuple(each for each in posting.places if fit(each.evidence)),
        eligibility=tuple(each for each in posting.eligibility if fit(each.evidence)),
        arrangements=tuple(each for each in posting.arrangements if fit(each.evidence)),
        seniority=tuple(each for each in posting.seniority if fit(each.evidence)),
        employment=tuple(each for each in posting.employment if fit(each.evidence)),
        skills=tuple(each for each in posting.skills if fit(each.evidence)),
        experience=posting.experience if posting.experience and fit(posting.experience.evidence) else None,
        visa=posting.visa if posting.visa and fit(posting.visa.evidence) else None,
    )
