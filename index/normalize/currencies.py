"""Currencies as postings write them: codes, signs, words, and the country whose money a bare sign means.

Nothing here converts: `ROUGHLY_PER_DOLLAR` only tells a wage from a typing error.
"""

from __future__ import annotations

import re

ROUGHLY_PER_DOLLAR: dict[str, float] = {
    "USD": 1, "CAD": 1.4, "AUD": 1.5, "NZD": 1.7, "SGD": 1.3, "EUR": 0.9, "GBP": 0.8, "CHF": 0.85, "HKD": 7.8,
    "JPY": 150, "CNY": 7, "INR": 85, "KRW": 1400, "TWD": 32, "THB": 33, "MYR": 4.4, "PHP": 57, "IDR": 16_000,
    "VND": 25_000, "PKR": 280, "BDT": 120, "LKR": 300, "SEK": 10, "NOK": 10, "DKK": 7, "ISK": 135, "PLN": 4,
    "CZK": 22, "HUF": 360, "RON": 4.5, "BGN": 1.75, "RUB": 90, "UAH": 41, "TRY": 38, "ILS": 3.6, "AED": 3.67,
    "SAR": 3.75, "QAR": 3.64, "EGP": 50, "ZAR": 18, "NGN": 1500, "KES": 130, "GHS": 12, "BRL": 5.5, "MXN": 18,
    "ARS": 1000, "CLP": 950, "COP": 4000, "PEN": 3.7, "UYU": 40, "RSD": 105, "GEL": 2.7,
}  # fmt: skip
"""Units of each currency that are about one US dollar (2026, one digit): for orders of magnitude only."""

COUNTRY_CURRENCY: dict[str, str] = {
    "US": "USD", "PR": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "GB": "GBP", "CH": "CHF",
    "LI": "CHF", "JP": "JPY", "CN": "CNY", "IN": "INR", "KR": "KRW", "TW": "TWD", "TH": "THB", "MY": "MYR", "PH": "PHP",
    "ID": "IDR", "VN": "VND", "PK": "PKR", "BD": "BDT", "LK": "LKR", "SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK",
    "PL": "PLN", "CZ": "CZK", "HU": "HUF", "RO": "RON", "RU": "RUB", "UA": "UAH", "TR": "TRY", "IL": "ILS", "AE": "AED",
    "SA": "SAR", "QA": "QAR", "EG": "EGP", "ZA": "ZAR", "NG": "NGN", "KE": "KES", "GH": "GHS", "BR": "BRL", "MX": "MXN",
    "AR": "ARS", "CL": "CLP", "CO": "COP", "PE": "PEN", "UY": "UYU", "RS": "RSD", "GE": "GEL",
    **dict.fromkeys(
        ("AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PT",
         "SI", "SK"),
        "EUR",
    ),
}  # fmt: skip

_DOLLAR_COUNTRIES = frozenset(("US", "PR", "CA", "AU", "NZ", "SG", "HK", "MX", "AR", "CL", "CO", "UY"))
_KRONE_COUNTRIES = frozenset(("SE", "NO", "DK", "IS"))

_NAMED: dict[str, str] = {
    "us$": "USD", "usd$": "USD", "$us": "USD", "u$s": "USD", "us dollars": "USD", "us dollar": "USD", "c$": "CAD",
    "ca$": "CAD", "cad$": "CAD", "cdn$": "CAD", "cdn": "CAD", "$cad": "CAD", "canadian dollars": "CAD", "a$": "AUD",
    "au$": "AUD", "aud$": "AUD", "$aud": "AUD", "s$": "SGD", "sgd$": "SGD", "nz$": "NZD", "nzd$": "NZD", "hk$": "HKD",
    "hkd$": "HKD", "nt$": "TWD", "r$": "BRL", "mx$": "MXN", "€": "EUR", "euros": "EUR", "euro": "EUR", "£": "GBP",
    "£gbp": "GBP", "pounds": "GBP", "pound": "GBP", "sterling": "GBP", "₹": "INR", "inr₹": "INR", "rs": "INR",
    "rs.": "INR", "rupees": "INR", "zł": "PLN", "zl": "PLN", "zloty": "PLN", "kč": "CZK", "ft": "HUF", "₽": "RUB",
    "₴": "UAH", "₺": "TRY", "₪": "ILS", "nis": "ILS", "₩": "KRW", "฿": "THB", "₱": "PHP", "₫": "VND", "₦": "NGN",
    "rm": "MYR", "fr.": "CHF", "sfr.": "CHF", "sfr": "CHF", "rmb": "CNY", "lei": "RON", "円": "JPY",
}  # fmt: skip
_DOLLAR_WORDS = frozenset(("$", "dollars", "dollar", "$$"))
_KRONE_WORDS = frozenset(("kr", "kr.", "kronor", "kroner"))

_CODES = "|".join(sorted(ROUGHLY_PER_DOLLAR))
_SIGNED = r"US\$|USD\s?\$|\$US|U\$S|CA?\$|CAD\s?\$|CDN\$|AU?\$|AUD\s?\$|S\$|SGD ?\$|NZD? ?\$|HKD? ?\$|NT\$|R\$|MX\$|£ ?GBP|INR ?₹"
BEFORE = rf"(?:(?<![A-Za-z])(?:{_SIGNED}|(?:{_CODES}|CDN|RMB|[Rr]s\.?|RM|SFr\.?|NIS)(?![A-Za-z]))|[$€£₹¥₽₴₺₪₩฿₱₫₦])"
"""A currency before an amount: codes in capitals, signs with or without the country's letters."""
AFTER = (
    rf"(?:\$CAD|\$AUD|(?:{_CODES}|CDN|RMB|NIS)(?![a-z])|(?:zł|zl|zloty|kč|kr\.?|kronor|kroner|ft|lei|rupees|euros?|dollars?"
    r"|us dollars?|canadian dollars|pounds?(?: sterling)?|eur|usd|gbp|chf|pln|cad|aud|sek|czk|huf|inr)(?![a-z])|[€£₹₽₴₺₪₩円$](?!\s?\d))"
)
"""A currency after an amount: also words and lower case. To be compiled with IGNORECASE off; see `money`."""


def currency_code(wording: str, country: str | None = None) -> str | None:
    """ISO 4217 code of a sign, code or word; the posting's country decides for `$`, `kr` and `¥`.

    `$` without a country is USD; None when the wording is no currency or its country is needed and unknown.
    """
    name = " ".join(wording.casefold().split())
    if name in _DOLLAR_WORDS:
        return COUNTRY_CURRENCY[country] if country in _DOLLAR_COUNTRIES else "USD"
    if name in _KRONE_WORDS:
        return COUNTRY_CURRENCY[country] if country in _KRONE_COUNTRIES else None
    if name in ("¥", "￥"):
        return "CNY" if country == "CN" else "JPY"
    if code := _NAMED.get(name) or _NAMED.get(name.replace(" ", "")):
        return code
    code = name.upper()
    return code if re.fullmatch(r"[A-Z]{3}", code) else None


def is_ambiguous(wording: str) -> bool:
    """Whether the wording leaves the country open (`$`, dollars)."""
    return " ".join(wording.casefold().split()) in _DOLLAR_WORDS
