"""Everyday words that name a skill too: "Go", "C", "Excel", "Spring", and the names of spoken languages.

Decides from the words around whether the skill is meant. A list of skills ("Go, Rust"), words such as "experience
with" before or "developer" after speak for it; "Go to market", "Series C", "R&D" and "Excel in" against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

_AROUND = 48


class Span(Protocol):
    """Something that stands in a text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


# What may stand between two members of a list of skills.
_LIST_GAP = re.compile(
    r"(?:[\s,/&;+|•·()\-–—*:]|\b(?:and|or|und|oder|et|ou|y|o|e\.g\.|such as|like|etc\.?)\b){1,12}", re.I
)
_SEPARATOR = re.compile(r"[,/&;+|•·()\n*]|\b(?:and|or|und|oder|et|ou|y)\b", re.I)

_BEFORE = re.compile(
    r"(?:\b(?:experience|experienced|expertise|expert|proficien\w{1,4}|knowledge|fluen\w{1,4}|fluency|familiar\w{0,5}|skilled|skills?|competen\w{1,4}|background|versed|master\w{0,4}|command|understanding|exposure|certified|comfortable|work|working|worked|years|hands[\s\-]on|develop\w{0,6}|building|built|services)"
    r" (?:with|in|using|of|to|on|at)(?: (?:at least|one|either|both|modern|core|advanced|basic|idiomatic|production|the|our|languages? (?:like|such as)|microsoft|ms|apache|hashicorp|adobe|google|tools? (?:like|such as)|technologies (?:like|such as)|frameworks? (?:like|such as))){0,3}"
    r"|\b(?:using|written in|write|writing|coding in|code in|program in|programming in|implemented in|scripting in|rewrite in|ported to|in either|like|such as|e\.g\.,?|i\.e\.,?|including|especially|primarily|mainly|mostly|preferably|ideally|advanced|modern|idiomatic|use|know|knows|knowing|learn|learning|love|tech(?:nology)? stack:?|stack(?: is| includes)?:?|languages?:|technologies:|tools?:|skills:|backend:|frontend:|software:|systems:|requirements?:|production|our|embedded|server-side|into)"
    r"|\b(?:ms|microsoft|apache|hashicorp|vmware|google|adobe|atlassian|amazon|aws|autodesk)"
    r"|\b(?:in|with|on|to))\s$",
    re.I,
)
_AFTER = re.compile(
    r"[\s\-](?:programming|programmers?|languages?|developers?|devs?|engineers?|engineering|code|codebases?|frameworks?|backend|back-end|services?|microservices|experience|skills|knowledge|expertise|proficiency|scripting|scripts|applications?|apps?|runtime|ecosystem|stack|sdk|"
    r"spreadsheets?|formulas?|macros|functions|modules?|cookbooks?|manifests?|charts?|development|architect|specialist|compiler|concurrency|coroutines|is a (?:plus|must)|preferred|required|or similar|or equivalent|knowhow|certification|integration|api|apis|administrat\w{2,4}|databases?|clusters?|pipelines?|jobs?|workloads?)\b"
    r"|\s?\((?!r\))|[/+](?=[A-Z])",
    re.I,
)
# In questions the seeker's own words stand around a skill.
_QUESTION_BEFORE = re.compile(
    r"(?:^|\b(?:with|in|no|not|without|or|and|using|know|a|an|any|senior|junior|remote|for|some|use|uses|hiring|as)\s)$",
    re.I,
)
_QUESTION_AFTER = re.compile(
    r"\s?(?:$|[?.!,]|(?:jobs?|roles?|positions?|work|gigs?|postings?|openings?|developers?|engineers?|programmers?|in|at|near|remote|and|or|but|with|over|from|for|that|no|not)\b)",
    re.I,
)

_QUESTION_SINGLE = re.compile(r"\b(?:with|in|no|not|without|or|and|using|know|use)\s$", re.I)

_NEVER_AFTER: dict[str, re.Pattern[str]] = {
    form: re.compile(pattern, re.I)
    for form, pattern in {
        "go": r"[\s\-]?(?:to|live|beyond|above|ahead|for|through|from|on|out|the|back|further|get|into|big|where|deep|team|green|public|a|an|viral|abroad|after|bananas|up|down|over|and\s(?:see|do|get|learn|build))\b|[\s\-]?live|[’']",
        "c": r"(?:[\s\-](?:levels?|suite|corp|section|class|team|execs?|band|diff\w{0,5}|visa|grade|average|arm|store|rated)\b|[’'*.]\w|[\s\-]?\d|&|\.\s?[A-Z]\b|\s?&\s?[A-Z]\b)",
        "r": r"(?:\s?&\s?[a-z]\b|[’'*]\w|\)|[\s\-]?\d|\.\s?[A-Z]\b|[\s\-](?:value|squared|us)\b|\s?[®™])",
        "cad": r"\s?[$\d(]|\s(?:per|a|annual\w{0,2}|base|year\w{0,2}|gross|plus|/|salary|range|equivalent)\b",
        "excel": r"\s(?:in|at|as|when|within|under|and (?:grow|thrive|learn)|beyond|your|on|here|by|while|through|academ\w+)\b(?! (?:and|or|is|to))",
        "access": r"\s(?:to|control\w{0,4}|management|points?|for|your|our|the|a|all|and inclusion|is|rights?|services|review|gates?|network|layer)\b",
        "word": r"\s(?:of|count|press|art|cloud|for word|is|problems?)\b|[\s\-]?process",
        "spring": r"\s?(?:20\d\d|semester|intern\w{0,5}|term\b|break|summer|start|cohort|class\b|quarter|/\s?summer|/\s?fall|or\s(?:fall|summer)|and\s(?:fall|summer)|of\s|cleaning|street|valley|health|is\b|co-?op|through)",
        "express": r"\s(?:interest|your|their|our|ideas|scripts|delivery|entry|lane|written|or implied|yourself|permission|consent|purpose|train|complex|opinions?)\b",
        "swift": r"\s(?:response|action|resolution|decision|execution|delivery|pace|payments?|transactions|messages?|messaging|network|growth|progress|on)\b",
        "chef": r"\s(?:de|at|position|role|with|in|to|who|manager|or cook|is|and (?:cook|kitchen))\b|s\b|[’']s",
        "rust": r"\s(?:belt|removal|prevention|and corrosion)\b",
        "spark": r"\s(?:joy|innovation|creativity|curiosity|ideas|change|conversations|a|an|new|interest|networks|your|the|plasma|inspiration|plugs?)\b",
        "unity": r"\s(?:in|of|and|health|point|technologies|is|among)\b",
        "crystal": r"\s(?:reports?|clear|ball|growth|structure)\b",
        "ts": r"\s?(?:/|\(|clearance|sci|level|or\s(?:secret|higher)|security|with)",
        "bi": r"[\s\-](?:weekly|monthly|annual\w{0,2}|directional|lingual|lateral|polar)\b",
        "node": r"\s(?:in|of|\d)\b",
        "helm": r"\s(?:of|a|the)\b",
        "oracle": r"\s(?:is|was|corporation|park|red|of)\b",
        "slack": r"\s(?:time|variable|off)\b",
        "notion": r"\s(?:of|that)\b",
        "sketch": r"\s(?:out|ideas|of|comedy)\b",
        "linear": r"\s(?:algebra|regression|models?|programming|systems?|and non|circuits?|motion|time|path|thinking|career|optimization|technology|foot|actuators?)\b",
        "outreach": r"\s(?:to|efforts|program\w{0,2}|activities|events|team|and engagement|campaigns?|strateg\w{1,3}|coordinator|manager|specialist)\b",
        "outlook": r"\s(?:on|for|is|and attitude)\b",
        "hive": r"\s(?:mind)\b",
        "ray": r"\s(?:of|tracing|ban|[A-Z][a-z])|s\b",
        "cursor": r"\s(?:movement|position)\b",
        "stripe": r"[’']s|\s(?:is|was|press)\b",
        "amplitude": r"\s(?:of|modulation)\b",
        "ember": r"s\b",
        "scala": r"\s(?:inc)\b",
        "ada": r"\s(?:compliance|compliant|accommodation\w{0,1}|coordinator|standards|guidelines|requirements|title|regulations|and|or|request)\b|,?\s(?:OK|Oklahoma)",
        "arm": r"\s(?:of|and|strength|span)\b|s\b",
    }.items()
}  # fmt: skip
_NEVER_BEFORE: dict[str, re.Pattern[str]] = {
    form: re.compile(pattern, re.I)
    for form, pattern in {
        "go": r"(?:on[\s\-]the[\s\-]|to|ready[\s\-]to|let[’']?s|we|you|can|will|on the|pok[eé]mon|on a|no-|no)\s?$|-$",
        "c": r"(?:series|vitamin|hepatitis|hep|grade|class|category|phase|tier|level|type|plan|schedule|section|part|point|appendix|option|group|building|suite|unit|block|round|track|exhibit|article|[A-Z]\.|degrees?|°|\d|a\.|[A-Z]\s?&)\s?$|[.’']$",
        "cad": r"[\d$kK][\s.]{0,2}$|(?:in|salary|usd|or|range|and|/)[\s(:]{1,2}$",
        "r": r"(?:\(|[A-Z]\.|[A-Z]\s?&|toys|part|rated|hr)\s?$|[&’'.]$",
        "spring": r"(?:this|next|early|late|by|fall|summer|winter|autumn|[0-9]|coil|palm|silver|colorado|box)[\s/,]{1,3}(?:or\s|and\s)?$",
        "express": r"(?:american|federal|to|orient|freight|we|you|pony|panda|holiday inn)\s$",
        "chef": r"(?:head|sous|executive|pastry|private|personal|commis|junior|senior|the|line|master|a|kitchen|top|our)\s$",
        "vault": r"(?:bank|data|the|pole|cash)\s$",
        "rails": r"(?:guard|hand|side|on)[\s\-]$",
        "crystal": r"(?:liquid)\s$",
        "excel": r"(?:to|you|will|can|who|they|and|we|must|help|that)\s$",
        "access": r"(?:to|equal|open|have|with|provide|gain|for|multi|full|system|the|remote|patient|market|healthcare|health|and|of|secure)\s$",
        "word": r"(?:the|a|of|in a|every|key|last|your|good)\s$",
        "salt": r"(?:lake|sea|and)\s$",
        "swift": r"(?:taylor|be|a|for|the)\s$",
        "ray": r"(?:x|gamma|a)[\s\-]$",
        "oracle": r"(?:at|by|from|join)\s$",
        "linear": r"(?:non|a|at)[\s\-]$",
        "slack": r"(?:at|by|join|pick up)\s$",
        "stripe": r"(?:at|by|join|from|about)\s$",
        "notion": r"(?:a|the|at|by|join)\s$",
        "arm": r"(?:left|right|robotic|one|the|an|at|long)[\s\-]$",
        "hive": r"(?:the|a|bee)\s$",
        "spark": r"(?:a|the|to|that|creative)\s$",
        "ada": r"(?:the|under)\s$",
        "unity": r"(?:of|in|about|at|join|community)\s$",
        "outreach": r"(?:community|at|patient|customer|public|sales|and|the|external|donor|client|conduct|street)\s$",
    }.items()
}  # fmt: skip
_SINGLE = frozenset(("c", "r"))
# Names that hardly mean anything else: in a question they count as they stand.
_RARE = frozenset(("rust", "swift", "scala", "flask", "rails", "spark", "bash", "dart", "elm", "ocaml", "zig", "nim", "visio", "vite", "actix", "excel"))  # fmt: skip

_SPOKEN_BEFORE = re.compile(
    r"\b(?:fluent|fluently|fluency|native|bilingual|speak(?:s|ing|er)?|spoken|written|read|proficien\w{1,4}|conversational|knowledge|command|level|business|professional|language|languages|good|excellent|strong|advanced|working|perfect|skills?|b2|c1|c2)"
    r"(?:[\s,/]{1,2}(?:in|of|and|or|both|level|the|written|spoken|verbal|oral|business|professional|at least|language|languages|:|is|either|english|german|french|spanish|dutch|italian|portuguese|polish|mandarin|japanese|korean|chinese|arabic|&)){0,5}[\s:,/(\-]{1,3}$",
    re.I,
)
_SPOKEN_AFTER = re.compile(
    r"[\s\-]?(?:\(?(?:native|fluent|fluency|proficien\w{1,4}|speak(?:er|ers|ing)|language(?! (?:models?|processing|arts|teachers? assoc))|skills?|level|[abc][12]\b|c1|communication|mandatory|required|is (?:a|an|required|essential|mandatory)|verbal|written|spoken|preferred|and \w{3,12} (?:language|fluen|proficien|skills)|at a|at least|bilingual))",
    re.I,
)


def is_listed(text: str, matches: Sequence[Span]) -> frozenset[int]:
    """Starts of the matches that stand in a list with another match ("Go, Rust and C")."""
    listed: set[int] = set()
    for left, right in pairwise(matches):
        gap = text[left.end : right.start]
        if len(gap) <= 14 and _SEPARATOR.search(gap) and _LIST_GAP.fullmatch(gap):
            listed |= {left.start, right.start}
    return frozenset(listed)


def speaks_of_skill(
    text: str, start: int, end: int, form: str, *, in_list: bool, spoken: bool, any_case: bool
) -> bool:
    """Whether the everyday word at text[start:end] names the skill there.

    Args:
        text: The whole text.
        start: Where the word stands.
        end: Where it ends.
        form: The spelling in the vocabulary.
        in_list: Whether it stands in a list with other skills.
        spoken: Whether it is the name of a spoken language.
        any_case: Whether the text is a question.
    """
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if spoken:
        return any_case or bool(_SPOKEN_BEFORE.search(before) or _SPOKEN_AFTER.match(after))
    word = form.lower()
    if (never := _NEVER_AFTER.get(word)) and never.match(after):
        return False
    if (never := _NEVER_BEFORE.get(word)) and never.search(before):
        return False
    if in_list or _alone(before, after):
        return True
    if any_case and (word in _RARE or (_QUESTION_BEFORE.search(before) and _QUESTION_AFTER.match(after))):
        return (
            word not in _SINGLE
            or text[start:end].isupper()
            or bool(_AFTER.match(after) or _QUESTION_SINGLE.search(before))
        )
    return bool(_AFTER.match(after)) or bool(_BEFORE.search(before) and (word not in _SINGLE or _ends(after)))


def _alone(before: str, after: str) -> bool:
    """Whether the word is a whole line or list item."""
    return bool(re.search(r"(?:^|\n)[\s•*\-–]{0,4}$", before)) and bool(
        re.match(r"[.;:,]?\s{0,3}(?:\n|$)", after)
    )


def _ends(after: str) -> bool:
    """Whether the clause ends or goes on with another member."""
    return bool(re.match(r"\s?(?:$|[.,;:)/\n]|(?:and|or|for|is|to|on|with|preferred|required)\b)", after))
