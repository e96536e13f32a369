"""Places, eligibility and arrangement of feed, title and text together."""

from __future__ import annotations

from index.normalize.location import all_places
from index.types import FieldText, Record, RecordPlace


def record(*places: str, arrangement: str = "") -> Record:
    return Record(
        source="feed",
        format="yubhub",
        position=1,
        places=tuple(RecordPlace(name="Location", text=place) for place in places),
        arrangement=(FieldText(name="Workarrangement", text=arrangement),) if arrangement else (),
    )


def test_the_feeds_place_goes_before_the_texts() -> None:
    found = all_places(record("Munich, Germany"), "Location: Berlin, Germany\n\nWork.", title="")
    assert [(place.city, place.evidence.said_by) for place in found.places] == [("Munich", "feed")]
    assert found.country == "DE"


def test_the_text_gives_the_place_when_the_feed_gives_none() -> None:
    text = "Location: Berlin, Germany\n\nWork."
    found = all_places(record(), text, title="")
    assert [(place.city, place.evidence.said_by) for place in found.places] == [("Berlin", "employer")]
    evidence = found.places[0].evidence
    assert text[evidence.start : evidence.end] == evidence.quote


def test_a_text_that_names_another_country_is_kept_beside_the_feed() -> None:
    found = all_places(record("Munich, Germany"), "Location: Paris, France\n\nWork.", title="")
    assert [(place.city, place.country) for place in found.places] == [("Munich", "DE"), ("Paris", "FR")]
    assert found.country is None


def test_each_place_is_listed_once() -> None:
    found = all_places(record("Munich, Germany", "Munich, Germany"), "", title="")
    assert [place.city for place in found.places] == ["Munich"]


def test_remote_with_a_country_is_eligibility() -> None:
    found = all_places(record("San Francisco, CA, US; Remote, US", arrangement="remote"), "", title="")
    assert [(place.city, place.region) for place in found.places] == [("San Francisco", "CA")]
    assert [place.country for place in found.eligibility] == ["US"]
    assert {fact.value for fact in found.arrangements} == {"remote"}


def test_the_title_may_name_the_arrangement() -> None:
    found = all_places(record(), "", title="Backend Engineer (Remote)")
    assert [(fact.value, fact.evidence.field) for fact in found.arrangements] == [("remote", "title")]
