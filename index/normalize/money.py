"""Amounts of money in running text: where they stand, how much, in which currency, per what.

Finds tokens and reads their numbers; whether an amount is pay is decided in `pay_context`. All patterns are
bounded, and the text is scanned once from left to right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.normalize import currencies
from index.types import Period

_NUMBER = (
    r"(?:\d{1,3}(?:[.,'’]\d{2,3}){1,4}(?:[.,]\d{1,2})?(?![.,]?\d)"
    r"|\d{1,3}(?: \d{3}){1,2}(?:[.,]\d{1,2})?(?![.,]?\d)"
    r"|\d{1,8}(?:[.,]\d{1,2})?(?![.,]?\d))"
)
_SCALE = (
    r"(?:[kK](?![A-Za-z])|[mM]{1,2}(?![A-Za-z])|[bB]n?(?![A-Za-z])|[tT](?![A-Za-z])|[mM]illi?on\w{0,3}|[bB]illion\w{0,3}|"
    r"[tT]rillion|mn(?![a-z])|[mM]io\b|[mM]rd\b|crores?|[cC]r(?![A-Za-z])|[lL]a(?:kh|c)s?(?: per annum| p\.?a\.?)?|LPA|lpa|[lL](?![A-Za-z])|"
    r"tys\.?|[tT]housand|(?:mille|mil)(?![a-z]))"
)
_AMOUNT = re.compile(
    rf"(?:(?P<before>{currencies.BEFORE})\s{{0,2}}|(?<![\w.,#/=_]))"
    rf"(?!40[13]\s?\(?[kKbB]\b)(?P<number>{_NUMBER})"
    rf"(?:\s?(?P<scale>{_SCALE}))?(?P<plus>\+)?(?:[ \n]?[ ]?(?P<after>{currencies.AFTER}))?(?!\s?%)"
)
_DIGITS = re.compile(r"\d+")
_BEFORE_CHARS, _AFTER_CHARS = 16, 64
"""No currency before a number, and no scale and currency after one, is as long."""

# Per what, right after an amount: "per year", "/hr", "p.a.", "gross annually", "brut par an", "pro Monat".
_QUALIFIER = r"(?:(?:gross|net|brutto|netto|bruts?|nets?|brutos?|netos?|base(?: salary)?|ote|salary|pay|range|dependent|depending)[ ,]{1,2}){0,2}"
_PERIODS: tuple[tuple[Period, str], ...] = (
    ("hour", r"hours?|hrs?|h|stunde|std|heure|hora|godz(?:in[aęy])?|uur"),
    ("day", r"days?|diem|tag|jour|día|dag|dzień"),
    ("week", r"weeks?|wk|woche|semaine|semana"),
    ("month", r"months?|mo|mth|monat|mois|mes|mês|miesiąc|mies|maand|månad|m(?=\b)"),
    ("year", r"years?|yr|annum|anno|jahr|annee|année|an|año|rok|jaar|y(?=\b)"),
)
_ADVERBS: tuple[tuple[Period, str], ...] = (
    ("hour", r"hourly|p\.?\s?h\b\.?|stündlich"),
    ("day", r"daily|p\.?d\b\.?"),
    ("week", r"weekly|p\.?w\b\.?|wöchentlich"),
    ("month", r"monthly|pcm|p\.?\s?m\b\.?|monatlich|mensuels?|mensuales|mensual|miesięcznie|netto/mies"),
    (
        "year",
        r"annually|annualized|yearly|annual|p\.?\s?a\b\.?|jährlich|annuels?|anuales|anual|rocznie|per annual",
    ),
)
_PER = re.compile(
    rf"[ ,.)\](]{{0,3}}{_QUALIFIER}(?:(?:(?:/ ?per|/|\\|p/|[aà] l['’])[ ]{{0,2}}|(?:per|an?|each|every|pro|par|por|je|al|na|im)[ ]{{1,2}})(?:"
    + "|".join(rf"(?P<{period}>{names})" for period, names in _PERIODS)
    + r")(?-i:(?![a-zà-ÿ]))|(?:"
    + "|".join(rf"(?P<{period}_adverb>{names})" for period, names in _ADVERBS)
    + r")(?-i:(?![a-zà-ÿ])))",
    re.IGNORECASE,
)
_CURRENCY_AFTER_PERIOD = re.compile(rf"[ (,]{{1,2}}(?P<after>{currencies.AFTER})")
PERIODS: tuple[Period, ...] = ("hour", "day", "week", "month", "year")

_THOUSANDS = frozenset(("k", "tys", "tys.", "thousand", "mille", "mil"))
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ ]\d{3})+")
_INDIAN = re.compile(r"\d{1,3}(?:,\d{2})+,\d{3}")
_LAKH = 100_000


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount: `text[start:end]` with its currency and period words. `value` has its scale applied."""

    start: int
    end: int
    value: float
    currency: str
    """The currency's wording, empty when none stands beside the number."""
    period: Period | None
    scale: str
    """"k", "lakh", "big" (millions and more) or empty."""
    plus: bool
    decimals: bool
    signed_first: bool
    """Whether the currency stands before the number."""


def find_amounts(text: str) -> Iterator[Amount]:
    """Amounts from left to right, also bare numbers; they do not overlap."""
    for match in (found for stretch in _with_digits(text) for found in _AMOUNT.finditer(text, *stretch)):
        scale = _scale(match["scale"], match["before"] or match["after"] or "")
        value = read_number(match["number"], scaled=scale != "")
        if value is None:
            continue
        currency, end = match["before"] or "", match.end()
        after = match["after"] or ("INR" if scale == "lakh" else "")
        if after and (not currency or currencies.is_ambiguous(currency)):
            currency = after
        period: Period | None = "year" if scale == "lakh" and "pa" in _letters(match["scale"]) else None
        per = _PER.match(text, end)
        if per and not _is_clock_time(per, value):
            period, end = _period_of(per), per.end()
            following = _CURRENCY_AFTER_PERIOD.match(text, end)
            if following and (not currency or currencies.is_ambiguous(currency)):
                currency, end = following["after"], following.end()
        value *= {"k": 1_000, "lakh": _LAKH}.get(scale, 1)
        decimals = "." in match["number"][-3:] and not scale
        yield Amount(
            match.start(),
            end,
            value,
            currency,
            period,
            scale,
            bool(match["plus"]),
            decimals,
            bool(match["before"]),
        )


def _with_digits(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of the text that hold all its amounts: a tenth of a posting."""
    start = end = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() - _BEFORE_CHARS > end:
            if end:
                yield start, end
            start = max(0, digits.start() - _BEFORE_CHARS)
        end = digits.end() + _AFTER_CHARS
    if end:
        yield start, min(end, len(text))


def read_number(text: str, *, scaled: bool = False) -> float | None:
    """The number in any grouping: "139,378.00", "55.000", "4 000", "1.234,56", "12,00,000", "17,50".

    Args:
        text: Digits with their separators.
        scaled: A unit such as "k" follows: then "1.250" is one and a quarter.
    """
    text = text.replace("’", "'")
    if _INDIAN.fullmatch(text):
        return float(text.replace(",", ""))
    if "," in text and "." in text:
        decimal = max(text, key=lambda sign: text.rfind(sign) if sign in ",." else -1)
        return _float(
            re.sub(r"[^\d.]", "", text.replace("," if decimal == "." else ".", "").replace(",", "."))
        )
    grouped = _GROUPED.match(text)
    if grouped and not scaled and text[grouped.end() :][:1] not in ("'", " "):
        whole = re.sub(r"[.,' ]", "", grouped[0])
        rest = text[grouped.end() :].replace(",", ".")
        return _float(whole + rest)
    return _float(text.replace(" ", "").replace("'", "").replace(",", "."))


def period_named(wording: str) -> Period | None:
    """The period that a feed's unit names ("YEAR", "per-hour-wage", "1 MONTH", "annually", "p.a.")."""
    words = re.split(r"[^a-zà-ÿ]+", wording.casefold())
    for period, names in (*_PERIODS, *_ADVERBS):
        if any(word and re.fullmatch(rf"(?:{names})", word) for word in words):
            return period
    compact = "".join(words)
    return {"pa": "year", "ph": "hour", "pm": "month", "pd": "day", "pw": "week"}.get(compact)  # type: ignore[return-value]


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _scale(wording: str | None, currency: str) -> str:
    letters = _letters(wording or "")
    if not letters:
        return ""
    if letters in _THOUSANDS:
        return "k"
    if letters.startswith(("lakh", "lac")) or letters == "lpa":
        return "lakh"
    if letters == "l":
        return "lakh" if currencies.currency_code(currency or "-") == "INR" else ""
    return "big"


def _letters(wording: str) -> str:
    return re.sub(r"[^a-z]", "", wording.casefold())


def _is_clock_time(per: re.Match[str], value: float) -> bool:
    """Whether "pm" is an hour of the day: "8 AM to 5 PM"."""
    return _letters(per[0]) == "pm" and value < 100


def _period_of(match: re.Match[str]) -> Period:
    return next(period for period in PERIODS if match[period] or match[f"{period}_adverb"])
