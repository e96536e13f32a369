"""The words of hiring comments: patterns that tell roles, pay, arrangements and addresses apart. All of bounded time."""

from __future__ import annotations

import re

ROLE = re.compile(
    r"\b(?:engineer|developer|programmer|architect|designer|scientist|researcher|analyst|manager|director|administrator|consultant|"
    r"specialist|technician|recruiter|marketer|writer|editor|advocate|evangelist|executive|representative|coordinator|accountant|"
    r"strategist|officer|president|head of [a-z]|cto|ceo|coo|cpo|ciso|vp|sre|sdet|devops|tech(?:nical)? lead|team lead|lead|pm|intern|"
    r"co-?founder|founding|swe|mle|dba|qa|associate|assistant|generalist|trader|quant|chemist|physicist|biologist|"
    r"mathematician|entwickler|statistician|counsel|attorney|account exec\w*)s?\b",
    re.IGNORECASE,
)
BREAK = re.compile(r"<\s{0,3}/?\s{0,3}(?:p|br|li|ul|ol|div|pre)\b[^<>]{0,200}>|\n", re.IGNORECASE)
TAG = re.compile(r"<[^<>]{0,2000}>")
HREF = re.compile(r"href\s{0,3}=\s{0,3}[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
URL = re.compile(r"https?://[^\s<>\"')\]]{3,500}|\bwww\.[^\s<>\"')\]]{3,200}", re.IGNORECASE)
DOMAIN = re.compile(
    r"\(?(?:https?://|www\.)\S{1,500}\)?|[\w-]{1,60}(?:\.[\w-]{1,40}){0,3}\.[a-z]{2,12}(?:/\S{0,300})?",
    re.IGNORECASE,
)
PAY = re.compile(
    r"[$€£¥₹]\s?\d|\b\d{2,3}\s?k\b|\b(?:usd|eur|gbp|cad|chf|aud|sek|inr)\b.{0,20}\d|\d.{0,15}\b(?:usd|eur|gbp|cad|chf|aud)\b",
    re.IGNORECASE,
)
ARRANGEMENT = re.compile(
    r"\b(?:remote\w{0,3}|hybrid|on-?\s?site|in[- ]?office|in[- ]person|wfh|work from home|distributed|telecommut\w{1,5})\b",
    re.IGNORECASE,
)
EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:or|ing|s)?|freelanc\w{1,3}|internships?|interns?|permanent|temporary|ft|pt|co-?op)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:visa|equity|yc [swf]\d\d|ycombinator|benefits|english|language|relocation|series [a-f]\b|seed|sponsor\w{0,6}|stock|stack|"
    r"multiple|various|several|roles?|positions?|jobs?|eng|staff|gtm|team|engineering|candidates?|programming)\b|https?:|^\W*$",
    re.IGNORECASE,
)
SKILL_LIST = re.compile(
    r"\b(?:python|java|javascript|typescript|rust|golang|react|node|kubernetes|postgres\w{0,3}|c\+\+|ruby|rails|django|elixir|scala|aws)\b",
    re.IGNORECASE,
)
HIRING = re.compile(
    r"\b(?:hiring|looking for|we need|join us|join our|open(?:ings?| roles?| positions?)|seeking|apply|careers?|positions?|roles?)\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:we(?:['’]re| are)|is|are|now|my team is) hiring\b|\bopen (?:roles?|positions?)\b|\bhiring for\b|greenhouse\.io|lever\.co|ashbyhq|workable\.com",
    re.IGNORECASE,
)
SEEKER = re.compile(
    r"\bseeking (?:work|freelancer)|willing to relocate\s{0,3}:|\br[eé]sum[eé](?:/cv)?\s{0,3}:", re.IGNORECASE
)
IS_HIRING = re.compile(
    r"(?P<company>[^|.!?]{2,60}?)(?:\s?\([^()]{1,80}\))?,? (?:is|are) (?:now )?(?:hiring|looking for|seeking)(?P<roles>[^.!?\n]{0,160})",
    re.IGNORECASE,
)
ROLE_AT = re.compile(r"(?P<role>[A-Z][^|.!?]{3,80}?) at [A-Z]")
ARTICLE = re.compile(
    r"^\s{0,3}(?::|for)?\s{0,3}(?:an?|our|multiple|several|the|some|senior and junior)?\s", re.IGNORECASE
)
ROLE_END = re.compile(r"\s(?:for|to|in|who|at|with|on|based|as)\s|[.;:(]|,? https?://")
BULLET = re.compile(r"^\s{0,8}(?:[-*•–—+→>▪●◦‣·]{1,3}|\(?\d{1,2}[.)]|\[\d{1,2}\])\s{0,4}")
LIST_HEADING = re.compile(
    r"\b(?:roles?|positions?|openings?|hiring|jobs|looking for|opportunities|we need)\b[^.]{0,60}:?\s{0,3}$",
    re.IGNORECASE,
)
TITLE_END = re.compile(r"\s[|—–-]\s|\s?\||:\s|:$|\s?\(?https?://|\s?\[|\.\s|\s@\s|\s=>|\s->|\s→")
SEPARATORS = re.compile(r"\s?[;+]\s|,\s(?![^()]{0,100}\))|\s&\s|\s(?:and|or)\s|\s/\s")
PAY_ASIDE = re.compile(r"\s{0,3}\([^()]{0,40}[$€£]\s?\d[^()]{0,100}\)")
IN_PAREN = re.compile(r"\(([^()]{1,150})\)")
PAREN = re.compile(r"\s{0,3}\([^()]{0,200}\)")
APPLY = re.compile(
    r"job|career|apply|greenhouse|lever\.co|ashbyhq|workable|recruit|hiring|position|opening|join|bamboohr|workday",
    re.IGNORECASE,
)
