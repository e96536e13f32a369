"""Where a posting's work is, who may apply from where, and whether it is remote: feed, title and text together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.normalize import arrangement, place
from index.types import Fact, Place, Record


@dataclass(frozen=True, slots=True)
class Location:
    """All that a posting says about places. `text_places` are the text's where the feed names places too."""

    places: tuple[Place, ...]
    eligibility: tuple[Place, ...]
    arrangements: tuple[Fact, ...]
    text_places: tuple[Place, ...]
    warnings: tuple[str, ...]

    @property
    def country(self) -> str | None:
        """The one country of the places, else of the eligibility; None when there are several or none."""
        for stated in (self.places, self.eligibility):
            countries = {each.country for each in stated if each.country and not each.excluded}
            if countries:
                return countries.pop() if len(countries) == 1 else None
        return None


def all_places(record: Record, text: str, *, title: str) -> Location:
    """What feed, title and text say. The text's places join the feed's only where they lie in other countries."""
    fed = [place.from_record(each) for each in record.places]
    lives = [place.from_record(each) for each in record.eligibility]
    told = place.find_places(text)
    own = [arrangement.find_arrangements(text), arrangement.find_arrangements(title, field="title")]
    said = [arrangement.from_record(each) for each in record.arrangement]
    places = _once(each for reading in fed for each in reading.places)
    eligibility = [each for reading in lives for each in (*reading.eligibility, *reading.places)]
    for reading in (*fed, told):
        eligibility += reading.eligibility
    for stated in (*said, *own):
        eligibility += stated.eligibility
    elsewhere = _elsewhere(places, told.places)
    return Location(
        places=places + (told.places if not places or elsewhere else ()),
        eligibility=_once(eligibility),
        arrangements=(
            *(fact for reading in own for fact in reading.facts),
            *told.arrangements,
            *(fact for reading in said for fact in reading.facts),
            *(fact for reading in (*fed, *lives) for fact in reading.arrangements),
        ),
        text_places=told.places,
        warnings=tuple(warning for reading in (*fed, *lives) for warning in reading.warnings),
    )


def _elsewhere(fed: Iterable[Place], told: Iterable[Place]) -> bool:
    """Whether the text names countries and none of them is one of the feed's."""
    ours = {each.country for each in fed if each.country}
    theirs = {each.country for each in told if each.country}
    return bool(ours and theirs and not ours & theirs)


def _once(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first mention of each place."""
    first: dict[tuple[str | None, str | None, str | None, bool], Place] = {}
    for each in places:
        first.setdefault((each.city, each.region, each.country, each.excluded), each)
    return tuple(first.values())
