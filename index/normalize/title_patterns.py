"""The wordings in which postings name their role, each with a weight: "is hiring a …", "As a Data Analyst, you …".

Only patterns stand here; `title` finds candidates with them and chooses. Every quantifier is bounded.
"""

from __future__ import annotations

import re

from index.normalize.roles import ROLE, STRONG_ROLE

# Words that a role's name does not contain: at one of them a candidate ends, or is none.
_NO = (
    r"(?!(?i:who|whom|whose|that|which|you|your|we|our|us|i|they|their|he|she|it|its|will|is|are|be|been|was|were|has|have|had|can|to|from|than|this|these|those|the|a|an"
    r"|by|about|into|if|when|while|where|because|but|not|only|more|most|each|every|any|all|some|many|other|such|part|member|result|employer|company|then|also|for"
    r"|join|work|working|helps?|helping|makes?|builds?|uses?|at|i.m|both|various|looking|seeking|hiring|currently|now|there|here|what|why|how|like|across|within|between|experience|years?|candidates?|role|position|opportunity)\b)"
)
# Tokens and what stands between them share no character: no text can be split in two ways.
_TOKEN = rf"{_NO}[^\s.,;:!?()|\[\]{{}}<>\"“”•*/&\-–]{{1,30}}(?:\.(?=[a-zA-Z]|\s[A-Z])[\w+#]{{0,12}})?"
_GLUE = r"[ /&,\-–]{1,3}"
_NOUN = rf"(?i:{ROLE})"
_NAME = (
    rf"(?P<name>(?:{_TOKEN}{_GLUE}){{0,10}}?{_NOUN}(?![\w’'\-])(?! (?:[A-Z][\w\-]{{1,20}} ){{0,2}}{_NOUN}\b)"
    rf"(?:/(?:[A-Z]\w{{1,20}} ){{0,2}}{_NOUN}\b)?)"
)
_LEVEL_TAIL = r"(?: (?:I{1,3}|IV|V|[1-5])\b)?(?: ?\([A-Z][^()\n]{1,40}\))?"
_NOT_IN_TAIL = r"(?!(?:Inc|LLC|Ltd|I|We|You|The|This|Our|In|As|At|And|Or|Who|Where|With|Remote|Full|Part|Hybrid|Onsite|On|To|If|Reporting|Working|Based|Join|About)\b)"
_TAIL = (
    rf"(?P<tail>{_LEVEL_TAIL}(?:(?:, | [\-–—] ){_NOT_IN_TAIL}[A-Z][\w&/+#\-]{{1,20}}"
    r"(?: (?:(?:&|and|of|for) )?[A-Z][\w&/+#\-]{1,20}){0,3}(?=[.,\n(]| (?:to|who|in|at|on|with|for|you)\b|$))?)"
)
_ARTICLE = r"(?i:(?:an?|the|our|your|another|several|multiple|some|one|two|three|\d{1,2}) (?:(?:next|first|new|second|additional|of our) )?){0,2}"
_SENTENCE = r"(?:^|(?<=[.!?:•] )|(?<=[.!?\n])|(?<=\n- ))"

PATTERNS: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (weight, re.compile(pattern, re.MULTILINE))
    for weight, pattern in (
        (9.0, r"\b(?i:job|position|role|posting|working|internal|business) ?(?i:title|name)\s{0,2}[:\-–]\s{0,3}(?P<name>[^\n|;:.]{3,90}?)(?P<tail>)(?= {2}|\n|[|;.]|\Z| (?:Location|Department|Reports|Salary|Company|Job|Duration|Position|Type|Team|FLSA|Status|Employment)\b)"),
        (9.0, r"\bJoin to apply for the (?P<name>[^\n]{3,90}?)(?P<tail>) role at\b"),
        (7.5, r"^(?i:title|título|titel|titre|poste|stelle|position|role)\s?[:\-–]\s?(?P<name>[^\n|;:]{3,90}?)(?P<tail>)(?=\n|[|;]|\Z)"),
        (7.5, rf"\b(?:best talent for|Find fresher|Título:) {_ARTICLE}{_NAME}{_TAIL}"),
        (6.5, rf"\b(?i:for|as|of|is|fill) (?:an?|the|our) (?:new |open )?(?:role|position|job|post) (?:of|as|for) {_ARTICLE}{_NAME}{_TAIL}"),
        (6.5, rf"\b(?i:hiring|seeking|seeks|recruiting|looking for|looking to (?:hire|add|recruit|welcome|bring on)|searching for|in search of|on the lookout for|welcoming)(?: for)?:? {_ARTICLE}{_NAME}{_TAIL}"),
        (6.0, rf"\b(?i:opportunity|opening|vacancy|position|need|search|role)s? (?:(?:available|exists?|open) )?for {_ARTICLE}{_NAME}{_TAIL}"),
        (6.0, rf"{_SENTENCE}(?:[A-Z][a-z]{{1,14}} ){{0,2}}[Aa]s (?:an?|our|the|one of our)(?: next| new| first)? {_NAME}{_TAIL}(?! (?:in|of) (?:the )?(?:world|industry|field|space|market)\b)"),
        (6.0, rf"{_SENTENCE}As (?=[A-Z]){_NAME}{_TAIL}, you\b"),
        (5.5, rf"{_SENTENCE}(?:The|This|Our) (?!(?:ideal|successful|right|best)\b){_NAME}{_TAIL}(?: \([A-Z]{{2,6}}\))? (?:will|is responsible|role\b|position\b|plays?|leads?|is (?:a|an|part)|reports|supports|works|serves|performs|provides|assists|manages|develops|oversees|designs|are responsible)\b"),
        (5.0, rf"\b[Jj]oin (?:us|our \w{{1,20}}(?: \w{{1,20}})?|the (?:\w{{1,20}} ){{1,4}}team|[A-Z]\w{{1,20}}(?:’s|'s)?(?: \w{{1,20}}){{0,3}}) (?:in the role of|as) {_ARTICLE}{_NAME}{_TAIL}"),
        (4.5, rf"{_SENTENCE}(?:Our |The |All )?(?=[A-Z]){_NAME}(?P<tail>)(?: ?\([A-Z]{{2,6}}s?\))? (?:at [A-Z]|positions? in|build|play a|are (?:the|responsible|a|an|our|at)|is responsible|work (?:with|on|at|closely)|help|drive|own|design|lead|partner)\b"),
        (4.5, rf"\b(?:[Ww]ill|[Yy]ou.ll) (?:be|work as|join(?: us)? as|serve as|act as) (?:an?|our|the) {_NAME}{_TAIL}"),
        (4.5, rf"\b(?:[Tt]his|[Tt]he|[Oo]ur) (?=[A-Z]){_NAME}{_TAIL} (?:role|position|job|opening|internship|opportunity)\b"),
        (4.0, rf"\b(?:team|group|community) of (?P<name>(?:[A-Z][\w\-]{{1,20}} ){{1,4}}{_NOUN})(?P<tail>)\b"),
    )
)  # fmt: skip
"""(weight, pattern) with the groups `name` and `tail`, the surest first."""

CAPITALISED = re.compile(
    rf"(?<![\w\-])(?=[A-Z])(?P<name>(?:[A-Z][\w+#&/\-]{{0,20}}(?: and)? ){{1,5}}(?=[A-Z])(?i:{STRONG_ROLE}))\b(?P<tail>{_LEVEL_TAIL})"
)
"""Any capitalised role ("Backend Engineer"): for texts that name their role in none of the usual wordings."""

HEADER_ROLE = re.compile(
    rf"\b(?:{ROLE})\b(?:[)\]])?(?: (?:I{{1,3}}|IV|V)\b)?(?: ?\([^()\n]{{1,60}}\))?", re.I
)
ANY_ROLE = re.compile(rf"\b(?:{ROLE})\b", re.I)
SURE_ROLE = re.compile(rf"\b(?:{STRONG_ROLE}|intern|graduate)\b", re.I)
LAST_ROLE = re.compile(rf"(?P<noun>{_NOUN})\W{{0,3}}$")
PLURAL = re.compile(rf"\b(?P<one>{_NOUN})(?<=s)(?=$|,| \(| [\-–—])")

PRAISE = re.compile(
    r"^(?:(?:an?|the|our|and|or|very|highly|extremely|truly|talented|skilled|motivated|passionate|experienced|exceptional|excellent|outstanding|dynamic|driven|creative|innovative|inventive|strong|dedicated|versatile|ambitious|enthusiastic|energetic|curious|proactive|hands[\s\-]on|seasoned|top|great|good|amazing|rockstar|smart|bright|hungry|fearless"
    r"|accomplished|collaborative|strategic(?! \w+ (?:manager|partner|account))|analytical|qualified|capable|reliable|organized|tech[\s\-]savvy|inquisitive|visionary|entrepreneurial|resourceful|thoughtful|pragmatic|technically|deeply|full[\s\-]?time|part[\s\-]?time|permanent|temporary|local|remote|new(?! grad)|next|first|multiple|several|brilliant|professional(?= \w)|performing|exciting|fantastic|unique|of"
    r"|inspirational|inspiring|execution|determined|disciplined|articulate|savvy|expert(?= [a-z])|tenacious|compassionate|caring|friendly|competitive|career|additional|successful|leading|early|rare|various|cracked|\d{1,2} ?x|x|knowledgeable|excited|incredible|stellar|phenomenal|impactful"
    r"|\w{2,15}[\s\-](?:focused|driven|oriented|obsessed|minded|rounded|motivated|thinking|performing|energy|impact|caliber|class|starting|skilled|level(?= \w+ing\b)))(?:,? and |, | |-))+",
    re.I,
)
