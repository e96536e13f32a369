"""Pure scoring of understood questions against gold ones: slots, exactness, turns.

The rules of the development questions: lists without order, names without case and aliases, a place part that the
label leaves out and we fill in is right when it is correct, radii within a kilometre, long country lists by overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index import gazetteer, taxonomy

Slot = Mapping[str, Any]
"""A constraint as plain data: `kind`, `value`, `negated`; other keys are ignored."""

LONG_LIST = 10
"""A list of places from this length on is an area; two of them agree when they overlap by `LIST_OVERLAP`."""
LIST_OVERLAP = 0.75
RADIUS_TOLERANCE_KM = 1.0


@dataclass(frozen=True, slots=True)
class ParseScore:
    """How one reading compares: `exact`, and the slots that agree, are missing and are too many."""

    exact: bool
    right: int
    missing: int
    extra: int


def slot_f1(scores: Iterable[ParseScore]) -> float:
    """F1 over all slots of all questions (micro average); 1.0 when there is no slot at all."""
    all_scores = list(scores)
    right = sum(score.right for score in all_scores)
    wrong = sum(score.missing + score.extra for score in all_scores)
    return 1.0 if right + wrong == 0 else 2 * right / (2 * right + wrong)


def exact_share(scores: Sequence[ParseScore]) -> float:
    """The share of questions read exactly; 0.0 for none."""
    return sum(score.exact for score in scores) / len(scores) if scores else 0.0


def score_parse(
    found: Sequence[Slot], gold: Sequence[Slot], alternatives: Sequence[Sequence[Slot]] = ()
) -> ParseScore:
    """Compare with the gold reading or the alternative that agrees best."""
    scores = [_against(found, accepted) for accepted in (gold, *alternatives)]
    return max(scores, key=lambda score: (score.exact, score.right - score.missing - score.extra))


def _against(found: Sequence[Slot], gold: Sequence[Slot]) -> ParseScore:
    ours, theirs = list(_spread(found)), list(_spread(gold))
    right = 0
    for slot in list(ours):
        match = next((each for each in theirs if same_slot(slot, each)), None)
        if match is not None:
            ours.remove(slot)
            theirs.remove(match)
            right += 1
    return ParseScore(exact=not ours and not theirs, right=right, missing=len(theirs), extra=len(ours))


def _spread(slots: Iterable[Slot]) -> Iterable[Slot]:
    """As in "Not A or B" and "not A, not B" say the same: one negated slot for each value, save for long lists."""
    for slot in slots:
        values = slot["value"].get("any") if slot["negated"] else None
        if (
            not values
            or slot["kind"] in {"arrangement", "seniority", "employment"}
            or len(values) >= LONG_LIST
        ):
            yield slot
            continue
        for value in values:
            if slot["kind"] == "place":
                value = {"country": value} if isinstance(value, str) else value
            else:
                value = {"name": value}
            yield {"kind": slot["kind"], "value": value, "negated": True}


def same_slot(found: Slot, gold: Slot) -> bool:
    """Whether two constraints say the same."""
    if found["kind"] != gold["kind"] or bool(found["negated"]) != bool(gold["negated"]):
        return False
    ours, theirs = found["value"], gold["value"]
    if found["kind"] == "place":
        return _same_places(ours, theirs)
    if found["kind"] == "skill":
        return _names(ours, taxonomy.canonical_skill) == _names(theirs, taxonomy.canonical_skill)
    if found["kind"] == "company":
        return taxonomy.canonical_company(ours["name"]) == taxonomy.canonical_company(theirs["name"])
    if found["kind"] == "topic":
        return bool(ours["words"].casefold().split() == theirs["words"].casefold().split())
    if "any" in theirs or "any" in ours:
        return set(ours.get("any") or ()) == set(theirs.get("any") or ())
    return {key: part for key, part in ours.items() if part is not None} == {
        key: part for key, part in theirs.items() if part is not None
    }


def _names(value: Mapping[str, Any], canonical: Any) -> frozenset[str]:
    names = value.get("any") or [value["name"]]
    return frozenset(canonical(name).casefold() for name in names)


def _same_places(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    found, gold = _place_list(ours), _place_list(theirs)
    if max(len(found), len(gold)) >= LONG_LIST:
        found_keys, gold_keys = {str(place) for place in found}, {str(place) for place in gold}
        return len(found_keys & gold_keys) >= LIST_OVERLAP * len(found_keys | gold_keys)
    if len(found) != len(gold):
        return False
    left = list(gold)
    for place in found:
        match = next((each for each in left if _same_place(place, each)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _place_list(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    places = value["any"] if value.get("any") else [value]
    return [
        {"country": place} if isinstance(place, str) else {k: v for k, v in place.items() if v}
        for place in places
    ]


def _same_place(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    if bool(ours.get("radius_km")) != bool(theirs.get("radius_km")):
        return False
    if abs((ours.get("radius_km") or 0) - (theirs.get("radius_km") or 0)) > RADIUS_TOLERANCE_KM:
        return False
    if bool(ours.get("city")) != bool(theirs.get("city")) or (
        ours.get("city") and _city(ours["city"]) != _city(theirs["city"])
    ):
        return False
    for part in ("region", "country"):
        if theirs.get(part) and ours.get(part) != theirs[part]:
            return False
        if ours.get(part) and not theirs.get(part) and not _is_correct(ours, theirs, part):
            return False
    return True


def _city(name: str) -> str:
    found = gazetteer.cities_named(name)
    return gazetteer.fold(found[0].name if found else name)


def _is_correct(ours: Mapping[str, Any], theirs: Mapping[str, Any], part: str) -> bool:
    """Whether a part that the label leaves out is the true one: of the usual city, of the country of a region."""
    if theirs.get("city"):
        city = gazetteer.usual_city(theirs["city"])
        return city is not None and getattr(city, part) == ours[part]
    region = gazetteer.region_of(theirs["region"]) if theirs.get("region") else None
    return part == "country" and region is not None and region.country == ours["country"]


def score_turn(found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
    """Whether a turn is exactly right: its move, the constraints in force, and the ranks it points at.

    Args:
        found: `move`, `refers_to` (ranks) and `constraints`.
        gold: The same, with `alternatives`; `refers_to` may be one rank or a list.
    """
    ranks = gold.get("refers_to")
    ranks = [] if ranks is None else ranks if isinstance(ranks, list) else [ranks]
    if found["move"] != gold["move"] or list(found["refers_to"]) != ranks:
        return False
    return score_parse(found["constraints"], gold["constraints"], gold.get("alternatives", ())).exact


_SMALL_WORDS = frozenset("a an the of to in on at for with and or by from as is are".split())


def text_overlap(found: str, gold: str) -> float:
    """How far two topics share their words (F1, small words aside); 1.0 when both are empty."""
    ours = {word.strip(",.:;").casefold() for word in found.split()} - _SMALL_WORDS
    theirs = {word.strip(",.:;").casefold() for word in gold.split()} - _SMALL_WORDS
    if not ours and not theirs:
        return 1.0
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))
