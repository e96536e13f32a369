"""Readings of one kind -> drafts of constraints: lists with "or", alternatives, ranges said in two parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from index.constraints import Constraint
from rag.understand.scope import Scoped
from rag.understand.tokens import Token

_OR = frozenset({"or", "/", "oder", "ou", "o", "and/or", "|", "either"})
_AND = frozenset({",", "and", "&", "und", "et", "y", "+"})
BETWEEN = (
    _OR
    | _AND
    | frozenset(
        """
    in with at the a an near for even maybe level role roles position work jobs from to en au possibly
    also is ok
    """.split()
    )
)
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
class Draft:
    """A constraint being put together; `pieces` are the token ranges of its words."""

    kind: str
    value: dict[str, Any]
    negated: bool
    soft: bool
    pieces: list[tuple[int, int]]
    required: bool = True


def draft_of(each: Scoped, **value: Any) -> Draft:
    """One reading as a draft."""
    return Draft(
        each.span.kind, value or dict(each.span.value), each.negated, each.soft, [(each.first, each.span.end)]
    )


def joined_by_or(tokens: Sequence[Token], left: Scoped, right: Scoped) -> bool | None:
    """True for "or" between two readings, False for a comma or "and", None when they are not neighbours."""
    gap = [token.key for token in tokens[left.span.end : right.first]]
    if any(key not in BETWEEN for key in gap):
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


def closed_drafts(kind: str, wanted: list[Scoped], tokens: Sequence[Token]) -> list[Draft]:
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


def closed_negated_drafts(kind: str, unwanted: list[Scoped]) -> list[Draft]:
    """What is not wanted of a closed vocabulary: one constraint for each cue."""
    groups = groupby(unwanted, key=lambda each: (each.cue, each.span.start if each.cue < 0 else -1))
    return [_union(kind, list(group), negated=True) for _, group in groups]


def _union(kind: str, group: Sequence[Scoped], *, negated: bool) -> Draft:
    values = tuple(dict.fromkeys(value for each in group for value in each.span.value["any"]))
    pieces = [(each.first, each.span.end) for each in group]
    return Draft(kind, {"any": values}, negated, all(each.soft for each in group), joined_pieces(pieces))


def joined_pieces(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring pieces as one, so that "remote or hybrid" is one span."""
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        if start - joined[-1][1] <= 2:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def skill_drafts(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """Skills, each its own constraint save where "or" makes them alternatives."""
    drafts, seen = [], set()
    for group in lists_of(wanted, tokens):
        names = tuple(dict.fromkeys(each.span.value["name"] for each in group))
        if names in seen:
            continue
        seen.add(names)
        value = {"name": names[0]} if len(names) == 1 else {"any": names}
        drafts.append(
            Draft(
                "skill",
                value,
                False,
                all(each.soft for each in group),
                joined_pieces([(each.first, each.span.end) for each in group]),
            )
        )
    return drafts


def company_drafts(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """No posting has two employers: of several, each only ranks."""
    drafts = {each.span.value["name"].casefold(): draft_of(each) for each in wanted}
    if len(drafts) > 1:
        result.notes.append("several employers cannot be one filter: postings of any of them rank first")
        for draft in drafts.values():
            draft.required = False
    return list(drafts.values())


def last_draft(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """One constraint of the kind; equal ones fold, of different ones the last said counts."""
    if len({str(each.span.value) for each in wanted}) > 1:
        result.notes.append(f"several readings of {wanted[0].span.kind}: the last one counts")
    return [draft_of(wanted[-1])] if wanted else []


def salary_drafts(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """As in "min 100k, max 150k" is one range; other figures stay apart."""
    drafts = [draft_of(each) for each in wanted]
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
            Draft(
                "salary",
                value,
                False,
                first.soft and second.soft,
                joined_pieces(first.pieces + second.pieces),
            )
        ]
    return drafts


def experience_drafts(wanted: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    """Years said in several parts, as one constraint."""
    if len(wanted) < 2:
        return [draft_of(each) for each in wanted]
    value: dict[str, Any] = {}
    for each in wanted:
        value |= each.span.value
    return [
        Draft(
            "experience",
            value,
            False,
            all(each.soft for each in wanted),
            joined_pieces([(each.first, each.span.end) for each in wanted]),
        )
    ]
