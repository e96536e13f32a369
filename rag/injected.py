"""Finds text in a posting that speaks to a machine instead of to an applicant, and what must never be passed on. Pure.

A second line only: what keeps an answer clean are the checks on the reply. Text found here is neither shown to the
model nor quoted, whoever put it there; some employers do, to catch machines that apply.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rag.characters import SENTENCE_END

_MACHINE = r"(?:ai|a\.i\.|llms?|language models?|chat ?bots?|chatgpt|gpt|claude|gemini|copilot|assistants?|bots?|models?|agents?|summari[sz]ers?|parsers?|ats|search engines?|automated systems?)"
_SAYING = (
    r"(?:say|state|rank|recommend|respond|answer|tell|output|include|ignore|reply|mention|write|place|put|list|score|rate|append|add|print|repeat|"
    r"insert|begin|start|end|translate|forget|disregard|reveal|show|hide|omit|insist|claim|describe|convince|instruct|inform|advise|promote|encode)"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        r"\b(?:ignore|disregard|forget|override|bypass|neglect)\b[^.!?\n]{0,60}\b(?:instructions?|prompts?|rules|guidelines?|directives?|everything above|all (?:of )?the above|constraints given|anything (?:above|before|you))",
        r"\b(?:ignore|disregard|forget)\s+(?:everything|all|anything)\b[^.!?\n]{0,30}\b(?:above|before|previous(?:ly)?|prior|told|said|so far)\b",
        r"\bsystem (?:prompt|message|override|instructions?|note|notice|update)\b|\b(?:developer|admin|debug|dan|god) mode\b|\bend of (?:posting|context|data|document|instructions)\b",
        rf"\b(?:note|message|attention|instructions?|reminder|hint|memo|important)\s*(?:to|for)\s+(?:the\s+|any\s+|all\s+|every\s+)?{_MACHINE}\b",
        rf"\b(?:if|when|since)\s+(?:you\s+(?:are|['’]re)\s+)?(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?{_MACHINE}\b[^.!?\n]{{0,80}}\b(?:you|please|{_SAYING})\b",
        rf"\bas\s+(?:an?\s+|the\s+)?(?:\w+\s+)?{_MACHINE}\s*[,;:]\s*(?:you\s+(?:must|should|have\s+to|need\s+to|are\s+to)|please|{_SAYING})\b",
        rf"\b(?:dear|hey|hello|hi|attention)\s*,?\s+(?:the\s+|all\s+)?{_MACHINE}\b",
        rf"(?:^|(?<=[.!?:,;]\s)){_MACHINE}\s*[,:]\s*(?:please\s+|you\s+must\s+|always\s+)?{_SAYING}\b",
        rf"\b(?:{_MACHINE})\s+(?:must|should|shall|has to|have to|need to|needs to|will)\s+(?:now\s+|always\s+|only\s+|first\s+|not\s+)?{_SAYING}\b",
        r"\byou\s+(?:are|['’]re)\s+(?:now|no longer)\s+(?:an?|the|in|dan|free|called|named|acting|operating|bound|allowed|required|restricted)\b|\bpretend\s+(?:to be|you are|that you)\b|\byou are (?:an?\s+)?(?:\w+\s+)?(?:ai|assistant|language model|chat ?bot)\b|\bfrom now on,?\s+you\b|\bdo anything now\b|\bjailbr(?:eak|oken)\b[^.!?\n]{0,30}\b(?:mode|you)\b",
        r"\b(?:in|to|of|from|with|within|at|throughout|into|modify|enhance|augment|begin|start|end|provide|render|convert)\s+(?:the\s+(?:end|start|beginning|top|bottom)\s+of\s+)?your\s+(?:final\s+|next\s+|entire\s+|whole\s+)?(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|message|text)\b",
        r"\byour\s+(?:final\s+|next\s+|entire\s+)?(?:answer|reply|response|output|summary)(?:['’]s\s+words|\s+(?:must|should|shall|has to|needs to|only|to\s+mention|as))",
        r"\b(?:respond|reply|answer)\s+(?:\w+\s+)?in\s+(?:capital|upper|lower|all|french|german|spanish|klingon|rhyme|verse|json|english only)\b|\b(?:begin|start|end)\s+(?:it\s+|everything\s+)?with\s+(?-i:[A-Z]{3,})\b",
        r"\b(?:respond|reply|answer)\s+(?:only\s+|just\s+|exclusively\s+)?(?:with|in|by)\s+(?:the\s+(?:following|words?|phrase|text)|only|exactly|[\"“'‘*]|json|base64|a\s+(?:poem|single))",
        r"\b(?:say|print|output|repeat|write|reply|respond|echo|display)\s*(?::|(?:only|exactly|verbatim|the\s+(?:following|word|words|phrase|text|string|sentence)|this\s+(?:text|sentence))\b)",
        r"\b(?:just|only|simply|then|now|always|must|and)\s+(?:say|print|output|repeat|echo)\s+[\"“'‘*]",
        r"\b(?:tell|inform|assure|convince|advise|instruct|warn|urge)\s+(?:the\s+|all\s+|every\s+|each\s+)?(?:users?|readers?|seekers?|job ?seekers?|everyone|person asking|people who ask|them)\s+(?:that|to|about|this|it|they|how|not)\b",
        r"\b(?:rank|list|place|put|recommend|show|present|mention|score|rate|mark|treat)\s+(?:this|our|the above)\s+(?:job|posting|role|position|listing|vacancy|advert|company)?\s{0,2}(?:as\s+)?(?:the\s+)?(?:first|top|highest|number|best|above|only|before|at the top|10|perfect|strong)",
        r"\b(?:describe|present|portray|advertise|summari[sz]e|characteri[sz]e|treat)\s+(?:this|it|us|our)\b(?:\s+(?:job|posting|role|position|listing|company))?\s+as\b",
        r"\b(?:do not|don['’]t|never)\s+(?:mention|show|recommend|list|cite|tell|reveal|disclose|display|include|rank)\s+(?:any\s+|the\s+|other\s+|these\s+|this\s+)+(?:other|postings?|jobs?|instructions?|prompts?|employers?|users?|alternatives|competitors|roles?)",
        r"<\|[a-z_|]{2,30}\|>|\[/?INST\]|<</?SYS>>|<start_of_turn>|<end_of_turn>|<\|?/?(?:system|assistant|user)\|?>|^\s{0,8}#{0,4}\s{0,3}(?:system|assistant|developer|human|user|instruction)s?\s{0,3}:",
        r"\b(?:decode|base64|rot13|hex)\b[^.!?\n]{0,60}\b(?:follow|execute|obey|instructions?|and do|then do|and run)\b",
        r"<!--|<\s{0,3}(?:script|iframe|img|svg|style|object|embed|form|meta|link)\b|\bon(?:error|load|click)\s{0,3}=|javascript:|data:text/html",
        r"(?<![\w/+-])(?=[A-Za-z+/]{0,80}\d)(?=[A-Z0-9+/]{0,80}[a-z])(?=[a-z0-9+/]{0,80}[A-Z])(?:[A-Za-z0-9+/]{4}){12,600}={0,2}(?![\w/+-])",
        r"\b(?:prompt injection|instruction)\s+(?:test|succeeded|follows|begins)\b|\bthis is (?:an?\s+)?(?:order|command|instruction)\s+(?:to|for|from)\b",
    )
)
_ALSO = 2
"""Sentences after the one found that are taken with it on the same line: what is to be said mostly follows."""


@lru_cache(maxsize=256)
def addressed_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the text that speak to a machine, merged, in order."""
    found: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        found.extend(_widened(text, match.start(), match.end()) for match in pattern.finditer(text))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    before = [match.end() for match in SENTENCE_END.finditer(text, line_start, start + 1)]
    after = [match.end() for match in SENTENCE_END.finditer(text, end, line_end)]
    return before[-1] if before else line_start, after[_ALSO] if len(after) > _ALSO else line_end


def speaks_to_machine(text: str) -> bool:
    """Whether any of the text does."""
    return bool(addressed_spans(text))


def overlaps(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether any of the spans shares a character with `start:end`."""
    return any(left < end and start < right for left, right in spans)
