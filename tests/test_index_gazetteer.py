import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.gazetteer import (
    COMMON_WORDS,
    Region,
    area,
    cities_named,
    country_code,
    distance_km,
    fold,
    region_of,
    usual_city,
)


@pytest.mark.parametrize(
    "name, usual, region, country",
    [
        ("NYC", "New York", "NY", "US"), ("SF", "San Francisco", "CA", "US"), ("LA", "Los Angeles", "CA", "US"),
        ("DC", "Washington", "DC", "US"), ("Washington, D.C.", "Washington", "DC", "US"), ("München", "Munich", "Bavaria", "DE"),
        ("Muenchen", "Munich", "Bavaria", "DE"), ("Munich", "Munich", "Bavaria", "DE"), ("Cologne", "Cologne", "North Rhine-Westphalia", "DE"),
        ("Köln", "Cologne", "North Rhine-Westphalia", "DE"), ("Duesseldorf", "Düsseldorf", "North Rhine-Westphalia", "DE"),
        ("Bangalore", "Bengaluru", "Karnataka", "IN"), ("Gurgaon", "Gurugram", "Haryana", "IN"), ("Bombay", "Mumbai", "Maharashtra", "IN"),
        ("Greater London", "London", "England", "GB"), ("montreal", "Montreal", "QC", "CA"), ("Saint Louis", "St. Louis", "MO", "US"),
        ("ZURICH", "Zurich", "Zurich", "CH"), ("Krakow", "Krakow", "Lesser Poland", "PL"), ("Tel Aviv-Yafo", "Tel Aviv", None, "IL"),
        ("Barcelona", "Barcelona", "Catalonia", "ES"), ("Vancouver", "Vancouver", "BC", "CA"),
    ],
)  # fmt: skip
def test_a_city_is_known_by_its_usual_and_other_names(
    name: str, usual: str, region: str | None, country: str
) -> None:
    city = usual_city(name)
    assert city is not None
    assert (city.name, city.region, city.country) == (usual, region, country)


@pytest.mark.parametrize("name", ["Cambridge", "Springfield", "Arlington", "Richmond"])
def test_a_name_of_several_like_cities_is_not_decided(name: str) -> None:
    assert usual_city(name) is None
    assert len({(city.country, city.region) for city in cities_named(name)}) > 1


def test_a_country_or_region_decides_between_cities_of_one_name() -> None:
    in_massachusetts, in_britain = (
        usual_city("Cambridge", region="MA", country="US"),
        usual_city("Cambridge", country="GB"),
    )
    assert in_massachusetts is not None
    assert in_britain is not None
    assert (in_massachusetts.region, in_britain.region) == ("MA", "England")


def test_cities_come_most_populous_first() -> None:
    people = [city.population for city in cities_named("London")]
    assert people == sorted(people, reverse=True)
    assert cities_named("no such town") == ()


@pytest.mark.parametrize(
    "name, code",
    [
        ("Germany", "DE"), ("UK", "GB"), ("uk", "GB"), ("U.S.", "US"), ("USA", "US"), ("Deutschland", "DE"), ("Allemagne", "DE"),
        ("Alemania", "DE"), ("DEU", "DE"), ("GBR", "GB"), ("DE", "DE"), ("the Netherlands", "NL"), ("Schweiz", "CH"), ("España", "ES"),
        ("us", None), ("de", None), ("in", None), ("German", None), ("British", None), ("England", None), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_countries_by_name_in_four_languages_and_by_code_in_capitals(name: str, code: str | None) -> None:
    assert country_code(name) == code


def test_regions_by_name_and_code() -> None:
    assert region_of("CA") == Region("CA", "California", "US")
    assert region_of("CA", "CA") is None
    assert region_of("ca") is None
    assert region_of("ON") == Region("ON", "Ontario", "CA")
    assert region_of("québec") == Region("QC", "Quebec", "CA")
    assert region_of("WA", "AU") == Region("WA", "Western Australia", "AU")
    assert region_of("Bayern") == Region("Bavaria", "Bavaria", "DE")
    assert region_of("Scotland") == Region("Scotland", "Scotland", "GB")


def _countries(name: str) -> set[str]:
    found = area(name)
    assert found is not None, name
    return set(found.countries)


def test_areas_stand_for_countries() -> None:
    assert len(_countries("EU")) == 27
    assert _countries("Europe") == _countries("EU") | {"GB", "CH", "NO", "IS", "LI"}
    assert _countries("the Nordics") == {"DK", "FI", "IS", "NO", "SE"}
    assert _countries("DACH") == {"DE", "AT", "CH"}
    assert _countries("UK & Ireland") == {"GB", "IE"}
    assert _countries("EMEA") >= _countries("Europe") | _countries("MENA") | {"ZA", "NG"}
    assert "US" not in _countries("LATAM")
    assert _countries("North America") == {"US", "CA", "MX"}
    assert area("Springfield") is None


def test_areas_stand_for_cities_or_states() -> None:
    bay, coast = area("the Bay Area"), area("West Coast")
    assert bay is not None
    assert coast is not None
    assert {"San Francisco", "Oakland", "Palo Alto"} <= set(bay.cities)
    assert (bay.country, bay.region, bay.countries) == ("US", "CA", ())
    assert coast.regions == ("CA", "OR", "WA")


def test_every_area_code_is_a_country_with_a_name() -> None:
    for name in ("EMEA", "APAC", "Americas", "Schengen", "Eurozone", "CEE", "GCC"):
        assert all(country_code(code) == code for code in _countries(name)), name


@pytest.mark.parametrize(
    "word", ["reading", "mobile", "nice", "orange", "of", "most", "java", "remote", "engineering"]
)
def test_names_that_are_usually_another_word_are_marked(word: str) -> None:
    assert word in COMMON_WORDS


def test_distance_agrees_with_known_ones() -> None:
    assert distance_km(52.52, 13.405, 48.1374, 11.5755) == pytest.approx(504, abs=2)  # Berlin to Munich
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert distance_km(10, 20, 10, 20) == 0


@given(st.text(max_size=200))
def test_any_name_is_answered(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert usual_city(name) is None or usual_city(name) in cities_named(name)
    area(name)
    region_of(name)
    country_code(name)
