"""What a sentence claims beside its numbers: names, the terms of a job, and the gist of its words. Pure.

Each check returns why the sentence is not supported by the material, or "". They err on the side of withholding a
claim about who, where and on what terms; ordinary wording is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from index import taxonomy
from rag.figures import day_supports, find_days, find_figures, same_currency, supports
from rag.material import Material, folded, word_set, words_of
from rag.understand.words import ordinary_words

MIN_GIST = 0.5
"""Share of a sentence's content words that its evidence must have: paraphrase keeps well over half of them, a
sentence about something else next to none (measured with tests/test_rag_guard_reply.py)."""

# A term of the job, and the words by which a posting says it.
_TERMS: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    name: (re.compile(claimed, re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for name, claimed, said in (
        ("remote", r"\b(?:fully[- ])?remote(?:ly)?\b|\btelecommut\w{1,4}\b|\b(?:work(?:ing)?|job) from home\b|\bhome[- ]?office\b", r"\bremote|\btele(?:commut|work)|\bfrom home\b|\bhome[- ]?(?:office|based|working)\b|\banywhere\b|\bwfh\b|\bdistributed\b"),
        ("hybrid", r"\bhybrid\b", r"\bhybrid|\bdays? (?:a|per|each) week (?:in|at|on)|\bin[- ]office\b"),
        ("on site", r"\bon[- ]?site\b|\bin[- ](?:the[- ])?office\b|\bin person\b", r"\bon[- ]?site\b|\boffice\b|\bin[- ]person\b|\bpremises\b|\blab\b"),
        ("part-time", r"\bpart[- ]time\b", r"\bpart[- _]?time\b"),
        ("full-time", r"\bfull[- ]time\b", r"\bfull[- _]?time\b|\b(?:3[5-9]|40)[ .]"),
        ("contract", r"\b(?:contractor|freelancer?|on (?:a )?contract|contract (?:role|position|job|basis|work))\b", r"\bcontract|\bfreelanc|\btemporary\b|\bfixed[- ]term\b|\bc2c\b|\b1099\b"),
        ("internship", r"\binternships?\b|\bintern\b", r"\bintern|\bco-?op\b|\bplacement\b"),
        ("temporary", r"\btemporary\b|\bfixed[- ]term\b", r"\btempor|\bfixed[- ]term\b|\binterim\b|\bseasonal\b|\bcover\b"),
        ("permanent", r"\bpermanent\b", r"\bpermanent\b|\bunbefristet\b|\bcdi\b"),
        ("visa sponsorship", r"\bvisas?\b|\bsponsor(?:s|ed|ship|ing)?\b|\bwork permits?\b", r"\bvisa|\bsponsor|\bwork (?:permit|authori[sz])|\bh-?1b\b"),
        ("relocation", r"\brelocat\w{1,5}\b", r"\brelocat|\bmov(?:e|ing) (?:to|support|allowance)"),
        ("equity", r"\bequity\b|\bstock options?\b|\brsus?\b", r"\bequity|\bstock|\brsus?\b|\bshares?\b|\boptions\b"),
        ("bonus", r"\bbonus(?:es)?\b", r"\bbonus|\bincentive|\bcommission"),
        ("level", r"\bsenior\b", r"\bsenior|\bsr\b"),
        ("level", r"\b(?:junior|entry[- ]level|graduate (?:role|position|job))\b", r"\bjunior|\bjr\b|\bentry|\bgraduate|\bearly[- ]career|\bno experience"),
        ("level", r"\bprincipal\b", r"\bprincipal"),
        ("level", r"\bdirector\b|\bvice president\b|\bvp\b", r"\bdirector|\bvice president|\bvp\b"),
    )
}  # fmt: skip
_TERMS = {f"{name}/{number}": each for number, (name, each) in enumerate(_TERMS.items())}
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|unable|lacks?|lacking|excludes?|excluding|except|unstated|unspecified|missing)\b|n['’]t\b",
    re.IGNORECASE,
)
_SAID_NO = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|unable|unfortunately|exclud\w{1,4}|except|free of|zero)\b|n['’]t\b",
    re.IGNORECASE,
)
# What a posting leaves out is found by code, which has read all of it.
_ABSENT = re.compile(
    r"(?:\bnot|n['’]t)\s+(?:\w{1,12}\s+)?(?:state|mention|specif|say|list|disclos|provide|indicat|name|given|describ|clear|detail)\w{0,6}\b"
    r"|\b(?:unspecified|unstated|undisclosed|no (?:mention|information|details?|indication|word) (?:of|on|about|is|are))\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\b(?:best|highest|lowest|top|strongest|only|closest|cheapest|better|higher|lower|more|most|least|perfect|ideal|recommend(?:ed|s)?)"
    r"(?:[- ](?:paying|paid|pay|salary|match(?:ing|es)?|choice|fit|option|posting|role|job|one|ranked|suited|attractive|than))\b|\brecommend(?:ed|s)?\b|\bmust apply\b|\bguarantee[ds]?\b|\bnumber one\b|#1\b",
    re.IGNORECASE,
)
_NAME_WORDS = frozenset(
    "i a an the it its this that they we you he she mr ms dr and or of for in on at to by with from as is are us team inc ltd gmbh llc corp".split()
)
_STOP = frozenset(
    """a an the this that these those it its they them their he she his her you your we our i my me who whom whose which what where when why how there here and or
    but nor so if then than also too as at by for from in into of on onto off out over to up with within without under above about around between via per any some
    each both either other another such same more most very much many few own just only even still well be is are was were been being am do does did done have has
    had having can could may might must shall should will would not no yes one first second third both all every while during after before through across against
    toward towards upon until since because although though however therefore moreover including include includes included""".split()
)
# Wording that says nothing of its own about a job.
_NEUTRAL = frozenset(
    """role roles job jobs posting postings position positions opening vacancy listing advert company employer employers firm organisation organization business team teams
    pay pays paid paying salary salaries wage range ranges compensation offer offers offered offering provide provides provided state states stated stating say says said mention
    mentions mentioned list lists listed name names named note notes describe describes described specify specifies specified indicate indicates call calls ask asks asked asking
    require requires required requirement requirements need needs needed want wants seek seeks seeking look looks looking expect expects expected involve involves involved involving
    work works working worker based located location place places office year years annual annually month months week weeks day days hour hours experience experienced candidate
    candidates applicant applicants person people someone skill skills knowledge tool tools technology technologies use uses used using responsible responsibility responsibilities
    duty duties task tasks main mainly primarily focus focuses focused include including part described according match matches matching fit fits meet meets criterion criteria available
    posted published date level employment type arrangement full time open apply applications details description text quote title titled called known hire hires hiring hired join
    give gives given get gets make makes made help helps take takes support supports lead leads leading run runs between from about approximately around such example well like able
    go goes going reach reaches reaching ranges amount amounts thing things something among kind kinds type types various several plus bonus preferred nice must optional option possible allowed allows allow starting start starts minimum maximum least currently also within across related similar""".split()
)


def unsupported_figure(text: str, held: Material) -> str:
    """Names the first number, amount, percentage or date of the text that the material does not have."""
    days = find_days(text)
    for day in days:
        if not any(day_supports(stated, day) for stated in held.days):
            return f"the date {text[day.start : day.end]!r} is not in what it cites"
    for claim in find_figures(text, days):
        words = text[claim.start : claim.end].strip()
        stating = [stated for stated in held.figures if supports(stated, claim)]
        if not stating:
            return f"the figure {words!r} is not in what it cites"
        if claim.period and not any(each.period for each in stating) and held.periods - {claim.period}:
            return f"the period of {words!r} is not the posting's"
        if claim.currency and held.currencies:
            same = any(same_currency(claim.currency, each) for each in held.currencies)
            if not same and not any(each.currency == claim.currency for each in stating):
                return f"the currency of {words!r} is not the posting's"
    return ""


def without_figures(text: str) -> str:
    """The text with blanks for its figures and dates, which are checked by their values and not as words."""
    days = find_days(text)
    spans = [(day.start, day.end) for day in days] + [
        (each.start, each.end) for each in find_figures(text, days)
    ]
    for start, end in spans:
        if not text[end : end + 1].isalnum():  # "8TA" is a word
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def unsupported_name(text: str, held: Material) -> str:
    """Names the first word written like a name (or known as a skill) that the material does not have."""
    for match in taxonomy.find_skills(text):
        forms = [word_set(form) for form in taxonomy.skill_forms(match.name)]
        if not any(form <= held.words for form in forms) and not word_set(match.name) <= held.words:
            return f"{text[match.start : match.end]!r} is not named in what it cites"
    starts = _sentence_starts(text)
    for place, word in _placed_words(without_figures(text)):
        if not _name_like(word):
            continue
        parts = [folded(part) for part in re.split(r"[-/&’']", word) if folded(part)]
        if folded(word) in held.words or all(part in held.words or part in _NAME_WORDS for part in parts):
            continue
        first = place in starts and word[1:].islower()
        if first and (folded(word) in ordinary_words() or folded(word) in _STOP | _NEUTRAL):
            continue
        return f"the name {word!r} is not in what it cites"
    return ""


def _placed_words(text: str) -> Iterable[tuple[int, str]]:
    at = 0
    for word in words_of(text):
        at = text.index(word, at)
        yield at, word
        at += len(word)


def _sentence_starts(text: str) -> frozenset[int]:
    return frozenset(match.end() for match in re.finditer(r"(?:^|[.!?:;]\s+)[\s\"'“‘(]{0,3}", text))


def _name_like(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and (any(char.isupper() for char in letters) or any(char.isdigit() for char in word))


def unsupported_term(text: str, held: Material) -> str:
    """Names the first term of a job (remote, part-time, senior, visa…) that the material does not have."""
    for name, (claimed, said) in _TERMS.items():
        if (found := claimed.search(text)) and not said.search(held.text):
            return f"{found.group()!r} ({name.partition('/')[0]}) is not in what it cites"
    return ""


def unsupported_denial(text: str, held: Material) -> str:
    """Why a denial is not the model's to make; what is not stated is for code to say."""
    if found := _ABSENT.search(text):
        return f"it says {found.group()!r}, which is for code to say"
    if (found := _NEGATION.search(text)) and not _SAID_NO.search(held.quotes):
        return f"it says {found.group()!r}, its evidence does not"
    return ""


def unsupported_ranking(text: str, held: Material) -> str:
    """Why a comparison of postings is not the model's to make, unless the posting says it of itself."""
    for found in _RANKING.finditer(text):
        if not word_set(found.group()) <= held.words:
            return f"{found.group()!r} compares or recommends, which is for code to say"
    return ""


def unsupported_gist(text: str, held: Material, *, also: frozenset[str]) -> str:
    """Why the sentence is about something else than what it cites. `also`: words of the question."""
    known = _stems(held.words | also)
    content = [
        word
        for word in dict.fromkeys(folded(each) for each in words_of(without_figures(text)))
        if len(word) > 2 and word not in _STOP and word not in _NEUTRAL and not word.isdigit()
    ]
    if not content:
        return ""
    found = sum(_stem(word) in known for word in content)
    if found < MIN_GIST * len(content):
        missing = ", ".join(word for word in content if _stem(word) not in known)
        return f"it goes beyond what it cites ({missing[:120]})"
    return ""


def ordinary_content(word: str) -> bool:
    """Whether a folded word says something of its own, and is not wording that any question about a job has."""
    return len(word) > 1 and word not in _STOP and word not in _NEUTRAL


@lru_cache(maxsize=64)
def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    """A crude stem, enough to see that "pipelines" and "pipeline", "designing" and "design" are one word."""
    for ending in (
        "ization",
        "isation",
        "ations",
        "ation",
        "ments",
        "ment",
        "ities",
        "ings",
        "ing",
        "ies",
        "ers",
        "ed",
        "er",
        "es",
        "ly",
        "al",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word
