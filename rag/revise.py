"""Constraints in force, revised by what a turn says: added, replaced, widened, removed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from index import taxonomy
from index.constraints import Constraint

_KIND: TypeAdapter[Constraint] = TypeAdapter(Constraint)
_WIDENED_BY_AND = frozenset({"arrangement", "place", "seniority", "employment"})
"""Of these a posting has one: "and Munich" asks for either city."""
_VALUED = frozenset({"arrangement", "seniority", "employment"})
SHORT_FIGURE = 1_000


@dataclass(frozen=True, slots=True)
class Revision:
    """The constraints after a turn; `changed` when one that stood before is different or gone."""

    constraints: tuple[Constraint, ...]
    changed: bool
    added: bool


def merge(
    before: Sequence[Constraint], new: Sequence[Constraint], *, widen: bool = False, also: bool = False
) -> Revision:
    """Add what is new; what speaks of the same thing replaces, or with `widen` joins, what stood before.

    Args:
        before: Constraints in force.
        new: What the turn says.
        widen: "or Rust", "hybrid is fine too": alternatives.
        also: "and Munich": alternatives where a posting can have only one.
    """
    kept, changed, added = list(before), False, False
    for constraint in new:
        if any(_same(constraint, each) for each in kept):
            continue
        opposite = [each for each in kept if each.negated != constraint.negated and overlap(each, constraint)]
        if opposite:
            left = [_without(each, constraint) if constraint.negated else None for each in opposite]
            kept = [each for each in kept if each not in opposite] + [
                each for each in left if each is not None
            ]
            changed = True
            if any(each is not None for each in left):
                continue  # "not Portugal" of Spain or Portugal leaves Spain
        rivals = [
            each
            for each in kept
            if each.kind == constraint.kind and not each.negated and not constraint.negated
        ]
        joins = widen or (also and constraint.kind in _WIDENED_BY_AND)
        if not rivals or (constraint.kind == "skill" and not joins):
            kept.append(constraint)
            added = True
            continue
        last = rivals[-1]
        united = _united(last, constraint) if joins else _inherited(last, constraint)
        gone = [last] if constraint.kind == "skill" else rivals
        place = kept.index(gone[0])
        kept = [each for each in kept if each not in gone]
        kept.insert(place, united)
        changed = True
    return Revision(tuple(kept), changed, added)


def _same(one: Constraint, other: Constraint) -> bool:
    return one.kind == other.kind and one.negated == other.negated and one.value == other.value


def _rebuilt(constraint: Constraint, value: dict[str, Any], words: str) -> Constraint:
    data = {
        "kind": constraint.kind,
        "value": value,
        "negated": constraint.negated,
        "words": words,
        "required": constraint.required,
    }
    return _KIND.validate_python(data)


def _united(old: Constraint, new: Constraint) -> Constraint:
    """Either of two constraints of one kind."""
    words = f"{old.words} … {new.words}"
    if old.kind in _VALUED:
        return _rebuilt(old, {"any": list(dict.fromkeys([*old.value["any"], *new.value["any"]]))}, words)
    if old.kind == "skill":
        return _rebuilt(old, {"any": list(dict.fromkeys([*names(old), *names(new)]))}, words)
    if old.kind == "place":
        places = [*_places(old), *(place for place in _places(new) if place not in _places(old))]
        return _rebuilt(old, {"any": places}, words)
    return _inherited(old, new)


def _places(constraint: Constraint) -> list[Any]:
    value = constraint.value
    if "any" in value:
        return list(value["any"])
    said = {part for part, known in value.items() if known is not None}
    return [value["country"] if said == {"country"} else value]


def _inherited(old: Constraint, new: Constraint) -> Constraint:
    """The new constraint with what it leaves to the old one: a bare figure keeps currency, period and bound."""
    value = new.value
    if new.kind == "salary" and old.kind == "salary":
        figure = value["min"] if value["min"] is not None else value["max"]
        if value["currency"] in (None, "USD") and (value["currency"] is None or _bare_dollar(new)):
            value["currency"] = old.value["currency"] or value["currency"]
        if value["period"] == "year" and figure is not None and figure < SHORT_FIGURE:
            value["period"] = old.value["period"]
        bare = new.words[:1].isdigit() and not new.words.endswith("+")
        if bare and value["max"] is None and old.value["min"] is None:
            value["min"], value["max"] = None, value["min"]
    elif (
        new.kind == "experience"
        and set(value) == {"max_years"}
        and set(old.value) == {"min_years"}
        and new.words[:1].isdigit()
    ):
        value = {"min_years": value["max_years"]}
    return _rebuilt(new, value, new.words)


def _bare_dollar(constraint: Constraint) -> bool:
    """Whether the currency was read from a plain `$`, which a Canadian search before may explain."""
    return "$" in constraint.words and "us" not in constraint.words.lower()


def names(constraint: Constraint) -> list[str]:
    """The names of a skill or company constraint."""
    value = constraint.value
    return list(value.get("any") or [value["name"]])


def overlap(one: Constraint, other: Constraint) -> bool:
    """Whether two constraints of a kind speak of the same value."""
    if one.kind != other.kind:
        return False
    if one.kind in _VALUED:
        return bool(set(one.value["any"]) & set(other.value["any"]))
    if one.kind == "skill":
        return bool(
            {taxonomy.canonical_skill(name) for name in names(one)}
            & {taxonomy.canonical_skill(name) for name in names(other)}
        )
    if one.kind == "company":
        return taxonomy.canonical_company(names(one)[0]) == taxonomy.canonical_company(names(other)[0])
    if one.kind == "place":
        return any(place in _places(other) for place in _places(one))
    return True


def remove(before: Sequence[Constraint], unwanted: Sequence[Constraint], kinds: Sequence[str]) -> Revision:
    """Drop whole kinds, and constraints that speak of the same as `unwanted`; a list only loses the value named."""
    kept: list[Constraint] = []
    shrunk = False
    for constraint in before:
        if constraint.kind in kinds:
            continue
        hit = next((each for each in unwanted if overlap(each, constraint)), None)
        if hit is None:
            kept.append(constraint)
        elif rest := _without(constraint, hit):
            kept.append(rest)
            shrunk = True
    return Revision(tuple(kept), len(kept) < len(before) or shrunk, added=shrunk)


def _without(constraint: Constraint, hit: Constraint) -> Constraint | None:
    """The constraint without the values of `hit`; None when nothing is left of it."""
    value = constraint.value
    if constraint.kind == "skill":
        gone = {taxonomy.canonical_skill(name) for name in names(hit)}
        left = [name for name in names(constraint) if taxonomy.canonical_skill(name) not in gone]
        return (
            _rebuilt(constraint, {"name": left[0]} if len(left) == 1 else {"any": left}, constraint.words)
            if left
            else None
        )
    if constraint.kind in _VALUED:
        rest = [each for each in value["any"] if each not in hit.value["any"]]
        return _rebuilt(constraint, {"any": rest}, constraint.words) if rest else None
    if constraint.kind == "place":
        places = [place for place in _places(constraint) if place not in _places(hit)]
        if not places:
            return None
        return _rebuilt(
            constraint,
            {"any": places} if len(places) > 1 or isinstance(places[0], str) else places[0],
            constraint.words,
        )
    return None
