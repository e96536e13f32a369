"""Readings with their cues -> constraints and notes: lists with "or", several places, the currency of `$`.

Everything said is joined by "and"; what cannot be true together is kept and said in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from index import gazetteer
from index.constraints import Constraint
from index.constraints import Topic as TopicConstraint
from rag.understand.scope import Scoped, Scopes
from rag.understand.spans import words_of
from rag.understand.tokens import Token

_KIND: TypeAdapter[Constraint] = TypeAdapter(Constraint)
_CLOSED = frozenset({"arrangement", "seniority", "employment"})
_OR = frozenset({"or", "/", "oder", "ou", "o", "and/or", "|", "either"})
_AND = frozenset({",", "and", "&", "und", "et", "y", "+"})
_BETWEEN = (
    _OR
    | _AND
    | frozenset(
        """
    in with at the a an near for even maybe level role roles position work jobs from to en au possibly
    also is ok
    """.split()
    )
)
_DOLLARS = {"CA": "CAD", "AU": "AUD", "SG": "SGD"}
_TOGETHER = ({"contract", "temporary"}, {"full_time", "part_time"})
"""Kinds of employment that, said side by side, are alternatives rather than two demands."""


@dataclass(slots=True)
class Assembled:
    """Constraints in the question's order, and what was assumed or cannot be."""

    constraints: list[Constraint] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    welcome: list[Constraint] = field(default_factory=list)
    """What was only called welcome ("hybrid is fine") and so filters nothing; a conversation may widen with it."""


@dataclass(slots=True)
class _Draft:
    kind: str
    value: dict[str, Any]
    negated: bool
    soft: bool
    pieces: list[tuple[int, int]]
    required: bool = True


def assemble(question: str, tokens: Sequence[Token], found: Scopes) -> Assembled:
    """The constraints that the readings amount to."""
    result = Assembled()
    readings = _without_idle(found.readings, result)
    for each in found.readings:
        if each.permitted and each not in readings:
            result.welcome += _only(each, question, tokens)
    drafts: list[_Draft] = []
    for kind, group in groupby(
        sorted(readings, key=lambda each: each.span.kind), key=lambda each: each.span.kind
    ):
        drafts += _drafts(kind, list(group), tokens, result)
    _resolve_dollars(drafts, result)
    _either_kind(drafts, readings, tokens, result)
    for topic_first, start, end in found.topics:
        words = words_of(question, tokens, start, end)
        drafts.append(_Draft("topic", {"topic": words}, True, False, [(topic_first, end)]))
    for draft in sorted(drafts, key=lambda each: each.pieces[0]):
        _add(draft, question, tokens, result)
    _contradictions(result)
    return result


def _only(each: Scoped, question: str, tokens: Sequence[Token]) -> list[Constraint]:
    """The one constraint that a reading by itself is."""
    alone = Assembled()
    draft = _draft(each)
    _resolve_dollars([draft], alone)
    _add(draft, question, tokens, alone)
    return alone.constraints


def _add(draft: _Draft, question: str, tokens: Sequence[Token], result: Assembled) -> None:
    words = " … ".join(words_of(question, tokens, start, end) for start, end in draft.pieces)
    data = {
        "kind": draft.kind,
        "negated": draft.negated,
        "words": words,
        "required": draft.required and not draft.soft,
    }
    try:
        if draft.kind == "topic":
            result.constraints.append(
                TopicConstraint(topic=draft.value["topic"], words=words, required=not draft.soft)
            )
        else:
            result.constraints.append(_KIND.validate_python(data | draft.value))
    except ValidationError as error:
        result.notes.append(f"“{words}” cannot be used: {_reason(error)}")


def _reason(error: ValidationError) -> str:
    return error.errors()[0]["msg"].removeprefix("Value error, ")


def _without_idle(readings: Sequence[Scoped], result: Assembled) -> list[Scoped]:
    """Leave out what shuts nothing out: "hybrid is fine" alone, a visa that is not needed."""
    kept = []
    for each in readings:
        same = [
            other
            for other in readings
            if other.span.kind == each.span.kind and not other.permitted and not other.negated
        ]
        if each.permitted and not same:
            result.notes.append("what is merely welcome is not used as a filter")
        elif each.span.kind == "visa" and each.negated:
            result.notes.append("that no sponsorship is needed shuts no posting out")
        else:
            kept.append(each)
            result.notes += [note for note in each.span.notes if note not in result.notes]
    return kept


# --- from readings to drafts ------------------------------------------------------------------------------


def _drafts(kind: str, readings: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    wanted = [each for each in readings if not each.negated]
    unwanted = [each for each in readings if each.negated]
    if kind in _CLOSED:
        return _closed(kind, wanted, tokens) + _closed_negated(kind, unwanted)
    single = [
        _Draft(kind, dict(each.span.value), True, each.soft, [(each.first, each.span.end)])
        for each in unwanted
    ]
    builders = {
        "skill": _skills,
        "place": _places,
        "company": _companies,
        "salary": _salaries,
        "experience": _merged_years,
    }
    build = builders.get(kind, _once)
    return build(wanted, tokens, result) + single


def _draft(each: Scoped, **value: Any) -> _Draft:
    return _Draft(
        each.span.kind, value or dict(each.span.value), each.negated, each.soft, [(each.first, each.span.end)]
    )


def joined_by_or(tokens: Sequence[Token], left: Scoped, right: Scoped) -> bool | None:
    """True for "or" between two readings, False for a comma or "and", None when they are not neighbours."""
    gap = [token.key for token in tokens[left.span.end : right.first]]
    if any(key not in _BETWEEN for key in gap):
        return None
    if any(key in _OR for key in gap):
        return True
    return False if any(key in _AND for key in gap) else None


def lists_of(readings: Sequence[Scoped], tokens: Sequence[Token]) -> list[list[Scoped]]:
    """Readings in lists of alternatives: "A, B or C" is one list, "A, B and C" three."""
    lists: list[list[Scoped]] = []
    commas: list[Scoped] = []
    """The run of comma-joined readings before the present one: "or" at its end makes it a list."""
    for each in readings:
        joined = (
            joined_by_or(tokens, commas[-1] if commas else lists[-1][-1], each) if commas or lists else None
        )
        if joined is True and commas:
            lists.append([*commas, each])
            commas = []
        elif joined is True:
            lists[-1].append(each)
        elif joined is False and commas and _only_comma(tokens, commas[-1], each):
            commas.append(each)
        else:
            lists += [[one] for one in commas]
            commas = [each]
    return lists + [[one] for one in commas]


def _only_comma(tokens: Sequence[Token], left: Scoped, right: Scoped) -> bool:
    return not any(
        token.key in {"and", "&", "und", "et", "y", "+"} for token in tokens[left.span.end : right.first]
    )


def _closed(kind: str, wanted: list[Scoped], tokens: Sequence[Token]) -> list[_Draft]:
    """Alternatives of a closed vocabulary: one constraint; kinds of employment side by side may be two demands."""
    if not wanted:
        return []
    groups: list[list[Scoped]] = [[wanted[0]]]
    for each in wanted[1:]:
        values = {value for one in (*groups[-1], each) for value in one.span.value["any"]}
        apart = (
            kind == "employment"
            and joined_by_or(tokens, groups[-1][-1], each) is not True
            and not each.permitted
        )
        if apart and not any(values <= together for together in _TOGETHER) and len(values) > 1:
            groups.append([each])
        else:
            groups[-1].append(each)
    return [_union(kind, group, negated=False) for group in groups]


def _closed_negated(kind: str, unwanted: list[Scoped]) -> list[_Draft]:
    groups = groupby(unwanted, key=lambda each: (each.cue, each.span.start if each.cue < 0 else -1))
    return [_union(kind, list(group), negated=True) for _, group in groups]


def _union(kind: str, group: Sequence[Scoped], *, negated: bool) -> _Draft:
    values = tuple(dict.fromkeys(value for each in group for value in each.span.value["any"]))
    pieces = [(each.first, each.span.end) for each in group]
    return _Draft(kind, {"any": values}, negated, all(each.soft for each in group), _joined(pieces))


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring pieces as one, so that "remote or hybrid" is one span."""
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        if start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _skills(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    drafts, seen = [], set()
    for group in lists_of(wanted, tokens):
        names = tuple(dict.fromkeys(each.span.value["name"] for each in group))
        if names in seen:
            continue
        seen.add(names)
        value = {"name": names[0]} if len(names) == 1 else {"any": names}
        drafts.append(
            _Draft(
                "skill",
                value,
                False,
                all(each.soft for each in group),
                _joined([(each.first, each.span.end) for each in group]),
            )
        )
    return drafts


def _companies(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    """No posting has two employers: of several, each only ranks."""
    drafts = {each.span.value["name"].casefold(): _draft(each) for each in wanted}
    if len(drafts) > 1:
        result.notes.append("several employers cannot be one filter: postings of any of them rank first")
        for draft in drafts.values():
            draft.required = False
    return list(drafts.values())


def _once(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    """One constraint of the kind; equal ones fold, of different ones the last said counts."""
    if len({str(each.span.value) for each in wanted}) > 1:
        result.notes.append(f"several readings of {wanted[0].span.kind}: the last one counts")
    return [_draft(wanted[-1])] if wanted else []


def _salaries(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    """As in "min 100k, max 150k" is one range; other figures stay apart."""
    drafts = [_draft(each) for each in wanted]
    if len(drafts) != 2:
        return drafts
    first, second = drafts
    open_ends = (
        {first.value["min"] is None, second.value["min"] is None},
        {first.value["max"] is None, second.value["max"] is None},
    )
    low = first.value["min"] if first.value["min"] is not None else second.value["min"]
    high = first.value["max"] if first.value["max"] is not None else second.value["max"]
    same = first.value["period"] == second.value["period"] and None in (
        first.value["currency"],
        second.value["currency"],
        None,
    )
    if open_ends == ({True, False}, {True, False}) and same:
        if low > high:
            result.notes.append(f"pay of at least {low:g} and at most {high:g} cannot both be")
            return drafts
        value = first.value | {
            "min": low,
            "max": high,
            "currency": first.value["currency"] or second.value["currency"],
        }
        return [
            _Draft("salary", value, False, first.soft and second.soft, _joined(first.pieces + second.pieces))
        ]
    return drafts


def _merged_years(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    if len(wanted) < 2:
        return [_draft(each) for each in wanted]
    value: dict[str, Any] = {}
    for each in wanted:
        value |= each.span.value
    return [
        _Draft(
            "experience",
            value,
            False,
            all(each.soft for each in wanted),
            _joined([(each.first, each.span.end) for each in wanted]),
        )
    ]


# --- places and dollars -----------------------------------------------------------------------------------


def _places(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[_Draft]:
    """Several places are alternatives; a country beside its city says which city."""
    if not wanted:
        return []
    parts = _nested([dict(each.span.value) for each in wanted])
    pieces = _joined([(each.first, each.span.end) for each in wanted])
    soft = all(each.soft for each in wanted)
    if len(parts) == 1:
        return [_Draft("place", parts[0], False, soft, pieces)]
    if not any(joined_by_or(tokens, left, right) for left, right in pairwise(wanted)):
        result.notes.append("several places are read as alternatives")
    alternatives: list[Any] = []
    for part in parts:
        alternatives += (
            part["any"] if "any" in part else [part["country"] if set(part) == {"country"} else part]
        )
    return [_Draft("place", {"any": tuple(_unique(alternatives))}, False, soft, pieces)]


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


def _either_kind(
    drafts: Sequence[_Draft], readings: Sequence[Scoped], tokens: Sequence[Token], result: Assembled
) -> None:
    """As in "Remote or London": alternatives of two kinds are no filter; both only rank, and the notes say so."""
    wanted = sorted((each for each in readings if not each.negated), key=lambda each: each.span.start)
    for left, right in pairwise(wanted):
        gap = [token.key for token in tokens[left.span.end : right.first]]
        if left.span.kind == right.span.kind or "or" not in gap or any(key not in _BETWEEN for key in gap):
            continue
        for draft in drafts:
            if any(start <= each.first < end for start, end in draft.pieces for each in (left, right)):
                draft.required = False
        result.notes.append("alternatives of different kinds cannot be one filter: both only rank")


def _resolve_dollars(drafts: Sequence[_Draft], result: Assembled) -> None:
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


def _contradictions(result: Assembled) -> None:
    """Say what cannot be true together: "remote and not remote"."""
    for wanted in result.constraints:
        for unwanted in result.constraints:
            if wanted.negated or not unwanted.negated or wanted.kind != unwanted.kind:
                continue
            if _is_covered(wanted.value, unwanted.value):
                result.notes.append(
                    f"“{wanted.words}” and “{unwanted.words}” contradict each other: no posting can meet both"
                )


def _is_covered(wanted: dict[str, Any], unwanted: dict[str, Any]) -> bool:
    if isinstance(wanted.get("any"), list):
        return {str(value) for value in wanted["any"]} <= {
            str(value) for value in unwanted.get("any") or [unwanted.get("name")]
        }
    return bool(wanted == unwanted)


KINDS = tuple(get_args(get_args(Constraint)[0]))
