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
_BOUNDARY = re.compile(r"[.!?;](?=\s)(?<!\b[A-Z]\.)(?<!p\.a\.)(?<!e\.g\.)(?<!Rs\.)|\)(?=,? )|\n|[|•]")

_PAY = re.compile(
    r"(?:\b|(?-i:(?<=[a-z])(?=[A-Z])))(?:salar(?:y|ies|ial)|pay(?:s|ing)?\b(?! (?:for|your|attention))|(?:be|get|are|is|you['’]ll be|will be) paid|compensation|comp|wages?|remuneration|base|earn(?:ings)?|rates?|"
    r"hiring range|range for th(?:is|e)|pay range|range(?: is)?:?$|gehalt\w{0,12}|jahresgehalt\w{0,6}|\w{0,12}vergütung|entgelt|verdienst|\w{0,12}lohn|rémunération|salaire|fixe|"
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
_NEVER_PAY = (
    r"bonus(?:es)?|sign[- ]?on|signing|(?<!pay )equity|stocks?|rsus?|stock options|shares?|401|403b|retirement|pension|revenues?|arr|mrr|acv|rais(?:ed|ing)|"
    r"fund(?:ing|ed|s)|series [a-f]|valu(?:ation|ed)|invest(?:ed|ment|ments|ing|ors?)|budgets?|tuition|stipends?|allowances?|reimburse\w{0,5}|"
    r"referrals?|deductible|vouchers?|donat\w{1,5}|quotas?|aum|commissions?|grants?|awards?|prizes?|scholarships?|turnover|ebitda|profits?|"
    r"loans?|deals? (?:size|value|of|worth)|worth|valued|differentials?|hsa|fsa|profit[- ]sharing|prämie|zuschuss|bonuszahlung|prime|ticket\w{0,3}"
)
_SELDOM_PAY = (
    r"match(?:ing|es)?|options|backed|relocation|insurance|credits?|savings?|saves?|saved|sales|deals?|contracts?|clients?|customers?|assets|"
    r"transact\w{1,7}|volume|market|tam|industry|spend(?:ing)?|spent|costs?|prices?|priced|fees?|portfolio|pipelines?|purchas\w{1,4}|discounts?|"
    r"lending|capital|generat\w{2,5}|trillion|billion|million|projects?|education|learning|training|wellness|wellbeing|development|equipment|"
    r"home[- ]office|childcare|adoption|fertility|parental|meals?|lunch|gym|phone|internet|travel|commuter|transport\w{0,6}|housing|contribut\w{2,6}|"
    r"per employee|subsid\w{1,4}|benefit of|incentives?|retention|minimum wage|employees|users|platform"
)
_OTHER = re.compile(rf"\b(?:{_NEVER_PAY}|{_SELDOM_PAY})\b", re.IGNORECASE)
_LINK = r"(?:[ ,][\w’'-]{1,14}){0,3}[\s:(=~–—-]{0,4}(?:of|up to|worth|from|between|ranging|range of|at|by|over|to|for)?[\s:(]{0,3}(?:an? |the )?$"
_BEFORE_SINGLE = re.compile(rf"\b(?:{_NEVER_PAY}|{_SELDOM_PAY})\b{_LINK}", re.IGNORECASE)
_BEFORE_RANGE = re.compile(rf"\b(?:{_NEVER_PAY})\b{_LINK}", re.IGNORECASE)
_LEAD = (
    r"[\s)]{1,3}(?:(?:in|of|for|towards?|worth of|as)\s)?"
    r"(?:(?!(?:plus|and|with|or|to|base|salary|depending|based|inclusive|including|incl|inc|\w{1,12}ly\b)\b)[\w’'/-]{1,16}\s){0,3}?"
)
_AFTER_SINGLE = re.compile(rf"{_LEAD}(?:{_NEVER_PAY}|{_SELDOM_PAY})\b", re.IGNORECASE)
_AFTER_RANGE = re.compile(
    rf"{_LEAD}(?:bonus(?:es)?|sign[- ]?on|stipends?|allowances?|revenues?|arr|deals?\b(?! with)|budgets?|funding|quotas?|raised|grants?|contract value)\b",
    re.IGNORECASE,
)
_PAY_JUST_AFTER = re.compile(
    r"[ (]{1,3}(?:(?:gross|annual|yearly|base|starting|basic|monthly|hourly|fixed|brutto|usd|eur|gbp|cad|a year|per year)[ ,]){0,3}"
    r"(?:salary|base\b|pay\b|compensation|comp\b|wage|basic\b|doe\b|depending on|dependent on|jahresgehalt|gehalt|brutto|de salaire|brut\b|(?P<total>ote\b|tc\b|total))",
    re.IGNORECASE,
)
_BONUS_AFTER = re.compile(
    r"[ ]{0,2}(?:(?!(?:plus|and|with|or)\b)[\w’'-]{1,14}[ ]){0,2}(?:bonus(?:es)?|golden hello|sign[- ]?on|stipend|bursary)\b",
    re.IGNORECASE,
)
_BONUS_BEFORE = re.compile(
    r"\b(?:bonus(?:es)?|golden hello|sign[- ]?on|allowances?|bursary|stipend|supplement|equity|stock)(?:[ ][\w’'-]{1,12}){0,2}[ :(]{0,3}(?:of |up to ){0,2}$",
    re.IGNORECASE,
)
_PERIOD_WORDS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"\b(?:hourly|per hour|an hour|pay rate|/hr|stundenlohn)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:day rate|daily(?: rate)?|per day|tagessatz|tjm)\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:monthly|per month|monatlich\w{0,2}|monatsgehalt|mensuel\w{0,3}|mensual\w{0,2}|miesięcznie)\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:weekly|per week)\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:annual(?:ly|ized)?|yearly|per (?:year|annum)|jahresgehalt|jährlich\w{0,2}|annuel\w{0,3}|anual\w{0,2}|ctc)\b", re.IGNORECASE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around an amount say. `clause` is what stands before it in its own clause."""

    kind: Kind
    clause: str
    period: Period | None


def context_of(
    text: str, start: int, end: int, *, floor: int, is_range: bool, in_pay_field: bool = False
) -> Context:
    """The context of `text[start:end]`; words before `floor` belong to an earlier amount.

    In a feed's pay field an amount that fits a wage is `other` only where it is called a bonus outright.
    """
    before = text[max(floor, start - _CLAUSE_CHARS, 0) : start]
    boundaries = list(_BOUNDARY.finditer(before))
    clause = before[boundaries[-1].end() :] if boundaries else before
    wider = text[max(floor, start - _HEADING_CHARS, 0) : start]
    after = text[end : end + _AFTER_CHARS]
    if in_pay_field:
        kind = _kind_in_pay_field(clause, after)
    else:
        kind = _kind(clause, wider, after, is_range=is_range)
    return Context(kind, clause, _period(clause, wider))


def _kind_in_pay_field(clause: str, after: str) -> Kind:
    if _BONUS_AFTER.match(after) or _BONUS_BEFORE.search(clause):
        return "other"
    return "total" if _is_total(clause) else "pay"


def _kind(clause: str, wider: str, after: str, *, is_range: bool) -> Kind:
    if _is_other_before(clause, is_range=is_range) or _is_other_after(after, is_range=is_range):
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


def _is_other_before(clause: str, *, is_range: bool) -> bool:
    adjacent = clause[-_ADJACENT_CHARS:]
    match = (_BEFORE_RANGE if is_range else _BEFORE_SINGLE).search(adjacent)
    # "bonus on top of a salary of": the pay word stands nearer.
    return match is not None and not _PAY.search(adjacent, match.start() + 1)


def _is_other_after(after: str, *, is_range: bool) -> bool:
    # "$150k-$200k equity": a range in front of such words is the pay, and they come on top.
    return bool((_AFTER_RANGE if is_range else _AFTER_SINGLE).match(after.split("\n", 1)[0]))


def _is_total(wording: str) -> bool:
    totals = list(_TOTAL.finditer(wording))
    if not totals:
        return False
    return not _BASE.search(wording, totals[-1].end())


def _period(clause: str, wider: str) -> Period | None:
    for wording in (clause, wider):
        # "monthly base salary": a named period goes before what a salary usually is.
        found = [
            (match.end(), period) for period, pattern in _PERIOD_WORDS for match in pattern.finditer(wording)
        ]
        if found:
            return max(found)[1]
    return "year" if _BASE.search(clause) else None
