"""Follow-ups: the previous query and a new turn -> the next query, its move and the ranks it points at.

Deterministic, by the words of the turn (`moves`), the postings it points at (`references`) and what it says by itself
(`understand.read`). What stood before stays in force unless the turn drops it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.constraints import Constraint
from index.types import Posting
from rag import moves
from rag.changes import FILLER, drop_from_search, revise_search, swap_in_search, welcome_in_search
from rag.conversation import Conversation
from rag.references import Reference, find_reference
from rag.revise import merge
from rag.types import JobQuery, Turn
from rag.understand.read import checked
from rag.understand.vocabulary import Vocabulary


def follow_up(
    question: str, previous: Turn, *, vocabulary: Vocabulary, today: date, shown: Sequence[Posting] = ()
) -> JobQuery:
    """Return the query in force after `question`, said after `previous`.

    Args:
        question: The new turn.
        previous: The turn before it, with the query in force and the ids it showed.
        vocabulary: Employers and skills of the index.
        today: What relative dates are counted from.
        shown: The postings of `previous.shown`, for "that Stripe role".

    Raises:
        QueryError: The question is empty or too long.
    """
    said = checked(question)
    conversation = Conversation(said, previous, vocabulary, today, shown)
    for step in (_more, _reset_or_switch, _refer, _ask, drop_from_search, swap_in_search, welcome_in_search):
        if query := step(conversation):
            return query.model_copy(update={"question": said})
    return revise_search(conversation).model_copy(update={"question": said})


def _more(talk: Conversation) -> JobQuery | None:
    """As in "More": the same search goes on."""
    if moves.MORE.match(talk.said):
        return talk.next("refine", notes=["the same search goes on after the postings already shown"])
    return None


def _reset_or_switch(talk: Conversation) -> JobQuery | None:
    """As in "Start over" alone drops everything; with a new question after it, or for somebody else, a new search begins."""
    rest, cued = talk.said, False
    for pattern in (moves.SWITCH, moves.RESET, moves.OTHER_PERSON):
        if pattern.search(rest):
            rest, cued = moves.without(pattern, rest), True
    if not cued:
        return None
    reading = talk.read(moves.without(FILLER, rest))
    if not reading.text and not reading.constraints:
        return talk.next("reset", text="", constraints=()) if moves.RESET.search(talk.said) else None
    return talk.next("switch", text=reading.text, constraints=reading.constraints, notes=reading.notes)


def _refer(talk: Conversation) -> JobQuery | None:
    """A turn that points at postings; "more like the third, but in Toronto" also refines."""
    count, before = len(talk.previous.shown), talk.before.refers_to
    reference = find_reference(talk.said, count=count, shown=talk.shown, before=before)
    if reference is None or not (reference.ranks or reference.notes):
        return None
    notes = list(reference.notes)
    constraints: Sequence[Constraint] = talk.before.constraints
    if moves.LIKE.search(talk.said) or moves.BUT.search(talk.said):
        reading = talk.read(_blank(talk.said, reference))
        constraints = merge(constraints, reading.constraints).constraints
        notes += reading.notes
    return talk.next("refer", constraints=constraints, notes=notes, ranks=reference.ranks)


def _blank(said: str, reference: Reference) -> str:
    for start, end in reference.words:
        said = said[:start] + " " * (end - start) + said[end:]
    return said


def _ask(talk: Conversation) -> JobQuery | None:
    """A question about the results; "which of these pay over 150k" also narrows them."""
    about = moves.ASK_PRONOUN.search(talk.said) or moves.WHICH_OF.search(talk.said)
    if not moves.ASK_START.match(talk.said):
        return None
    if not about and not _asks_for_a_fact(talk):
        return None
    singular = re.search(
        r"(?<!\w)(?:it|its|this|that|the (?:company|employer|job|role|posting|recruiter|salary|pay|team))(?!\w)",
        talk.said,
        re.IGNORECASE,
    )
    ranks = talk.before.refers_to if singular else ()
    if not moves.WHICH_OF.search(talk.said):
        return talk.next("ask", ranks=ranks)
    reading = talk.read(talk.said)
    merged = merge(talk.before.constraints, reading.constraints)
    return talk.next("ask", constraints=merged.constraints, notes=reading.notes)


def _asks_for_a_fact(talk: Conversation) -> bool:
    """As in "What's the average salary?": a kind of constraint is asked for, and none is given."""
    words = re.findall(r"[^\W\d_]+", talk.said.lower())
    if re.match(r"\W*(?:what|how) about", talk.said, re.IGNORECASE):
        return False
    named = any(word in moves.KIND_WORDS for word in words)
    return (
        named
        and re.match(r"\W*(?:what|what's|how|who|why|when)(?!\w)", talk.said, re.IGNORECASE) is not None
        and not talk.read(talk.said).constraints
    )
