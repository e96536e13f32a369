"""Several postings of one role become one that keeps every source and says which values came from where. Pure.

The words are those of one posting, so that every span and quote holds; what it leaves unsaid comes from the others, the
places of all are its places. It is first posted when the first of them was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from index.types import Evidence, Place, Posting, SourceRef, Stated

_FILLED = (
    "company", "eligibility", "arrangements", "salaries", "seniority", "employment", "experience", "visa", "skills",
    "url", "apply_url", "category", "industry", "company_description", "company_url",
)  # fmt: skip
_DIRECT = ("greenhouse", "lever", "ashby", "schema_org")
"""Formats in which employers publish themselves: their own words go before what others copied."""
_FULL_TEXT = 0.8
"""A text this long, measured by the longest, is no excerpt."""
_DISAGREE = {"salaries": "pay", "arrangements": "arrangement"}


def merged(members: Sequence[Posting], *, reasons: Sequence[str] = ()) -> Posting:
    """One posting for one role; of one posting it is that posting.

    Args:
        members: at least one, ids distinct; in any order.
        reasons: why they are one, for the posting's warnings.
    """
    own, *others = ranked(members)
    if not others:
        return own
    gathered = _Gathered(own, {own.id: set()})
    for name in _FILLED:
        gathered.fill(name, others)
    gathered.places(others)
    gathered.date("posted", others, earliest=True)
    gathered.date("updated", others, earliest=False)
    gathered.date("expires", others, earliest=False)
    known = [name for each in (own, *others) for name in (each.id, *each.aliases)]
    count = f"one role from {len(members)} postings"
    return replace(
        gathered.posting,
        aliases=tuple(name for name in dict.fromkeys(known) if name != own.id),
        sources=tuple(ref for each in (own, *others) for ref in gathered.sources(each)),
        conflicts=(*own.conflicts, *_disagreements(own, others)),
        warnings=(*own.warnings, f"{count}: {'; '.join(reasons)}" if reasons else count),
    )


def ranked(members: Sequence[Posting]) -> list[Posting]:
    """The postings of one role, the one whose words stand for it first: the employer's own, whole, with a link to apply."""
    longest = max(len(each.text) for each in members)

    def order(posting: Posting) -> tuple[bool, bool, bool, str]:
        direct = posting.source.split(":")[0] in _DIRECT
        return len(posting.text) < _FULL_TEXT * longest, not direct, not posting.apply_url, posting.id

    return sorted(members, key=order)


@dataclass(slots=True)
class _Gathered:
    """A posting as it fills, and which values came from which other posting."""

    posting: Posting
    came_from: dict[str, set[str]]

    def fill(self, name: str, others: Sequence[Posting]) -> None:
        """Takes an unsaid value from the first that states it."""
        if getattr(self.posting, name):
            return
        giver = next((each for each in others if getattr(each, name)), None)
        if giver is not None:
            self._take(giver, name, getattr(giver, name))

    def places(self, others: Sequence[Posting]) -> None:
        """Adds the places of all."""
        for each in others:
            held = {_spot(place) for place in self.posting.places}
            new = tuple(place for place in each.places if _spot(place) not in held)
            if new:
                added = _rebased(new, self.posting.text, each.id)
                self.posting = replace(self.posting, places=(*self.posting.places, *added))
                self.came_from.setdefault(each.id, set()).add("places")

    def date(self, name: str, others: Sequence[Posting], *, earliest: bool) -> None:
        """Takes the earliest or the latest date stated."""
        stated: list[tuple[str, Posting]] = [
            (date.value, each)
            for each in (self.posting, *others)
            if isinstance(date := getattr(each, name), Stated)
        ]
        if stated:
            # The first of equal dates: the own one goes before the others'.
            value = min(stated, key=_value)[0] if earliest else max(stated, key=_value)[0]
            giver = next(each for stamp, each in stated if stamp == value)
            if giver is not self.posting:
                self._take(giver, name, getattr(giver, name))

    def sources(self, member: Posting) -> tuple[SourceRef, ...]:
        """Where a posting was read, the first of them with the values that came from it."""
        made = SourceRef(member.source, member.id, member.url, member.apply_url)
        first, *rest = member.sources or (made,)
        if member.id != self.posting.id:
            return replace(first, fields=tuple(sorted(self.came_from.get(member.id, ())))), *rest
        taken = {name for names in self.came_from.values() for name in names} - {"places"}
        return replace(first, fields=tuple(name for name in first.fields if name not in taken)), *rest

    def _take(self, giver: Posting, name: str, value: Any) -> None:
        self.posting = replace(self.posting, **{name: _rebased(value, self.posting.text, giver.id)})
        self.came_from.setdefault(giver.id, set()).add(name)


def _value(stated: tuple[str, Posting]) -> str:
    return stated[0]


def _spot(place: Place) -> tuple[str | None, str | None, str | None]:
    return place.city, place.region, place.country


def _rebased(value: Any, text: str, giver: str) -> Any:
    """The value with its evidence's spans in this text; a quote that is not in it names whose text it is from."""
    if isinstance(value, Evidence):
        if value.field != "text":
            return value
        start = text.find(value.quote)
        if value.quote and start >= 0:
            return replace(value, start=start, end=start + len(value.quote))
        return replace(value, field=f"text of {giver}", start=None, end=None)
    if isinstance(value, tuple):
        return tuple(_rebased(each, text, giver) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            each.name: _rebased(getattr(value, each.name), text, giver)
            for each in fields(value)
            if isinstance(getattr(value, each.name), Evidence)
        }
        return replace(value, **changed)
    return value


def _disagreements(own: Posting, others: Sequence[Posting]) -> list[str]:
    """Sentences, one for each other posting and matter in which it says something else."""
    found = []
    for each in others:
        for name, words in _DISAGREE.items():
            mine, theirs = _plain(getattr(own, name)), _plain(getattr(each, name))
            if mine and theirs and mine != theirs:
                found.append(f"{words}: {each.id} says {theirs}, here it is {mine}")
    return found


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    said = {
        each.value
        if hasattr(each, "value")
        else f"{each.min or ''}-{each.max or ''} {each.currency or ''} a {each.period}"
        for each in value
    }
    return ", ".join(sorted(said))
