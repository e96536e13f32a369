"""Wishes that no constraint can express: said in the notes, so that nobody believes they were applied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from rag.understand.spans import Span
from rag.understand.tokens import Token, joined_key, phrase_key

MAX_WISH_WORDS = 5
_WISHES = {
    "postings do not state it in a form that can be filtered": (
        "four day week|4 day week|four day work week|4 day work week|four day workweek|4 day workweek|4x10|nine day fortnight|good work life balance|work life balance|unlimited pto|unlimited vacation"
        "|unlimited holiday|flexible hours|flexible working hours|flexible schedule|flextime|flexitime|good benefits|great benefits|health insurance|dental|401 k match|parental leave|paid leave|equity|stock options"
        "|relocation assistance|relocation support|relocation package|relocation help|good culture|nice colleagues|nice boss|good manager|pet friendly|dog friendly|signing bonus|sign on bonus"
        "|no degree required|no degree needed|no degree necessary|no degree|without a degree|no diploma|no college degree|company car|free lunch|childcare support"
    ),
    "how good pay is cannot be filtered without a figure": (
        "higher pay|better pay|better paid|more money|higher salary|cheaper|well paid|high paying|highest paying|high paid|best paid|best paying|good salary|great salary|competitive salary|competitive pay|good pay|great pay|high salary|decent pay|decent salary|well paying|top salary|big salary|highest salary|gut bezahlt|bien paye|bien pagado"
    ),
    "a date of publication needs a day, a week or a month": "recently posted|posted recently|recent|freshly posted|fresh|brand new",
    "permanent is not stated by postings in a form that can be filtered": (
        "permanent|perm|permanent position|permanent role|permanent job|permanent contract|unbefristet|festanstellung|cdi|en cdi|indefinido|contrato indefinido|permanent only"
    ),
    "a work permit one already has shuts no posting out": (
        "on opt|on cpt|on f1 opt|on f 1 opt|us citizen|us citizens|us citizen only|us citizens only|green card|green card holder|citizenship|i am a us citizen|authorized to work in the us|right to work|eu citizen|eu passport|uk citizen|i have a visa|i have a work permit"
    ),
    "who posted a job is not stated in a form that can be filtered": (
        "no agencies|no agency|no recruiters|no recruitment agencies|not by a recruiter|not by recruiters|not through a recruiter|not an agency|no agency jobs|no third parties|direct employers only|no staffing agencies|no headhunters"
    ),
    "the start date is not stated by most postings": "immediate start|starting immediately|start immediately|start asap|immediate joiner|immediate joiners",
}  # fmt: skip


@cache
def _table() -> dict[str, str]:
    return {phrase_key(phrase): note for note, phrases in _WISHES.items() for phrase in phrases.split("|")}


def find_wishes(tokens: Sequence[Token]) -> Iterator[Span]:
    """Every wish of the table in `tokens`."""
    table = _table()
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + MAX_WISH_WORDS, len(tokens)) + 1):
            if note := table.get(joined_key(tokens, start, end)):
                yield Span(start, end, "wish", {"note": note}, 2.5)
