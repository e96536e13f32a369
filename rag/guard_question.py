"""What a question may ask of a job search: answer it, refuse it with one sentence, or ask back. Pure.

Rules, not a model: off-topic requests cost no call, and no wording talks the assistant into another job. A question
with job words in it is answered; what is refused needs a positive sign (a request to write, to leak, to explain the
world). Words that try to steer the assistant are cut out and change nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from rag.guard_traits import TRAIT_NOTE, without_traits

REFUSAL = "Rolecall only answers questions about the job postings in its index: ask for a role, a place, pay, skills, or about a posting shown."
CLARIFY = "What kind of job is meant? Name a role, a skill, a place or an employer, such as “remote backend roles with Kafka over $150k”."
STEERING_NOTE = "Instructions to the assistant in the question were left out; it only searches postings."

Action = Literal["answer", "refuse", "clarify"]


@dataclass(frozen=True, slots=True)
class QuestionVerdict:
    """What to do with a question. `question` is what is left to search with; `sentence` says why nothing is searched."""

    action: Action
    question: str
    notes: tuple[str, ...] = ()
    sentence: str = ""


_UNSEEN = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)

_STEERING = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:please\s+|now\s+|first\s+)?\b(?:ignore|disregard|forget|override|bypass|skip)\s+(?:(?:all|any|every|your|the|these|those|of|my|and)\s+){0,4}"
        r"(?:(?:previous|prior|above|earlier|preceding|following|existing|system|safety|original|other|and|or)\s+){0,4}"
        r"(?:instructions?|prompts?|rules|guidelines?|directives?|programming|training|restrictions)[^.!?\n]{0,20}?(?=[.!?,\n]|$|\s+and\b|\s+then\b)",
        r"\b(?:ignore|disregard|forget)\s+(?:everything|anything|all)(?:\s+(?:above|before|that|you|i|said|was|were|told|have|been|so|far)){0,6}",
        r"\b(?:print|show|reveal|repeat|output|tell\s+me|give\s+me|leak|display|write\s+out|what\s+(?:is|are|was|were)|summari[sz]e)\s+(?:me\s+)?"
        r"(?:your|the)\s+(?:(?:system|hidden|initial|secret|original|developer|full|exact|first|internal)\s+){0,3}(?:prompts?|instructions?|rules|guidelines|system message)"
        r"(?:\s+(?:word\s+for\s+word|verbatim|in\s+full|exactly))?",
        r"\b(?:from\s+now\s+on|henceforth)\b[^.!?\n]{0,120}",
        r"\byou\s+(?:are|['’]re)\s+(?:now|no\s+longer|not)\b[^.!?\n]{0,120}",
        r"\b(?:act|behave|role-?play|pretend|respond|answer)\s+(?:as|like|to\s+be|as\s+if)\s+(?:you|an?|my|the)\b[^.!?\n]{0,120}",
        r"\b(?:enable|enter|activate|switch\s+to)\s+(?:\w{2,12}\s+){0,2}(?:mode|dan)\b[^.!?\n]{0,40}",
        r"\bdo\s+anything\s+now\b",
        r"\b(?:you|let['’]?s)\s+(?:are\s+going\s+to|will|must|should)\s+(?:pretend|act|behave|play|role-?play)\b[^.!?\n]{0,120}",
        r"\b(?:reply|respond|answer)\s+(?:only\s+)?(?:in|with)\b[^.!?\n]{0,120}",
        r"\b(?:just|only|simply)\s+(?:say|print|output|repeat|reply|respond|answer)\b[^.!?\n]{0,200}",
        r"[^.!?\n]{0,160}\byour\s+(?:answers?|repl(?:y|ies)|responses?|messages?|outputs?)\b[^.!?\n]{0,160}",
        r"<\|[a-z_]{2,20}\|>|\[/?INST\]|<</?SYS>>|^\s*#{0,4}\s*(?:system|assistant|developer)\s*(?:prompt|message)?\s*:",
    )
)

_POLITE = r"(?:(?:please|can|could|would|will|you|just|kindly|hey|hi|hello|ok|i\s+want\s+you\s+to|i\s+need\s+you\s+to|i['’]d\s+like\s+you\s+to|help\s+me(?:\s+to)?)[\s,]+){0,5}"
_DOCUMENT = (
    r"(?:adverts?|ads?|advertisement|letters?|references?|poems?|haikus?|limericks?|essays?|stor(?:y|ies)|songs?|lyrics|e-?mails?|speech(?:es)?|"
    r"articles?|blogs?|posts?|tweets?|cvs?|resum[eé]s?|r[eé]sum[eé]s?|jokes?|reports?|reviews?|scripts?|functions?|programs?|code|paragraphs?|"
    r"introductions?|sentences?|translations?|certificates?|diplomas?|recipes?|plans?|contracts?|invoices?|statements?|testimonials?|quiz(?:zes)?)"
)
_REFUSED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # making things
        rf"^{_POLITE}(?:write|draft|compose|forge|fake|generate|create|make|produce|develop|design|code|provide|give\s+me|prepare|craft)\s+"
        rf"(?:(?:me|us|up|out|for)\s+)?(?:an?|the|some|my|\d)\s+(?:[\w'’,-]+\s+){{0,5}}?{_DOCUMENT}\b(?!\s+(?:engineer|developer|writer|jobs?|roles?|positions?))",
        r"\b(?:forge|fake|falsify|counterfeit)\s+(?:\w+\s+){0,3}(?:references?|degrees?|licen[cs]es?|diplomas?|certificates?|cvs?|resumes?|visas?|passports?|payslips?|documents?)\b",
        r"\b(?:cheat|lie|evade|trick|beat)\s+(?:\w+\s+){0,3}(?:drug\s+test|background\s+check|interview|employer|recruiter)\b",
        # private data of people
        r"\b(?:home|private|personal|residential)\s+(?:\w+\s+)?(?:address(?:es)?|phone|mobile|cell|numbers?|e-?mails?|details)\b(?=.{0,80}\b(?:of|for|recruiters?|managers?|ceo|who|him|her|his|their)\b)",
        r"\b(?:recruiter|hiring manager|ceo|founder|interviewer)['’]s\s+(?:\w+\s+){0,2}(?:address|phone|mobile|cell|number|home|age|religion|wife|husband|family)\b",
        r"\bwhere\s+does\s+(?:the\s+)?(?:recruiter|hiring manager|ceo|founder)\b.{0,30}\blive\b",
        # harm
        r"\b(?:build|make|buy|assemble)\s+(?:an?\s+|some\s+)?(?:\w+\s+)?(?:bombs?|explosives?|weapons?|guns?|poison|meth|malware|ransomware|virus)\b(?!.{0,60}\b(?:jobs?|roles?|positions?)\b)",
        r"\b(?:kill|hurt|harm)\s+(?:myself|himself|herself|my\s+\w+|someone|people)\b",
        r"\bhack\s+(?:into\s+)?(?:my|his|her|someone['’]?s?|their)\b",
    )
)
_WORLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^{_POLITE}(?:tell\s+me\s+)?how\s+(?:do|does|did|can|could|to|much|many|long|far|old|tall|should|would|is|are|was)\b",
        rf"^{_POLITE}(?:tell\s+me\s+)?what(?:['’]s|\s+is|\s+are|\s+was|\s+were|\s+does|\s+do|\s+did|\s+causes?|\s+year|\s+time|\s+happens?)\b(?!\s+(?:there|out there|new|available|open|left|on offer))",
        rf"^{_POLITE}(?:tell\s+me\s+)?(?:who|when|where)(?:['’]s|\s+(?:is|are|was|were|did|does|do|wrote|invented|won|discovered|painted|created))\b",
        rf"^{_POLITE}(?:tell\s+me\s+)?why\s+(?:is|are|do|does|did|was|were|can['’]?t|don['’]?t)\b",
        rf"^{_POLITE}(?:explain|describe|define|solve|calculate|compute|translate|paraphrase|rewrite|proofread|recite|sing|break\s+down|break\s+the|discuss|teach\s+me|tell\s+me\s+(?:a|an|about|the))\b",
        rf"^{_POLITE}(?:should|can|may|is it (?:safe|ok|legal)|do)\s+(?:i|we|my)?\b",
        r"^\s*\d[\d\s.]{0,20}[+*/x×÷^-][\d\s.+*/x×÷^()-]{1,60}=?\s*\??\s*$",
    )
)
# Words of job questions, and of questions about what was shown.
_JOB = re.compile(
    r"\b(?:jobs?|roles?|positions?|postings?|vacanc(?:y|ies)|openings?|careers?|hir(?:e|es|ing)|employers?|employment|employ(?:s|ed|ing)|recruit\w{0,5}|"
    r"compan(?:y|ies)|salar(?:y|ies)|pay(?:s|ing)?|paid|wages?|compensation|earn(?:s|ing)?|work(?:ing)?|workplaces?|remote(?:ly)?|hybrid|on-?site|office|"
    r"visas?|sponsor\w{0,5}|benefits?|contracts?|freelance|internships?|interns?|part[- ]time|full[- ]time|shifts?|apply|applying|applicants?|"
    r"skills?|experience|qualif\w{1,9}|requirements?|responsibilit(?:y|ies)|duties|team|relocat\w{1,5}|equity|bonus|perks|"
    r"engineers?|developers?|programmers?|analysts?|managers?|nurses?|doctors?|teachers?|designers?|accountants?|scientists?|architects?|consultants?|"
    r"assistants?|technicians?|drivers?|chefs?|cooks?|lawyers?|writers?|editors?|researchers?|therapists?|receptionists?|electricians?|plumbers?|"
    r"mechanics?|clerks?|administrators?|specialists?|officers?|directors?|leads?|interns?|apprentices?|graduates?|trainees?|"
    r"stellen?|arbeit|gehalt|emplois?|postes?|travail|salaire|trabajos?|empleos?|sueldo)\b",
    re.IGNORECASE,
)
_SHOWN = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|ones?|both|results?|hits?|matches|\d{1,2}(?:st|nd|rd|th)|"
    r"(?:first|second|third|fourth|fifth|last|other)(?=\s+(?:one|two|three|and|or|jobs?|roles?|postings?|results?|hits?)\b|\s*\W*$)|"
    r"day[- ]to[- ]day|so few|so many|none|nothing|numbers?\s+\d)\b|#\d|\[\d",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"\b(?:compare|between)\b.*\d|\bwhy\s+(?:so\s+)?(?:few|many|no|not|only)\b", re.IGNORECASE
)
# "how do solar panels work", "how does a refund work": the verb, not the noun.
_WORKS = re.compile(r"^.{0,20}\bhow\s+(?:do|does|did)\b.{1,80}\bwork\s*\??\s*$", re.IGNORECASE)
_ASKS_FOR_JOBS = re.compile(
    r"\b(?:jobs?|roles?|positions?|postings?|vacanc(?:y|ies)|openings?|hiring|careers?|internships?)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"^(?:hi|hello|hey|yo|thanks?(?: you)?|thank you|ok(?:ay)?|yes|no|help|test|good (?:morning|evening|afternoon)|who are you|what can you do|how are you|"
    r"what is this|hallo|hola|bonjour)(?:\s+(?:there|again|rolecall|bot|so much|very much))?[\s!?.]*$",
    re.IGNORECASE,
)
_JOKE = re.compile(
    rf"^{_POLITE}(?:tell\s+(?:me\s+)?(?:a|another)\s+)(?:\w+\s+)?(?:jokes?|stor(?:y|ies)|riddles?)\b",
    re.IGNORECASE,
)
MAX_STEERING_CHARS = 400
"""A longer question that steers is a jailbreak text, not a job question with a phrase in it."""


def guard_question(question: str) -> QuestionVerdict:
    """What to do with a question, decided by rules alone; never raises."""
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", question)).strip()
    asked, steered = _without_steering(seen)
    if steered and (len(seen) > MAX_STEERING_CHARS or not _ASKS_FOR_JOBS.search(asked)):
        return QuestionVerdict("refuse", "", sentence=REFUSAL)
    if _is_refused(asked):
        return QuestionVerdict("refuse", "", sentence=REFUSAL)
    asked, personal = without_traits(asked)
    notes = (STEERING_NOTE,) * steered + (TRAIT_NOTE,) * personal
    if not _is_understandable(asked):
        return QuestionVerdict("clarify", asked, notes, CLARIFY)
    return QuestionVerdict("answer", asked, notes)


def _without_steering(question: str) -> tuple[str, bool]:
    kept = question
    for pattern in _STEERING:
        kept = pattern.sub(" ", kept)
    if kept == question:
        return question, False
    kept = re.sub(r"\s{2,}", " ", kept)
    return re.sub(r"^(?:[\s,;:.!?-]|\b(?:and|then|but|please|just)\b)+", "", kept, flags=re.IGNORECASE), True


def _is_refused(question: str) -> bool:
    if any(pattern.search(question) for pattern in _REFUSED) or _JOKE.search(question):
        return True
    if not any(pattern.search(question) for pattern in _WORLD):
        return False
    if _WORKS.search(question) and not _ASKS_FOR_JOBS.search(question):
        return not _SHOWN.search(question)
    return not (_JOB.search(question) or _SHOWN.search(question) or _RANKS.search(question))


def _is_understandable(question: str) -> bool:
    """Whether there is anything to search for: a letter at least, and more than a greeting."""
    return any(char.isalpha() for char in question) and not _SMALL_TALK.match(question)
