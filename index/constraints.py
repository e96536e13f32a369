"""The kinds of constraint a query is made of, as one union discriminated by `kind`.

In Python the parts of a value are fields (`Skill(name="Kafka")`); in JSON they stand under `value`:
`{"kind": "skill", "value": {"name": "Kafka"}, "negated": false, "words": "with Kafka", "required": true}`.
What a constraint means for a posting is decided in `index.verdicts`, nowhere else.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_serializer, model_validator

from index import types

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class _Constraint(BaseModel):
    """What all kinds share. `words` is the span of the question it was read from; `required=False` only ranks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    alternatives: ClassVar[tuple[str, ...]] = ()
    """Value parts that are left out of the JSON when they are not used."""
    renamed: ClassVar[dict[str, str]] = {}
    """JSON name -> field name, where the JSON name of a value part is taken."""

    negated: bool = False
    words: str = ""
    required: bool = True

    @model_validator(mode="before")
    @classmethod
    def _lift_value(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "value" not in data:
            return data
        value = data["value"]
        if not isinstance(value, dict):
            raise ValueError('value must be an object such as {"name": "Kafka"}')
        rest = {key: part for key, part in data.items() if key != "value"}
        inner = {cls.renamed.get(key, key): part for key, part in value.items()}
        if twice := sorted(rest.keys() & inner.keys()):
            raise ValueError(f"{', '.join(twice)} stands both beside and inside value")
        return rest | inner

    @model_serializer(mode="plain")
    def _nest_value(self) -> dict[str, Any]:
        return {
            "kind": getattr(self, "kind"),  # noqa: B009  (each kind declares its own literal)
            "value": self.value,
            "negated": self.negated,
            "words": self.words,
            "required": self.required,
        }

    @property
    def value(self) -> dict[str, Any]:
        """The parts that were said, as plain JSON data."""
        shared = {"kind", "negated", "words", "required"}
        json_name = {field: name for name, field in self.renamed.items()}
        parts = {name: getattr(self, name) for name in type(self).model_fields if name not in shared}
        return {
            json_name.get(name, name): _plain(part)
            for name, part in parts.items()
            if part is not None or name not in self.alternatives
        }


def _plain(part: Any) -> Any:
    if isinstance(part, BaseModel):
        return part.model_dump(mode="json")
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    if isinstance(part, float) and part.is_integer():
        return int(part)
    return part.isoformat() if isinstance(part, date) else part


class Arrangement(_Constraint):
    """Where the work is done: any of remote, hybrid, onsite."""

    kind: Literal["arrangement"] = "arrangement"
    any: tuple[types.Arrangement, ...] = Field(min_length=1)


class Salary(_Constraint):
    """Pay of at least `min` and at most `max`, per `period`; without a currency, in the posting's own."""

    kind: Literal["salary"] = "salary"
    min: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    max: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    currency: CurrencyCode | None = None
    period: types.Period = "year"

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("pay needs a min or a max")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"pay min {self.min:g} is above max {self.max:g}")
        return self


class Skill(_Constraint):
    """A skill that the posting must name; `any` for alternatives."""

    kind: Literal["skill"] = "skill"
    alternatives = ("name", "any")
    name: Name | None = None
    any: tuple[Name, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.name is None) == (self.any is None):
            raise ValueError("a skill has either a name or any")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The names of which one suffices."""
        return self.any or ((self.name,) if self.name else ())


class Seniority(_Constraint):
    """The level of the role: any of these."""

    kind: Literal["seniority"] = "seniority"
    any: tuple[types.SeniorityLevel, ...] = Field(min_length=1)


class Employment(_Constraint):
    """The type of employment: any of these."""

    kind: Literal["employment"] = "employment"
    any: tuple[types.Employment, ...] = Field(min_length=1)


class PlaceName(BaseModel):
    """One place; parts not said are None. `radius_km` widens it around its centre."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    city: Name | None = None
    region: Name | None = None
    country: CountryCode | None = None
    radius_km: float | None = Field(default=None, gt=0, le=20_000)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.city or self.region or self.country):
            raise ValueError("a place needs a city, a region or a country")
        return self


class Place(_Constraint):
    """Where the work may be: one place, or `any` of places and ISO country codes."""

    kind: Literal["place"] = "place"
    alternatives = ("any",)
    city: Name | None = None
    region: Name | None = None
    country: CountryCode | None = None
    radius_km: float | None = Field(default=None, gt=0, le=20_000)
    any: tuple[CountryCode | PlaceName, ...] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        single = self.city or self.region or self.country
        if bool(single) == (self.any is not None):
            raise ValueError("a place has either its parts or any")
        return self

    @property
    def value(self) -> dict[str, Any]:
        """The parts said; only `any` when there are several places."""
        return {"any": _plain(self.any)} if self.any is not None else super().value

    @property
    def places(self) -> tuple[PlaceName, ...]:
        """The places of which one suffices; a bare country code stands for the country."""
        if self.any is None:
            parts = {"city": self.city, "region": self.region, "country": self.country}
            return (PlaceName(**parts, radius_km=self.radius_km),)
        return tuple(PlaceName(country=each) if isinstance(each, str) else each for each in self.any)


class Company(_Constraint):
    """The employer."""

    kind: Literal["company"] = "company"
    name: Name


class Posted(_Constraint):
    """Published within so many days, or on or after a date."""

    kind: Literal["posted"] = "posted"
    alternatives = ("within_days", "after")
    within_days: int | None = Field(default=None, ge=0, le=36_500)
    after: date | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.within_days is None) == (self.after is None):
            raise ValueError("posted has either within_days or after")
        return self


class Experience(_Constraint):
    """Years asked for: no more than the seeker's `max_years`, and/or at least `min_years`."""

    kind: Literal["experience"] = "experience"
    alternatives = ("max_years", "min_years")
    max_years: float | None = Field(default=None, ge=0, le=80)
    min_years: float | None = Field(default=None, ge=0, le=80)

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.max_years is None and self.min_years is None:
            raise ValueError("experience needs max_years or min_years")
        return self


class Visa(_Constraint):
    """The employer sponsors a visa (or says that it does not)."""

    kind: Literal["visa"] = "visa"
    sponsorship: bool = True


class Topic(_Constraint):
    """Words that the posting must not name; the wanted topic is `JobQuery.text`."""

    kind: Literal["topic"] = "topic"
    renamed = {"words": "topic"}
    negated: Literal[True] = True
    topic: Name


Constraint = Annotated[
    Arrangement
    | Salary
    | Skill
    | Seniority
    | Employment
    | Place
    | Company
    | Posted
    | Experience
    | Visa
    | Topic,
    Field(discriminator="kind"),
]
