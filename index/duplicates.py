"""Which postings are one role: from several feeds, posted again, or in several places. Pure, the same in any order.

First by the job id in their links, then by employer and title, compared by what they state and by their text. Postings
are only compared within an employer's equal titles, and where those are many by MinHash, so that time stays linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from index import minhash
from index.alike import (
    SHORT_WORDS,
    WITHIN_FEED,
    Body,
    Traits,
    alike,
    body,
    contradict,
    same_link,
    same_role,
    share_place,
    traits,
)
from index.merging import merged
from index.types import Posting

LINKED = "same job id in the link"
_ALL_PAIRS = 24
"""Postings of one employer and title up to which each is compared with each."""
_MAX_LINKED = 24
"""Postings behind one link that are compared with each; a careers page has hundreds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Postings that are one role: their ids, sorted, and why, in words."""

    ids: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two postings found to be one role; `strength` orders: links first, then the more alike."""

    strength: float
    first: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """One posting to show and the postings that it was made of, itself where it is the only one."""

    posting: Posting
    members: tuple[Posting, ...]


def roles(postings: Sequence[Posting]) -> list[Role]:
    """The roles of these postings, in their order: duplicates stand as one where the one is whose words it has.

    Args:
        postings: with distinct ids.
    """
    by_id = {each.id: each for each in postings}
    several: dict[str, Role] = {}
    gone: set[str] = set()
    for group in groups(postings):
        members = tuple(by_id[each] for each in group.ids)
        posting = merged(members, reasons=group.reasons)
        several[posting.id] = Role(posting, members)
        gone.update(each for each in group.ids if each != posting.id)
    return [several.get(each.id) or Role(each, (each,)) for each in postings if each.id not in gone]


def groups(postings: Iterable[Posting]) -> list[Group]:
    """The postings of which several are one role, by id; single ones are not listed."""
    ordered = sorted(postings, key=lambda each: each.id)
    texts = _Texts({each.id: each for each in ordered})
    described = {each.id: traits(each) for each in ordered}
    joined = _Joined(described, texts)
    linked = list(_linked(described, texts))
    for edge in sorted(linked, key=lambda each: (each.first, each.second)):
        joined.join(edge, linked=True)
    edges: list[_Edge] = []
    for block in _blocks(described.values()):
        texts.mask(block)
        edges += _within(block, texts)
    for edge in sorted(edges, key=lambda each: (-each.strength, each.first, each.second)):
        joined.join(edge, linked=False)
    return joined.groups()


class _Texts:
    """Texts to compare, made when first needed; a block's postings lose the names of all its places."""

    def __init__(self, postings: Mapping[str, Posting]) -> None:
        self._postings = postings
        self._masks: dict[str, frozenset[str]] = {}
        self._bodies: dict[str, Body] = {}

    def mask(self, block: Sequence[Traits]) -> None:
        words = frozenset[str]().union(*(each.place_words for each in block))
        for each in block:
            self._masks[each.id] = words
            self._bodies.pop(each.id, None)

    def of(self, posting_id: str) -> Body:
        if posting_id not in self._bodies:
            masked = self._masks.get(posting_id, frozenset())
            self._bodies[posting_id] = body(self._postings[posting_id], masked)
        return self._bodies[posting_id]

    def alike(self, first: str, second: str) -> float:
        return alike(self.of(first), self.of(second))


def _linked(described: Mapping[str, Traits], texts: _Texts) -> Iterator[_Edge]:
    """Postings with one job id in their links."""
    by_link: dict[tuple[str, ...], list[Traits]] = {}
    for each in described.values():
        for link in each.links:
            by_link.setdefault(link, []).append(each)
    for behind in by_link.values():
        for first, second in _pairs_behind(behind):
            if same_link(first, second, texts.alike(first.id, second.id)):
                yield _Edge(2.0, first.id, second.id, LINKED)


def _pairs_behind(behind: Sequence[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """All pairs where they are few, else each with the first of its title."""
    if len(behind) <= _MAX_LINKED:
        yield from combinations(behind, 2)
        return
    first_of: dict[frozenset[str], Traits] = {}
    for each in behind:
        if (first := first_of.setdefault(each.title, each)) is not each:
            yield first, each


def _blocks(described: Iterable[Traits]) -> Iterator[list[Traits]]:
    """Postings of one employer and title, where there are several."""
    blocks: dict[tuple[str, frozenset[str]], list[Traits]] = {}
    for each in described:
        blocks.setdefault((each.company, each.title), []).append(each)
    return (block for block in blocks.values() if len(block) > 1)


def _within(block: Sequence[Traits], texts: _Texts) -> Iterator[_Edge]:
    """The pairs of one employer and title that are one role; copies are told from one of them."""
    copies: dict[tuple[object, ...], list[Traits]] = {}
    for each in block:
        words = texts.of(each.id).words
        stated = (each.pay, each.employment, each.arrangements, each.requisitions)
        key = (words, *stated, each.places if len(words) < SHORT_WORDS else None)
        copies.setdefault(key, []).append(each)
    for same in copies.values():
        for each in same[1:]:
            if reason := _reason(same[0], each, texts, 1.0):
                yield _Edge(1.0, same[0].id, each.id, reason)
    distinct = [same[0] for same in copies.values()]
    if len(distinct) <= _ALL_PAIRS:
        pairs = combinations(range(len(distinct)), 2)
    else:
        pairs = iter(list(minhash.candidates([texts.of(each.id).triples for each in distinct])))  # type: ignore[assignment]
    for one, other in pairs:
        first, second = distinct[one], distinct[other]
        likeness = texts.alike(first.id, second.id)
        if reason := _reason(first, second, texts, likeness):
            yield _Edge(likeness, first.id, second.id, reason)


def _reason(first: Traits, second: Traits, texts: _Texts, likeness: float) -> str:
    return same_role(first, second, (texts.of(first.id), texts.of(second.id)), likeness)


class _Joined:
    """Disjoint sets of postings that never hold two which contradict each other."""

    _CHECKED = 12
    """Members of either side that are held against the other: copies of one role are alike."""

    def __init__(self, described: Mapping[str, Traits], texts: _Texts) -> None:
        self._described = described
        self._texts = texts
        self._set_of: dict[str, list[str]] = {}
        self._reasons: dict[str, list[str]] = {}

    def join(self, edge: _Edge, *, linked: bool) -> None:
        one = self._set_of.get(edge.first, [edge.first])
        other = self._set_of.get(edge.second, [edge.second])
        if one is other or not (linked or self._agree(one, other)):
            return
        small, large = sorted((one, other), key=len)
        large.extend(small)
        reasons = [*self._reasons.get(one[0], []), *self._reasons.get(other[0], []), edge.reason]
        for each in large:
            self._set_of[each] = large
        self._reasons[large[0]] = reasons

    def _agree(self, one: Sequence[str], other: Sequence[str]) -> bool:
        for first_id in one[: self._CHECKED]:
            for second_id in other[: self._CHECKED]:
                first, second = self._described[first_id], self._described[second_id]
                if contradict(first, second):
                    return False
                apart = not share_place(first, second)
                if apart and self._texts.alike(first_id, second_id) < WITHIN_FEED:
                    return False
        return True

    def groups(self) -> list[Group]:
        found = {id(members): members for members in self._set_of.values()}.values()
        return sorted(
            (Group(tuple(sorted(each)), tuple(sorted(set(self._reasons[each[0]])))) for each in found),
            key=lambda group: group.ids,
        )
