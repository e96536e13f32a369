"""A row of a table becomes a record; which column is what stands in `table_columns`.

Every column that no field is made of is kept in `extra` under its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from index.errors import FeedError
from index.feeds.day_order import is_day_first
from index.feeds.reading import (
    MAX_SKILLS,
    extras,
    has_markup,
    items_of,
    number,
    plain,
    split_skills,
    text_field,
    texts,
    without_surrogates,
)
from index.feeds.table_columns import ALIASES, ColumnMap, map_columns
from index.feeds.xml_aliases import FALSE, TRUE
from index.types import FieldText, Record, RecordPay, RecordPlace

Row = Mapping[str, Any]

_SAYS_NOTHING = frozenset(
    ("", "unknown", "none", "null", "nan", "n/a", "na", "-", "unspecified", "not specified", "not stated")
)
_PLAIN_ARRANGEMENTS = frozenset(("remote", "hybrid", "onsite"))
_NOT_SAID = FALSE | {"onsite_or_unspecified", "office_or_unspecified"}
"""Codes by which a source says that it was told nothing: "not remote" is no statement of being on site."""

_TEXTS = (
    "title",
    "company",
    "body",
    "url",
    "apply_url",
    "category",
    "industry",
    "company_description",
    "company_url",
    "language",
)
_LISTS = ("employment", "seniority", "experience")
_PLACE_PARTS = ("city", "region", "country", "latitude", "longitude")
_DATES = ("posted", "updated", "expires")


@dataclass
class TableRows:
    """Turns the rows of one table into records; `columns` names columns by hand (our field -> the table's column)."""

    source: str
    format: str
    columns: Mapping[str, str] = field(default_factory=dict)
    default_source: bool = True
    """Whether a `source` column may say where a row is from."""
    _maps: dict[tuple[str, ...], ColumnMap] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.columns) - set(ALIASES)):
            known = ", ".join(sorted(ALIASES))
            raise FeedError(
                f"{self.source}: no such field in the column map: {', '.join(unknown)}; there are {known}"
            )

    def column_map(self, header: Iterable[str]) -> ColumnMap:
        """What these columns hold."""
        key = tuple(header)
        found = self._maps.get(key)
        if found is None:
            found = map_columns(key, self.columns)
            if len(self._maps) < 256:
                self._maps[key] = found
        return found

    def record(self, row: Row, position: int) -> Record:
        """The row in the record's fields."""
        try:
            return self._record(_flat(row), position)
        except ValidationError:  # half a surrogate pair, which JSON can escape and which is no text
            return self._record(_flat(without_surrogates(row)), position)

    def _record(self, flat: Row, position: int) -> Record:
        columns = self.column_map(flat)
        held = _held(flat, columns)
        said: dict[str, Any] = {
            name: _SIMPLE[name](*found) for name, found in held.items() if name in _SIMPLE
        }
        identity = _text(*held["id"]) if "id" in held else ""
        places = _places(held)
        return Record(
            source=(_text(*held["source"]) if self.default_source and "source" in held else "")
            or self.source,
            format=self.format,
            position=position,
            native_id=identity,
            verbatim_id=bool(identity),
            body_is_html=has_markup(said.get("body", "")),
            places=places,
            day_first=_is_day_first(said, places),
            eligibility=_eligibility(held),
            pay=_pay(held),
            extra=_extra(flat, columns, held, said),
            **said,
        )


Held = dict[str, tuple[str, Any]]
"""Our name of a field -> the column that says something of it, and its value. Fields not said are absent."""


def _held(row: Row, columns: ColumnMap) -> Held:
    held: Held = {}
    for name, candidates in columns.names.items():
        for column in candidates:
            value = row[column]
            if value or (value is not None and value != "" and value != []):
                held[name] = (column, value)
                break
    return held


def _text(column: str, value: Any) -> str:
    """The value as one text; a list is joined by commas."""
    return value.strip() if type(value) is str else _joined(value).strip()


def _date(column: str, value: Any) -> FieldText | None:
    return text_field(column, _joined(value))


def _fields(column: str, value: Any) -> tuple[FieldText, ...]:
    """Each value of the field that says something."""
    if type(value) is str and len(value) < 40:
        return _short_fields(column, value)
    return texts(
        column,
        [text for item in items_of(value) if (text := plain(item).strip()).lower() not in _SAYS_NOTHING],
    )


@lru_cache(maxsize=1024)  # "FULL_TIME", "Mid level": a column has a dozen values
def _short_fields(column: str, value: str) -> tuple[FieldText, ...]:
    return () if value.strip().lower() in _SAYS_NOTHING else texts(column, (value,))


def _arrangements(column: str, value: Any) -> tuple[FieldText, ...]:
    """What an arrangement column states: a bare yes means remote, a bare no says nothing of being on site."""
    said = _fields(column, value)
    if all(each.text in _PLAIN_ARRANGEMENTS for each in said):
        return said
    kept = [each.text for each in said if each.text.lower() not in _NOT_SAID]
    return texts(column, ["remote" if text.lower() in TRUE else text for text in kept])


def _skills(column: str, value: Any) -> tuple[FieldText, ...]:
    if not isinstance(value, list):
        return split_skills(column, plain(value).strip("[]").replace("'", ""))
    try:
        return texts(column, value[:MAX_SKILLS])
    except TypeError:  # not all of them are texts
        return texts(column, map(plain, value[:MAX_SKILLS]))


_SIMPLE: dict[str, Callable[[str, Any], Any]] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_DATES, _date),
    **dict.fromkeys(_LISTS, _fields),
    "arrangement": _arrangements,
    "skills": _skills,
}
"""Our name of a field -> how its column's name and value become that field of a record."""


def _is_day_first(said: Mapping[str, Any], places: tuple[RecordPlace, ...]) -> bool:
    dates = [
        date.text for name in _DATES if (date := said.get(name)) and date.text[4:5] != "-"
    ]  # ISO is by far most
    return is_day_first(dates, places) if dates else False


def _eligibility(held: Held) -> tuple[RecordPlace, ...]:
    if "eligibility" not in held:
        return ()
    return tuple(RecordPlace(name=each.name, text=each.text) for each in _fields(*held["eligibility"]))


def _extra(row: Row, columns: ColumnMap, held: Held, said: Mapping[str, Any]) -> dict[str, str]:
    """The columns that no field is made of, and an arrangement that states nothing."""
    rest = [
        (column, value if type(value) is str else _joined(value))
        for column in columns.rest
        if (value := row[column]) is not None
    ]
    if "arrangement" in held and not said["arrangement"]:
        rest.append((held["arrangement"][0], _joined(held["arrangement"][1])))
    return extras(rest)


def _flat(row: Row) -> Row:
    """The row with the members of nested objects as columns of their own ("location.city")."""
    if dict not in map(type, row.values()):
        return row
    flat: dict[str, Any] = {}
    for column, value in row.items():
        if isinstance(value, dict):
            flat.update({f"{column}.{inner}": part for inner, part in value.items()})
            if plain(value.get("name")):
                flat.setdefault(column, value["name"])
        else:
            flat[column] = value
    return flat


def _joined(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        try:
            return ", ".join(filter(None, value))
        except TypeError:  # not all of them are texts
            return ", ".join(filter(None, map(plain, value)))
    return plain(value)


@lru_cache(maxsize=4096)
def _one_place(column: str, text: str) -> tuple[RecordPlace, ...]:
    return (RecordPlace(name=column, text=text),) if text else ()


def _places(held: Held) -> tuple[RecordPlace, ...]:
    column, value = held.get("location", ("", None))
    if (
        type(value) is str and ";" not in value and held.keys().isdisjoint(_PLACE_PARTS)
    ):  # by far the most common case
        return _one_place(column, value.strip())
    listed = [text for item in items_of(value) for part in plain(item).split(";") if (text := part.strip())]
    if len(listed) > 1:
        return tuple([RecordPlace(name=column, text=text) for text in dict.fromkeys(listed)])
    text = listed[0] if listed else ""
    city, region, country = (_text(*held[part]) if part in held else "" for part in _PLACE_PARTS[:3])
    latitude, longitude = (number(held[part][1]) if part in held else None for part in _PLACE_PARTS[3:])
    if not (text or city or region or country):
        return ()
    name = column or next(held[part][0] for part in _PLACE_PARTS if part in held)
    return (
        RecordPlace(
            name=name,
            text=text,
            city=city,
            region=region,
            country=country,
            latitude=latitude,
            longitude=longitude,
        ),
    )


def _pay(held: Held) -> tuple[RecordPay, ...]:
    if held.keys().isdisjoint(("pay_text", "pay_min", "pay_max")):
        return ()
    nothing = ("", None)
    (text_column, stated), (low_column, low), (high_column, high) = (
        held.get(name, nothing) for name in ("pay_text", "pay_min", "pay_max")
    )
    bounds = number(low) or None, number(high) or None
    text = _joined(stated).strip()
    if bounds == (None, None) and not text:
        text = " - ".join(filter(None, (plain(low).strip(), plain(high).strip())))
    if bounds == (None, None) and text.strip("0.- ") == "":
        return ()
    name = text_column if text and text_column else low_column or high_column
    currency, period = (_text(*held[part]) if part in held else "" for part in ("currency", "period"))
    return (RecordPay(name=name, text=text, min=bounds[0], max=bounds[1], currency=currency, period=period),)
