"""The text of a hiring comment taken apart: header, roles, and which lines belong to which role. Pure.

The header is cut at its bars and each part sorted by its words; what is no pay, arrangement, employment, role or address is
a place. Nothing is dropped from a body but the lines of the comment's other roles.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from index.feeds.hacker_news_words import (
    APPLY,
    ARRANGEMENT,
    ARTICLE,
    ASIDE,
    BREAK,
    BULLET,
    DOMAIN,
    EMPLOYMENT,
    HIRING,
    HREF,
    IN_PAREN,
    IS_HIRING,
    LIST_HEADING,
    PAREN,
    PAY,
    PAY_ASIDE,
    ROLE,
    ROLE_AT,
    ROLE_END,
    SEEKER,
    SEPARATORS,
    SKILL_LIST,
    STRONG,
    TAG,
    TITLE_END,
    URL,
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
    if not lines or SEEKER.search(whole[:3000]):
        return Comment("", ())
    header = _header(lines)
    if not _is_offer(header, whole[:3000], "\n".join(line.raw for line in lines)[:5000]):
        return Comment("", ())
    listed = _listed_roles(lines)
    if len(header.roles) > 1 or not listed or (len(listed) == 1 and header.roles):
        titles: list[tuple[str, int]] = [(title, -1) for title in header.roles or ("",)]
    else:
        titles = listed
    own = {at for _, at in titles if at >= 0}
    offers = [_offer(title, at, lines, own, header) for title, at in titles[:_MAX_OFFERS]]
    return Comment(header.company, tuple(offers))


def _is_offer(header: _Parts, text: str, markup: str) -> bool:
    """Whether a job is offered: the header says so, or the text speaks of a role and of hiring."""
    kinds = [header.roles, header.pay, header.arrangement, header.employment]
    if header.company and any(kinds):
        return True
    if header.company and header.places and text.partition("\n")[0].count("|") > 1:
        return True
    if sum(map(bool, kinds)) > 1 and HIRING.search(text):
        return True
    if STRONG.search(text) or ((header.company or header.places) and STRONG.search(markup)):
        return True
    return bool(ROLE.search(text) and HIRING.search(text))


def _lines(headline: str, markup: str) -> list[_Line]:
    raws = ([headline] if headline else []) + BREAK.split(markup)
    lines = (
        _Line(raw.strip(), " ".join(html.unescape(TAG.sub("", raw)).split())) for raw in raws[:_MAX_LINES]
    )
    return [line for line in lines if line.text]


def _header(lines: list[_Line]) -> _Parts:
    first = lines[0].text[:600]
    parts = [part.strip(" ,;·•-–—") for part in first.split("|")]
    if len(parts) < 2:
        parts = [part.strip() for part in re.split(r"\s[—–•·]\s|\s-\s", first[:300])]
        if len(parts) < 2 or not (ROLE.search(first[:300]) or ARRANGEMENT.search(first[:300])):
            return _spoken_header(lines)
    if len(parts[0]) > 100:
        return _spoken_header(lines)
    hiring = IS_HIRING.match(parts[0])
    name, *more = [hiring["company"]] if hiring else re.split(r"\s[-–—]\s", parts[0])
    found = _sorted_parts(_company(name), [part for part in [*more, *parts[1:]] if part])
    if found.roles or not ROLE.search(name):
        return found
    roles = (
        tuple(_split_roles(name)) if len(name.split()) <= 8 else ()
    )  # the role stands where the employer should
    return replace(found, company="", roles=roles)


def _spoken_header(lines: list[_Line]) -> _Parts:
    """A header in words: "Addepar is hiring a Software Engineering Manager for …", perhaps with "Role at Company" on the next line."""
    found = IS_HIRING.match(lines[0].text[:400])
    if not found:
        return _Parts()
    words = ROLE_END.split(ARTICLE.sub("", found["roles"] + " "), maxsplit=1)[0].strip(" ,-")
    roles = tuple(_split_roles(words)) if ROLE.search(words) and len(words) <= _MAX_TITLE_CHARS else ()
    if not roles and len(lines) > 1 and (following := ROLE_AT.match(lines[1].text[:200])):
        roles = (following["role"].strip(),)
    return _Parts(company=_company(found["company"]), roles=roles)


def _company(text: str) -> str:
    bare = URL.sub("", PAREN.sub("", text)).strip(" ,;:()[]-–—*")
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
    if DOMAIN.fullmatch(part):
        return []
    kinds = []
    if PAY.search(part):
        kinds.append("pay")
    if ARRANGEMENT.search(part):
        kinds.append("arrangement")
    if EMPLOYMENT.search(part):
        kinds.append("employment")
    is_role = bool(ROLE.search(part)) and len(part) <= 200 and kinds in ([], ["employment"], ["arrangement"])
    if is_role:
        return [*kinds, "roles"]
    left = re.sub(r"\b(?:or|and|only)\b", "", EMPLOYMENT.sub("", ARRANGEMENT.sub("", part))).strip(" ()/,-+&")
    if "pay" not in kinds and 1 < len(left) <= 100 and not ASIDE.search(part) and not SKILL_LIST.search(part):
        kinds.append("places")
    return kinds


def _split_roles(text: str) -> list[str]:
    """Each role of "Data Engineer, Product Manager"; one where a part alone would not be a role."""
    bare = URL.sub("", text).strip(" ,;-")
    parts = [part.strip(" ,") for part in SEPARATORS.split(bare) if part.strip(" ,")]
    if len(parts) > 1 and all(ROLE.search(PAREN.sub("", part)) and len(part.split()) > 1 for part in parts):
        return [part[:_MAX_TITLE_CHARS] for part in parts]
    return [bare[:_MAX_TITLE_CHARS]] if bare else []


def _listed_roles(lines: list[_Line]) -> list[tuple[str, int]]:
    """Titles of the roles that stand one a line below the header, each with its line; equal titles once."""
    found: dict[str, int] = {}
    in_list = False
    for at, line in enumerate(lines[1:], start=1):
        bullet = BULLET.match(line.text)
        words = line.text[bullet.end() :] if bullet else line.text
        title = PAY_ASIDE.sub("", TITLE_END.split(words, maxsplit=1)[0]).strip(" ,.-–—*")
        if (bullet or " | " in line.text or in_list) and _is_title(title):
            found.setdefault(title, at)
            in_list = True
        else:
            in_list = bool(LIST_HEADING.search(line.text[-200:])) and len(line.text) < 300
    return list(found.items()) if len(found) > 1 else [*found.items()][:1]


def _is_title(text: str) -> bool:
    bare = PAREN.sub("", text).strip()
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
        aside = _sorted_parts("", IN_PAREN.findall(lines[at].text[:400]))
        parts = _Parts(
            places=mine.places or header.places,
            pay=mine.pay or aside.pay or header.pay,
            arrangement=mine.arrangement or aside.arrangement or header.arrangement,
            employment=mine.employment or aside.employment or header.employment,
        )
    link = _link([lines[at]]) if at >= 0 else ""
    return Offer(
        title=title,
        body="\n".join(f"<p>{line.raw}</p>" for line in kept),
        link=link or _link([line for line in kept if APPLY.search(line.raw)]),
        places=parts.places,
        pay=parts.pay,
        arrangement=parts.arrangement,
        employment=parts.employment,
    )


def _link(lines: list[_Line]) -> str:
    """The first link of these lines that leads to jobs."""
    for line in lines:
        found = [html.unescape(link) for link in HREF.findall(line.raw)] or URL.findall(
            html.unescape(line.text)
        )
        links = [link for link in found if link.startswith("http") and APPLY.search(link)]
        if links:
            return links[0]
    return ""
