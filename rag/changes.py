"""Turns that change what is in force: "skip the salary", "hybrid is fine too", "make that Boston", "or Rust"."""

from __future__ import annotations

import re

from index.constraints import Constraint, Experience, Place, Salary
from rag import moves
from rag.conversation import Conversation
from rag.revise import merge, remove
from rag.types import JobQuery, Move
from rag.understand.radius import KM_PER_MILE
from rag.understand.read import Reading
from rag.understand.words import ROLE_NOUNS

_YEARS_ALONE = re.compile(r"(?<!\w)(\d{1,2})\+?\s*(?:years?|yrs?)(?!\w)", re.IGNORECASE)
_FIGURE_ALONE = re.compile(
    r"(?<![\w.,])(\d{2,3}(?:[.,]\d{3})?|\d{4,6})(?![\w.,]|\s*(?:years?|yrs?|miles|km|days?|weeks?|months?|hours?))"
)
_RADIUS_ALONE = re.compile(
    r"(?<!\w)within (\d{1,4}) ?(km|kilomet(?:er|re)s?|mi(?:les?)?)(?!\w)", re.IGNORECASE
)
_LOOSE = frozenset({"any", "all", "whatever", "skip", "ignore", "undo"})
"""Words that remove only when something is there to remove; elsewhere they mean other things."""
_JOB_WORDS = re.compile(
    r"(?<!\w)(?:jobs?|roles?|positions?|openings?|vacanc(?:y|ies)|work|postings?|internships?)(?!\w)",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"(?<!\w)(?:after all|please|thanks|thank you|for her|for him|for them|what is there|what's there|the|filter|requirement|constraint|condition|limit|ok|okay|yes|hm+|well|show me|only|just|fine|too|as well|now|again|part|bit|word|thing|ones?|those|more|about|it|is|to be|that|this)(?!\w)",
    re.IGNORECASE,
)


def drop_from_search(talk: Conversation) -> JobQuery | None:
    """As in "It doesn't have to be remote", "skip the salary", "any level is ok", "drop Go, just Rust"."""
    match = moves.REMOVE.search(talk.said)
    if match is None:
        return None
    dropped, _, kept_part = _at_just(moves.without(moves.REMOVE, talk.said))
    dropped = moves.without(moves.PERMIT, dropped)
    reading = talk.read(moves.without(FILLER, dropped))
    kinds = _kinds_named(dropped)
    unwanted = [*reading.constraints, *reading.welcome]
    revision = remove(talk.before.constraints, unwanted, kinds)
    text = _without_words(talk.before.text, reading.text)
    if not revision.changed and text == talk.before.text:
        firm = moves.PERMIT.search(talk.said) or match.group().lower() not in _LOOSE
        if not unwanted and (kinds or (firm and not kept_part.strip())):
            return talk.next("remove", notes=["nothing of that kind was asked for"])
        return None
    added = talk.read(kept_part)
    merged = merge(revision.constraints, added.constraints)
    move: Move = "replace" if revision.added or added.constraints else "remove"
    return talk.next(move, text=text, constraints=merged.constraints, notes=added.notes)


def _at_just(said: str) -> tuple[str, str, str]:
    """What is dropped, and what "just Rust" keeps."""
    match = moves.JUST.search(said)
    return (said[: match.start()], match.group(), said[match.end() :]) if match else (said, "", "")


def _kinds_named(text: str) -> list[str]:
    words = " ".join(re.findall(r"[^\W\d_]+", text.lower()))
    found = [kind for name, kind in moves.KIND_WORDS.items() if re.search(rf"(?<!\w){name}(?!\w)", words)]
    return list(dict.fromkeys(found))


def _without_words(text: str, dropped: str) -> str:
    """The topic without words that the turn drops, where it names some of it."""
    gone = {word.casefold() for word in dropped.split()}
    if not gone or not gone <= {word.casefold() for word in text.split()}:
        return text
    return " ".join(word for word in text.split() if word.casefold() not in gone)


def swap_in_search(talk: Conversation) -> JobQuery | None:
    """As in "Machine learning engineer rather than data scientist", "hybrid instead of remote"."""
    match = re.search(r"(?<!\w)(?:rather than|instead of|in place of)(?!\w)", talk.said, re.IGNORECASE)
    if match is None:
        return None
    wanted = talk.read(moves.without(moves.REPLACE, talk.said[: match.start()]))
    unwanted = talk.read(talk.said[match.end() :])
    left = remove(talk.before.constraints, unwanted.constraints, ()).constraints
    merged = merge(left, wanted.constraints)
    text = talk.before.text
    if wanted.text:
        text = _swapped(text, unwanted.text, wanted.text)
    return talk.next("replace", text=text, constraints=merged.constraints, notes=wanted.notes)


def _swapped(text: str, old: str, new: str) -> str:
    if old and old.casefold() in text.casefold():
        start = text.casefold().index(old.casefold())
        return f"{text[:start]}{new}{text[start + len(old) :]}".strip()
    return new


def welcome_in_search(talk: Conversation) -> JobQuery | None:
    """As in "Hybrid would be ok as well" widens, "Angular is fine after all" lifts a negation."""
    match = moves.PERMIT.search(talk.said)
    if match is None:
        return None
    rest = moves.without(moves.PERMIT, talk.said)
    reading = talk.read(rest)
    constraints = [*reading.constraints, *reading.welcome, *_bare_values(talk, rest, reading)]
    lifted = remove([each for each in talk.before.constraints if each.negated], constraints, ())
    if lifted.changed:
        kept = [each for each in talk.before.constraints if not each.negated or each in lifted.constraints]
        return talk.next("remove", constraints=kept)
    known = {each.kind for each in talk.before.constraints if not each.negated}
    useful = [each for each in constraints if each.kind in known]
    if not useful:
        return None
    merged = merge(talk.before.constraints, useful, widen=True)
    return talk.next(
        "replace" if merged.changed else "refine", constraints=merged.constraints, notes=reading.notes
    )


def revise_search(talk: Conversation) -> JobQuery:
    """Everything else: constraints and topic words are added, or take the place of those before."""
    replaces = moves.REPLACE.search(talk.said) is not None
    rest = moves.without(moves.REPLACE, talk.said)
    reading = talk.read(rest)
    new = [*reading.constraints, *_bare_values(talk, rest, reading)]
    if _is_new_search(talk, reading, replaces=replaces):
        whole = talk.read(talk.said)
        return talk.next("switch", text=whole.text, constraints=whole.constraints, notes=whole.notes)
    widen = moves.WIDENS.search(talk.said) is not None
    only = moves.JUST.search(talk.said) is not None
    merged = merge(
        talk.before.constraints,
        new,
        widen=widen and not only,
        also=moves.ALSO.search(talk.said) is not None and not only,
    )
    text = (
        talk.before.text
        if new and not reading.constraints
        else _revised_text(talk, reading, replaces=replaces)
    )
    replaced_text = bool(talk.before.text) and talk.before.text not in text
    move: Move = "replace" if merged.changed or replaced_text else "refine"
    if not talk.before.text and not talk.before.constraints:
        move = "new"
    notes = [*reading.notes]
    if not new and text == talk.before.text:
        notes.append("nothing in this changes the search")
    return talk.next(move, text=text, constraints=merged.constraints, notes=notes)


def _bare_values(talk: Conversation, rest: str, reading: Reading) -> list[Constraint]:
    """As in "4 years", "130": a figure without its kind takes the kind in force before."""
    if reading.constraints or reading.welcome:
        return []
    if employer := talk.employer(rest):
        return [employer]
    kinds = {each.kind for each in talk.before.constraints}
    if "experience" in kinds and (match := _YEARS_ALONE.search(rest)):
        return [Experience(max_years=float(match[1]), words=match[0])]
    if match := _RADIUS_ALONE.search(rest):
        return _widened(
            talk, float(match[1]) * (1 if match[2].lower().startswith("k") else KM_PER_MILE), match[0]
        )
    if "salary" in kinds and (match := _FIGURE_ALONE.search(rest)):
        figure = float(match[1].replace(",", "").replace(".", ""))
        old = next(each for each in talk.before.constraints if isinstance(each, Salary))
        scaled = figure * 1000 if figure < 1000 and old.period == "year" else figure
        return [Salary(min=scaled, words=match[0])]
    return []


def _widened(talk: Conversation, kilometres: float, words: str) -> list[Constraint]:
    """The one city in force with a radius around it."""
    cities = [
        each for each in talk.before.constraints if isinstance(each, Place) and each.city and not each.negated
    ]
    return (
        [cities[0].model_copy(update={"radius_km": float(round(kilometres)), "words": words})]
        if cities
        else []
    )


def _is_new_search(talk: Conversation, reading: Reading, *, replaces: bool) -> bool:
    """A whole new question: its own role or "jobs" with a topic of its own, and no word that carries on."""
    if replaces or not talk.before.text or not reading.text or moves.CONTINUES.search(talk.said):
        return False
    ours = {word.casefold() for word in reading.text.split()}
    if ours & {word.casefold() for word in talk.before.text.split()}:
        return False
    return _JOB_WORDS.search(talk.said) is not None or (bool(ours & ROLE_NOUNS) and bool(reading.constraints))


def _revised_text(talk: Conversation, reading: Reading, *, replaces: bool) -> str:
    new = " ".join(moves.without(FILLER, reading.text).split())
    before = talk.before.text
    if not new or new.casefold() in before.casefold():
        return before
    ours = {word.casefold() for word in new.split()}
    if replaces or (before and ours & ROLE_NOUNS and not moves.CONTINUES.search(talk.said)):
        return new
    return f"{before} {new}".strip()
