"""Readings with their cues -> constraints and notes: lists with "or", several places, the currency of `$`.

Everything said is joined by "and"; what cannot be true together is kept and said in the notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.constraints import Constraint
from index.constraints import Topic as TopicConstraint
from rag.understand.drafts import (
    BETWEEN,
    Assembled,
    Draft,
    closed_drafts,
    closed_negated_drafts,
    company_drafts,
    draft_of,
    experience_drafts,
    last_draft,
    salary_drafts,
    skill_drafts,
)
from rag.understand.place_drafts import place_drafts, resolve_dollars
from rag.understand.scope import Scoped, Scopes
from rag.understand.spans import words_of
from rag.understand.tokens import Token

_KIND: TypeAdapter[Constraint] = TypeAdapter(Constraint)
_CLOSED = frozenset({"arrangement", "seniority", "employment"})


def assemble(question: str, tokens: Sequence[Token], found: Scopes) -> Assembled:
    """The constraints that the readings amount to."""
    result = Assembled()
    readings = _without_idle(found.readings, result)
    for each in found.readings:
        if each.permitted and each not in readings:
            result.welcome += _only(each, question, tokens)
    drafts: list[Draft] = []
    for kind, group in groupby(
        sorted(readings, key=lambda each: each.span.kind), key=lambda each: each.span.kind
    ):
        drafts += _drafts(kind, list(group), tokens, result)
    resolve_dollars(drafts, result)
    _either_kind(drafts, readings, tokens, result)
    for topic_first, start, end in found.topics:
        words = words_of(question, tokens, start, end)
        drafts.append(Draft("topic", {"topic": words}, True, False, [(topic_first, end)]))
    for draft in sorted(drafts, key=lambda each: each.pieces[0]):
        _add(draft, question, tokens, result)
    _contradictions(result)
    return result


def _only(each: Scoped, question: str, tokens: Sequence[Token]) -> list[Constraint]:
    """The one constraint that a reading by itself is."""
    alone = Assembled()
    draft = draft_of(each)
    resolve_dollars([draft], alone)
    _add(draft, question, tokens, alone)
    return alone.constraints


def _add(draft: Draft, question: str, tokens: Sequence[Token], result: Assembled) -> None:
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


def _drafts(kind: str, readings: list[Scoped], tokens: Sequence[Token], result: Assembled) -> list[Draft]:
    wanted = [each for each in readings if not each.negated]
    unwanted = [each for each in readings if each.negated]
    if kind in _CLOSED:
        return closed_drafts(kind, wanted, tokens) + closed_negated_drafts(kind, unwanted)
    single = [
        Draft(kind, dict(each.span.value), True, each.soft, [(each.first, each.span.end)])
        for each in unwanted
    ]
    builders = {
        "skill": skill_drafts,
        "place": place_drafts,
        "company": company_drafts,
        "salary": salary_drafts,
        "experience": experience_drafts,
    }
    build = builders.get(kind, last_draft)
    return build(wanted, tokens, result) + single


def _either_kind(
    drafts: Sequence[Draft], readings: Sequence[Scoped], tokens: Sequence[Token], result: Assembled
) -> None:
    """As in "Remote or London": alternatives of two kinds are no filter; both only rank, and the notes say so."""
    wanted = sorted((each for each in readings if not each.negated), key=lambda each: each.span.start)
    for left, right in pairwise(wanted):
        gap = [token.key for token in tokens[left.span.end : right.first]]
        if left.span.kind == right.span.kind or "or" not in gap or any(key not in BETWEEN for key in gap):
            continue
        for draft in drafts:
            if any(start <= each.first < end for start, end in draft.pieces for each in (left, right)):
                draft.required = False
        result.notes.append("alternatives of different kinds cannot be one filter: both only rank")


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
