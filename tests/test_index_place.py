import gzip
import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.place import find_places, from_record, parse_places
from index.types import Place, RecordPlace


def parts(places: tuple[Place, ...]) -> list[str]:
    return ["/".join(part or "-" for part in (each.city, each.region, each.country)) for each in places]


@pytest.mark.parametrize(
    "text, places",
    [
        ("Toronto, ON, CA", ["Toronto/ON/CA"]), ("London", ["London/England/GB"]), ("Berlin / Munich", ["Berlin/Berlin/DE", "Munich/Bavaria/DE"]),
        ("US-CA-Menlo Park", ["Menlo Park/CA/US"]), ("Dublin, IE", ["Dublin/Leinster/IE"]), ("2 Locations", []), ("", []), ("Mars", []),
        ("Bengaluru, Karnataka, India", ["Bengaluru/Karnataka/IN"]), ("Bengaluru, IND", ["Bengaluru/Karnataka/IN"]),
        ("San Jose, CA", ["San Jose/CA/US"]), ("Toronto, CA", ["Toronto/ON/CA"]), ("Berlin, DE", ["Berlin/Berlin/DE"]),
        ("Chicago, IL", ["Chicago/IL/US"]), ("Tel Aviv, IL", ["Tel Aviv/-/IL"]), ("Walldorf, Germany", ["Walldorf/-/DE"]),
        ("US, CA, Santa Clara", ["Santa Clara/CA/US"]), ("India, Bengaluru", ["Bengaluru/Karnataka/IN"]), ("UK London", ["London/England/GB"]),
        ("Netherlands - Amsterdam", ["Amsterdam/North Holland/NL"]), ("Atlanta, Chicago", ["Atlanta/GA/US", "Chicago/IL/US"]),
        ("New York, New York", ["New York/NY/US"]), ("London, New York", ["London/England/GB", "New York/NY/US"]),
        ("SF, NYC, LA", ["San Francisco/CA/US", "New York/NY/US", "Los Angeles/CA/US"]), ("Paris, Kentucky", ["Paris/KY/US"]),
        ("Bromley, London, United Kingdom", ["London/England/GB"]), ("Fitzrovia, London, UK.", ["London/England/GB"]),
        ("Cambridge or Brighton, England", ["Cambridge/England/GB", "Brighton/England/GB"]), ("Cambridge, MA", ["Cambridge/MA/US"]),
        ("Garching near Munich, Germany", ["Munich/Bavaria/DE"]), ("Storrs, Connecticut USA", ["Storrs/CT/US"]), ("London/England", ["London/England/GB"]),
        ("Atlanta, Georgia", ["Atlanta/GA/US"]), ("Tbilisi, Georgia", ["Tbilisi/-/GE"]), ("UK & Ireland", ["-/-/GB", "-/-/IE"]),
        ("California, Washington, Utah, Colorado", ["-/CA/US", "-/WA/US", "-/UT/US", "-/CO/US"]), ("Singapore", ["Singapore/-/SG"]),
        ("Portsmouth, PO6 3LY", ["Portsmouth/England/GB"]), ("St James University Hospital, LS9 7TF", ["-/-/GB"]),
        ("Bay Area", ["San Francisco/CA/US"]), ("San Francisco, CA 94105", ["San Francisco/CA/US"]), ("10115 Berlin", ["Berlin/Berlin/DE"]),
        ("Zürich, Schweiz", ["Zurich/Zurich/CH"]), ("Emeryville, CA; Austin, TX", ["Emeryville/CA/US", "Austin/TX/US"]),
    ],
)  # fmt: skip
def test_location_strings_of_real_feeds(text: str, places: list[str]) -> None:
    assert parts(parse_places(text, field="location").places) == places


@pytest.mark.parametrize(
    "text, city, warning",
    [
        ("Richmond, CA", "Richmond", "Richmond lies in more than one of California or Canada"),
        ("Ontario, CA", "Ontario", "Ontario lies in more than one of California or Canada"),
        ("Emeryville, CA", "Emeryville", "the code after Emeryville may stand for California or Canada"),
        ("Walldorf, DE", "Walldorf", "the code after Walldorf may stand for Delaware or Germany"),
        ("Cambridge", "Cambridge", "there are several places called Cambridge"),
        ("Georgia", None, "Georgia may be Georgia (US) or Georgia"),
        ("CA", None, "CA may be California (US) or Canada"),
    ],
)
def test_what_is_ambiguous_stays_unresolved_and_is_said(text: str, city: str | None, warning: str) -> None:
    reading = parse_places(text, field="location")
    assert [(place.city, place.region, place.country) for place in reading.places] == (
        [(city, None, None)] if city else []
    )
    assert reading.warnings == (warning,)


@pytest.mark.parametrize(
    "text, places, eligibility, arrangements",
    [
        ("San Francisco, CA, US; Remote, US", ["San Francisco/CA/US"], ["-/-/US"], ["remote"]),
        ("New York, NY or Remote (US)", ["New York/NY/US"], ["-/-/US"], ["remote"]),
        ("Hybrid - Austin, Texas", ["Austin/TX/US"], [], ["hybrid"]),
        ("United Kingdom (Remote)", [], ["-/-/GB"], ["remote"]),
        ("Remote, Italy", [], ["-/-/IT"], ["remote"]),
        ("Remote/London", ["London/England/GB"], [], ["remote"]),
        ("Washington, D.C., Remote", ["Washington/DC/US"], [], ["remote"]),
        ("Anywhere", [], ["-/-/-"], ["remote"]),
        ("Remote (UK & Ireland)", [], ["-/-/GB", "-/-/IE"], ["remote"]),
        ("Remote - Tennessee", [], ["-/TN/US"], ["remote"]),
        ("Remote (Brazil, Argentina)", [], ["-/-/BR", "-/-/AR"], ["remote"]),
    ],
)
def test_remote_countries_are_eligibility_and_cities_are_places(
    text: str, places: list[str], eligibility: list[str], arrangements: list[str]
) -> None:
    reading = parse_places(text, field="location")
    assert (parts(reading.places), parts(reading.eligibility)) == (places, eligibility)
    assert [fact.value for fact in reading.arrangements] == arrangements


def test_an_area_is_all_its_countries() -> None:
    reading = parse_places("Remote (Europe only)", field="location")
    countries = {place.country for place in reading.eligibility}
    assert {"DE", "GB", "CH", "NO"} <= countries
    assert len(countries) == 32
    assert all(place.evidence.note == "part of Europe" for place in reading.eligibility)


def test_exceptions_are_excluded() -> None:
    reading = parse_places("Remote US, except CO and New York", field="location")
    assert [(place.region, place.country, place.excluded) for place in reading.eligibility] == [
        (None, "US", False),
        ("CO", "US", True),
        ("NY", "US", True),
    ]


def test_coordinates_come_from_the_feed_else_from_the_gazetteer() -> None:
    (berlin,) = parse_places("Berlin", field="location").places
    assert berlin.latitude == pytest.approx(52.52, abs=0.1)
    (placed,) = from_record(
        RecordPlace(name="jobLocation", city="Berlin", latitude=1.5, longitude=2.5)
    ).places
    assert (placed.latitude, placed.longitude) == (1.5, 2.5)


@pytest.mark.parametrize(
    "record, place",
    [
        (RecordPlace(name="l", city="Walldorf", country="DE"), "Walldorf/-/DE"),
        (RecordPlace(name="l", city="Toronto", region="ON", country="CA"), "Toronto/ON/CA"),
        (RecordPlace(name="l", city="San Jose", region="CA"), "San Jose/CA/US"),
        (RecordPlace(name="l", city="Cambridge", country="us"), "Cambridge/MA/US"),
        (RecordPlace(name="l", country="Germany"), "-/-/DE"),
        (RecordPlace(name="l", region="Bayern", country="DE"), "-/Bavaria/DE"),
        (RecordPlace(name="l", text="London", country="CA"), "London/ON/CA"),
    ],
)
def test_parts_of_a_feed_are_taken_as_what_they_are(record: RecordPlace, place: str) -> None:
    assert parts(from_record(record).places) == [place]


@pytest.mark.parametrize(
    "text, places",
    [
        ("About\nLocation: Berlin\nMore", ["Berlin/Berlin/DE"]),
        ("Standort: München", ["Munich/Bavaria/DE"]),
        ("Lieu : Paris, France", ["Paris/Île-de-France/FR"]),
        ("This role is based in Toronto, Ontario.", ["Toronto/ON/CA"]),
        ("You will work from our Toronto office. Join our Toronto office!", ["Toronto/ON/CA"]),
        ("📍 New York, NY, US 📅 Posted May 11, 2026", ["New York/NY/US"]),
        ("Acme | Engineer | London or Berlin | ONSITE", ["London/England/GB", "Berlin/Berlin/DE"]),
        ("Acme was founded in Berlin and serves clients in Paris.", []),
        ("Reading and Mobile are Nice. In Java we trust. Of Most importance: Orange.", []),
        ("Our customers include the City of London.", []),
    ],
)
def test_places_of_a_body_only_where_the_work_is_said_to_be(text: str, places: list[str]) -> None:
    reading = find_places(text)
    assert parts(reading.places) == places
    assert all(text[p.evidence.start : p.evidence.end] == p.evidence.quote for p in reading.places)


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["London", "CA", ", ", "; ", "Remote", " or ", "(", "US", "-", "Paris"]), max_size=30
    ).map("".join)
)
def test_quotes_are_verbatim_for_any_text(text: str) -> None:
    reading = parse_places(text, field="text", said_by="employer", offset=0)
    found = [*reading.places, *reading.eligibility, *reading.arrangements]
    assert all(text[each.evidence.start : each.evidence.end] == each.evidence.quote for each in found)
    told = find_places(text)
    assert all(text[each.evidence.start : each.evidence.end] == each.evidence.quote for each in told.places)


@pytest.mark.parametrize(
    "unit", ["London, ", "A ", "Location: ", "in our A ", "(", "| London ", "a-b", "\n", "Remote/", "St. "]
)
def test_hostile_length_takes_bounded_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    parse_places(text, field="location")
    find_places(text)
    assert time.perf_counter() - start < 10


@pytest.mark.corpus
def test_real_location_columns_are_read(corpus_dir: Path) -> None:
    read = {}
    for table in ("builtin_ai_jobs", "zapply_ats", "pythonjobs", "nhs_jobs"):
        with gzip.open(corpus_dir / "postings" / f"{table}.jsonl.gz", "rt", encoding="utf-8") as lines:
            said = [row["location"] for row in map(json.loads, lines) if row["location"]]
        named = [each for each in said if not each[0].isdigit() and each != "Unknown"]
        sample = random.Random(0).sample(named, min(250, len(named)))
        readings = [parse_places(each, field="location") for each in sample]
        read[table] = sum(
            bool(each.places or each.eligibility or each.arrangements) for each in readings
        ) / len(sample)
    assert min(read.values()) > 0.95, read
