"""What a language model may add to a reading: constraints in the words that the rules left over, and nothing else.

The reply is untrusted. A constraint is taken only when it validates, its words stand in the question and in no other
constraint, its value can be read from those words, and it does not contradict what the rules read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

import prompts
from index import gazetteer, taxonomy
from index.constraints import Constraint
from index.errors import ChatError
from rag.types import JobQuery
from rag.understand.numbers import amount_of
from rag.understand.tokens import folded, tokenise

if TYPE_CHECKING:
    from rag.llm import Chat

MAX_TOKENS = 500
MAX_REPLY_CHARS = 20_000
MAX_ADDED = 8
_CONSTRAINT: TypeAdapter[Constraint] = TypeAdapter(Constraint)
_SEVERAL = frozenset({"skill", "topic"})
"""Kinds of which a query may have several that are wanted; of the others the one that was read stands."""
_MULTIPLIERS = (1, 12, 1_000, 100_000, 1_000_000)

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["constraints"],
    "properties": {
        "constraints": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kind", "value", "negated", "words"],
                "properties": {
                    "kind": {"type": "string"},
                    "value": {"type": "object"},
                    "negated": {"type": "boolean"},
                    "words": {"type": "string"},
                },
            },
        }
    },
}


def refine(query: JobQuery, question: str, chat: Chat) -> JobQuery:
    """Return the query with what the model read in the words left over; the query as it is when it read nothing.

    Args:
        query: What the rules read.
        question: The question as asked.
        chat: The model.
    """
    if not query.text.strip():
        return query
    try:
        suggestions = list(_suggested(query, question, chat))
    except ChatError as error:
        return _noted(
            query, f"the model could not help to understand the question ({error}); it is read by rules alone"
        )
    except ValueError:
        return _noted(query, "the model's reading was unusable; the question is read by rules alone")
    refined = query
    for suggestion in suggestions[:MAX_ADDED]:
        constraint = _valid(suggestion)
        reason = (
            "it is no valid constraint" if constraint is None else _refusal(constraint, refined, question)
        )
        if constraint is None or reason:
            refined = _noted(refined, f"a reading by the model was refused: {reason}")
        else:
            refined = _added(refined, constraint)
    return refined


def _suggested(query: JobQuery, question: str, chat: Chat) -> Iterator[Any]:
    """What the model suggests. Raises ChatError, and ValueError for a reply that is not the JSON asked for."""
    from rag.llm import Message

    read = json.dumps(
        [{"kind": each.kind, "words": each.words} for each in query.constraints], ensure_ascii=False
    )
    system, user = prompts.load("understand").render(question=question, read=read, left=query.text)
    reply = chat.complete(
        [Message("system", system), Message("user", user)], schema=SCHEMA, max_tokens=MAX_TOKENS
    )
    if len(reply.text) > MAX_REPLY_CHARS:
        raise ValueError("the reply is too long")
    try:
        data = json.loads(reply.text)
    except RecursionError as error:
        raise ValueError("the reply is nested too deeply") from error
    if not isinstance(data, dict) or not isinstance(data.get("constraints"), list):
        raise ValueError("the reply is not the object asked for")
    yield from data["constraints"]


def _valid(suggestion: Any) -> Constraint | None:
    if not isinstance(suggestion, dict) or suggestion.keys() - {"kind", "value", "negated", "words"}:
        return None
    try:
        return _CONSTRAINT.validate_python(suggestion)
    except (ValidationError, RecursionError):
        return None


def _refusal(constraint: Constraint, query: JobQuery, question: str) -> str:
    """Why the constraint must not be added; empty when it may be."""
    words = constraint.words.strip()
    if not words or not _stands_in(words, question):
        return f"the words “{words[:60]}” are not in the question"
    if not _stands_in(words, query.text):
        return f"the words “{words[:60]}” are already read"
    if not _grounded(constraint, words):
        return f"its value cannot be read from “{words[:60]}”"
    same = [each for each in query.constraints if each.kind == constraint.kind]
    if any(each.value == constraint.value for each in same):
        return f"{constraint.kind} is already read"
    if not constraint.negated and constraint.kind not in _SEVERAL and any(not each.negated for each in same):
        return f"{constraint.kind} is already read"
    return ""


def _stands_in(words: str, text: str) -> bool:
    """Whether the words stand in the text as whole words, in one piece."""
    return re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", folded(text)) is not None


def _grounded(constraint: Constraint, words: str) -> bool:
    """Whether names and figures of the value come from the words; closed vocabularies are the model's to judge."""
    value = constraint.value
    if constraint.kind == "skill":
        return all(_names(name, words) for name in value.get("any") or [value["name"]])
    if constraint.kind in ("company", "topic"):
        return _stands_in(str(value.get("name") or value.get("words")), words)
    if constraint.kind == "place":
        return _is_place(value, words)
    if constraint.kind in ("salary", "experience"):
        figures = {amount_of(token.text) for token in tokenise(words) if token.kind == "number"}
        asked = [part for name, part in value.items() if isinstance(part, int | float)]
        return all(
            any(figure is not None and figure * by == part for figure in figures for by in _MULTIPLIERS)
            for part in asked
        )
    return True


def _names(name: str, words: str) -> bool:
    usual = taxonomy.canonical_skill(name)
    return any(_stands_in(form, words) for form in (name, *taxonomy.skill_forms(usual)))


def _is_place(value: Mapping[str, Any], words: str) -> bool:
    """Whether the words name the place, in any spelling that the gazetteer knows."""
    if value.get("any"):
        return False
    if city := value.get("city"):
        meant = {each.name for each in gazetteer.cities_named(words)}
        return _stands_in(city, words) or city in meant
    if region := value.get("region"):
        found = gazetteer.region_of(words)
        return found is not None and found.code == region
    return gazetteer.country_code(words) == value.get("country")


def _added(query: JobQuery, constraint: Constraint) -> JobQuery:
    pattern = re.compile(rf"(?<!\w){re.escape(constraint.words.strip())}(?!\w)", re.IGNORECASE)
    text = " ".join(pattern.sub(" ", query.text, count=1).split())
    note = f"“{constraint.words}” was read as {constraint.kind} by the model"
    return query.model_copy(
        update={"constraints": (*query.constraints, constraint), "text": text, "notes": (*query.notes, note)}
    )


def _noted(query: JobQuery, note: str) -> JobQuery:
    return query if note in query.notes else query.model_copy(update={"notes": (*query.notes, note)})
