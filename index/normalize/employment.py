"""Full time, part time, contract, temporary, internship: what the title, the text and the feed say.

The words are read only where they speak of this job ("this is a full-time role", "Type: Contract"): "full-time
telecommuting", "benefits for full-time employees" and "contract management" say nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.normalize.windows import lowered, windows
from index.types import Employment, Evidence, Fact, FieldText, SaidBy, Section

_KINDS: dict[Employment, str] = {
    "full_time": r"full[\s\-_\u2010-\u2015]{0,3}time|vollzeit|temps plein|tiempo completo|jornada completa|tempo pieno|pełny etat|voltijds?|fulltime",
    "part_time": r"part[\s\-_\u2010-\u2015]{0,3}time|teilzeit|temps partiel|tiempo parcial|media jornada|tempo parziale|niepełny etat|deeltijds?|parttime",
    "contract": r"contract(?:or)?(?:[\s\-]to[\s\-](?:hire|perm\w{0,5}))?|freelanc\w{1,4}|corp[\s\-]to[\s\-]corp|c2c|1099|w2 contract|b2b contract|outside ir35|inside ir35|fixed[\s\-]term(?: contract)?|per diem|locum",
    "temporary": r"temp(?:orary)?(?: to (?:hire|perm\w{0,5}))?|seasonal|casual|fixed[\s\-]term|befristet\w{0,2}|interim|maternity cover|per diem|as[\s\-]and[\s\-]when",
    "internship": r"intern(?:ship)?s?|co-?op|praktik(?:um|ant\w{0,3})|stage|stagiaire|prácticas|becari[oa]|working student|werkstudent\w{0,3}|summer analyst|apprentice(?:ship)?",
}  # fmt: skip
_SHORT = {
    "perm": "permanent",
    "ft": "full_time",
    "pt": "part_time",
    "f t": "full_time",
    "p t": "part_time",
    "w2": "full_time",
}
_ANY = "|".join(_KINDS.values())
_IN_FIELD = {
    kind: re.compile(rf"(?<![a-z0-9])(?:{words})(?![a-z0-9])", re.I) for kind, words in _KINDS.items()
}
_PERMANENT = re.compile(r"\b(?:permanent|perm|cdi|unbefristet\w{0,2}|indefinido)\b", re.I)

_TITLE = {
    "full_time": re.compile(r"\bfull[\s\-]?time\b|\bvollzeit\b", re.I),
    "part_time": re.compile(r"\bpart[\s\-]?time\b|\bteilzeit\b|\b[12]?\d hours? (?:per|a|/) ?week\b", re.I),
    "contract": re.compile(
        r"[(\[\-–—,|/]\s?(?:contract|contractor|freelance|fixed[\s\-]term|\d{1,2}[\s\-]months? (?:contract|ftc))\b|\bcontract[\s\-]to[\s\-]hire\b"
        r"|\b(?:freelance|locum)\b|\bcontractor$|^contract (?!manag|admin|negoti|special|analyst|attorney|counsel)", re.I),
    "temporary": re.compile(r"\btemporary\b|\bseasonal\b|\bmaternity (?:cover|leave)\b|\bfixed[\s\-]term\b|\bper diem\b|\bprn\b|^bank (?:staff|nurse|hca|band|health)|[(\[]\s?temp\b|\binterim\b", re.I),
    "internship": re.compile(r"\bintern(?:ship)?s?\b|\bco-?op\b(?!erat)|\bpraktik(?:um|ant\w{0,3})\b|\bstagiaire\b|\bwerkstudent\w{0,3}\b|\bworking student\b|\bsummer analyst\b", re.I),
}  # fmt: skip

_JOB = r"(?:role|position|job|opportunity|opening|employment|vacancy|post|engagement|assignment|contract|hire|work|gig|basis|stelle|internship|placement)"
# "Employment type: Full-time", "Job Type Part-time", "Hours: Full time"; the value may list several.
_LABELLED = re.compile(
    r"\b(?:(?:employment|job|position|contract|work|role|worker|engagement|appointment|vacancy)[ \-](?:type|status|basis|term|schedule|category)|type of (?:employment|contract|position|job)"
    r"|contract|hours|schedule|time type|shift type|commitment|anstellungsart|employment|type)\s{0,2}[:\-–]\s{0,3}"
    rf"(?P<value>[^\n.;:]{{0,20}}?\b(?:{_ANY}|permanent)\b(?:\s?(?:[,/&+|]|and|or)\s?(?:{_ANY}|permanent)\b){{0,3}})",
    re.I,
)
# "a full-time position", "part-time (20 hours) role", "6-month contract", "contract basis".
_SPOKEN = re.compile(
    rf"\b(?P<kind>full[\s\-]?time|part[\s\-]?time|temporary|seasonal|fixed[\s\-]term|contract|freelance|internship|permanent)\b"
    rf"(?P<between>[ ,/()&]{{1,3}}(?:(?:and|or|permanent|exempt|non-exempt|salaried|hourly|remote|on-?site|hybrid|paid|summer|long-term|short-term|contract|temporary|w2|regular|staff|in-office|in-person)[ ,/()&]{{1,3}}){{0,3}})"
    rf"(?P<job>{_JOB})\b(?! (?:law|manage|negotia|term|review|draft|work(?:er)?s|administrat|experience))",
    re.I,
)
_DURATION = re.compile(
    r"\b(?:\d{1,2}|three|six|nine|twelve|eighteen)[ \-]{0,2}(?:\+ ?)?(?:month|mo|week|year)s?[ \-]{1,2}(?P<fixed>fixed[ \-]term[ \-])?(?:contract|assignment|engagement|placement)\b|"
    r"\bcontract[ \-](?:to[ \-](?:hire|perm)|position|role|basis|through)\b|\b(?:hired|employed|engaged) as (?:an? )?(?:independent )?contractor\b",
    re.I,
)
_HOURS = re.compile(
    r"\b(?:(?:1?\d|2\d) ?(?:-|–|to) ?)?(?:[5-9]|1\d|2[0-9]) ?(?:\+ )?(?:hours?|hrs?)(?: of work)? ?(?:per|a|each|/|weekly) ?(?:week|wk)\b",
    re.I,
)
_INTERN_TEXT = re.compile(
    r"\b(?:this|our|the|a|an|paid|unpaid|summer|winter|fall|spring|virtual|\d{4}) (?:\w{1,20} ){0,3}(?:internship|co-op) (?:program|position|role|opportunity|is|will|offers|provides|runs|lasts)\b"
    r"|\bas (?:an?|our) (?:\w{1,20} ){0,4}intern\b|\b(?:looking for|seeking|hiring) (?:an? )?(?:\w{1,20} ){0,4}interns?\b|\binternship (?:duration|start|dates|location)\b",
    re.I,
)
# A line of a header such as "Acme | Berlin | Full-time | Remote".
_HEADER = re.compile(
    r"(?:^|[|•·,(]) ?(?P<kind>full[\s\-]?time|part[\s\-]?time|contract(?:or)?|contract-to-hire|freelance|temporary|internships?|interns?)(?: ?(?:or|/|,|&|and) ?(?P<other>full[\s\-]?time|part[\s\-]?time|contract(?:or)?|freelance|internships?))? ?(?=[|•·,)]|$)",
    re.I | re.M,
)
_NEGATED = re.compile(
    r"\b(?:no|not|non|isn.t|without|aren.t|never|prior|previous|past|eligible|for all|our|all)\W{1,3}(?:an? |any )?(?:\w{1,12} )?$",
    re.I,
)
_HEADER_CHARS = 400
_KEYS = (
    "full-t", "full t", "fullt", "full‑t", "part-t", "part t", "partt", "part‑t", "contract", "freelanc", "temporar", "seasonal",
    "intern ", "intern.", "intern,", "intern\n", "interns", "internship", "permanent", "hours", "hrs", "fixed", "co-op", "locum", "1099", "c2c", "vollzeit", "teilzeit",
    "temps p", "temps c", "tiempo", "jornada", "werkstudent", "praktik", "perm ", "ir35", "befristet",
)  # fmt: skip
_BEFORE_CHARS, _AFTER_CHARS = 90, 110
_DESCRIBES_OTHERS: frozenset[str] = frozenset({"benefits", "about", "boilerplate"})


def _kinds_in(words: str) -> list[Employment]:
    """The values named in a field or label; "fixed-term" is both a contract and temporary."""
    return [kind for kind, pattern in _IN_FIELD.items() if pattern.search(words)]


def find_employment(title: str, text: str, sections: Sequence[Section] = ()) -> tuple[Fact, ...]:
    """Employment types that the employer's title or text states of this job, the title's first."""
    facts = [
        Fact(kind, Evidence("employer", match.group(0).strip(" ([-–—,|/"), "title"))
        for kind, pattern in _TITLE.items()
        if (match := pattern.search(title))
    ]
    return _once((*facts, *_in_text(text, sections)))


_Found = tuple[Employment, int, int, str]
"""An employment type, the span it was read from, and a note where it was derived."""


def _in_text(text: str, sections: Sequence[Section]) -> Iterator[Fact]:
    """Types in the order of their sureness: header, label, sentence."""
    skip = [(part.start, part.end) for part in sections if part.kind in _DESCRIBES_OTHERS]
    for kind, start, end, note in _readings(text):
        if not any(left <= start < right for left, right in skip):
            said_by: SaidBy = "derived" if note else "employer"
            yield Fact(kind, Evidence(said_by, text[start:end], "text", start, end, note))


def _readings(text: str) -> Iterator[_Found]:
    yield from _in_header(text)
    around = windows(lowered(text), _KEYS, before=_BEFORE_CHARS, after=_AFTER_CHARS)
    for read in (_labelled, _spoken, _by_duration, _by_hours, _as_intern):
        for start, end in around:
            yield from read(text, start, end)


def _in_header(text: str) -> Iterator[_Found]:
    for match in _HEADER.finditer(text, 0, _HEADER_CHARS):
        if _looks_like_header(text, match):
            for name in ("kind", "other"):
                for kind in _kinds_in(match.group(name) or ""):
                    yield kind, match.start(name), match.end(name), ""


def _labelled(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _LABELLED.finditer(text, start, end):
        kinds = _kinds_in(match.group("value"))
        for kind in kinds:
            yield kind, match.start(), match.end(), ""
        if not kinds and _PERMANENT.search(match.group("value")):
            yield "full_time", match.start(), match.end(), _PERMANENT_NOTE


def _spoken(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _SPOKEN.finditer(text, start, end):
        if not _is_negated(text, match.start()):
            for kind in _kinds_in(match.group("kind") + match.group("between")):
                yield kind, match.start(), match.end(), ""


def _by_duration(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _DURATION.finditer(text, start, end):
        yield "contract", match.start(), match.end(), ""


def _by_hours(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _HOURS.finditer(text, start, end):
        if _speaks_of_working_hours(text, match):
            yield "part_time", match.start(), match.end(), "so few hours a week are part time"


def _as_intern(text: str, start: int, end: int) -> Iterator[_Found]:
    for match in _INTERN_TEXT.finditer(text, start, end):
        if not _is_negated(text, match.start()):
            yield "internship", match.start(), match.end(), ""


def _is_negated(text: str, start: int) -> bool:
    return bool(_NEGATED.search(text, max(0, start - 30), start))


def _looks_like_header(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start() + 1) + 1
    line_end = text.find("\n", match.end())
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return "|" in line[:_HEADER_CHARS] or "•" in line[:200] or line.strip() == match.group(0).strip()


def _speaks_of_working_hours(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 80) : match.end() + 40].casefold()
    return not re.search(
        r"overtime|on[- ]call|training|travel|learning|office|on-?site|volunteer|study|flexible|save|average of",
        around,
    )


_PERMANENT_NOTE = "permanent, with no hours named, is read as full time"


def from_record(fields: Sequence[FieldText]) -> tuple[Fact, ...]:
    """Employment types that the feed's fields name; unknown wordings give none."""
    facts: list[Fact] = []
    for said in fields:
        words = re.sub(r"[_/]", " ", said.text[:200]).strip()
        words = _SHORT.get(words.casefold(), words).replace("_", " ")
        kinds = _kinds_in(words)
        facts += [Fact(kind, Evidence("feed", said.text, said.name)) for kind in kinds]
        if not kinds and _PERMANENT.search(words):
            facts.append(Fact("full_time", Evidence("derived", said.text, said.name, note=_PERMANENT_NOTE)))
    return _once(facts)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    first: dict[str, Fact] = {}
    for fact in facts:
        first.setdefault(fact.value, fact)
    return tuple(first.values())
