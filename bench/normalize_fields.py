"""Arrangement, place and seniority readers against the structured columns: the fields beside pay of `bench.normalize`.

What the columns are worth: `hn_who_is_hiring.remote` was made by a model from the text; `builtin.remote` is a badge that
often says "In-Office" where the text says hybrid; `zapply.remote` comes from a regex or a flag that cannot say onsite.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.scoring import Judged, Outcome, Verdict, rows
from index import gazetteer
from index.normalize.arrangement import find_arrangements
from index.normalize.html import clean
from index.normalize.place import find_places, parse_places
from index.normalize.seniority import find_seniority
from index.types import Fact, Place

# A random sample of disagreements of the first two feeds, read by hand: ids only.
JUDGED = Path(__file__).with_name("normalize_fields_judged.json")
_TABLES = ("hn_who_is_hiring", "builtin_ai_jobs", "zapply_ats", "pythonjobs")
_EITHER = {"remote_or_office": {"remote", "onsite"}}
_SILENT = {"unknown", "onsite_or_unspecified"}
_WORD = re.compile(
    r"remot|hybrid|on-?\s?site|in[-\s](?:the\s)?(?:office|person)|office-|days? (?:a|per) week|telecommut|home-?\s?office|from home|wfh",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"#li-|\b(?:role|position|job|schedule|internship|policy)\b|\bdays?\b|^no |model|telecommut|^(?:remote|hybrid|on-?site|in-office)\W*$",
    re.IGNORECASE,
)


def arrangement() -> dict[str, list[Outcome]]:
    """Arrangement read from the body alone, against `remote`; right when the column's value is among those read."""
    by_hand = json.loads(JUDGED.read_text("utf-8"))["arrangement"]
    return {name: [_arrangement(row, by_hand) for row in rows(name)] for name in _TABLES}


def _arrangement(row: Mapping[str, Any], by_hand: Mapping[str, Judged]) -> Outcome:
    text = clean(row["description"] or "", is_html=False).text
    facts = find_arrangements(text).facts
    found = {fact.value for fact in facts}
    column = row["remote"]
    stated = set() if column in _SILENT else _EITHER.get(column, {column})
    verdict = _verdict(bool(stated), bool(found), bool(stated & found))
    judged, why = _judge_arrangement(verdict, text, facts)
    if row["id"] in by_hand and verdict not in ("right", "silent"):
        judged, why = by_hand[row["id"]], "by hand"
    shown = "; ".join(f"{fact.value} ({' '.join(fact.evidence.quote.split())})" for fact in facts)
    return Outcome(row["id"], "" if column in _SILENT else column, shown, verdict, judged, why)


def _judge_arrangement(verdict: Verdict, text: str, facts: tuple[Fact, ...]) -> tuple[Judged | None, str]:
    """Who is right by rule; the rules come from the disagreements read by hand (`JUDGED`), where the text won 62 of 80."""
    if verdict == "missed" and not _WORD.search(text):
        return "reader", "the text does not say"
    plain = any(_PLAIN.search(fact.evidence.quote) for fact in facts)
    if verdict in ("wrong", "extra") and plain:
        return "reader", "the text says so about the role, the column does not"
    return None, ""


def _verdict(stated: bool, found: bool, same: bool) -> Verdict:
    if not stated:
        return "extra" if found else "silent"
    if not found:
        return "missed"
    return "right" if same else "wrong"


def place() -> dict[str, list[Outcome]]:
    """City and country of the location field against its last and first part, read by hand where they differ.

    The column is the feed's own string: agreement is with a plain reading of "City, Region, COUNTRY". The last
    table is places found in bodies against the location column.
    """
    tables = {
        f"{name} (field)": [_field(row) for row in rows(name)]
        for name in ("builtin_ai_jobs", "zapply_ats", "pythonjobs")
    }
    bodies = {
        f"{name} (body)": [_body(row) for row in rows(name)]
        for name in ("builtin_ai_jobs", "zapply_ats", "pythonjobs")
    }
    return tables | bodies


def _field(row: Mapping[str, Any]) -> Outcome:
    said = row["location"] or ""
    reading = parse_places(said, field="location")
    places = (*reading.places, *reading.eligibility)
    stated = _plainly(said)
    same = (
        any(
            place.country == stated[1] and (not stated[0] or _same_city(place, stated[0])) for place in places
        )
        if stated
        else False
    )
    return Outcome(
        row["id"], said if stated else "", _shown(places), _verdict(bool(stated), bool(places), same)
    )


def _body(row: Mapping[str, Any]) -> Outcome:
    said = row["location"] or ""
    text = clean(row["description"] or "", is_html=False).text
    reading = find_places(text)
    stated = _plainly(said)
    same = (
        any(
            place.country == stated[1] and (not stated[0] or not place.city or _same_city(place, stated[0]))
            for place in reading.places
        )
        if stated
        else False
    )
    return Outcome(
        row["id"],
        said if stated else "",
        _shown(reading.places),
        _verdict(bool(stated), bool(reading.places), same),
    )


def _plainly(said: str) -> tuple[str, str] | None:
    """City and country of "City, COUNTRY" or "City, State", or None when the string is anything else."""
    parts = [part.strip() for part in said.split(",")]
    last = parts[-1]
    if len(parts) > 2 and (len(parts) > 3 or gazetteer.region_of(parts[1]) is None):
        return None  # a district or a street stands first
    region = gazetteer.region_of(last, "US")
    country = gazetteer.country_code(last) if not region or len(last) == 3 else "US"
    if country is None or "remote" in said.casefold() or re.search(r"[;/&()+]| or | and ", said):
        return None
    return (parts[0] if len(parts) > 1 else "", country)


def _same_city(place: Place, name: str) -> bool:
    city = gazetteer.usual_city(name, country=place.country) or next(iter(gazetteer.cities_named(name)), None)
    names = {gazetteer.fold(name), gazetteer.fold(city.name) if city else ""}
    return gazetteer.fold(place.city or "") in names


def _shown(places: tuple[Place, ...]) -> str:
    return "; ".join(
        "/".join(part or "-" for part in (place.city, place.region, place.country)) for place in places[:4]
    )


_LEVELS = {
    "internship": {"intern"}, "intern": {"intern"}, "entry": {"entry"}, "entry level": {"entry"}, "junior": {"entry"}, "mid": {"mid"},
    "mid level": {"mid"}, "senior": {"senior"}, "senior level": {"senior"}, "lead": {"lead"}, "staff": {"staff"}, "principal": {"principal"},
    "manager": {"manager"}, "director": {"director"}, "executive": {"executive"}, "expert/leader": {"lead", "staff", "principal", "director", "manager"},
    "founding": {"senior", "lead"},
}  # fmt: skip


def seniority() -> dict[str, list[Outcome]]:
    """Seniority of title and body against `seniority`, where the column says anything."""
    return {name: [_seniority(row) for row in rows(name)] for name in _TABLES[:3]}


def _seniority(row: Mapping[str, Any]) -> Outcome:
    text = clean(row["description"] or "", is_html=False).text
    found = {fact.value for fact in find_seniority(row["title"] or "", text)}
    column = str(row["seniority"] or "").casefold().replace("_", " ").strip()
    stated = _LEVELS.get(column, set())
    verdict = _verdict(bool(stated), bool(found), bool(stated & found))
    return Outcome(
        row["id"],
        f"{column} ({(row['title'] or '')[:60]})" if stated else "",
        ", ".join(sorted(found)),
        verdict,
    )


FIELDS: dict[str, Callable[[], dict[str, list[Outcome]]]] = {
    "arrangement": arrangement,
    "place": place,
    "seniority": seniority,
}
