"""Several places -> one constraint, and the currency of `$`, which follows from the places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from index import gazetteer
from rag.understand.drafts import Assembled, Draft, joined_by_or, joined_pieces
from rag.understand.scope import Scoped
from rag.understand.tokens import Token

_DOLLARS = {"CA": "CAD", "AU": "AUD", "SG": "SGD"}


def place_drafts(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """Several places are alternatives; a country beside its city says which city."""
    if not wanted:
        return []
    parts = _nested([dict(each.span.value) for each in wanted])
    pieces = joined_pieces([(each.first, each.span.end) for each in wanted])
    soft = all(each.soft for each in wanted)
    if len(parts) == 1:
        return [Draft("place", parts[0], False, soft, pieces)]
    if not any(joined_by_or(tokens, left, right) for left, right in pairwise(wanted)):
        result.notes.append("several places are read as alternatives")
    alternatives: list[Any] = []
    for part in parts:
        alternatives += (
            part["any"] if "any" in part else [part["country"] if set(part) == {"country"} else part]
        )
    return [Draft("place", {"any": tuple(_unique(alternatives))}, False, soft, pieces)]


def _unique(values: Sequence[Any]) -> list[Any]:
    kept: list[Any] = []
    for value in values:
        if value not in kept:
            kept.append(value)
    return kept


def _nested(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fold "Austin … US" into Austin, US; equal places into one."""
    parts = _unique(parts)
    if len(parts) != 2 or any("any" in part for part in parts):
        return parts
    inner, outer = sorted(parts, key=lambda part: -len(part))
    inner, outer = (inner, outer) if "city" in inner or "city" not in outer else (outer, inner)
    if "city" in outer or "radius_km" in outer:
        return parts
    if "city" in inner:
        fitting = [
            city
            for city in gazetteer.cities_named(inner["city"])
            if all(getattr(city, name) == value for name, value in outer.items())
        ]
        clash = any(inner.get(name) not in (None, value) for name, value in outer.items())
        return [inner | outer] if fitting and not clash else parts
    if "region" in inner and outer == {"country": inner.get("country")}:
        return [inner]
    return parts


def resolve_dollars(drafts: Sequence[Draft], result: Assembled) -> None:
    """`$` is USD unless a Canadian, Australian or Singaporean place is asked for."""
    open_ones = [draft for draft in drafts if draft.kind == "salary" and draft.value.get("currency") == "$"]
    if not open_ones:
        return
    countries = {
        country
        for draft in drafts
        if draft.kind == "place" and not draft.negated
        for country in countries_of(draft.value)
    }
    currency = next((code for country, code in _DOLLARS.items() if countries == {country}), "USD")
    for draft in open_ones:
        draft.value["currency"] = currency
    result.notes.append(f"`$` read as {currency}")


def countries_of(value: dict[str, Any]) -> set[str]:
    """The countries a place value lies in, as far as it tells; a bare city counts as the one a posting means."""
    if "any" in value and value["any"] is not None:
        return {
            country
            for each in value["any"]
            for country in ({each} if isinstance(each, str) else countries_of(dict(each)))
        }
    if country := value.get("country"):
        return {country}
    city = gazetteer.usual_city(value["city"]) if value.get("city") else None
    return {city.country} if city else set()
