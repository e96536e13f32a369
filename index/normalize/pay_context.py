"""Is an amount pay? Judged by the words around it: pay, total earnings, something else, or unknown.

Companies also write of bonuses, equity, pensions, revenue, funding, budgets and prices. The words nearest to
the amount decide; what cannot be told is said to be unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.types import Period

Kind = Literal["pay", "total", "other", "unknown"]

_CLAUSE_CHARS = 160
_HEADING_CHARS = 120
_ADJACENT_CHARS = 60
_AFTER_CHARS = 60
_BOUNDARY = re.compile(r"[.!?;](?=\s)(?<!\b[A-Z]\.)(?<!p\.a\.)(?<!e\.g\.)(?<!Rs\.)|\n|[|•]")

_PAY = re.compile(
    r"\b(?:salar(?:y|ies|ial)|pay(?:s|ing)?\b(?! (?:for|your|attention))|paid|compensation|comp|wages?|remuneration|base|earn(?:ings)?|rates?|"
    r"hiring range|range for th(?:is|e)|pay range|range(?: is)?:?$|gehalt\w{0,12}|jahresgehalt\w{0,6}|\w{0,12}vergütung|entgelt|verdienst|lohn|rémunération|salaire|fixe|"
    r"salario|salarial|sueldo|retribución|remuneración|wynagrodzenie|widełki|stawka|ctc|lpa|stipend for (?:this|the) (?:role|position|internship)|"
    r"package|budget for this role|ote|on[- ]target|starting at|hourly|annual(?:ly|ized)? (?:base|range)|per annum)\b|💰|💵",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:ote|on[- ]target(?: earnings?| commission)?|total (?:target |cash |annual |potential |direct )*(?:comp(?:ensation)?|cash|earnings?|package|reward)|"
    r"tc|target (?:total|cash|annual) (?:cash|comp\w{0,10}|earnings)|first[- ]year earnings?|uncapped|earning potential|incentive)\b",
    re.IGNORECASE,
)
_BASE = re.compile(r"\b(?:base|salary|fixed|guaranteed)\b", re.IGNORECASE)
_OTHER_WORDS = (
    r"bonus(?:es)?|sign[- ]?on|signing|equity|stocks?|rsus?|options|shares?|401|403b|retirement|pension|match(?:ing|es)?|revenues?|arr|mrr|rais(?:ed|ing)|fund(?:ing|ed|s)|"
    r"series [a-f]|valu(?:ation|ed)|invest(?:ed|ment|ments|ing|ors?)?|backed|budgets?|tuition|stipends?|allowances?|reimburse\w{0,5}|referrals?|relocation|insurance|deductible|"
    r"vouchers?|credits?|savings?|saves?|saved|donat\w{1,5}|sales|quotas?|deals?|contracts?|clients?|customers?|assets|aum|transact\w{1,7}|volume|market|tam|"
    r"industry|worth|commissions?|spend(?:ing)?|spent|costs?|prices?|priced|fees?|grants?|awards?|prizes?|scholarships?|portfolio|pipelines?|turnover|ebitda|profits?|"
    r"purchas\w{1,4}|discounts?|loans?|lending|capital|generat\w{2,5}|trillion|billion|million|projects? (?:of|up|worth|valued)|education|learning|training|wellness|wellbeing|"
    r"development|equipment|home[- ]office|childcare|adoption|fertility|parental|meals?|lunch|gym|phone|internet|travel|commuter|transport\w{0,6}|housing|"
    r"contribut\w{2,6}|per employee|subsid\w{1,4}|benefit of|incentives?|differentials?|retention|hsa|fsa|minimum wage|profit[- ]sharing|prämie|zuschuss|bonuszahlung|prime|ticket\w{0,3}"
)
_OTHER = re.compile(rf"\b(?:{_OTHER_WORDS})\b", re.IGNORECASE)
_OTHER_JUST_BEFORE = re.compile(
    rf"\b(?:{_OTHER_WORDS})\b(?:[ ,][\w’'-]{{1,14}}){{0,3}}[\s:(=~–—-]{{0,4}}(?:of|up to|worth|from|between|ranging|range of|at|by|over|to|for)?[\s:(]{{0,3}}(?:an? |the )?$",
    re.IGNORECASE,
)
_OTHER_JUST_AFTER = re.compile(
    r"[\s)]{1,3}(?:(?:in|of|for|towards?|worth of|as)\s)?(?:(?!(?:plus|and|with|or|to|base|salary|depending|based|\w{1,12}ly\b)\b)[\w’'/-]{1,16}\s){0,3}?"
    rf"(?:{_OTHER_WORDS})\b",
    re.IGNORECASE,
)
_PAY_JUST_AFTER = re.compile(
    r"[ (]{1,3}(?:(?:gross|annual|yearly|base|starting|basic|monthly|hourly|fixed|brutto|usd|eur|gbp|cad|a year|per year)[ ,]){0,3}"
    r"(?:salary|base\b|pay\b|compensation|comp\b|wage|basic\b|doe\b|depending on|dependent on|jahresgehalt|gehalt|brutto|de salaire|brut\b|(?P<total>ote\b|tc\b|total))",
    re.IGNORECASE,
)
_SOFT_AFTER = re.compile(
    r"\b(?:equity|stocks?|rsus?|options|shares?|commissions?|incentives?|contracts?|benefit of|bonus(?:es)?|signing|training|travel|relocation|customers?|clients?|sales|market|projects?|development)\b",
    re.IGNORECASE,
)
_PERIOD_WORDS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"\b(?:hourly|per hour|an hour|pay rate|/hr|stundenlohn)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:day rate|daily(?: rate)?|per day|tagessatz|tjm)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:monthly|per month|monatlich\w{0,2}|monatsgehalt|mensuel\w{0,3}|mensual\w{0,2}|miesięcznie)\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:weekly|per week)\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual(?:ly|ized)?|yearly|per (?:year|annum)|salary|base|jahresgehalt|jährlich\w{0,2}|annuel\w{0,3}|anual\w{0,2}|ctc)\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around an amount say. `clause` is what stands before it in its own clause."""

    kind: Kind
    clause: str
    period: Period | None


def context_of(text: str, start: int, end: int, *, floor: int, is_range: bool) -> Context:
    """The context of `text[start:end]`; words before `floor` belong to an earlier amount."""
    before = text[max(floor, start - _CLAUSE_CHARS, 0) : start]
    boundaries = list(_BOUNDARY.finditer(before))
    clause = before[boundaries[-1].end() :] if boundaries else before
    wider = text[max(floor, start - _HEADING_CHARS, 0) : start]
    return Context(
        _kind(clause, wider, text[end : end + _AFTER_CHARS], is_range=is_range),
        clause,
        _period(clause, wider),
    )


def _kind(clause: str, wider: str, after: str, *, is_range: bool) -> Kind:
    if _is_other_before(clause) or _is_other_after(after, is_range=is_range):
        return "other"
    if following := _PAY_JUST_AFTER.match(after):
        return "total" if following["total"] else "pay"
    if _PAY.search(clause):
        return "total" if _is_total(clause) else "pay"
    if _OTHER.search(clause) and not is_range:
        return "other"
    if _PAY.search(wider):
        return "total" if _is_total(wider) else "pay"
    return "unknown"


def _is_other_before(clause: str) -> bool:
    adjacent = clause[-_ADJACENT_CHARS:]
    match = _OTHER_JUST_BEFORE.search(adjacent)
    # "bonus on top of a salary of": the pay word stands nearer.
    return bool(match) and not _PAY.search(adjacent, match.start() + 1) if match else False


def _is_other_after(after: str, *, is_range: bool) -> bool:
    match = _OTHER_JUST_AFTER.match(after.split("\n", 1)[0])
    if not match:
        return False
    # "$150k-$200k equity": a range in front of such words is the pay, and they come on top.
    return not (is_range and _SOFT_AFTER.search(match[0]) and not re.search("bonus", match[0], re.IGNORECASE))


def _is_total(wording: str) -> bool:
    totals = list(_TOTAL.finditer(wording))
    if not totals:
        return False
    return not _BASE.search(wording, totals[-1].end())


def _period(clause: str, wider: str) -> Period | None:
    for wording in (clause, wider):
        found = [
            (match.end(), period) for period, pattern in _PERIOD_WORDS for match in pattern.finditer(wording)
        ]
        if found:
            return max(found)[1]
    return None
