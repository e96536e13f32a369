"""A row of a table becomes a record: which column is what, by its name.

Column names are compared without case, spaces and punctuation. A column map (`{"title": "Job Headline"}`) goes before the
names known here. Every column that is not mapped is kept in `extra` under its own name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.errors import FeedError
from index.feeds.day_order import is_day_first
from index.feeds.reading import extras, has_markup, items_of, number, plain, split_skills, text_field, texts
from index.feeds.xml_aliases import FALSE, TRUE
from index.types import FieldText, Record, RecordPay, RecordPlace

Row = Mapping[str, Any]

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "jobid", "postingid", "uid", "uuid", "externalid", "referencenumber", "jobkey"),
    "source": ("source", "site"),
    "title": ("title", "jobtitle", "positiontitle", "position", "headline", "jobname", "role"),
    "company": ("company", "companyname", "employer", "employername", "organization", "organisation", "hiringorganization"),
    "body": ("descriptionhtml", "description", "jobdescription", "body", "text", "content", "fulldescription", "details", "summary"),
    "location": ("location", "locations", "joblocation", "place", "places", "locationname", "formattedlocation"),
    "city": ("city", "locationcity", "locality", "town"),
    "region": ("region", "state", "province", "locationstate", "locationregion", "statecode"),
    "country": ("country", "countrycode", "locationcountry"),
    "latitude": ("latitude", "lat", "locationlatitude"),
    "longitude": ("longitude", "lng", "lon", "locationlongitude"),
    "eligibility": ("eligibility", "candidaterequiredlocation", "applicantlocation", "remoteregions", "eligiblecountries"),
    "arrangement": ("remote", "arrangement", "workarrangement", "workplacetype", "workplace", "remotetype", "workmode",
                    "isremote", "remoteallowed", "workfromhometype", "telecommuting", "locationtype"),
    "employment": ("employmenttype", "employment", "jobtype", "worktype", "formattedworktype", "contracttype", "schedule", "commitment"),
    "seniority": ("seniority", "senioritylevel", "level", "joblevel", "experiencelevel", "formattedexperiencelevel", "careerlevel"),
    "skills": ("skills", "requiredskills", "tags", "keyskills", "technologies", "jobskills", "skillset"),
    "experience": ("experience", "yearsofexperience", "experiencerange", "requiredexperience", "minexperience"),
    "posted": ("posteddate", "dateposted", "postedat", "posted", "publishedat", "datepublished", "publicationdate", "pubdate",
               "originallistedtime", "listedtime", "createdat", "date", "postdate"),
    "updated": ("updatedat", "dateupdated", "updated", "lastupdated", "modified", "datemodified"),
    "expires": ("validthrough", "expires", "expiresat", "expirationdate", "expiry", "expirydate", "closingdate", "deadline"),
    "pay_text": ("salarytext", "salary", "salaryrange", "pay", "payrange", "compensation", "wage", "salaryestimate", "remuneration"),
    "pay_min": ("salarymin", "minsalary", "minamount", "paymin", "compensationmin", "salaryfrom", "salaryminimum", "minimumsalary"),
    "pay_max": ("salarymax", "maxsalary", "maxamount", "paymax", "compensationmax", "salaryto", "salarymaximum", "maximumsalary"),
    "currency": ("currency", "salarycurrency", "compensationcurrency", "paycurrency", "currencycode"),
    "period": ("period", "payperiod", "salaryperiod", "interval", "salaryinterval", "payinterval", "salaryunit", "unittext"),
    "url": ("url", "joburl", "link", "joblink", "jobpostingurl", "hostedurl", "href"),
    "apply_url": ("applyurl", "applicationurl", "applylink", "joburldirect", "applyto", "directapplyurl"),
    "category": ("category", "jobcategory", "department", "jobfunction", "function", "team"),
    "industry": ("industry", "industries", "companyindustry", "sector"),
    "company_description": ("companydescription", "aboutcompany", "employerdescription"),
    "company_url": ("companyurl", "companywebsite", "website", "employerwebsite", "companyurldirect"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip
_SAYS_NOTHING = frozenset(
    ("", "unknown", "none", "null", "nan", "n/a", "na", "-", "unspecified", "not specified", "not stated")
)
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
_LISTS = ("arrangement", "employment", "seniority", "experience")
_PLACE_PARTS = ("city", "region", "country", "latitude", "longitude")
_DATES = ("posted", "updated", "expires")


@dataclass(frozen=True)
class ColumnMap:
    """Which columns hold what, for rows with these columns: `names[field]` best first, `rest` is unmapped."""

    names: dict[str, tuple[str, ...]]
    rest: tuple[str, ...]


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
            found = _column_map(key, self.columns)
            if len(self._maps) < 256:
                self._maps[key] = found
        return found

    def record(self, row: Row, position: int) -> Record:
        """The row in the record's fields."""
        flat = _flat(row)
        held = _Values(flat, self.column_map(flat))
        said: dict[str, Any] = {name: held.text(name) for name in _TEXTS if name in held.columns.names}
        said.update({name: held.fields(name) for name in _LISTS if name in held.columns.names})
        said.update({name: held.field(name) for name in _DATES if name in held.columns.names})
        own_source = held.text("source") if self.default_source else ""
        identity = held.text("id")
        places = _places(held)
        dates = [date.text for name in _DATES if (date := said.get(name))]
        return Record(
            source=own_source or self.source,
            format=self.format,
            position=position,
            native_id=identity,
            verbatim_id=bool(identity),
            body_is_html=has_markup(said.get("body", "")),
            places=places,
            day_first=is_day_first(dates, places) if dates else False,
            eligibility=tuple(
                [RecordPlace(name=each.name, text=each.text) for each in held.fields("eligibility")]
            ),
            pay=_pay(held),
            skills=_skills(held),
            extra=extras(held.extra()),
            **said,
        )


@dataclass(frozen=True, slots=True)
class _Values:
    """A row's values by our names of the fields."""

    row: Row
    columns: ColumnMap

    def named(self, name: str) -> tuple[str, Any]:
        """The first column for this field that says something, and its value."""
        for column in self.columns.names.get(name, ()):
            value = self.row[column]
            if value is not None and value != "" and value != []:
                return column, value
        return "", None

    def text(self, name: str) -> str:
        """The field as one text; a list is joined by commas."""
        value = self.named(name)[1]
        return "" if value is None else _joined(value).strip()

    def field(self, name: str) -> FieldText | None:
        """The field with its column's name; None when it says nothing."""
        column, value = self.named(name)
        return None if value is None else text_field(column, _joined(value))

    def fields(self, name: str) -> tuple[FieldText, ...]:
        """Each value of the field that says something."""
        column, value = self.named(name)
        if value is None:
            return ()
        said = [
            text for item in items_of(value) if (text := plain(item).strip()).lower() not in _SAYS_NOTHING
        ]
        return texts(column, _arrangements(said) if name == "arrangement" else said)

    def extra(self) -> Iterator[tuple[str, str]]:
        """The columns that no field is made of, and an arrangement that states nothing."""
        for column in self.columns.rest:
            if self.row[column] is not None:
                yield plain(column), _joined(self.row[column])
        column, value = self.named("arrangement")
        if column and not self.fields("arrangement"):
            yield column, _joined(value)


def _arrangements(said: list[str]) -> list[str]:
    """A bare yes means remote; a bare no says nothing of being on site."""
    return ["remote" if text.lower() in TRUE else text for text in said if text.lower() not in _NOT_SAID]


def _column_map(header: tuple[str, ...], columns: Mapping[str, str]) -> ColumnMap:
    known: dict[str, list[str]] = {}
    for column in header:
        known.setdefault("".join(filter(str.isalnum, column.lower())), []).append(column)
    names = {}
    for name, aliases in ALIASES.items():
        chosen = [columns[name]] if columns.get(name) in header else []
        found = [
            column for alias in aliases for column in known.get(alias, ()) if column not in columns.values()
        ]
        names[name] = tuple(chosen) if name in columns else tuple(found)
    used = {column for chosen in names.values() for column in chosen[:1]}
    return ColumnMap(
        {name: chosen for name, chosen in names.items() if chosen}, tuple(c for c in header if c not in used)
    )


def _flat(row: Row) -> Row:
    """The row with the members of nested objects as columns of their own ("location.city")."""
    if dict not in set(map(type, row.values())):
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
    return ", ".join(filter(None, map(plain, items_of(value))))


def _places(held: _Values) -> tuple[RecordPlace, ...]:
    column, value = held.named("location")
    if isinstance(value, str) and held.columns.names.keys().isdisjoint(
        _PLACE_PARTS
    ):  # by far the most common case
        listed = [text for part in value.split(";") if (text := part.strip())]
        return tuple([RecordPlace(name=column, text=text) for text in dict.fromkeys(listed)])
    city, region, country = held.text("city"), held.text("region"), held.text("country")
    latitude, longitude = number(held.named("latitude")[1]), number(held.named("longitude")[1])
    listed = [text for item in items_of(value) for part in plain(item).split(";") if (text := part.strip())]
    if len(listed) > 1:
        return tuple(RecordPlace(name=column, text=text) for text in dict.fromkeys(listed))
    if not (listed or city or region or country):
        return ()
    name = column or next(held.named(part)[0] for part in ("city", "region", "country") if held.text(part))
    text = listed[0] if listed else ""
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


def _pay(held: _Values) -> tuple[RecordPay, ...]:
    (text_column, stated), (low_column, low), (high_column, high) = map(
        held.named, ("pay_text", "pay_min", "pay_max")
    )
    bounds = number(low) or None, number(high) or None
    text = _joined(stated).strip()
    if bounds == (None, None) and not text:
        text = " - ".join(filter(None, (plain(low).strip(), plain(high).strip())))
        if text.strip("0.- ") == "":
            return ()
    name = text_column if text and text_column else low_column or high_column
    currency, period = held.text("currency"), held.text("period")
    return (RecordPay(name=name, text=text, min=bounds[0], max=bounds[1], currency=currency, period=period),)


def _skills(held: _Values) -> tuple[FieldText, ...]:
    column, value = held.named("skills")
    if isinstance(value, list):
        return texts(column, [plain(item) for item in value[:300]])
    return split_skills(column, plain(value).strip("[]").replace("'", ""))
