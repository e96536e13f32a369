"""`sources.toml`: which feeds to follow and how. Reads the file, opens nothing else."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from index.errors import SettingsError
from index.feeds import RECORD_READERS

DATE_MARK = "{date}"
_WORDS = {"extra_forbidden": "there is no such key", "missing": "is missing"}


class Source(BaseModel):
    """One feed to follow: a `[[source]]` table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
    path: str | None = None
    """A file, folder or glob, relative to the folder of sources.toml; `{date}` stands for a day."""
    url: str | None = None
    """An https address; `{date}` stands for a day."""
    format: str | None = None
    """None finds it by the content."""
    source: str | None = None
    """What stands before the colon in the ids of its postings; None for the name."""
    snapshot: bool | None = None
    """Whether it lists everything there is, so that what is missing is closed; None: yes, except for RSS and Atom."""
    max_age_days: int | None = Field(default=None, ge=1)
    """Closes what the feed has not listed for so many days; for feeds that are no snapshot."""
    columns: dict[str, str] = Field(default_factory=dict)
    """For tables: our field to the table's column."""
    allow_http: bool = False
    robots: bool = True
    """Whether the site's robots.txt is asked."""

    @field_validator("format")
    @classmethod
    def _known_format(cls, value: str | None) -> str | None:
        if value is not None and value not in RECORD_READERS:
            raise ValueError(f"unknown format {value!r}; there are {', '.join(sorted(RECORD_READERS))}")
        return value

    @model_validator(mode="after")
    def _one_place(self) -> Source:
        if (self.path is None) == (self.url is None):
            raise ValueError("give either a path or a url")
        return self

    @property
    def dated(self) -> bool:
        """Whether it has an edition for each day."""
        return DATE_MARK in (self.path or self.url or "")

    def place(self, folder: Path, edition: date) -> str:
        """The address, or the path from the folder of the file, of a day's edition."""
        if self.url is not None:
            return self.url.replace(DATE_MARK, edition.isoformat())
        return str(folder / (self.path or "").replace(DATE_MARK, edition.isoformat()))


class SourcesFile(BaseModel):
    """All of `sources.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contact: str = ""
    """An address or page that is sent along with each request, so that a site can reach who runs this."""
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _own_names(self) -> SourcesFile:
        names = [each.name for each in self.source]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"two sources have the name {min(twice)!r}")
        return self


def load_sources(path: Path) -> SourcesFile:
    """The feeds to follow.

    Raises:
        SettingsError: the file is missing or not as it should be; the message names the place.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"{path}: there is no such file; name feeds, or write it as docs/refresh.md shows"
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read: {error}") from error
    try:
        return SourcesFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{path}: {_where(first['loc'], data)}: {_problem(first)}") from error


def _where(location: tuple[int | str, ...], data: dict[str, Any]) -> str:
    """The place in the file: the source by its name or number, and the key."""
    match location:
        case ("source", int(number), *keys):
            tables = data["source"]
            name = tables[number].get("name") if isinstance(tables[number], dict) else None
            words = f"source {name!r}" if isinstance(name, str) else f"source {number + 1}"
            return ", ".join([words, *map(str, keys)])
        case ():
            return "the file"
        case _:
            return ", ".join(map(str, location))


def _problem(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return str(_WORDS.get(error["type"], error["msg"]))
