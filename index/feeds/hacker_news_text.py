"""The text of a hiring comment taken apart: header, roles, and which lines belong to which role. Pure.

The header is cut at its bars and each part sorted by its words; what is no pay, arrangement, employment, role or address is
a place. Nothing is dropped from a body but the lines of the comment's other roles.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

ROLE = re.compile(
    r"\b(?:engineer|developer|programmer|architect|designer|scientist|researcher|analyst|manager|director|administrator|consultant|"
    r"specialist|technician|recruiter|marketer|writer|editor|advocate|evangelist|executive|representative|coordinator|accountant|"
    r"strategist|officer|president|head of [a-z]|cto|ceo|coo|cpo|ciso|vp|sre|sdet|devops|tech(?:nical)? lead|team lead|lead|pm|intern|"
    r"co-?founder|founding|swe|mle|dba|qa|associate|assistant|operator|generalist|trader|quant|chemist|physicist|biologist|"
    r"mathematician|entwickler|statistician|planner|counsel|attorney|sales|support|success|account exec\w*)s?\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<\s{0,3}/?\s{0,3}(?:p|br|li|ul|ol|div|pre)\b[^<>]{0,200}>|\n", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HREF = re.compile(r"href\s{0,3}=\s{0,3}[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"')\]]{3,500}|\bwww\.[^\s<>\"')\]]{3,200}", re.IGNORECASE)
_DOMAIN = re.compile(
    r"\(?(?:https?://|www\.)\S{1,500}\)?|[\w-]{1,60}(?:\.[\w-]{1,40}){0,3}\.[a-z]{2,12}(?:/\S{0,300})?",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"[$€£¥₹]\s?\d|\b\d{2,3}\s?k\b|\b(?:usd|eur|gbp|cad|chf|aud|sek|inr)\b.{0,20}\d|\d.{0,15}\b(?:usd|eur|gbp|cad|chf|aud)\b",
    re.IGNORECASE,
)
_ARRANGEMENT = re.compile(
    r"\b(?:remote\w{0,3}|hybrid|on-?\s?site|in[- ]?office|in[- ]person|wfh|work from home|distributed|telecommut\w{1,5})\b",
    re.IGNORECASE,
)
_EMPLOYMENT = re.compile(
    r"\b(?:full[- ]?time|part[- ]?time|contract(?:or|ing|s)?|freelanc\w{1,3}|internships?|interns?|permanent|temporary|ft|pt|co-?op)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:visa|equity|yc [swf]\d\d|ycombinator|benefits|english|relocation|series [a-f]\b|seed|sponsor\w{0,6}|stock|tech stack|stack)\b|^\W*$",
    re.IGNORECASE,
)
_SKILL_LIST = re.compile(
    r"\b(?:python|java|javascript|typescript|rust|golang|react|node|kubernetes|postgres\w{0,3}|c\+\+|ruby|rails|django|elixir|scala|aws)\b",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"\b(?:hiring|looking for|we need|join us|join our|open(?:ings?| roles?| positions?)|seeking|apply|careers?|positions?|roles?)\b",
    re.IGNORECASE,
)
_SEEKER = re.compile(
    r"\bseeking (?:work|freelancer)|willing to relocate\s{0,3}:|\br[eé]sum[eé](?:/cv)?\s{0,3}:", re.IGNORECASE
)
_IS_HIRING = re.compile(
    r"(?P<company>[^|.!?]{2,60}?)(?:\s?\([^()]{1,80}\))?,? (?:is|are) (?:now )?(?:hiring|looking for|seeking)(?P<roles>[^.!?\n]{0,160})",
    re.IGNORECASE,
)
_ROLE_AT = re.compile(r"(?P<role>[A-Z][^|.!?]{3,80}?) at [A-Z]")
_ARTICLE = re.compile(
    r"^\s{0,3}(?::|for)?\s{0,3}(?:an?|our|multiple|several|the|some|senior and junior)?\s", re.IGNORECASE
)
_ROLE_END = re.compile(r"\s(?:for|to|in|who|at|with|on|based|as)\s|[.;:(]|,? https?://")
_BULLET = re.compile(r"^\s{0,8}(?:[-*•–—+→>▪●◦‣·]{1,3}|\(?\d{1,2}[.)]|\[\d{1,2}\])\s{0,4}")
_LIST_HEADING = re.compile(
    r"\b(?:roles?|positions?|openings?|hiring|jobs|looking for|opportunities|we need)\b[^.]{0,60}:?\s{0,3}$",
    re.IGNORECASE,
)
_TITLE_END = re.compile(r"\s[|—–-]\s|\s?\||:\s|:$|\s?\(?https?://|\s?\[|\.\s|\s@\s|\s=>|\s->|\s→")
_SEPARATORS = re.compile(r"\s?[;+]\s|,\s(?![^()]{0,100}\))|\s&\s|\s(?:and|or)\s|\s/\s")
_PAREN = re.compile(r"\s{0,3}\([^()]{0,200}\)")
_APPLY = re.compile(
    r"job|career|apply|greenhouse|lever\.co|ashbyhq|workable|recruit|hiring|position|opening|join|bamboohr|workday",
    re.IGNORECASE,
)
_MAX_TITLE_CHARS = 120
_MAX_OFFERS = 30
_MAX_LINES = 2000


@dataclass(frozen=True, slots=True)
class Offer:
    """One role of a comment, with the words of the header that hold for it."""

    title: str
    body: str
    link: str
    places: tuple[str, ...] = ()
    pay: tuple[str, ...] = ()
    arrangement: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment taken apart; without offers when it is not about a job."""

    company: str
    offers: tuple[Offer, ...]

    @property
    def is_offer(self) -> bool:
        """Whether a job is offered at all."""
        return bool(self.offers)


@dataclass(frozen=True, slots=True)
class _Line:
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The header's parts, sorted."""

    company: str = ""
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    pay: tuple[str, ...] = ()
    arrangement: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()


def read_comment(markup: str, headline: str = "") -> Comment:
    """The comment's offers; `headline` is the title of a submission, where it is one."""
    lines = _lines(headline, markup)
    whole = "\n".join(line.text for line in lines)
    if not lines or _SEEKER.search(whole[:3000]):
        return Comment("", ())
    header = _header(lines)
    stated = bool(header.roles or header.pay or header.arrangement or header.employment) and bool(
        header.company
    )
    if not stated and not (ROLE.search(whole[:3000]) and _HIRING.search(whole[:3000])):
        return Comment("", ())
    listed = _listed_roles(lines)
    if len(header.roles) > 1 or not listed or (len(listed) == 1 and header.roles):
        titles: list[tuple[str, int]] = [(title, -1) for title in header.roles or ("",)]
    else:
        titles = listed
    own = {at for _, at in titles if at >= 0}
    offers = [_offer(title, at, lines, own, header) for title, at in titles[:_MAX_OFFERS]]
    return Comment(header.company, tuple(offers))


def _lines(headline: str, markup: str) -> list[_Line]:
    raws = ([headline] if headline else []) + _BREAK.split(markup)
    lines = (
        _Line(raw.strip(), " ".join(html.unescape(_TAG.sub("", raw)).split())) for raw in raws[:_MAX_LINES]
    )
    return [line for line in lines if line.text]


def _header(lines: list[_Line]) -> _Parts:
    first = lines[0].text[:600]
    parts = [part.strip(" ,;·•-–—") for part in first.split("|")]
    if len(parts) < 2:
        parts = [part.strip() for part in re.split(r"\s[—–•·]\s|\s-\s", first[:300])]
        if len(parts) < 2 or not (ROLE.search(first[:300]) or _ARRANGEMENT.search(first[:300])):
            return _spoken_header(lines)
    if len(parts[0]) > 100:
        return _spoken_header(lines)
    hiring = _IS_HIRING.match(parts[0])
    return _sorted_parts(
        _company(hiring["company"] if hiring else parts[0]), [part for part in parts[1:] if part]
    )


def _spoken_header(lines: list[_Line]) -> _Parts:
    """A header in words: "Addepar is hiring a Software Engineering Manager for …", perhaps with "Role at Company" on the next line."""
    found = _IS_HIRING.match(lines[0].text[:400])
    if not found:
        return _Parts()
    words = _ROLE_END.split(_ARTICLE.sub("", found["roles"] + " "), maxsplit=1)[0].strip(" ,-")
    roles = tuple(_split_roles(words)) if ROLE.search(words) and len(words) <= _MAX_TITLE_CHARS else ()
    if not roles and len(lines) > 1 and (following := _ROLE_AT.match(lines[1].text[:200])):
        roles = (following["role"].strip(),)
    return _Parts(company=_company(found["company"]), roles=roles)


def _company(text: str) -> str:
    bare = _URL.sub("", _PAREN.sub("", text)).strip(" ,;:()[]-–—*")
    return bare if 0 < len(bare) <= 80 else ""


def _sorted_parts(company: str, parts: list[str]) -> _Parts:
    found: dict[str, list[str]] = {"roles": [], "places": [], "pay": [], "arrangement": [], "employment": []}
    for part in parts:
        for kind in _kinds(part[:300]):
            found[kind].append(part[:300])
    roles = [role for part in found["roles"] for role in _split_roles(part)]
    rest = {kind: tuple(values) for kind, values in found.items() if kind != "roles"}
    return _Parts(company=company, roles=tuple(dict.fromkeys(roles)), **rest)


def _kinds(part: str) -> list[str]:
    """What a part of the header speaks of; an arrangement may name a place beside it ("Remote (US)")."""
    if _DOMAIN.fullmatch(part):
        return []
    kinds = []
    if _PAY.search(part):
        kinds.append("pay")
    if _ARRANGEMENT.search(part):
        kinds.append("arrangement")
    if _EMPLOYMENT.search(part):
        kinds.append("employment")
    is_role = bool(ROLE.search(part)) and len(part) <= 200 and kinds in ([], ["employment"], ["arrangement"])
    if is_role:
        return [*kinds, "roles"]
    left = _EMPLOYMENT.sub("", _ARRANGEMENT.sub("", part)).strip(" ()/,-+&")
    if "pay" not in kinds and len(left) > 1 and not _ASIDE.search(part) and not _SKILL_LIST.search(part):
        kinds.append("places")
    return kinds


def _split_roles(text: str) -> list[str]:
    """Each role of "Data Engineer, Product Manager"; one where a part alone would not be a role."""
    bare = _URL.sub("", text).strip(" ,;-")
    parts = [part.strip(" ,") for part in _SEPARATORS.split(bare) if part.strip(" ,")]
    if len(parts) > 1 and all(ROLE.search(_PAREN.sub("", part)) and len(part.split()) > 1 for part in parts):
        return [part[:_MAX_TITLE_CHARS] for part in parts]
    return [bare[:_MAX_TITLE_CHARS]] if bare else []


def _listed_roles(lines: list[_Line]) -> list[tuple[str, int]]:
    """Titles of the roles that stand one a line below the header, each with its line; equal titles once."""
    found: dict[str, int] = {}
    in_list = False
    for at, line in enumerate(lines[1:], start=1):
        bullet = _BULLET.match(line.text)
        words = line.text[bullet.end() :] if bullet else line.text
        title = _TITLE_END.split(words, maxsplit=1)[0].strip(" ,.-–—*")
        if (bullet or " | " in line.text or in_list) and _is_title(title):
            found.setdefault(title, at)
            in_list = True
        else:
            in_list = bool(_LIST_HEADING.search(line.text[-200:])) and len(line.text) < 300
    return list(found.items()) if len(found) > 1 else [*found.items()][:1]


def _is_title(text: str) -> bool:
    bare = _PAREN.sub("", text).strip()
    words = bare.split()
    capital = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return (
        2 <= len(words) <= 12
        and len(bare) <= 90
        and bool(ROLE.search(bare))
        and 2 * capital > len(words)
        and words[0][:1].isupper()
    )


def _offer(title: str, at: int, lines: list[_Line], own: set[int], header: _Parts) -> Offer:
    """The role with the comment as its body, less the lines of the other roles."""
    kept = [line for index, line in enumerate(lines) if index == at or index not in own]
    parts = header
    if at >= 0:
        mine = _sorted_parts("", [part.strip() for part in lines[at].text.split("|")[1:]])
        parts = _Parts(
            places=mine.places or header.places,
            pay=mine.pay or header.pay,
            arrangement=mine.arrangement or header.arrangement,
            employment=mine.employment or header.employment,
        )
    link = _link([lines[at]]) if at >= 0 else ""
    return Offer(
        title=title,
        body="\n".join(f"<p>{line.raw}</p>" for line in kept),
        link=link or _link([line for line in kept if _APPLY.search(line.raw)]),
        places=parts.places,
        pay=parts.pay,
        arrangement=parts.arrangement,
        employment=parts.employment,
    )


def _link(lines: list[_Line]) -> str:
    """The first link of these lines that leads to jobs."""
    for line in lines:
        found = [html.unescape(link) for link in _HREF.findall(line.raw)] or _URL.findall(
            html.unescape(line.text)
        )
        links = [link for link in found if link.startswith("http") and _APPLY.search(link)]
        if links:
            return links[0]
    return ""
