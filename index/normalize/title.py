"""A title and an employer for postings whose feed names none, read from the posting's own words.

Candidates come from the ways in which postings name their role ("Acme | Backend Engineer | Berlin", "As a Data
Analyst you will", "is hiring a …"); each has a weight, and how early and how often it stands decides among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normalize.roles import NOUN, ROLE, STRONG_ROLE
from index.types import Evidence

_READ_CHARS = 12_000
_MAX_TITLE = 120
_MIN_PART = 2

# Words that a role's name does not contain: at one of them a candidate ends, or is none.
_NO = (
    r"(?!(?:who|whom|whose|that|which|you|your|we|our|us|i|they|their|he|she|it|its|will|is|are|be|been|was|were|has|have|had|can|to|from|than|this|these|those"
    r"|by|about|into|if|when|while|where|because|but|not|only|more|most|each|every|any|all|some|many|other|such|part|member|result|employer|company|then|also"
    r"|join|work|working|help|make|build|looking|seeking|hiring|currently|now|there|here|what|why|how|like|than|across|within|between|experience|years?|candidates?|role|position|opportunity)\b)"
)
_TOKEN = rf"{_NO}[^\s.,;:!?()|\[\]{{}}<>\"“”•*]{{1,30}}(?:\.(?=[a-zA-Z]|\s[A-Z])[\w+#]{{0,12}})?"
_GLUE = r"(?:, |[ /&,\-–]{1,3})"
_NAME = rf"(?P<name>(?:{_TOKEN}{_GLUE}){{0,8}}?(?:{NOUN})(?![\w’'\-])(?! (?:{NOUN})\b)(?:/(?:[A-Z]\w{{1,20}} ){{0,2}}(?:{NOUN})\b)?)"
_TAIL = r"(?P<tail>(?: (?:I{1,3}|IV|V|[1-5])\b)?(?: ?\([^()\n]{2,40}\))?(?:(?:, | [\-–—] )(?!Inc|LLC|Ltd|I |We |You |The |This |Our |In |As |At |And |Or |Who |Where |With |Remote|Full|Part|Hybrid|Onsite|On-)(?:[A-Z][\w&/+#.\-]{1,20}(?: (?:&|and|of|for) (?=[A-Z]))? ?){1,4}(?=[ ,.\n(]|$)(?<![ .]))?)"
_ARTICLE = r"(?:(?:an?|the|our|your|another|several|multiple|some|one|two|three|\d{1,2})\b\s?(?:next|first|new|founding(?= team)|second|additional)?\s?){0,2}"
_PRAISE = re.compile(
    r"^(?:(?:an?|the|our|and|or|very|highly|extremely|truly|talented|skilled|motivated|self[\s\-]motivated|self[\s\-]driven|results?[\s\-](?:driven|oriented)|passionate|experienced|exceptional|excellent|outstanding|dynamic|driven|creative|innovative|strong|dedicated|versatile|ambitious|"
    r"enthusiastic|energetic|curious|detail[\s\-]oriented|proactive|hands[\s\-]on|seasoned|world[\s\-]class|top|great|good|amazing|rockstar|smart|bright|hungry|fearless|accomplished|collaborative|strategic(?! \w+ (?:manager|partner|account))|analytical|qualified|capable|reliable|organized|customer[\s\-](?:focused|obsessed)|tech[\s\-]savvy|high[\s\-](?:performing|energy|impact|caliber)|"
    r"inquisitive|well[\s\-]rounded|visionary|forward[\s\-]thinking|entrepreneurial|resourceful|thoughtful|pragmatic|technically|deeply|full[\s\-]?time|part[\s\-]?time|permanent|local|remote|new|next|first|multiple|several|brilliant|professional(?= \w)|performing|exciting|fantastic|unique|of)(?:,? (?:and )?|, | ))+",
    re.I,
)

_SENTENCE = r"(?:^|(?<=[.!?:\n•] )|(?<=[.!?\n]))"
_PATTERNS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (9.0, re.compile(r"\b(?:job|position|role|posting|working|internal|business) ?(?:title|name)\s{0,2}[:\-–]\s{0,3}(?P<name>[^\n|;:.]{3,90}?)(?P<tail>)(?= {2}|\n|[|;.]|$| (?:Location|Department|Reports|Salary|Company|Job|Duration|Position|Type|Team|FLSA|Status|Employment)\b)", re.I)),
    (9.0, re.compile(r"\bJoin to apply for the (?P<name>[^\n]{3,90}?)(?P<tail>) role at\b")),
    (7.5, re.compile(r"(?:^|\n)(?:title|título|titel|titre|poste|stelle|position|role)\s?[:\-–]\s?(?P<name>[^\n|;:]{3,90}?)(?P<tail>)(?=\n|[|;]|$)", re.I)),
    (6.5, re.compile(rf"\b(?:[Ff]or|[Aa]s|of|is|fill) (?:an?|the|our) (?:new |open )?(?:role|position|job|post) (?:of|as|for) {_ARTICLE}{_NAME}{_TAIL}")),
    (6.5, re.compile(rf"\b(?:is|are|be|now|currently|actively|also|we.re)? ?(?:hiring|seeking|recruiting|looking for|looking to (?:hire|add|recruit|welcome|bring on)|searching for|in search of|on the lookout for|welcoming)(?: for)?:? {_ARTICLE}{_NAME}{_TAIL}", re.I)),
    (6.0, re.compile(rf"\b(?:opportunity|opening|vacancy|position|need|search|role)s? (?:available )?for {_ARTICLE}{_NAME}{_TAIL}", re.I)),
    (6.0, re.compile(rf"{_SENTENCE}(?:[A-Z][a-z]+ ){{0,2}}[Aa]s (?:an?|our|the|one of our)(?: next| new| first)? {_NAME}{_TAIL}(?! (?:in|of) (?:the )?(?:world|industry|field|space|market)\b)", re.M)),
    (5.0, re.compile(rf"\b[Jj]oin (?:us|our \w{{1,20}}(?: \w{{1,20}})?|the (?:\w{{1,20}} ){{1,4}}team|[A-Z]\w{{1,20}}(?:’s|'s)?(?: \w{{1,20}}){{0,3}}) (?:in the role of|as) {_ARTICLE}{_NAME}{_TAIL}")),
    (5.0, re.compile(rf"\b(?:The|This|Our) (?!(?:ideal|successful|right|best)\b){_NAME}{_TAIL} (?:will|is responsible|role|position|plays?|leads?|is (?:a|an|part)|reports|supports|works|serves|performs|provides|assists|manages|develops|oversees|designs)\b")),
    (4.5, re.compile(rf"{_SENTENCE}(?:Find fresher |Our |The |All )?{_NAME}(?P<tail>)(?: ?\([A-Z]{{2,6}}s?\))? (?:at [A-Z]|positions? in|build|play a|are (?:the|responsible|a|an|our|at)|is responsible|work (?:with|on|at|closely)|help|drive|own|design|lead|partner)\b", re.M)),
    (4.0, re.compile(rf"\b(?:team|group|community) of (?!the\b)(?:[\w\-]+, ){{0,0}}(?P<name>(?:[A-Z][\w\-]{{1,20}} ){{1,4}}(?:{NOUN}))(?P<tail>)")),
    (4.0, re.compile(rf"\b(?:will|you.ll) (?:be|work as|join(?: us)? as|serve as|act as) {_ARTICLE}{_NAME}{_TAIL}")),
    (2.0, re.compile(rf"(?<![\w\-])(?P<name>(?:[A-Z][\w+#&/.\-]{{0,20}}(?: and| of|,)? ){{1,5}}(?:{STRONG_ROLE}))\b{_TAIL}")),
)  # fmt: skip
_OTHERS = re.compile(
    r"(?:report(?:s|ing)? (?:directly )?(?:in)?to|alongside|with|partner(?:ing)? with|collaborat\w{1,4} with|support(?:s|ing)?|mentor(?:ing)?|manage|for our|help|empower\w{0,3}|enable|like|including|such as|by|and|or) (?:the |our |a |an |other |fellow |senior )*$",
    re.I,
)
_CATEGORY = re.compile(
    r"\b(?:Job Category|Job Function|Department|Team|Category)\s{0,2}[:\n]\s{0,3}(?P<name>[^\n:|]{3,60})"
)
_WEAK_START = re.compile(r"^(?:market|global|industry|world|thought|category|recognized|proven|technology|natural|trusted|equal|national|leading|people|team|technical|strategic|key|business|effective|strong|true)?[ \-]?(?:leaders?|partners?|members?|owners?|experts?|heads?|hosts?|leads?|operators?|fellows?|agents?|associates?|assistants?|resources?|professionals?|interns?|managers?|engineers?|executives?|officers?|founders?|students?|representatives?|advisors?|directors?|specialists?)$", re.I)  # fmt: skip
_NOT_A_TITLE = re.compile(
    r"^(?:https?://\S{0,300}|(?:www\.)?[\w\-]{1,60}\.(?:com|io|ai|co|dev|org|net|app|health|tech|so|xyz|bio|me|us|uk|eu)(?:/\S{0,200})?"
    r"|(?:multiple|various|several|many|all|open|other) ?(?:roles?|positions?|openings?|jobs?)?|[\d\W_]+|n/?a|none|null|untitled|unknown"
    r"|[\W_]{0,3}(?:(?:100%|fully|mostly|us|usa|uk|eu|europe|global|worldwide|only|full[\s\-]?time|part[\s\-]?time|fulltime|contract|contractor|freelance|permanent|remote|on-?site|in[\s\-]office|in[\s\-]person|hybrid|anywhere|ft|visa|or|and|first|friendly|ok|yc|series [a-d]|seed)[\W_]{0,3}){1,8})$",
    re.I,
)
_FIELD_SPLIT = re.compile(r"\s?[|│]\s?|\s[–—]\s|\s-\s|\s•\s|\s·\s")
_HEADER_CHARS = 400


@dataclass(frozen=True, slots=True)
class _Candidate:
    weight: float
    start: int
    end: int


def is_title(title: str) -> bool:
    """Whether a feed's title names a role at all: not a link, an arrangement, "Full-time" or "Multiple roles"."""
    return bool(title) and not _NOT_A_TITLE.match(title)


def find_title(text: str) -> tuple[str, Evidence] | None:
    """A title read from the posting's text and the words it was read from; None for an empty text.

    Where no role is named the text's first words stand in, cut at a word's end.
    """
    head = text[:_READ_CHARS]
    candidates = [*_header(head), *_first_line(head), *_sentences(head)]
    best = max(candidates, key=lambda each: (_score(each, head), -each.start), default=None)
    if best is None:
        best = next((_Candidate(0, *found.span("name")) for found in _CATEGORY.finditer(head)), None)
    if best is None:
        best = _first_words(head)
    if best is None:
        return None
    quote = text[best.start : best.end]
    return _tidy(quote), Evidence("derived", quote, "text", best.start, best.end, "title read from the text")


def _header(head: str) -> Iterator[_Candidate]:
    """Fields of a first line such as "Acme | Backend Engineer | Berlin"; the first field is the employer."""
    line = head.split("\n", 1)[0][:_HEADER_CHARS]
    at, fields = 0, []
    for separator in _FIELD_SPLIT.finditer(line):
        fields.append((at, separator.start()))
        at = separator.end()
    fields.append((at, len(line)))
    if len(fields) < _MIN_PART:
        return
    for number, (start, end) in enumerate(fields):
        field = line[start:end]
        role = re.search(
            rf"\b(?:{NOUN})\b(?:[)\]])?(?: (?:I{{1,3}}|IV|V)\b)?(?: ?\([^()]{{1,60}}\))?", field, re.I
        )
        if role and is_title(field.strip()) and "://" not in field[: role.end()]:
            short = len(field) <= 80
            stop = end if short else start + role.end()
            if stop - start <= _MAX_TITLE:
                yield _stripped(head, start, stop, (10.0 if number else 6.0) - (0 if short else 1))


def _first_line(head: str) -> Iterator[_Candidate]:
    """A first line that is a title and no sentence."""
    start = len(head) - len(head.lstrip())
    line = head[start:].split("\n", 1)[0]
    words = line.split()
    if not 0 < len(line) <= 100 or line.endswith((".", "!", "?", ":")) or len(words) > 14:
        return
    if re.search(rf"\b(?:{ROLE})\b", line, re.I) and not re.search(
        r"\b(?:is|are|we|you|our|your|about|who|will|hiring|seeking|for)\b", line, re.I
    ):
        yield _stripped(head, start, start + len(line), 8.0)


def _sentences(head: str) -> Iterator[_Candidate]:
    for weight, pattern in _PATTERNS:
        for count, match in enumerate(pattern.finditer(head)):
            if count >= 30:
                break
            name = match.group("name")
            start = match.start("name") + _praise(name)
            end = match.end("tail") if match.group("tail") else match.end("name")
            found = _stripped(head, start, end, weight)
            if _names_a_role(head, found) and not (
                weight <= 2 and _OTHERS.search(head, max(0, start - 40), start)
            ):
                yield found


def _praise(name: str) -> int:
    praise = _PRAISE.match(name)
    return praise.end() if praise else 0


def _names_a_role(head: str, found: _Candidate) -> bool:
    phrase = head[found.start : found.end]
    if not 3 <= len(phrase) <= _MAX_TITLE or not re.search(rf"\b(?:{ROLE})\b", phrase, re.I):
        return False
    return not (
        _WEAK_START.match(phrase)
        and (phrase[:1].islower() or not re.match(r"intern|engineer|manager|director", phrase, re.I))
    )


def _score(candidate: _Candidate, head: str) -> float:
    """Weight, less for late ones, more for capitals and for being named again."""
    phrase = head[candidate.start : candidate.end]
    words = [word for word in re.findall(r"[A-Za-z]\w+", phrase) if len(word) > 3] or [phrase]
    capitals = sum(word[0].isupper() for word in words) / len(words)
    again = min(head.count(phrase.removesuffix("s")) - 1, 4)
    specific = min(len(words), 4) * 0.3
    return candidate.weight - min(candidate.start / 1500, 3.0) + 1.5 * capitals + 0.4 * again + specific


def _stripped(head: str, start: int, end: int, weight: float) -> _Candidate:
    while start < end and head[start] in " \t\n\r-–—•*|,:;.#\"“'’_/&":
        start += 1
    while end > start and head[end - 1] in " \t\n\r-–—•*|,:;.\"”'’_/&^$":
        end -= 1
    return _Candidate(weight, start, end)


def _first_words(head: str) -> _Candidate | None:
    found = re.search(r"\S[^\n]{0,80}(?=\s|$)|\S{1,80}", head)
    return _Candidate(0, found.start(), found.end()) if found else None


def _tidy(quote: str) -> str:
    """The quote as a title: one line, singular."""
    title = " ".join(quote.split())
    return re.sub(
        rf"\b(?P<role>{NOUN.replace('s?', '')})s(?=$|,| \(| [-–—])", r"\g<role>", title, count=1, flags=re.I
    )


_EMPLOYERS = (
    re.compile(r"^\s{0,3}(?P<name>[A-Z][\w&.’'\- ]{1,50}?)(?: \([^()|\n]{2,60}\))? ?(?:[|│]| (?:is|are) (?:now |currently )?hiring\b)"),
    re.compile(r"(?:^|\n|[.!?] )At (?P<name>[A-Z][\w&.’'\-]{1,30}(?: [A-Z][\w&.’'\-]{1,30}){0,3}), (?:we|our|you|you.ll|everyone)\b"),
    re.compile(r"(?:^|\n)About (?P<name>(?!Us\b|The\b|You\b|This\b|Our\b|Your\b)[A-Z][\w&.’'\-]{1,30}(?: [A-Z][\w&.’'\-]{1,30}){0,3}):?[ ]?(?=\n)"),
    re.compile(r"(?:^|\n|[.!?] )(?P<name>(?!We\b|This\b|It\b|Who\b|Our\b|The\b|Client\b|Company\b)[A-Z][\w&’'\-]{1,30}(?: [A-Z][\w&’'\-]{1,30}){0,3}) is (?:looking for|seeking|hiring|recruiting|searching for) "),
)  # fmt: skip


def derive_company(text: str) -> Evidence | None:
    """The employer's name where the text says it plainly ("Acme | …", "At Acme, we …"), quoted; else None."""
    head = text[:_READ_CHARS]
    for pattern in _EMPLOYERS:
        if (found := pattern.search(head)) and not re.search(
            rf"\b(?:{STRONG_ROLE})s?\b", found.group("name"), re.I
        ):
            start, end = found.span("name")
            return Evidence("derived", head[start:end], "text", start, end, "employer read from the text")
    return None
