"""Precision and recall of the field readers against the structured columns of real postings.

Run from the repository's root: `python -m bench.normalize [pay …] [--errors N]`. Pay is here; the other fields
register themselves in `bench.normalize_fields.FIELDS`. The texts lie beside the checkout and are not part of it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.scoring import Judged, Outcome, Verdict, report, rows
from index.normalize.html import clean
from index.normalize.salary import PayReading, find_salaries
from index.types import Salary

Judgements = Mapping[str, Mapping[str, Any]]
Bench = Callable[[], dict[str, list[Outcome]]]

# Who is right where reader and column differ: ids only, from reading the texts (see `judge_pay` for the rules).
# A judgement holds for the reading that was judged ("read"): another reading of the same posting is open again.
JUDGED = Path(__file__).with_name("normalize_judged.json")
_PERIODS = {
    "YEAR": "year", "HOUR": "hour", "per-hour-wage": "hour", "per-year-salary": "year", "per-month-salary": "month",
}  # fmt: skip
_COUNTRIES = {
    "USA": "US", "GBR": "GB", "UK": "GB", "United Kingdom": "GB", "England": "GB", "Canada": "CA", "CAN": "CA", "AUS": "AU",
    "SGP": "SG", "IND": "IN", "DEU": "DE",
}  # fmt: skip
_SAME = 0.01
_PAY_WORDS = re.compile(
    r"salar|\bpay\b|compensation|\bcomp\b|wage|\brates?\b|\bbase\b|ctc|per (?:year|annum|hour)|annual|hourly|/ ?(?:yr|year|hr|h|hour|mo|month)",
    re.IGNORECASE,
)
_NEAR_CHARS = 90


def pay() -> dict[str, list[Outcome]]:
    """Pay of the body (of the pay field where there is no pay in bodies) against the columns."""
    judged: Judgements = json.loads(JUDGED.read_text("utf-8"))["pay"]
    from_body = ("builtin_ai_jobs", "hn_who_is_hiring", "zapply_ats", "pythonjobs")
    tables = {name: [_pay_outcome(row, *_body_pay(row), judged) for row in rows(name)] for name in from_body}
    tables["nhs_jobs (pay text)"] = [_pay_outcome(row, *_field_pay(row), judged) for row in rows("nhs_jobs")]
    return tables


def _body_pay(row: Mapping[str, Any]) -> tuple[str, PayReading]:
    html = row.get("description_html")
    text = clean(html or row["description"] or "", is_html=bool(html)).text
    return text, find_salaries(text, field="text", said_by="employer", country=_country(row))


def _field_pay(row: Mapping[str, Any]) -> tuple[str, PayReading]:
    text = row["salary_text"] or ""
    return text, find_salaries(text, field="baseSalary", said_by="feed", country="GB")


def _country(row: Mapping[str, Any]) -> str | None:
    return _COUNTRIES.get((row["location"] or "").split(",")[-1].strip())


def _pay_outcome(row: Mapping[str, Any], text: str, reading: PayReading, judged: Judgements) -> Outcome:
    verdict = _pay_verdict(row, reading)
    stated = (
        f"{row['salary_min']}-{row['salary_max']} {row['currency']} {row['period']}"
        if row["salary_min"]
        else ""
    )
    found = "; ".join(f"{pay.min}-{pay.max} {pay.currency} {pay.period}" for pay in reading.salaries)
    who, why = (None, "") if verdict in ("right", "silent") else judge_pay(row, text, reading, verdict)
    by_hand = judged.get(row["id"], {})
    if by_hand.get("read") == found and verdict not in ("right", "silent"):
        who, why = by_hand["right"], "by hand"
    return Outcome(row["id"], stated, found, verdict, who, why)


def _pay_verdict(row: Mapping[str, Any], reading: PayReading) -> Verdict:
    if not row["salary_min"] and not row["salary_max"]:
        return "extra" if reading.salaries else "silent"
    if not reading.salaries:
        return "missed"
    return "right" if any(_is_column(pay, row) for pay in _with_envelope(reading, row)) else "wrong"


def _with_envelope(reading: PayReading, row: Mapping[str, Any]) -> list[tuple[float | None, float | None]]:
    """(low, high) candidates in the column's unit: each range, its yearly value, and all ranges as one."""
    same = [pay for pay in reading.salaries if pay.currency == row["currency"]]
    period = _PERIODS.get(row["period"])
    candidates = [(pay.min, pay.max) for pay in same if pay.period == period]
    candidates += [(pay.min_year, pay.max_year) for pay in same if period == "year" and pay.period == "month"]
    lows = [low for low, _ in candidates if low]
    highs = [high for _, high in candidates if high]
    return candidates + ([(min(lows), max(highs))] if lows and highs else [])


def _is_column(bounds: tuple[float | None, float | None], row: Mapping[str, Any]) -> bool:
    low, high = bounds
    stated_low, stated_high = row["salary_min"] or row["salary_max"], row["salary_max"] or row["salary_min"]
    return _near(low if low is not None else high, stated_low) and _near(
        high if high is not None else low, stated_high
    )


def _near(found: float | None, stated: float) -> bool:
    return found is not None and abs(found - stated) <= _SAME * abs(stated)


def judge_pay(
    row: Mapping[str, Any], text: str, reading: PayReading, verdict: Verdict
) -> tuple[Judged | None, str]:
    """Who is right by a rule that needs no person, else (None, "")."""
    if verdict == "missed":
        absent = not any(_occurs(row[bound], text) for bound in ("salary_min", "salary_max") if row[bound])
        return ("reader", "the column's amounts are not in the text") if absent else (None, "")
    if any(pay.period != "year" and row["period"] == "YEAR" and _says_unit(pay) for pay in reading.salaries):
        return "reader", "the text says per hour, day, week or month, the column per year"
    if verdict == "wrong" and any(_named_other_currency(pay, row) for pay in reading.salaries):
        return "reader", "the text names another dollar than the column"
    if verdict == "extra" and all(_quoted_as_pay(pay, text) for pay in reading.salaries):
        return "reader", "column silent, text names pay within 90 characters"
    return None, ""


def _occurs(amount: float, text: str) -> bool:
    whole = int(amount)
    forms = [f"{whole:,}", str(whole), f"{whole:,}".replace(",", "."), f"{whole:,}".replace(",", " ")]
    forms += (
        [f"{whole / 1000:g}k", f"{whole / 1000:g} k", f"{whole / 1000:g}-"]
        if whole >= 10_000
        else [f"{amount:g}", f"{amount:.2f}"]
    )
    return any(re.search(rf"(?<![\d.,]){re.escape(form)}(?!\d)", text, re.IGNORECASE) for form in forms)


def _says_unit(pay: Salary) -> bool:
    value = pay.max if pay.max is not None else pay.min
    return value is not None and (
        value < 1_000 or bool(re.search("month|week|day|hour|p/?h|hr", pay.evidence.quote, re.IGNORECASE))
    )


def _named_other_currency(pay: Salary, row: Mapping[str, Any]) -> bool:
    return bool(
        pay.currency and pay.currency != row["currency"] and pay.currency[:1] in pay.evidence.quote
    ) and _is_column((pay.min, pay.max), row)


def _quoted_as_pay(pay: Salary, text: str) -> bool:
    start, end = pay.evidence.start, pay.evidence.end
    if start is None or end is None:
        return True
    return bool(_PAY_WORDS.search(text[max(0, start - _NEAR_CHARS) : end + 30]))


FIELDS: dict[str, Bench] = {"pay": pay}


def _fields() -> dict[str, Bench]:
    if importlib.util.find_spec("bench.normalize_fields") is None:
        return FIELDS
    return FIELDS | importlib.import_module("bench.normalize_fields").FIELDS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fields", nargs="*", default=[])
    parser.add_argument("--errors", type=int, default=20, help="disagreements to list of each table")
    options = parser.parse_args()
    for name, bench in _fields().items():
        if not options.fields or name in options.fields:
            report(name, bench(), errors=options.errors)


if __name__ == "__main__":
    main()
