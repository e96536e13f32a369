"""A range of amounts and the words around it -> pay with currency and period, or nothing.

Where currency or period are not written beside the amount, the clause, the feed's unit, the posting's country and
the size decide, in this order; what contradicts itself is repaired with a warning or left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index import rates
from index.normalize import currencies
from index.normalize.pay_context import Context
from index.normalize.pay_place import place_of
from index.normalize.pay_ranges import Range
from index.normalize.pay_reading import Reading
from index.normalize.pay_scale import in_dollars, is_plausible, least_yearly, likely_period, yearly
from index.types import Evidence, Period, SaidBy, Salary

_CODE_NEAR = re.compile(
    r"(?<![A-Za-z$€£])(USD|CAD|AUD|SGD|NZD|HKD|EUR|GBP|MXN|US\$|CA\$|C\$|A\$)(?![A-Za-z])"
)
_COUNTRY_NEAR = (
    ("US", re.compile(r"\b(?:United States|USA|U\.S\.|US)(?![A-Za-z$])")),
    ("CA", re.compile(r"\b(?:Canad(?:a|ian)|Toronto|Vancouver|Montr[ée]al|Ontario|British Columbia)\b")),
    ("AU", re.compile(r"\b(?:Australian?|Sydney|Melbourne)\b")),
    ("SG", re.compile(r"\bSingapore\b")),
    ("NZ", re.compile(r"\bNew Zealand\b")),
)
_ALONE_BEFORE = re.compile(r"(?:^|[|•\n;(\[–—]|[:,])[ ]{0,3}(?:[\w ]{0,16}:[ ]{0,2})?$")
_ALONE_AFTER = re.compile(
    r"[ ]{0,3}(?:$|[|•\n;,)\]–—.+]|USD|EUR|GBP|base|doe|depend|\(|plus\b|and\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text comes from, which decides how much a bare number means."""

    text: str
    field: str
    said_by: SaidBy
    country: str | None
    hours_per_week: float | None
    period: Period | None = None
    """What the feed's own unit says."""
    currency: str = ""

    @property
    def is_pay_field(self) -> bool:
        """Whether every amount here is meant as pay."""
        return self.field not in ("text", "title")


def understand(found: Range, context: Context, source: Source, floor: int) -> Reading | None:
    """The range as pay, or None when it is none."""
    if context.kind == "other" or not _is_money(found, context, source):
        return None
    currency = _currency(found, context, source)
    amount = found.high if found.high is not None else found.low
    if amount is None:
        return None
    period, warning = _period(amount, currency, found, context, source)
    if (period is None or warning) and currency != "USD" and currencies.is_ambiguous(found.currency):
        # "$120,000 per year" in Chile: in pesos that would be ten dollars a month.
        in_dollars_period, in_dollars_warning = _period(amount, "USD", found, context, source)
        if in_dollars_period and not in_dollars_warning:
            currency, period, warning = "USD", in_dollars_period, ""
    if period is None or not _is_likely_pay(
        found, context, source, amount=amount, currency=currency, period=period
    ):
        return None
    low, high, swapped = found.low, found.high, found.swapped
    if low and not is_plausible(low, currency, period):
        low, warning = None, warning or f"pay minimum {low:g} per {period} is implausible and was left out"
    quote = source.text[found.start : found.end]
    if swapped:
        warning = warning or f"pay bounds were swapped: {quote!r}"
    salary = _salary(low, high, currency, period, source, (found.start, found.end))
    notes = [
        note
        for note in (
            _currency_note(found, currency),
            "total earnings, not base pay alone" if context.kind == "total" else "",
        )
        if note
    ]
    place = place_of(source.text, found.start, found.end, floor=floor)
    salary = replace(salary, place=place, evidence=replace(salary.evidence, note="; ".join(notes)))
    return Reading(salary, context.kind == "total", found.start, found.end, found.is_range, warning)


def _is_money(found: Range, context: Context, source: Source) -> bool:
    """Whether a number without a sign can be an amount at all."""
    if found.currency:
        return True
    size = max(found.low or 0, found.high or 0)
    if source.is_pay_field:
        return found.scaled or found.is_range or size >= 1_000 or found.decimals or found.period is not None
    if found.scaled and found.is_range and 20_000 <= size <= 2_000_000:
        return context.kind in ("pay", "total") or _stands_alone(found, source)
    return (
        context.kind in ("pay", "total")
        and (found.scaled or found.period is not None or size >= 10_000)
        and size != 2_000 + size % 100
    )


def _stands_alone(found: Range, source: Source) -> bool:
    before = source.text[max(0, found.start - 24) : found.start]
    after = source.text[found.end : found.end + 12]
    return bool(_ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after))


def _is_likely_pay(
    found: Range, context: Context, source: Source, *, amount: float, currency: str | None, period: Period
) -> bool:
    """Whether an amount without pay words around it is pay: a range or a stated period of the right size."""
    if source.is_pay_field or context.kind in ("pay", "total"):
        single_small = not found.is_range and found.period is None and not found.scaled
        return (
            source.is_pay_field or not single_small or in_dollars(amount, currency) >= 15 or period == "hour"
        )
    dollars = yearly(in_dollars(amount, currency), period) or 0.0
    if found.is_range:
        return dollars >= least_yearly(currency) and (
            found.period is not None or period == "year" or source.field == "title"
        )
    if found.period is not None and _stands_alone(found, source):
        return dollars >= 3_000
    if found.period is not None:
        return dollars >= (12_000 if found.period in ("hour", "day") else 20_000)
    return period == "year" and dollars >= 15_000 and _stands_alone(found, source)


def _period(
    amount: float, currency: str | None, found: Range, context: Context, source: Source
) -> tuple[Period | None, str]:
    """The period, and a warning when what is stated cannot be."""
    likely = likely_period(amount, currency)
    stated = found.period or source.period
    if stated is not None:
        if is_plausible(amount, currency, stated) and not _is_off(amount, currency, stated):
            return stated, ""
        trusted = source.is_pay_field or (found.is_range and context.kind in ("pay", "total"))
        if likely is None or likely == stated or not trusted:
            return None, ""
        return likely, f"{amount:g} per {stated} is implausible; read as per {likely}"
    if context.period is not None and is_plausible(amount, currency, context.period):
        weak = context.period == "year" and in_dollars(amount, currency) < 9_000
        if not weak:
            return context.period, ""
    return likely, ""


def _is_off(amount: float, currency: str | None, period: Period) -> bool:
    """Whether a stated period can be in the band and still be wrong: 3,000 an hour, 90,000 a week."""
    return period == "hour" and in_dollars(amount, currency) > 1_000


def _currency(found: Range, context: Context, source: Source) -> str | None:
    wording = found.currency or source.currency
    country = source.country
    if wording and not currencies.is_ambiguous(wording):
        return currencies.currency_code(wording, country)
    after = source.text[found.end : found.end + 24].split("\n")[0].split(". ")[0]
    if code := _CODE_NEAR.search(after) or _last_code(context.clause):
        return currencies.currency_code(code[1])
    if wording and source.currency:
        return currencies.currency_code(source.currency, country)
    for near, pattern in _COUNTRY_NEAR:
        if pattern.search(context.clause):
            country = near
            break
    if wording:
        return currencies.currency_code(wording, country)
    return currencies.COUNTRY_CURRENCY.get(country or "")


def _last_code(clause: str) -> re.Match[str] | None:
    matches = list(_CODE_NEAR.finditer(clause))
    return matches[-1] if matches else None


def _currency_note(found: Range, currency: str | None) -> str:
    if not found.currency and currency:
        return f"no currency beside the amount; {currency} from the posting"
    return ""


def _salary(
    low: float | None,
    high: float | None,
    currency: str | None,
    period: Period,
    source: Source,
    span: tuple[int, int],
) -> Salary:
    in_text = source.field == "text"
    evidence = Evidence(
        said_by=source.said_by,
        quote=source.text[span[0] : span[1]],
        field=source.field,
        start=span[0] if in_text else None,
        end=span[1] if in_text else None,
    )
    hours = source.hours_per_week or rates.HOURS_PER_WEEK
    return Salary(
        min=low,
        max=high,
        currency=currency,
        period=period,
        evidence=evidence,
        min_year=yearly(low, period, hours_per_week=hours),
        max_year=yearly(high, period, hours_per_week=hours),
        yearly_note=rates.yearly_note(period, hours_per_week=hours),
    )
