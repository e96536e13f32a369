"""Years of experience asked for: one overall requirement per posting.

The rule, where several are stated: (1) a requirement on experience at large ("5+ years of experience", "in the
field", "in a similar role") goes before one on a single tool ("3+ years with Kubernetes"); (2) of equals, the one
in a requirements section goes first, a preferred one last; (3) of equals, the first stated, as postings put the
overall requirement on top and alternatives ("or a master's and 3 years") after it. A company's own age never counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.normalize.windows import lowered, windows
from index.types import Evidence, Experience, FieldText, Section

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "a": 1,
}  # fmt: skip
_WORD = "|".join(word for word in _NUMBERS if word != "a")
_NUMBER = rf"(?:\d{{1,2}}(?:[.,]5)?|(?:{_WORD})(?: ?\(\d{{1,2}}\))?)"
_YEARS = re.compile(
    rf"(?<![\w$£€.,])(?P<bound>(?:at least|minimum(?: of)?|min\.?|over|more than|up to|no more than|less than|under|maximum of|a minimum of|mindestens|minimum|au moins|al menos|>=?|≥|<|≤) ?)?"
    rf"(?P<low>{_NUMBER}) ?(?P<plus>\+|plus|or more)?(?: ?(?:-|–|—|to|bis|à) ?(?P<high>{_NUMBER})(?P<plus2>\+)?)?(?: or more| plus|\+)?[ \-\u00a0]{{0,2}}"
    rf"(?P<unit>years?|yrs?\.?|months?|jahren?|ans?|años?|lat)(?![a-z])['’]?(?P<or_more> or more|\+)?",
    re.I,
)
_EXPERIENCE_AFTER = re.compile(
    r"^['’s]{0,2},? ?(?:\(?\+\)? ?)?(?:of |in |with |as |working |building |developing |designing |leading |managing |doing |writing |running |shipping |creating |programming |hands[\s\-]on |professional |relevant |related |industry |prior |previous |practical |progressive |commercial |post|full[\s\-]?time |proven |direct |recent |total |overall |solid |demonstrated |successful |equivalent |experience|exp\b|on the job|berufserfahrung|erfahrung|d.expérience|de experiencia|doświadczenia|\w{1,20}(?: (?:and|or|&|/))?(?: \w{1,20}){0,4} experience)",
    re.I,
)
_OVERALL = re.compile(
    r"^['’s]{0,2},? ?(?:of |in )?(?:an? |the |your )?(?:(?:prior|previous|relevant|related|professional|industry|work|working|job|practical|progressive|commercial|full[\s\-]?time|post[\s\-]\w{1,12}|proven|direct|recent|total|overall|solid|demonstrated|equivalent|similar|hands[\s\-]on|applicable|successful|minimum|paid|field|business|combined|qualifying|software|engineering|development|applied|experience)[ ,/&]{1,2}(?:and |or )?){0,5}(?:experience|exp\b|role|roles|field|position|industry|berufserfahrung|erfahrung|d.expérience|de experiencia|doświadczenia)",
    re.I,
)
_NOT_ASKED = re.compile(
    r"\b(?:founded|established|history|heritage|legacy|celebrat\w{1,4}|anniversary|in business|serving|leader for|operating|for (?:over|more than|nearly|almost)|has been|have been|we.ve|our|we have|trusted|vest\w{0,4}|within|next|past|last|first|every|each|after|over the|in the (?:next|last)|aged?|old|cliff|contract|fixed|warranty|term|combined|team with|collective)\W{1,2}(?:\w{1,12}\W{1,2}){0,3}$",
    re.I,
)
_OTHER_YEARS = re.compile(
    r"^['’s]{0,2} ?(?:old\b|of age|ago\b|in (?:business|operation|a row)|from now|contract|fixed|vesting|cliff|warranty|of (?:history|heritage|service|innovation|growth|research and|college|study|university|education|age|continuous|operation)|degree|college|university|term|anniversary|program|experience (?:serving|helping|delivering)|per )",
    re.I,
)
_NONE = re.compile(
    r"\bno (?:prior |previous |work |professional |relevant )?(?:\w{1,15} )?experience (?:is )?(?:required|needed|necessary)\b|\bno experience (?:required|needed|necessary)|\bexperience (?:is )?not (?:required|needed|necessary)\b(?! but)", re.I,
)  # fmt: skip
_PREFERRED = re.compile(r"\bprefer|\bideally\b|\bnice to have\b|\ba plus\b|\bbonus\b|\bdesir", re.I)
_FIELD_RANGE = re.compile(
    rf"(?P<low>{_NUMBER}) ?(?P<plus>\+|_?plus)?(?: ?(?:-|–|to|_) ?(?P<high>\d{{1,2}}))?", re.I
)
_SKIPPED: frozenset[str] = frozenset({"about", "boilerplate", "benefits"})
_MAX_YEARS = 30
_MOST_ASKED = 12
_NEAR_CHARS = 60
_UNITS = ("year", "yr", "month", " jahr", " ans", " año", " lat ")
_BEFORE_CHARS, _AFTER_CHARS = 60, 12
_WORDS_BEFORE = re.compile(r"experience\W{1,3}(?:\w{1,12}\W){0,3}$", re.I)


def find_experience(text: str, sections: Sequence[Section] = (), *, title: str = "") -> Experience | None:
    """The years of experience that the title or text asks for, by the rule of this module; None when unstated."""
    in_title = _YEARS.search(title)
    if in_title and (bounds := _bounds(in_title)) and "month" not in in_title.group("unit"):
        return Experience(*bounds, Evidence("employer", in_title.group(0).strip(), "title"))
    low = lowered(text)
    candidates = [
        found
        for start, end in windows(low, _UNITS, before=_BEFORE_CHARS, after=_AFTER_CHARS)
        for match in _YEARS.finditer(text, start, end)
        if (found := _candidate(text, match, sections))
    ]
    if candidates:
        return min(candidates, key=lambda each: each[0])[1]
    none = _NONE.search(text) if "experience" in low else None
    if none:
        return Experience(0.0, None, Evidence("employer", none.group(0), "text", none.start(), none.end()))
    return None


def _candidate(
    text: str, match: re.Match[str], sections: Sequence[Section]
) -> tuple[tuple[int, int, int], Experience] | None:
    after = text[match.end() : match.end() + 120]
    before = text[max(0, match.start() - 60) : match.start()]
    kind = next((part.kind for part in sections if part.start <= match.start() < part.end), "other")
    stated = bool(_EXPERIENCE_AFTER.search(after)) or bool(_WORDS_BEFORE.search(before))
    if not stated or _OTHER_YEARS.search(after) or _NOT_ASKED.search(before) or kind in _SKIPPED:
        return None
    bounds = _bounds(match)
    if bounds is None or _is_an_age(match, bounds[0], before, after):
        return None
    clause = re.split(r"[.;\n•]", after, maxsplit=1)[0]
    preferred = (
        kind == "preferred"
        or bool(_PREFERRED.search(clause))
        or bool(_PREFERRED.search(re.split(r"[.;\n•]", before)[-1]))
    )
    overall = bool(_OVERALL.search(after))
    rank = (int(preferred), int(not overall), int(kind != "requirements"))
    said = Evidence("employer", match.group(0).strip(), "text", *_stripped(match))
    return rank, Experience(*bounds, said)


def _is_an_age(match: re.Match[str], low: float, before: str, after: str) -> bool:
    """Whether years without the word "experience" near them are rather a company's: "over 25 years in India"."""
    grand = low > _MOST_ASKED or (match.group("bound") or "").strip().casefold() in ("over", "more than")
    return grand and "experience" not in (before + after[:_NEAR_CHARS]).casefold()


def _stripped(match: re.Match[str]) -> tuple[int, int]:
    words = match.group(0)
    return match.start() + len(words) - len(words.lstrip()), match.end() - len(words) + len(words.rstrip())


def _bounds(match: re.Match[str]) -> tuple[float, float | None] | None:
    """(min, max) in years; None when the numbers cannot be years of experience."""
    low, high = _number(match.group("low")), _number(match.group("high")) if match.group("high") else None
    if match.group("unit").casefold().startswith("month"):
        low, high = round(low / 12, 2), round(high / 12, 2) if high is not None else None
    if high is not None and high < low:
        low, high = high, low
    if max(low, high or 0) > _MAX_YEARS:
        return None
    bound = (match.group("bound") or "").strip().casefold()
    if bound in ("up to", "no more than", "less than", "under", "maximum of", "<", "≤") and high is None:
        return 0.0, low
    return low, None if match.group("plus2") else high


def _number(words: str) -> float:
    if inner := re.search(r"\d{1,2}(?:[.,]5)?", words):
        return float(inner.group(0).replace(",", "."))
    return float(_NUMBERS[words.casefold()])


def from_record(fields: Sequence[FieldText]) -> Experience | None:
    """What the feed's field says ("3+ years", "2-4", "no_experience", "under_3_years"); None when it is no number."""
    for said in fields:
        words = said.text[:200].replace("_", " ").strip()
        evidence = Evidence("feed", said.text, said.name)
        if re.search(r"\bno experience\b|\bnone\b", words, re.I):
            return Experience(0.0, None, evidence)
        match = _FIELD_RANGE.search(words)
        if not match:
            continue
        low = _number(match.group("low"))
        high = _number(match.group("high")) if match.group("high") else None
        if re.search(r"\b(?:under|less than|up to|max)", words, re.I) and high is None:
            return Experience(0.0, low, evidence)
        if max(low, high or 0) <= _MAX_YEARS:
            return Experience(
                min(low, high if high is not None else low),
                max(low, high) if high is not None else None,
                evidence,
            )
    return None
