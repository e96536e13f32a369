"""The words of pay: currencies, multipliers, periods, bounds, and what shows that a figure is or is not pay. Data alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        "$": "$", "us$": "USD", "usd": "USD", "dollar": "$", "dollars": "$", "bucks": "$", "usd$": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
        "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "c$": "CAD", "ca$": "CAD", "cad$": "CAD", "cad": "CAD",
        "a$": "AUD", "au$": "AUD", "aud$": "AUD", "aud": "AUD", "s$": "SGD", "sg$": "SGD", "sgd$": "SGD", "sgd": "SGD", "nz$": "NZD", "nzd$": "NZD", "nzd": "NZD", "hk$": "HKD", "hkd": "HKD",
        "hkd$": "HKD", "r$": "BRL", "brl": "BRL", "reais": "BRL", "mx$": "MXN", "mxn": "MXN", "chf": "CHF", "franken": "CHF", "sfr": "CHF", "francs": "CHF", "¥": "JPY", "jpy": "JPY", "yen": "JPY",
        "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "₹": "INR", "inr": "INR", "rs": "INR", "rupees": "INR", "rupee": "INR", "pln": "PLN", "zł": "PLN", "zl": "PLN", "zloty": "PLN", "zlotys": "PLN",
        "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kroner": "DKK", "kronor": "SEK", "czk": "CZK", "huf": "HUF", "ron": "RON", "lei": "RON", "bgn": "BGN", "isk": "ISK", "try": "TRY", "₺": "TRY", "ils": "ILS",
        "₪": "ILS", "shekels": "ILS", "nis": "ILS", "zar": "ZAR", "rand": "ZAR", "krw": "KRW", "₩": "KRW", "won": "KRW", "php": "PHP", "pesos": "MXN", "idr": "IDR", "myr": "MYR", "ringgit": "MYR", "thb": "THB",
        "baht": "THB", "aed": "AED", "dirhams": "AED", "sar": "SAR", "riyals": "SAR", "twd": "TWD", "ngn": "NGN", "naira": "NGN", "kes": "KES", "egp": "EGP", "uah": "UAH", "₴": "UAH", "rub": "RUB", "₽": "RUB",
        "vnd": "VND", "pkr": "PKR", "bdt": "BDT", "lkr": "LKR", "ars": "ARS", "clp": "CLP", "cop": "COP", "pen": "PEN",
    }
)  # fmt: skip
"""Folded sign, code or word -> ISO 4217; "$" stays open until the places of the question are known."""

UNKNOWN_CURRENCIES = frozenset({"btc", "bitcoin", "bitcoins", "eth", "ether", "usdc", "usdt", "doge", "xmr", "sol", "galleons", "doubloons", "gold", "shillings", "kr", "crowns", "credits"})  # fmt: skip
"""Named like money, but not one currency with a published rate."""

WORDS_THAT_ARE_CODES = frozenset("try php won rand pen lei sol cop gold rs sar credits crowns ether".split())
"""Currency words that are something else unless they stand beside a figure and, as codes, in upper case."""

MULTIPLIERS: Mapping[str, float] = MappingProxyType(
    {
        "k": 1e3, "grand": 1e3, "thousand": 1e3, "thousands": 1e3, "tsd": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "ke": 1e3, "k€": 1e3,
        "m": 1e6, "mn": 1e6, "mm": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "l": 1e5, "lpa": 1e5,
        "cr": 1e7, "crore": 1e7, "crores": 1e7,
    }
)  # fmt: skip
SMALL_UNITS = frozenset(
    {"JPY", "KRW", "IDR", "VND", "HUF", "CLP", "COP", "NGN", "PKR", "INR", "RUB", "PHP", "THB"}
)
"""Currencies in which a year's pay runs into the millions."""
INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "lpa", "cr", "crore", "crores"})

PERIODS: Mapping[str, str] = MappingProxyType(
    {
        "hour": "hour", "hr": "hour", "h": "hour", "hrs": "hour", "hourly": "hour", "ph": "hour", "p/h": "hour", "stunde": "hour", "heure": "hour", "l'heure": "hour", "hora": "hour", "stundlich": "hour",
        "day": "day", "daily": "day", "d": "day", "pd": "day", "tag": "day", "jour": "day", "dia": "day", "diem": "day", "tagessatz": "day", "tjm": "day",
        "week": "week", "weekly": "week", "wk": "week", "pw": "week", "woche": "week", "semaine": "week", "semana": "week",
        "month": "month", "monthly": "month", "mo": "month", "mth": "month", "pm": "month", "pcm": "month", "monat": "month", "mois": "month", "mes": "month", "monatlich": "month", "mensuel": "month", "mensuels": "month", "mensual": "month", "mensuales": "month",
        "year": "year", "yearly": "year", "yr": "year", "annum": "year", "annual": "year", "annually": "year", "pa": "year", "jahr": "year", "jahrlich": "year", "ano": "year", "anuales": "year", "anual": "year", "annuel": "year", "annuels": "year",
    }
)  # fmt: skip
ALONE = frozenset({"hourly", "daily", "weekly", "monthly", "yearly", "annually", "annual", "pd", "pw", "pm", "pcm", "pa", "ph", "stundlich", "monatlich", "jahrlich", "mensuel", "mensuels", "mensual", "mensuales", "anuales", "anual", "annuel", "annuels"})  # fmt: skip
"""Periods that need no "per" before them."""
PER = frozenset("a an per / each every pro par por al im am the de p la le".split())

AT_LEAST = (
    "over|above|more than|at least|at minimum|minimum|minimum of|min|min.|a minimum of|from|starting at|starting from|starts at|start at|north of|upwards of|upward of|in excess of|exceeding|better than|greater than|higher than|beyond|past"
    "|no less than|not less than|nothing under|nothing below|nothing less than|not under|not below|no lower than|not lower than|never below|never under|>|>=|≥|&gt;|min :|minimum :|no lower|no under|none under|none below|not a penny under|not a cent under"
    "|ab|mindestens|uber|mehr als|nicht unter|von|a partir de|plus de|au moins|au dessus de|superieur a|des|minimum de|mas de|desde|al menos|minimo|como minimo|por encima de|superior a|no menos de"
)
AT_MOST = (
    "up to|under|below|less than|max|maximum|maximum of|a maximum of|at most|no more than|not more than|not over|not above|nothing over|nothing above|no higher than|lower than|capped at|within|south of|fewer than|cheaper than|<|<=|≤|until|beneath"
    "|bis|bis zu|unter|hochstens|maximal|weniger als|jusqu'a|moins de|au plus|au maximum|hasta|menos de|como maximo|maximo|por debajo de"
)
ABOUT = "around|about|roughly|approximately|approx|approx.|circa|ca|ca.|~|somewhere around|in the region of|close to|near|nearly|etwa|environ|unos|alrededor de|at|of|for|ungefahr|rund"
AFTER_AT_LEAST = "+|plus|or more|or above|or over|or higher|or better|or up|and up|and above|and over|and more|and upwards|upwards|minimum|min|min.|at least|at minimum|or greater|plus +|oder mehr|aufwarts|ou plus|minimum|o mas|como minimo|minimo"
AFTER_AT_MOST = "or less|or below|or under|and under|and below|max|max.|maximum|at most|tops|or lower|or fewer|hochstens|maximal|ou moins|maximum|o menos|como maximo|maximo|at the most"

PAY_WORDS = frozenset(
    """salary salaries pay pays paying paid compensation comp wage wages earn earning earns ote tc base rate rates make making package remuneration income stipend
    gehalt verdienst lohn salaire remuneration sueldo salario brutto brut bruto netto gross tagessatz stundensatz tjm money budgeted offering ctc bonus""".split()
)  # fmt: skip
NOT_PAY = frozenset(
    """users user customers employees people budget budgets arr mrr revenue revenues portfolio portfolios deals deal requests rps qps followers subscribers fund funds funding round raise raised valuation grant grants quota spend
    transactions downloads stars devices nodes gpus cores miles mile km kilometers kilometres steps race resolution sqft assets aum companies stores students patients beds units tokens parameters years yrs hours days weeks months
    percent % clients loan loans mortgage mortgages equity donations donation endowment startups p&l words rows records events orders""".split()
)  # fmt: skip
"""After a figure: it counts something else."""
COUNTED_BY = frozenset(
    "ad ads annual monthly active daily marketing media seed venture vc concurrent in of a the".split()
)
"""May stand between the figure and what it counts: "$5M ad budget", "10k active users"."""
HANDLED = frozenset({"manage", "managing", "run", "running", "raised", "raising", "fund", "funded", "budget", "revenue", "series", "valued", "portfolio", "handle", "handling", "own", "owning", "oversee", "overseeing", "deploying", "saves", "saved", "serving", "serves", "closing", "close", "sold", "selling"})  # fmt: skip
