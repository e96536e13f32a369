"""A feed's structured pay -> salaries: numbers, their unit and the text beside them, checked against each other.

Feeds publish pay with real errors: a welcome bonus as the minimum, hourly rates marked as yearly, zero for
"not stated". The text, where there is one, is the employer's and decides; numbers that cannot be are left out.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index import rates
from index.normalize import currencies
from index.normalize.money import find_amounts, period_named
from index.normalize.pay_reading import PayReading
from index.normalize.pay_scale import is_plausible, likely_period, yearly
from index.normalize.pay_text import find_salaries
from index.types import Evidence, Period, RecordPay, Salary

_AGREE = 0.02
"""Numbers this near to the text's are the same: feeds round."""
_MAX_SPREAD = 8.0
"""A maximum so many times the minimum: the minimum is something else (a bonus, a day's pay)."""
_DIGITS = re.compile(r"\d{1,9}")
_MAX_NOTE_CHARS = 80


def from_record(pay: RecordPay, *, country: str | None = None) -> PayReading:
    """What the feed's field says somebody earns; without pay an empty reading with the reasons.

    Args:
        pay: Texts, numbers with unit, or both.
        country: ISO code of the posting's country, for `$` and for amounts without a currency.
    """
    period = period_named(pay.period)
    reading = PayReading()
    if pay.text:
        reading = find_salaries(
            pay.text, field=pay.name, said_by="feed", country=country, period=period, currency=pay.currency
        )
    numbers = _from_numbers(pay, period, country)
    if numbers.salaries and not reading.salaries and _has_other_numbers(pay):
        numbers = PayReading(
            warnings=(
                f"the feed's pay {_quote(pay)} is not in its own text {_short(pay.text)!r} and was left out",
            )
        )
    if not numbers.salaries:
        return _placed(PayReading(reading.salaries, reading.warnings + numbers.warnings), pay.place)
    if not reading.salaries:
        return _placed(PayReading(numbers.salaries, numbers.warnings), pay.place)
    if any(_agree(numbers.salaries[0], salary) for salary in reading.salaries):
        return _placed(reading, pay.place)
    disagreement = (
        f"the feed's pay {_quote(pay)} does not fit its own text {_short(pay.text)!r}; the text was used"
    )
    return _placed(PayReading(reading.salaries, (*reading.warnings, disagreement)), pay.place)


def _from_numbers(pay: RecordPay, period: Period | None, country: str | None) -> PayReading:
    low, high, warnings = _bounds(pay)
    amount = high if high is not None else low
    if amount is None:
        return PayReading(warnings=warnings)
    currency = _currency(pay, country)
    low, high, amount, in_thousands = _unshortened(low, high, amount, currency, period)
    warnings += in_thousands
    use, unit_warning = _period(amount, currency, period)
    if use is None:
        return PayReading(
            warnings=(*warnings, f"the feed's pay {_quote(pay)} is implausible and was left out")
        )
    if low is not None and not is_plausible(low, currency, use):
        low, warnings = (
            None,
            (*warnings, f"the feed's pay minimum {low:g} is implausible beside {amount:g} and was left out"),
        )
    if unit_warning:
        warnings += (unit_warning,)
    note = (
        "" if pay.currency or not currency else f"no currency beside the amount; {currency} from the posting"
    )
    evidence = Evidence(said_by="feed", quote=_quote(pay), field=pay.name, note=note)
    salary = Salary(
        min=low,
        max=high,
        currency=currency,
        period=use,
        evidence=evidence,
        min_year=yearly(low, use),
        max_year=yearly(high, use),
        yearly_note=rates.yearly_note(use),
    )
    return PayReading((salary,), warnings)


def _bounds(pay: RecordPay) -> tuple[float | None, float | None, tuple[str, ...]]:
    """The stated bounds, lower first; zero, negative and not-a-number mean not stated."""
    low, high = (
        value if value is not None and math.isfinite(value) and value > 0 else None
        for value in (pay.min, pay.max)
    )
    warnings: tuple[str, ...] = ()
    if low is not None and high is not None:
        if low > high:
            low, high = high, low
            warnings = (f"pay bounds were swapped: {_quote(pay)}",)
        if high / low > _MAX_SPREAD:
            warnings += (
                f"the feed's pay minimum {low:g} does not fit its maximum {high:g} and was left out",
            )
            low = None
    return low, high, warnings


def _unshortened(
    low: float | None, high: float | None, amount: float, currency: str | None, period: Period | None
) -> tuple[float | None, float | None, float, tuple[str, ...]]:
    """Yearly pay told in thousands (120 for 120,000), written out."""
    told_in_thousands = (
        period == "year" and 100 <= amount < 1_000 and is_plausible(amount * 1_000, currency, "year")
    )
    if not told_in_thousands:
        return low, high, amount, ()
    low, high = (None if value is None else value * 1_000 for value in (low, high))
    return low, high, amount * 1_000, (f"pay of {amount:g} a year was read as {amount * 1_000:g}",)


def _period(amount: float, currency: str | None, stated: Period | None) -> tuple[Period | None, str]:
    likely = likely_period(amount, currency)
    if stated is None:
        return likely, ""
    if is_plausible(amount, currency, stated):
        return stated, ""
    if likely is None or likely == stated:
        return None, ""
    return likely, f"{amount:g} per {stated} is implausible; read as per {likely}"


def _currency(pay: RecordPay, country: str | None) -> str | None:
    if pay.currency.strip():
        return currencies.currency_code(pay.currency, country)
    return currencies.COUNTRY_CURRENCY.get(country or "")


def _agree(numbers: Salary, text: Salary) -> bool:
    """Whether the stated bounds of the numbers are those of the text."""
    pairs = [
        (number, wording)
        for number, wording in ((numbers.min_year, text.min_year), (numbers.max_year, text.max_year))
        if number is not None and wording is not None
    ]
    return bool(pairs) and all(abs(number - wording) <= _AGREE * wording for number, wording in pairs)


def _has_other_numbers(pay: RecordPay) -> bool:
    """Whether the text has numbers, but not the feed's: "Band 5/6" published as 10,086 a year."""
    found = {amount.value for amount in find_amounts(pay.text)} | {
        float(digits) for digits in _DIGITS.findall(pay.text)
    }
    stated = {value for value in (pay.min, pay.max) if value}
    return bool(found) and not any(
        abs(value - number) <= _AGREE * number for value in stated for number in found
    )


def _placed(reading: PayReading, place: str) -> PayReading:
    if not place:
        return reading
    return replace(reading, salaries=tuple(replace(salary, place=place) for salary in reading.salaries))


def _quote(pay: RecordPay) -> str:
    """The feed's own values in one line, as evidence."""
    bounds = " - ".join(f"{value:.15g}" for value in (pay.min, pay.max) if value is not None)
    return " ".join(part for part in (bounds, pay.currency.strip(), pay.period.strip()) if part)


def _short(text: str) -> str:
    return text if len(text) <= _MAX_NOTE_CHARS else text[: _MAX_NOTE_CHARS - 1] + "…"
