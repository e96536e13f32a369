"""Protected traits in a question: which words ask to choose people by who they are. Pure.

Age, sex, origin, religion, looks, family and disability neither filter nor rank. What is dropped here is the asking
for a kind of person; needs that a posting can answer stay: sponsorship, wheelchair access, languages, veterans'
programmes, and topics that only share a word ("women's health nurse", "Islamic finance", "white-hat tester").
"""

from __future__ import annotations

import re

TRAIT_NOTE = "Personal traits such as age, sex, origin or religion are not used to find or rank postings; the rest of the question is."

_NATIONS = (
    r"(?:american|british|english|irish|scottish|welsh|french|german|spanish|italian|portuguese|polish|romanian|"
    r"ukrainian|russian|turkish|greek|arab|indian|pakistani|bangladeshi|chinese|japanese|korean|vietnamese|filipin[oa]|"
    r"mexican|brazilian|nigerian|african|european|israeli|iranian|syrian|afghan|canadian|australian|foreign|"
    r"immigrant|migrant|native[- ]born|western|eastern european)"
)
_FAITHS = r"(?:muslim|christian|jewish|hindu|sikh|buddhist|catholic|protestant|mormon|atheist|religious)"
_ORIGINS = r"(?:white|black|asian|hispanic|latin[oax]|caucasian|brown|coloured|colored)"
_SEXES = r"(?:male|female|gay|lesbian|bisexual|straight|queer|trans(?:gender)?|cis|heterosexual|homosexual|lgbtq?\+?)"
_STATES = (
    r"(?:pregnant|married|unmarried|single|childless|divorced|young(?:er)?|old(?:er)?|elderly|middle[- ]aged|retired|"
    r"able[- ]bodied|disabled|handicapped|healthy|overweight|fat|slim|tall|attractive|pretty|good[- ]looking|handsome|"
    r"beautiful|sexy|blonde?)"
)
_ADJECTIVE = rf"(?:{_NATIONS}|{_FAITHS}|{_ORIGINS}|{_SEXES}|{_STATES}|\d{{2}}[- ]year[- ]old)"
_PEOPLE = (
    r"(?:m[ae]n|wom[ae]n|guys?|girls?|boys?|lad(?:y|ies)|gentlem[ae]n|moms?|mums?|mothers?|fathers?|dads?|parents?|people|"
    r"persons?|folks?|applicants?|candidates?|employees?|colleagues?|co-?workers?|workers?|teammates?|staff|"
    r"boss(?:es)?|hires?)"
)
_SEXED = r"(?:m[ae]n|wom[ae]n|males?|females?|guys|girls?|boys|lad(?:y|ies)|gentlem[ae]n|moms|mums|mothers|dads|fathers)"
_PLURALS = (
    r"(?:whites|blacks|asians|hispanics|latin[oaxe]s|caucasians|jews|muslims|christians|hindus|sikhs|buddhists|"
    r"catholics|protestants|mormons|atheists|gays|lesbians|americans|germans|italians|poles|romanians|ukrainians|"
    r"russians|turks|greeks|arabs|indians|pakistanis|koreans|filipin[oa]s|mexicans|brazilians|nigerians|africans|"
    r"europeans|israelis|iranians|syrians|afghans|canadians|australians|brits|foreigners|immigrants|migrants|refugees|"
    r"boomers|millennials|pensioners|zoomers)"
)
_NOT_A_TOPIC = (
    r"\b(?!['’]s?\b|[- ](?:health|shelters?|schools?|clubs?|sports?|football|basketball|clothing|wear|fashion|rights|studies|"
    r"products?|magazine|fertility|cent(?:re|er)s?|programmes?|programs?|charit(?:y|ies)))"
)
_AGE_BOUND = (
    r"(?:\s+(?:who\s+are\s+)?(?:under|over|below|above|younger than|older than|up to|between)\s+(?:the age of\s+)?\d{2}"
    r"(?:\s*(?:-|–|to|and)\s*\d{2})?(?!\d|[.,]\d|\s?(?:k\b|%|hours?\b|percent))(?:\s+years?(?:\s+old|\s+of\s+age)?)?)"
)
# One kind of person: "attractive women under 25", "white men", "Muslims", "pregnant colleagues".
_KIND = rf"(?:(?:{_ADJECTIVE}[\s,]+(?:and\s+|or\s+)?){{1,3}}{_PEOPLE}|{_SEXED}|{_PLURALS}){_NOT_A_TOPIC}{_AGE_BOUND}?"
_KINDS = rf"{_KIND}(?:\s*(?:,|and|or|&)\s*{_KIND}){{0,3}}"
_WHERE = r"(?:\s+(?:in|on|at|among|around)\s+(?:the\s+|my\s+|your\s+|their\s+)?(?:team|staff|company|office|firm|workplace|crew|board))?"
_EMPLOYERS = r"(?:compan(?:y|ies)|employers?|firms?|teams?|places?|offices?|startups?|businesses|bosses|somewhere|anywhere)"
_VERBS = r"(?:hires?|hiring|employs?|recruits?|wants?|accepts?|takes?|has|have|looks? for|are looking for|prefers?|allows?)"
_DECADE = r"(?:\d0s|twenties|thirties|forties|fifties|sixties|seventies)\b"
_OWN_AGE = r"(?:\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?\b)(?:[- ]years?[- ]old|\s+years?\s+of\s+age)?(?!\d|[.,:]\d|\s?(?:k\b|%|hours?|years?|miles|km|minutes|percent|\w{0,3}/))"
_OWN = (
    rf"(?:an?\s+)?(?:(?:{_ADJECTIVE}[\s,]+){{0,3}}(?:m[ae]n|wom[ae]n|mother|father|mom|mum|dad|lady|girl|guy)\b(?!['’])|"
    rf"in\s+my\s+(?:(?:early|mid|late)[\s-]+)?{_DECADE}|{_OWN_AGE}|"
    rf"(?:{_FAITHS}|{_SEXES}|pregnant|married|unmarried|divorced)\b(?!\s+(?:school|bank|charity|history|finance))|"
    rf"(?:{_ADJECTIVE}\s+)(?:person|parent|worker|candidate|applicant)\b)"
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # the seeker's own: "I'm 58,", "as a black woman", "I am a 45-year-old man and"
        rf"(?:\b(?:and|but)\s+)?\b(?:i am|i['’]?m|being|as|ich bin|je suis|soy|tengo)\s+{_OWN}(?:\s*(?:,|and)\s*(?:i['’]?m\s+|i am\s+)?{_OWN}){{0,3}}"
        r"(?:\s*(?:jahre alt|ans|años))?(?:\s*[,;:.]|\s+and\b|\s+so\b)?",
        # "at companies that only hire white men", "where they don't hire Muslims"
        rf"(?:\b(?:at|with|from|in|for|by)\s+)?(?:\b{_EMPLOYERS}\s+)?\b(?:that|who|which|where)\s+(?:they\s+)?"
        rf"(?:(?:only|just|exclusively|mostly|never|do not|don['’]t|does not|doesn['’]t|will not|won['’]t)\s+){{0,2}}"
        rf"{_VERBS}\s+(?:(?:only|just|no|mostly)\s+)?{_KINDS}{_WHERE}(?:\s+only)?",
        # "with no Muslims in the team", "no pregnant colleagues", "without women"
        rf"[,;]?\s*(?:\b(?:and|but)\s+)?(?:\b(?:in\s+|at\s+|on\s+)?(?:an?\s+)?(?:team|company|office)\s+)?\b(?:with\s+)?(?:no|not|without(?:\s+any)?|excluding|except|never)\s+(?:for\s+)?{_KINDS}{_WHERE}",
        # "for attractive women under 25", "run by women", "only men", "reserved for Germans"
        rf"[,;]?\s*\b(?:(?:only|just|exclusively|reserved|suitable|suited|run|led|owned)\s+)(?:for|by|to|among|with)\s+(?:only\s+)?{_KINDS}{_WHERE}(?:\s+only)?",
        rf"(?:(?<=job )|(?<=jobs )|(?<=role )|(?<=roles )|(?<=work )|(?<=position )|(?<=positions )|(?<=openings )|(?<=careers ))"
        rf"(?:for|among)\s+(?:an?\s+)?{_KINDS}(?:\s+only)?",
        rf"[,;]?\s*\b(?:only|exclusively|preferably|all|mostly)\s+{_KINDS}{_WHERE}",
        rf"[,;(]?\s*\b{_KINDS}[\s-]+(?:only|preferred|wanted)\b\)?",
        # "a female boss", "white colleagues"
        rf"(?:\b(?:and|with|under|having)\s+)?(?:\ban?\s+|\bmy\s+)?\b(?:{_ADJECTIVE}\s+){{1,2}}(?:colleagues?|co-?workers?|boss(?:es)?|teammates?|employees|staff)\b{_WHERE}",
        # "an all-male team", "women-owned companies"
        rf"(?:\b(?:in|with|at|on)\s+)?(?:\ban?\s+)?\b(?:all|mostly|predominantly)[\s-](?:{_SEXES}|{_ORIGINS}|{_FAITHS}|{_NATIONS})(?:\s+(?:teams?|offices?|staff|company|companies))?\b",
        rf"\b(?:{_ADJECTIVE}|{_SEXED}|minority)[\s-](?:owned|led|run|founded)\b",
        # ages of people: "nobody over 40", "aged 20 to 30", "under the age of 30"
        rf"[,;]?\s*(?:\b(?:for|only|with|by)\s+)?\b(?:people|anyone|someone|nobody|no one|staff|candidates|applicants|team|colleagues|folks|persons)\b{_AGE_BOUND}",
        r"[,;]?\s*\b(?:for\s+)?(?:aged?|ages)\s+(?:of\s+)?(?:under\s+|over\s+|between\s+)?\d{2}(?:\s*(?:-|–|to|and)\s*\d{2})?\b",
        r"[,;]?\s*\b(?:under|over|below|above)\s+the\s+age\s+of\s+\d{2}\b",
        r"[,;]?\s*\b(?:under|over)[\s-](?:\d{2})s\b",
        r"[,;]?\s*(?:\bfor\s+)?(?:\ban?\s+)?\b\d{2}[- ]year[- ]olds?\b",
        r"\b(?:male|female|women|men)\s+(?=(?!workers?|patients?|fertility|health)(?:nurse|chef|model|\w{2,14}(?:er|or|ist|ant|ian|ive))s?\b)",
        rf"\bin\s+their\s+(?:(?:early|mid|late)[\s-]+)?{_DECADE}",
        rf"\b(?:{_STATES}|{_SEXES})\s+(?=receptionists?\b|secretar(?:y|ies)\b|waitress(?:es)?\b|hostess(?:es)?\b|assistants?\b)",
        r"[,;]?\s*(?:\bin\s+|\bwith\s+)?(?:\ban?\s+)?\byoung(?:\s+(?:and|,)\s+\w{3,12})?\s+(?:teams?|colleagues|staff)\b",
        # German, French, Spanish: "nur Männer", "für Frauen", "pour femmes", "para mujeres"
        r"[,;]?\s*\b(?:nur|für|keine|ohne|pour(?:\s+les)?|sans|que des|para|solo|sin)\s+(?:männer|frauen|ausländer|deutsche|muslime|hommes|femmes|étrangers|hombres|mujeres|extranjeros)\b",
    )
)
_TIDY = (
    (re.compile(r"\s{2,}"), " "),
    (re.compile(r"\s+([,;.?!])"), r"\1"),
    (re.compile(r"([,;])\s*(?=[,;.?!])"), ""),
)
_EDGE = re.compile(
    r"^(?:[\s,;:.&-]|\b(?:and|but|or)\b)+|(?:[\s,;:&-]|\b(?:and|but|or|at|for|with)\b)+$", re.IGNORECASE
)


def without_traits(question: str) -> tuple[str, bool]:
    """The question without its asking for a kind of person, and whether there was any."""
    kept, found = question, False
    for pattern in _PATTERNS:
        kept, count = pattern.subn(" ", kept)
        found = found or count > 0
    if not found:
        return question, False
    for pattern, replacement in _TIDY:
        kept = pattern.sub(replacement, kept)
    return _EDGE.sub("", kept).strip(), True
