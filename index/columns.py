"""Postings as compact numpy columns, so that a constraint is decided for a million of them in milliseconds.

A row is a posting's position. Values that a posting may have several of (pay, places, eligibility) are kept
as coordinate lists: one entry a value, with the row it belongs to. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index import gazetteer, taxonomy
from index.types import ARRANGEMENTS, EMPLOYMENTS, SENIORITY_LEVELS, Fact, Place, Posting

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
NOT_STATED = -1
Verdicts = npt.NDArray[np.int8]
MET, UNSTATED, UNMET = 1, 0, -1
_EPOCH = date(1970, 1, 1)


def three(stated: Bools, fits: Bools) -> Verdicts:
    """The three-valued verdict: met or unmet where something is stated, else unstated."""
    verdict = fits.astype(np.int8)
    verdict += verdict
    verdict += np.int8(UNMET)  # 1 or -1; five times as fast as choosing
    verdict *= stated
    return verdict


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


def region_key(region: str, country: str | None) -> str:
    """The form in which regions are compared: "US-CA" where the gazetteer knows it, else the folded name."""
    known = gazetteer.region_of(region, country)
    return f"{known.country}-{known.code}" if known else gazetteer.fold(region)


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Places as parallel arrays, one entry a place; names are positions in `Columns.names`, -1 for not stated."""

    row: Ints
    city: Ints
    region: Ints
    country: Ints
    latitude: Floats
    longitude: Floats
    excluded: Bools


@dataclass(frozen=True, slots=True)
class Columns:
    """The stated values of `n` postings. Bit masks follow the order of the vocabularies in `index.types`."""

    n: int
    arrangement_employer: npt.NDArray[np.uint16]
    arrangement_feed: npt.NDArray[np.uint16]
    seniority_employer: npt.NDArray[np.uint16]
    seniority_feed: npt.NDArray[np.uint16]
    employment_employer: npt.NDArray[np.uint16]
    employment_feed: npt.NDArray[np.uint16]
    posted: Ints
    """Day number, or -1."""
    expires: Ints
    experience: Floats
    """Years asked for at least, NaN when not stated."""
    visa: npt.NDArray[np.int8]
    """1 sponsors, 0 does not, -1 not stated."""
    company: Ints
    """Position in `companies`, or -1."""
    companies: tuple[str, ...]
    """Comparable keys of the employers."""
    pay_row: Ints
    pay_min: npt.NDArray[np.float64]
    """Per year, NaN when the range is open below."""
    pay_max: npt.NDArray[np.float64]
    pay_currency: Ints
    """Position in `currencies`, or -1."""
    pay_employer: Bools
    """Whether the employer's own words state the range, rather than a feed's field."""
    currencies: tuple[str, ...]
    places: PlaceColumns
    eligibility: PlaceColumns
    names: tuple[str, ...]
    """Comparable keys of cities, regions and countries."""

    @classmethod
    def of(cls, postings: Sequence[Posting]) -> Columns:
        """Columns of these postings, in their order."""
        companies, currencies, names = _Interned(), _Interned(), _Interned()
        pay = [(row, each) for row, posting in enumerate(postings) for each in posting.salaries]
        return cls(
            n=len(postings),
            arrangement_employer=_masks(postings, "arrangements", ARRANGEMENTS, employer=True),
            arrangement_feed=_masks(postings, "arrangements", ARRANGEMENTS, employer=False),
            seniority_employer=_masks(postings, "seniority", SENIORITY_LEVELS, employer=True),
            seniority_feed=_masks(postings, "seniority", SENIORITY_LEVELS, employer=False),
            employment_employer=_masks(postings, "employment", EMPLOYMENTS, employer=True),
            employment_feed=_masks(postings, "employment", EMPLOYMENTS, employer=False),
            posted=_days(posting.posted_on for posting in postings),
            expires=_days(posting.expires_on for posting in postings),
            experience=np.array(
                [p.experience.min_years if p.experience else np.nan for p in postings], np.float32
            ),
            visa=np.array([int(p.visa.sponsorship) if p.visa else NOT_STATED for p in postings], np.int8),
            company=np.array(
                [companies.position(taxonomy.canonical_company(p.company)) for p in postings], np.int32
            ),
            companies=companies.names,
            pay_row=np.array([row for row, _ in pay], np.int32),
            pay_min=np.array([np.nan if s.min_year is None else s.min_year for _, s in pay], np.float64),
            pay_max=np.array([np.nan if s.max_year is None else s.max_year for _, s in pay], np.float64),
            pay_currency=np.array([currencies.position(s.currency or "") for _, s in pay], np.int32),
            pay_employer=np.array([s.evidence.said_by == "employer" for _, s in pay], np.bool_),
            currencies=currencies.names,
            places=_places([p.places for p in postings], names),
            eligibility=_places([p.eligibility for p in postings], names),
            names=names.names,
        )

    def save(self, path: Path) -> None:
        """Write the columns as an uncompressed .npz file; the caller makes it durable."""
        arrays: dict[str, npt.NDArray[Any]] = {}
        for name, value in _items(self):
            if isinstance(value, PlaceColumns):
                arrays |= {f"{name}.{part}": array for part, array in _items(value)}
            else:
                arrays[name] = (
                    np.zeros(0, "U1") if isinstance(value, tuple) and not value else np.array(value)
                )
        with path.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes a bool keyword of its own

    @classmethod
    def load(cls, path: Path) -> Columns:
        """Read what `save` wrote; ValueError or OSError when the file is not that."""
        with np.load(path, allow_pickle=False) as arrays:
            parts: dict[str, Any] = {}
            for each in fields(cls):
                if each.name in ("places", "eligibility"):
                    inner = {part.name: arrays[f"{each.name}.{part.name}"] for part in fields(PlaceColumns)}
                    parts[each.name] = PlaceColumns(**inner)
                elif each.name in ("companies", "currencies", "names"):
                    parts[each.name] = tuple(str(text) for text in arrays[each.name])
                else:
                    parts[each.name] = arrays[each.name]
        return cls(**parts | {"n": int(parts["n"])})


class _Interned:
    """Names in order of first use."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}

    def position(self, name: str) -> int:
        return self._positions.setdefault(name, len(self._positions)) if name else NOT_STATED

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._positions)


def _items(columns: Columns | PlaceColumns) -> list[tuple[str, Any]]:
    return [(each.name, getattr(columns, each.name)) for each in fields(columns)]


def _masks(
    postings: Sequence[Posting], attribute: str, vocabulary: Sequence[str], *, employer: bool
) -> npt.NDArray[np.uint16]:
    bit = {value: 1 << position for position, value in enumerate(vocabulary)}

    def mask(facts: Iterable[Fact]) -> int:
        found = 0
        for fact in facts:
            if (fact.evidence.said_by == "employer") is employer:
                found |= bit[fact.value]
        return found

    return np.array([mask(getattr(posting, attribute)) for posting in postings], np.uint16)


def _days(days: Iterable[date | None]) -> Ints:
    return np.array([NOT_STATED if day is None else day_number(day) for day in days], np.int32)


def _places(places: Sequence[Sequence[Place]], names: _Interned) -> PlaceColumns:
    flat = [(row, place) for row, each in enumerate(places) for place in each]
    return PlaceColumns(
        row=np.array([row for row, _ in flat], np.int32),
        city=np.array([names.position(gazetteer.fold(p.city or "")) for _, p in flat], np.int32),
        region=np.array(
            [names.position(region_key(p.region, p.country) if p.region else "") for _, p in flat], np.int32
        ),
        country=np.array([names.position(p.country or "") for _, p in flat], np.int32),
        latitude=np.array([np.nan if p.latitude is None else p.latitude for _, p in flat], np.float32),
        longitude=np.array([np.nan if p.longitude is None else p.longitude for _, p in flat], np.float32),
        excluded=np.array([p.excluded for _, p in flat], np.bool_),
    )
