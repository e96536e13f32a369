"""Whether the employer sponsors a visa, from its own words.

Where a text both offers and denies, what is said about "this role" wins; otherwise it contradicts itself and yields
nothing. "Must be authorised to work" alone says nothing about sponsorship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from index.normalize.windows import lowered, matches, mentions
from index.types import Evidence, Visa

MAX_TEXT_CHARS = 200_000
_MAX_HITS = 40
_S = r"(?:\s{1,4})"
_VISA = r"(?:visas?|work[- ](?:visas?|permits?|authori[sz]ations?)|h-?1b|h1-?b|immigration|employment visas?|skilled worker|tier 2|blue card|green card|e-?3|tn\b|opt\b|permanent residency|employment[- ]based)"
_SPONSOR = r"(?:sponsor(?:s|ed|ing|ship)?)"
_GAP = rf"(?:[\w/,’'()-]{{1,20}}{_S}){{0,6}}?"
_SHORT = rf"(?:[\w/,’'()-]{{1,20}}{_S}){{0,4}}?"
_NOT = r"(?:not|never|no longer|unable to|cannot|can\s?not|can['’]t|don['’]t|doesn['’]t|won['’]t|isn['’]t|aren['’]t|not able to|not in a position to|not currently|ineligible for|without)"

_DENIED = re.compile(
    "|".join(
        (
            rf"\b{_NOT}{_S}{_GAP}{_SPONSOR}\b",
            rf"\b{_NOT}{_S}{_SHORT}(?:offer\w*|provide\w*|support\w*|accept\w*|consider\w*|available|eligible|assist\w*|transfer\w*){_S}{_SHORT}{_VISA}",
            rf"\bno{_S}{_SHORT}(?:{_VISA}{_S})?{_SPONSOR}\b(?!{_S}(?:needed|required|necessary))|\bno{_S}(?:visa|h-?1b|c2c{_S}or{_S}h-?1b)\b",
            rf"\b{_SPONSOR}{_S}{_SHORT}(?:is|are|will{_S}be){_S}(?:not|unavailable|never)\b|\b{_SPONSOR}\s?[:–-]\s?(?:no|none|not{_S}\w+)\b",
            rf"\b(?:visa{_S})?sponsorship{_S}(?:not|unavailable){_S}?(?:available|offered|provided)?\b",
            rf"\bwithout{_S}{_SHORT}(?:need(?:ing)?{_S}(?:for|of)?{_S}?|requir\w+{_S})?{_SHORT}(?:{_VISA}{_S})?{_SPONSOR}\b",
            rf"\bvisa\s?[:–-]\s?no\b|\b(?:will|do|does|would|should){_S}not{_S}(?:now{_S}or{_S}in{_S}the{_S}future{_S})?(?:need|require){_S}{_SHORT}{_SPONSOR}\b",
            rf"\b(?:existing|valid|unrestricted|current){_S}(?:right|authori[sz]ation){_S}to{_S}work{_S}{_GAP}without{_S}{_SHORT}{_SPONSOR}\b",
            r"\bkeine?\s(?:visa|visum)\w*\b|\bpas\sde\sparrainage\b|\bno\s(?:se\s)?(?:ofrece|patrocina)\w*\s(?:visa|visado)",
        )
    ),
    re.IGNORECASE,
)
_OFFERED = re.compile(
    "|".join(
        (
            rf"\b{_VISA}{_S}(?:and{_S}relocation{_S})?(?:sponsorship|support|assistance|transfers?){_S}?(?:(?:is|are|will{_S}be|can{_S}be|may{_S}be){_S})?(?:\w{{1,12}}{_S}){{0,2}}(?:available|offered|provided|possible|included|welcome|considered|ok\b|yes|for)\b",
            rf"\b(?:we|will|can|do|to|happy to|able to|willing to|also|company|and|may){_S}(?:\w{{1,12}}{_S}){{0,2}}sponsors?{_S}{_SHORT}{_VISA}",
            rf"\b(?:offer|provide|provides|offers|offering|providing|including|include|with|available|full|open to|support|supports){_S}(?:\w{{1,14}},?{_S}){{0,4}}{_VISA}{_S}(?:and{_S}\w{{1,14}}{_S})?(?:sponsorship|support|assistance|transfers?|sponsoring)\b",
            rf"\b(?:visa{_S})?sponsorship{_S}(?:is{_S}|will{_S}be{_S}|may{_S}be{_S}|also{_S}){{0,2}}(?:available|offered|provided|possible|considered|eligible)\b",
            rf"\b(?:visa|h-?1b|green card){_S}?(?:sponsorship|sponsor|transfers?|transfer){_S}?[:–-]\s?(?:yes|available|ok|possible|offered)\b|\bvisa\s?[:–-]\s?(?:yes|sponsor\w*)",
            rf"\bh-?1b{_S}(?:visa{_S})?(?:transfers?|holders?|candidates?){_S}(?:are{_S}|is{_S})?(?:welcome|ok|accepted|considered|encouraged|possible)\b",
            rf"\b(?:we|do|does){_S}(?:do{_S})?(?:offer{_S}|provide{_S})?(?:visa{_S})?sponsor(?:ship)?(?:{_S}visas?)?(?=\s?(?:[.,;!)|]|$)|\s(?:and{_S}take|for{_S}this|candidates|employees|international|work\b|employment))",
            r"\bvisum\w*\s(?:sponsoring|unterstützung)|\bunterstützung\s(?:beim|bei)\s(?:dem\s)?(?:visum|visa|blue card)|\bvisa\s(?:pris|prise)\sen\scharge|\b(?:patrocin\w+|apoyo)\s(?:de\s|con\s)?(?:el\s)?(?:visa|visado)",
            r"\|\s?visa\s?(?:\||ok\b)|(?:^|\n|[|,;(•+])[\s\W]{0,4}(?:visa\s)?sponsorship(?:\s(?:\+|and|&)\srelocation)?(?=\s?(?:$|\n|[|,;)+.]))",
            r"(?:^|\n|[|,;(•+–-])[\s\W]{0,4}visa\s(?:sponsorship|support)(?=\s?(?:$|\n|[|,;)+.]|and relocation|& relocation))",
        )
    ),
    re.IGNORECASE,
)
_ASKED_OF_APPLICANT = re.compile(
    r"(?:will you|do you|are you|would you|if you|whether you|indicate)\b[^.?!\n]{0,80}$", re.IGNORECASE
)
_ASK_CHARS = 100
_THIS_ROLE = re.compile(r"\bthis (?:role|position|job|opportunity|internship|program)\b", re.IGNORECASE)
_HINTS = ("visa", "sponsor", "h-1b", "h1b", "visum", "patrocin", "parrainage")
# Each wording holds one of these; "opt" and "tn" never begin one.
_KEYS = (
    *_HINTS, "h1-b", "permit", "authori", "immigration", "skilled worker", "tier 2", "blue card", "green card", "e3", "e-3",
    " tn", "\ntn", "(tn", " opt", "\nopt", "(opt", "permanent residency", "employment based", "employment-based",
)  # fmt: skip


def find_visa(text: str) -> Visa | None:
    """Return whether the employer sponsors a visa, with its words, or None when it does not say or contradicts itself.

    An offer's words inside a denial are the denial's ("we do not offer visa sponsorship").
    """
    text = text[:MAX_TEXT_CHARS]
    if not mentions(lowered(text), _HINTS):
        return None
    denied = [
        match.span()
        for match in islice(_around_keys(_DENIED, text), _MAX_HITS)
        if not _is_question(text, match)
    ]
    offered = [
        match.span()
        for match in islice(_around_keys(_OFFERED, text), _MAX_HITS)
        if not _is_question(text, match) and not any(_near(match.span(), span) for span in denied)
    ]
    if denied and offered:
        denied, offered = _about_this_role(text, denied), _about_this_role(text, offered)
    if bool(denied) == bool(offered):
        return None
    start, end = (denied or offered)[0]
    return Visa(bool(offered), Evidence("employer", text[start:end], "text", start, end))


def _around_keys(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return matches(pattern, text, _KEYS, before=260, after=260)


def _about_this_role(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        span
        for span in spans
        if _THIS_ROLE.search(text, max(0, span[0] - _ASK_CHARS), span[1] + _ASK_CHARS // 2)
    ]


def _near(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether the two overlap or touch: an offer's words inside a denial."""
    return inner[0] < outer[1] + 1 and outer[0] < inner[1] + 1


def _is_question(text: str, match: re.Match[str]) -> bool:
    return _ASKED_OF_APPLICANT.search(text, max(0, match.start() - _ASK_CHARS), match.start()) is not None
