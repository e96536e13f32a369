"""The frozen type of each stage, from a feed's record to a search hit.

A `Record` is what a feed says, in its own words; a `Posting` is what we make of it, with the evidence for
each value; a `Passage` is a piece of a posting to embed; a `Hit` is a passage found. Nothing here decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SaidBy = Literal["employer", "feed", "derived"]
Arrangement = Literal["remote", "hybrid", "onsite"]
SeniorityLevel = Literal[
    "intern", "entry", "mid", "senior", "lead", "staff", "principal", "manager", "director", "executive"
]
Employment = Literal["full_time", "part_time", "contract", "temporary", "internship"]
Period = Literal["hour", "day", "week", "month", "year"]
SkillLevel = Literal["required", "preferred", "mentioned"]
SectionKind = Literal[
    "duties", "requirements", "preferred", "benefits", "pay", "about", "boilerplate", "other"
]

ARRANGEMENTS: tuple[Arrangement, ...] = ("remote", "hybrid", "onsite")
SENIORITY_LEVELS: tuple[SeniorityLevel, ...] = (
    "intern", "entry", "mid", "senior", "lead", "staff", "principal", "manager", "director", "executive",
)  # fmt: skip
EMPLOYMENTS: tuple[Employment, ...] = ("full_time", "part_time", "contract", "temporary", "internship")


# --- what a feed says -------------------------------------------------------------------------------------


class RecordPay(BaseModel):
    """Pay as a feed gives it: a text, or numbers with their unit; `name` is the feed's own field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str = ""
    min: float | None = None
    max: float | None = None
    currency: str = ""
    period: str = ""
    place: str = ""
    """Where this range holds, in the feed's words ("Zone A: New York")."""


class RecordPlace(BaseModel):
    """A place as a feed gives it: free text, or parts; `name` is the feed's own field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None


class FieldText(BaseModel):
    """One value of a feed with the feed's own name for it, kept for evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str


class Record(BaseModel):
    """One posting in the feed's own words, nothing interpreted.

    Readers make it; `index.normalize.posting.normalize` turns it into a `Posting`. Empty means the feed
    does not say. `position` counts the feed's records from 1, rejected ones included.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    format: str
    position: int
    native_id: str = ""
    verbatim_id: bool = False
    """True for tables: `native_id` is the whole posting id, without a "<source>:" before it."""
    aliases: tuple[str, ...] = ()
    title: str = ""
    company: str = ""
    body: str = ""
    body_is_html: bool = True
    places: tuple[RecordPlace, ...] = ()
    eligibility: tuple[RecordPlace, ...] = ()
    """Where applicants of a remote posting may live, as far as the feed says."""
    pay: tuple[RecordPay, ...] = ()
    arrangement: tuple[FieldText, ...] = ()
    employment: tuple[FieldText, ...] = ()
    seniority: tuple[FieldText, ...] = ()
    skills: tuple[FieldText, ...] = ()
    """One entry a skill, already split."""
    experience: tuple[FieldText, ...] = ()
    posted: FieldText | None = None
    updated: FieldText | None = None
    expires: FieldText | None = None
    day_first: bool = False
    """True where the format writes DD/MM/YYYY."""
    url: str = ""
    apply_url: str = ""
    category: str = ""
    industry: str = ""
    company_description: str = ""
    company_url: str = ""
    language: str = ""
    extra: Mapping[str, str] = Field(default_factory=dict)
    """What the feed says beside that, by the feed's names; kept, not searched."""
    notes: tuple[str, ...] = ()
    """What the reader noticed about the record ("the feed gives no id"); becomes warnings of the posting."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not become a posting: where it stands and why."""

    source: str
    position: int
    reason: str
    native_id: str = ""
    excerpt: str = ""
    """At most 200 characters of the record, to find it by."""


# --- what a posting is ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read. `quote` is verbatim; a derived value quotes what it was derived from.

    `field` is "text" or "title" for the posting's own words, else the feed's name of the field.
    `start` and `end` are the quote's character span in `Posting.text` when `field` is "text", else None.
    """

    said_by: SaidBy
    quote: str
    field: str
    start: int | None = None
    end: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated value of a closed vocabulary (arrangement, seniority, employment) with its evidence."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Salary:
    """One base-pay range. Amounts are per `period` in `currency` as stated, at least one is not None.

    `min_year` and `max_year` are derived, per year, with the hours and weeks named in `yearly_note`.
    """

    min: float | None
    max: float | None
    currency: str | None
    period: Period
    evidence: Evidence
    min_year: float | None = None
    max_year: float | None = None
    yearly_note: str = ""
    place: str = ""
    """Where the range holds when the posting gives several, in its words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is, or where applicants may live. Parts not known are None, never guessed.

    `city` is the gazetteer's spelling; `region` an ISO 3166-2 suffix where there is one in common use (US, CA, AU),
    else a name; `country` ISO 3166-1 alpha-2. Latitude and longitude in degrees.
    """

    city: str | None
    region: str | None
    country: str | None
    evidence: Evidence
    latitude: float | None = None
    longitude: float | None = None
    excluded: bool = False
    """In `Posting.eligibility`: applicants from here are shut out."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that the posting names, in its usual spelling."""

    name: str
    level: SkillLevel
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Experience:
    """Years of experience asked for; `max_years` is None when open above."""

    min_years: float
    max_years: float | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Visa:
    """Whether the employer sponsors a visa."""

    sponsorship: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Stated:
    """A date or text with its evidence; `value` is ISO 8601 for dates."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """A part of `Posting.text[start:end]`, heading included."""

    kind: SectionKind
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceRef:
    """One place a posting was read from; `fields` are the values that came from it."""

    source: str
    id: str
    url: str = ""
    apply_url: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posting:
    """A job posting, normalised. `text` is the body as clean Unicode text; every span counts its characters."""

    id: str
    source: str
    title: str
    company: str
    """Empty when nobody says who the employer is."""
    text: str
    title_evidence: Evidence
    sections: tuple[Section, ...] = ()
    places: tuple[Place, ...] = ()
    eligibility: tuple[Place, ...] = ()
    arrangements: tuple[Fact, ...] = ()
    salaries: tuple[Salary, ...] = ()
    seniority: tuple[Fact, ...] = ()
    employment: tuple[Fact, ...] = ()
    experience: Experience | None = None
    visa: Visa | None = None
    skills: tuple[Skill, ...] = ()
    posted: Stated | None = None
    updated: Stated | None = None
    expires: Stated | None = None
    url: str = ""
    apply_url: str = ""
    category: str = ""
    industry: str = ""
    company_description: str = ""
    company_url: str = ""
    language: str = ""
    """ISO 639-1 of the text, empty when undecided."""
    aliases: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Sentences, one a disagreement between the feed's field and the employer's text."""
    warnings: tuple[str, ...] = ()
    """What was odd about the record and how it was read ("pay bounds were swapped")."""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def posted_on(self) -> date | None:
        """The date of publication, or None when it is not stated."""
        return date.fromisoformat(self.posted.value) if self.posted else None

    @property
    def expires_on(self) -> date | None:
        """The last day of validity, or None when it is not stated."""
        return date.fromisoformat(self.expires.value) if self.expires else None


# --- what is embedded and found ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a posting to embed: `text` is `Posting.text[start:end]`, `context` goes before it.

    The context is the title and the employer, empty for boilerplate so that equal boilerplate embeds once.
    """

    posting_id: str
    ordinal: int
    kind: SectionKind
    start: int
    end: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, best first. `score` is higher for better; `kind` is the section it came from."""

    posting_id: str
    passage_id: int
    score: float
    start: int
    end: int
    kind: SectionKind
