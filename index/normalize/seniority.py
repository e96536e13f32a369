"""The level of a role: what the title says first, then the text's first lines, and the feed's field beside it.

A word of level counts only where it is one: "Product Manager", "Staff Nurse", "Lead Generation" and "Account
Executive" are occupations, and "report to the Director" speaks of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.normalize.windows import matches
from index.types import Evidence, Fact, FieldText, SeniorityLevel

_TECHNICAL = (
    r"(?:\w{1,20}[\s\-/&,.]{1,3}){0,4}?(?:engineer\w{0,4}|developers?|scientists?|architects?|designers?|researchers?|product|program(?:mer)?|data"
    r"|software|sre|machine|security|ml|ai|ux|analysts?|technologists?|devops|platform|infrastructure|hardware|backend|frontend|full[\s\-]?stack|swe|technical)\b"
)
_OCCUPATION_MANAGERS = (
    r"product|products|project|projects|program|programme|programs|account|accounts|case|care|community|communities|social media|media|success|brand|brands|category|campaign|campaigns|content|relationship|relationships"
    r"|delivery|release|partner|partners|partnership|partnerships|channel|territory|property|test|change|vendor|contract|contracts|engagement|event|events|inventory|risk|portfolio|growth|marketing|sales"
    r"|customer|client|incident|problem|configuration|quality|lifecycle|solution|solutions|implementation|onboarding|alliance|alliances|alliances|pricing|investment|fund|wealth|collections|records|data|document|bid|proposal"
    r"|grants|caseload|bed|crm|seo|ppc|e-?commerce|merchandise|sourcing|procurement|compliance|design|research|trial|study|construction|enablement|experience|ops"
)
_NUMERAL = r"(?<=[a-z)\]] )"

# Ordered from the strongest: where two words stand side by side ("Senior Staff", "Senior Manager") the stronger is the level.
_TITLE_PATTERNS_WORDS: tuple[tuple[SeniorityLevel, str], ...] = (
        ("executive", r"\bchief (?!of staff|engineer|architect|nurs|residen|pharm|train|cook|account|steward|mate|inspector|clerk)(?:[\w&]{1,20}[ \-]){1,4}officer\b|(?<!to the )(?<!to )(?<!the )\b(?:ceo|cto|cfo|coo|cio|ciso|cmo|cpo|cro|chro|cdo)\b(?! (?:office|organi[sz]ation|team))"
                      r"|\b(?:senior |executive |assistant |associate )?vice[\s\-]president\b|\b[se]?vp\b|\bmanaging director\b|(?<!vice )(?<!vice-)\bpresident\b"),
        ("director", r"(?<!managing )\bdirector\b(?! of nursing home)|\bhead of\b|\b(?:global|regional|group) head\b|\bhead,"),
        ("principal", r"\bprincipal\b(?! (?:investigator|of|teacher|school))|\bdistinguished\b|\bfellow\b(?=.{0,5}$|, )"),
        ("staff", rf"(?<!technical )\bstaff (?={_TECHNICAL})(?!nurs)|\bstaff[\-,–]? ?(?:level|\+)|, staff\b(?! nurse)|(?<!technical )\bstaff$|\bstaff(?=/)|(?<=/)staff\b"),
        ("manager", rf"(?<!\w)(?:(?:engineering|development|software|it|nurse|store|shop|restaurant|branch|general|plant|office|area|regional|district|team|people|hr|finance|accounting|operations|department|ward|clinic|service|warehouse|production|shift|assistant|hiring|talent|recruiting|security|infrastructure|platform|devops|qa|science|support|practice|site|facility|facilities|senior|sr\.?|group|country|kitchen|bar|home|registered) ){{1,3}}managers?\b"
                    rf"|^managers?\b(?=\s?[,\-–—:]| of | i{{1,3}}\b|$)|[,\-–—(|/] ?manager\b|(?<!\w)(?<!-)(?!(?:{_OCCUPATION_MANAGERS})\b)[a-z&]{{2,20}} managers?\b|\bsupervisor\b|\bteam leader\b|\bteam manager\b"),
        ("lead", r"(?<!-)\blead\b(?![\s\-]?(?:gen|time|qualif|acquisition|nurtur|paint|poison|abatement|dev(?:elopment)? rep|conversion|teacher))|\b(?:tech|team)lead\b|\bchef de projet\b|\bteamleit\w{1,5}"),
        ("senior", rf"\bsenior\b(?! (?:living|care|center|citizen|communit|housing|home|service|companion|helper))|\b(?:sr|snr)\b\.?|{_NUMERAL}iii\b|\bexpérimentée?\b|\bstarszy\b|\bsénior\b"),
        ("mid", rf"\bmid[\s\-–]?(?:level|senior|weight|career)?\b(?![\s\-]?(?:market|day|town|night|atlantic|west|wife|size|cap|term|office|east))|\bintermediate\b|\bmiddle\b(?= ?/? ?(?:senior|python|java|software|front|back|full|data|qa|developer|engineer))|{_NUMERAL}ii\b"),
        ("entry", rf"\bjunior\b|\bjnr\b|\bjr\b\.?|\bentry[\s\-]?level\b|\bnew[\s\-]?grad(?:uate)?s?\b|(?<!post)(?<!post-)(?<!post )(?<!under)\bgraduate\b(?! (?:school|program (?:manager|director|coord)|admission|education|studies|medical|research|recruit))|\bgrad\b|\bearly[\s\-]career\b|\bcampus (?:hire|graduate)\b|\btrainee\b|\bapprentice\b"
                  rf"|\bassociate\b(?= (?:{_TECHNICAL}|consultant|product|account|buyer|editor|recruiter|attorney|accountant|auditor|underwriter))(?! (?:technical )?(?:director|dean|general counsel|principal|professor|vice))|{_NUMERAL}i\b(?! ?[&/])|\bniveau débutant\b|\beinsteiger\b|\b(?:berufs|quer)einsteiger\w{{0,4}}|\b0-[12] years"),
        ("intern", r"\bintern(?:ship)?s?\b|\bco-op\b|\bpraktik(?:um|ant\w{0,3})\b|\bstagiaire\b|\bwerkstudent\w{0,3}\b|\bworking student\b|\bbecari[oa]\b|\bsummer analyst\b|\bstudent worker\b"),
)  # fmt: skip
_TITLE_PATTERNS = tuple((level, re.compile(pattern, re.I)) for level, pattern in _TITLE_PATTERNS_WORDS)

# Side by side or with one word between them, two words of level are one level; "Senior/Staff" names two.
_JOINED = re.compile(r"[ ,.\-–]{1,3}(?:[a-z&]{1,14} )?", re.I)
_OVERRIDDEN: dict[SeniorityLevel, frozenset[SeniorityLevel]] = {
    "executive": frozenset({"director", "senior", "manager", "entry"}),
    "director": frozenset({"senior", "entry", "manager", "lead"}),
    "principal": frozenset({"senior", "staff", "lead", "entry"}),
    "staff": frozenset({"senior", "lead"}),
    "manager": frozenset({"senior", "lead", "entry", "staff"}),
    "lead": frozenset({"senior"}),
    "senior": frozenset({"mid", "entry"}),
    "intern": frozenset({"entry"}),
}

_TEXT = re.compile(
    r"\b(?:looking for|seeking|hiring|searching for|in search of|need|recruit(?:ing)?|join (?:us|our team|the team|[A-Z]\w{1,20}) as|role of|position of|as)(?: for)? (?:an? |our (?:next |first |new )?|another |the (?:next |first )?|talented |experienced )?"
    r"(?P<phrase>(?:(?:highly|very|talented|skilled|motivated|experienced|passionate|exceptional|driven|dynamic|strong|dedicated|full[\s\-]?time|part[\s\-]?time|hands[\s\-]on|creative),? (?:and )?){0,3}"
    r"(?:senior|sr\.|junior|jr\.|entry[\s\-]level|mid[\s\-]level|lead|staff|principal|intern|graduate|intermediate|director|head of|vice president|vp|chief)\b[^.;:\n()!?]{0,60})",
    re.I,
)
_LEVEL_WORDS = (
    "senior", "sr.", "junior", "jr.", "entry", "mid", "lead", "staff", "principal", "intern", "graduate", "intermediate", "director",
    "head of", "vice president", "vp", "chief",
)  # fmt: skip
_LABELLED = re.compile(
    r"\b(?:seniority|level|experience level|career level|job level|seniority level|position level)\s{0,2}[:\-–]\s{0,3}(?P<phrase>[^\n.;|]{2,40})",
    re.I,
)
_TEXT_CHARS = 3_000
_NOT_ADJECTIVE = re.compile(r"^(?:senior|junior)[ \-]?(?:and|or|leadership|leaders|management|stakeholders|executives|level (?:stakeholders|executives)|members|colleagues|staff)\b|^lead(?:ing|ers?)?\b (?:the|a|an|our|on|by|and|in|all|with)\b|^staff (?:and|to|who|in|will|members)\b|^graduate (?:and|from|in|with|school|students?)\b|^interns?(?:al|ation)|^head of (?:the )?\w+[,.]? (?:who|and) ", re.I)  # fmt: skip

_FIELD_WORDS: tuple[tuple[SeniorityLevel, str], ...] = (
        ("intern", r"\bintern(?:ship)?\b|\bpraktik|\bstudent\b|\bwerkstudent"),
        ("entry", r"\bentry\b|\bjunior\b|\bjr\b|\bno[ _]experience\b|\bgraduate\b|\bnew grad\b|\bassociate\b|\bbeginner\b|\btrainee\b|\bearly\b"),
        ("mid", r"\bmid\b|\bmiddle\b|\bintermediate\b|\bmedior\b|\bmid[\- ]?level\b|\bregular\b"),
        ("senior", r"\bsenior\b|\bsr\b|\bmid-senior\b|\bexperienced\b(?! hire)"),
        ("lead", r"\blead(?:er)?\b|\bexpert\b"),
        ("staff", r"\bstaff\b"),
        ("principal", r"\bprincipal\b|\bdistinguished\b"),
        ("manager", r"\bmanager\b|\bmanagement\b|\bsupervisor\b"),
        ("director", r"\bdirector\b|\bhead\b"),
        ("executive", r"\bexecutive\b|\bvp\b|\bvice president\b|\bc[\- ]?level\b|\bchief\b|\bc-suite\b"),
)  # fmt: skip
_FIELD = tuple((level, re.compile(pattern, re.I)) for level, pattern in _FIELD_WORDS)


def levels_in_title(title: str) -> list[tuple[SeniorityLevel, int, int]]:
    """(level, start, end) of each level that a job title names, left to right.

    Of words side by side ("Senior Staff Engineer") only the stronger stays; "Senior/Staff" gives both.
    """
    found: list[tuple[SeniorityLevel, int, int]] = []
    for level, pattern in _TITLE_PATTERNS:
        found += [(level, match.start(), match.end()) for match in pattern.finditer(title)]
    kept = [each for each in found if not any(_overrides(other, each, title) for other in found)]
    first: dict[SeniorityLevel, tuple[SeniorityLevel, int, int]] = {}
    for each in sorted(kept, key=lambda found_level: found_level[1]):
        first.setdefault(each[0], each)
    return list(first.values())


def _overrides(
    strong: tuple[SeniorityLevel, int, int], weak: tuple[SeniorityLevel, int, int], title: str
) -> bool:
    if weak[0] not in _OVERRIDDEN.get(strong[0], ()):
        return False
    if strong[1] < weak[2] and weak[1] < strong[2]:
        return True
    left, right = sorted((strong, weak), key=lambda each: each[1])
    between = title[left[2] : right[1]]
    if strong[0] == "intern" or strong[0] in ("executive", "director", "manager"):
        return "/" not in between and " or " not in between
    return "/" not in between and " or " not in between and bool(_JOINED.fullmatch(between or " "))


def find_seniority(title: str, text: str, *, title_evidence: Evidence | None = None) -> tuple[Fact, ...]:
    """Levels that the title names; when it names none, those the text's opening gives the role.

    `title_evidence` is passed for a derived title, whose quote stands in the text.
    """
    levels = levels_in_title(title)
    if levels:
        return tuple(Fact(level, _in_title(title[start:end], title_evidence)) for level, start, end in levels)
    return _in_text(text)


def _in_title(quote: str, title_evidence: Evidence | None) -> Evidence:
    quote = quote.strip(" ,-–|/(")
    if title_evidence is None or title_evidence.field != "text" or title_evidence.start is None:
        return Evidence("employer", quote, "title")
    at = title_evidence.quote.find(quote)
    if at < 0:
        return title_evidence
    start = title_evidence.start + at
    return Evidence("employer", quote, "text", start, start + len(quote))


def _in_text(text: str) -> tuple[Fact, ...]:
    for match in _LABELLED.finditer(text, 0, _TEXT_CHARS):
        levels = _field_levels(match.group("phrase"))
        if levels:
            quoted = Evidence(
                "employer",
                match.group(0).strip(),
                "text",
                match.start(),
                match.start() + len(match.group(0).rstrip()),
            )
            return tuple(Fact(level, quoted) for level in levels)
    for match in matches(_TEXT, text[:_TEXT_CHARS], _LEVEL_WORDS, before=150, after=120):
        phrase, offset = match.group("phrase"), match.start("phrase")
        if _NOT_ADJECTIVE.search(phrase):
            continue
        levels_found = levels_in_title(phrase)
        if levels_found:
            return tuple(
                Fact(
                    level,
                    Evidence(
                        "employer", text[offset + start : offset + end], "text", offset + start, offset + end
                    ),
                )
                for level, start, end in levels_found[:1]
            )
    return ()


def _field_levels(words: str) -> list[SeniorityLevel]:
    words = re.sub(r"[_/\-]", " ", words[:200])
    if re.search(r"\bmid senior\b", words, re.I):
        return ["mid", "senior"]
    return [level for level, pattern in _FIELD if pattern.search(words)]


def from_record(fields: Sequence[FieldText]) -> tuple[Fact, ...]:
    """Levels that the feed's fields name ("Senior level", "Expert/Leader" is lead); unknown wordings give none."""
    facts = [
        Fact(level, Evidence("feed", said.text, said.name))
        for said in fields
        for level in _field_levels(said.text)
    ]
    return _once(facts)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.value, fact)
    return tuple(first.values())
