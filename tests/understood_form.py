"""A short written form for constraints, so that a test can say a whole reading on one line."""

from __future__ import annotations

from typing import Any

from index.constraints import Constraint, Place
from index.gazetteer import area
from rag.understand import Vocabulary
from rag.understand.places import area_value

VOCABULARY = Vocabulary(
    companies={
        "NVIDIA": 30, "nvidia": 700, "Anthropic": 11, "Amazon.com Services LLC": 34, "Google": 12, "meta": 9, "Stripe": 6, "spotify": 79,
        "Visa Inc,": 11, "Bank of America Merrill Lynch": 18, "Apple": 7, "Salesforce": 19, "Palantir": 8, "Databricks": 5, "Block": 5,
        "SynergisticIT": 34, "the": 16, "Epic": 8, "Zip": 50, "Remote": 3, "Scale AI": 10,
    },
    skills={"LangGraph": 190, "AutoGen": 55, "monitoring": 79, "machine learning": 44, "vLLM": 30, "GPU": 12, "Python": 1900},
)  # fmt: skip


def short(constraint: Constraint) -> str:
    """ "not skill PHP", "salary 150000..- USD year", "place Toronto ON CA 48km"."""
    value = constraint.value
    words = {
        "salary": _pay,
        "place": _places,
        "posted": _posted,
        "experience": _years,
        "visa": lambda _: "",
        "topic": lambda v: v["words"],
    }
    said = words.get(constraint.kind, _names)(value)
    parts = [
        "not" if constraint.negated else "",
        constraint.kind,
        said,
        "" if constraint.required else "(ranks)",
    ]
    return " ".join(part for part in parts if part)


def _names(value: dict[str, Any]) -> str:
    return "|".join(value["any"]) if "any" in value else str(value["name"])


def _pay(value: dict[str, Any]) -> str:
    low, high = (
        "-" if value[end] is None else f"{value[end]:g}" if value[end] >= 1e15 else str(value[end])
        for end in ("min", "max")
    )
    return f"{low}..{high} {value['currency'] or '?'} {value['period']}"


AREAS = (
    "EU",
    "Europe",
    "EMEA",
    "DACH",
    "Nordics",
    "LATAM",
    "APAC",
    "Bay Area",
    "Silicon Valley",
    "Greater Boston",
    "Southern California",
    "DMV",
)


def _places(value: dict[str, Any]) -> str:
    if "any" in value:
        for name in AREAS:
            if value == Place(**area_value(area(name))).value:
                return name
        return "|".join(place if isinstance(place, str) else _place(place) for place in value["any"])
    return _place(value)


def _place(value: dict[str, Any]) -> str:
    radius = f"{value['radius_km']}km" if value["radius_km"] else ""
    return " ".join(part for part in (value["city"], value["region"], value["country"], radius) if part)


def _posted(value: dict[str, Any]) -> str:
    return str(value["after"]) if "after" in value else f"{value['within_days']} days"


def _years(value: dict[str, Any]) -> str:
    return f"{value.get('min_years', '-')}..{value.get('max_years', '-')}"
