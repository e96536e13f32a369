import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.arrangement import find_arrangements, from_record
from index.types import FieldText


def values(text: str, field: str = "text") -> set[str]:
    return {fact.value for fact in find_arrangements(text, field=field).facts}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Full-time telecommuting is an option", "remote"), ("This is a fully remote position.", "remote"), ("We are a remote-first company", "remote"),
        ("Ability to work remotely", "remote"), ("remote OK", "remote"), ("#LI-Remote", "remote"), ("Location: Remote", "remote"),
        ("You'll enjoy the flexibility to telecommute from anywhere", "remote"), ("Homeoffice möglich", "remote"), ("Poste en télétravail", "remote"),
        ("100% teletrabajo", "remote"), ("Acme | Engineer | REMOTE (US)", "remote"), ("This is a fully remote customer support role", "remote"),
        ("You will work from home three days a week.", "hybrid"), ("3 days a week in our London office", "hybrid"), ("#LI-Hybrid", "hybrid"),
        ("Work arrangement\nHybrid", "hybrid"), ("We work in-office 3x/week", "hybrid"), ("Hybrid (2 days on-site)", "hybrid"),
        ("2 Tage Homeoffice pro Woche", "hybrid"), ("deux jours de télétravail", "hybrid"), ("This role follows a hybrid\nwork model", "hybrid"),
        ("This is not a remote position.", "onsite"), ("No remote.", "onsite"), ("Remote work: No", "onsite"), ("* No telecommuting *", "onsite"),
        ("We cannot offer remote work", "onsite"), ("This role is not eligible for remote work", "onsite"), ("Arbeit vor Ort in Berlin", "onsite"),
        ("Acme | Engineer | ONSITE | NYC", "onsite"), ("five days per week in the office", "onsite"), ("The role is on-site in Austin", "onsite"),
        ("must be able to work onsite", "onsite"), ("in-person role", "onsite"),
        ("This role can be hybrid or fully remote.", "hybrid remote"), ("Acme | Engineer | REMOTE or ONSITE | Berlin", "onsite remote"),
    ],
)  # fmt: skip
def test_wordings_state_an_arrangement(text: str, expected: str) -> None:
    assert values(text) == set(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        "remote sensing scientist", "remote patient monitoring systems", "You will manage remote teams", "experience with hybrid cloud",
        "hybrid vehicle powertrains", "on-site childcare and gym", "remote control of robots", "support remote offices", "hybrid search and retrieval",
        "on-site interviews", "The final round is an on-site interview", "configure remote desktop access", "remote servers", "Remote Procedure Call",
        "experience leading remote teams", "hybrid mobile apps", "Onsite Medical Clinics", "a home office equipment allowance", "WFH stipend",
        "up to 20 days a year of working from anywhere", "If this position is listed as remote or hybrid, you will travel", "", "office",
        "whether onsite, hybrid or fully remote", "This position requires occasional on-site presence",
    ],
)  # fmt: skip
def test_look_alikes_state_nothing(text: str) -> None:
    assert values(text) == set()


def test_the_role_wins_over_the_company() -> None:
    assert values(
        "We are a remote-first company. This is a hybrid role with 3 days in our Berlin office."
    ) == {"hybrid"}


def test_a_denied_remote_says_so_in_its_note() -> None:
    (fact,) = find_arrangements("This is not a remote position.").facts
    assert (fact.value, fact.evidence.note) == ("onsite", "remote work is denied")


def test_titles_are_read_where_the_word_is_set_off() -> None:
    assert values("Staff Engineer (Remote)", field="title") == {"remote"}
    assert values("Remote Sensing Scientist", field="title") == set()
    assert values("Hybrid Cloud Engineer", field="title") == set()
    (fact,) = find_arrangements("Staff Engineer (Remote)", field="title").facts
    assert (fact.evidence.start, fact.evidence.end, fact.evidence.field) == (None, None, "title")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("US only", ["US"]), ("Must be based in Canada.", ["CA"]), ("Canada based applicants only", ["CA"]), ("Remote (US only)", ["US"]),
        ("open to candidates located in the US or Canada", ["US", "CA"]), ("We hire candidates from Germany, France and Spain.", ["DE", "FR", "ES"]),
        ("work remotely from the UK", ["GB"]), ("This role is not available in Colorado", ["!CO/US"]), ("Remote, excluding California", ["!CA/US"]),
        ("Residents of Colorado, California and Washington are not eligible", ["!CO/US", "!CA/US", "!WA/US"]),
        ("not able to hire in New York", ["!NY/US"]), ("Remote (Alabama, Texas, New York)", ["AL/US", "TX/US", "NY/US"]),
        ("must be authorized to work in the US", []), ("We sell to customers in Germany", []),
    ],
)  # fmt: skip
def test_where_applicants_may_live(text: str, expected: list[str]) -> None:
    found = find_arrangements(text).eligibility
    said = [
        "!" * place.excluded + (f"{place.region}/" if place.region else "") + (place.country or "")
        for place in found
    ]
    assert sorted(said) == sorted(expected)


def test_time_zones_of_an_area() -> None:
    assert {"DE", "ZA", "AE"} <= {place.country for place in find_arrangements("EMEA time zones").eligibility}


@pytest.mark.parametrize(
    "name, text, expected",
    [
        ("remote", "remote", ["remote"]), ("jobLocationType", "TELECOMMUTE", ["remote"]), ("workplaceType", "on-site", ["onsite"]),
        ("workplaceType", "Hybrid", ["hybrid"]), ("remote", "remote_or_office", ["remote", "onsite"]), ("remote", "onsite_or_unspecified", []),
        ("remote", "unknown", []), ("workplaceType", "unspecified", []), ("isRemote", "true", ["remote"]), ("isRemote", "False", []),
        ("active", "true", []), ("remote_raw", "fully_remote", ["remote"]), ("badge", "In-Office or Remote", ["remote", "onsite"]),
        ("badge", "Remote or Hybrid", ["remote", "hybrid"]), ("badge", "", []), ("badge", "Hybrid (3 days)", ["hybrid"]), ("badge", "banana", []),
    ],
)  # fmt: skip
def test_feed_values(name: str, text: str, expected: list[str]) -> None:
    reading = from_record(FieldText(name=name, text=text))
    assert [fact.value for fact in reading.facts] == expected
    assert all(
        (fact.evidence.said_by, fact.evidence.field, fact.evidence.quote) == ("feed", name, text)
        for fact in reading.facts
    )


def test_a_feed_value_with_a_country_is_eligibility() -> None:
    reading = from_record(FieldText(name="Workarrangement", text="Remote (Germany)"))
    assert [place.country for place in reading.eligibility] == ["DE"]


_WORDS = [
    "remote ",
    "hybrid ",
    "not ",
    "a ",
    "role ",
    "onsite ",
    "3 days ",
    "a week ",
    "in the office ",
    "US ",
    "only ",
    "| ",
    "\n",
    "(",
    ")",
    "İ",
]


@given(st.text(max_size=400) | st.lists(st.sampled_from(_WORDS), max_size=40).map("".join))
def test_quotes_are_verbatim_for_any_text(text: str) -> None:
    reading = find_arrangements(text)
    found = [*reading.facts, *reading.eligibility]
    assert all(text[each.evidence.start : each.evidence.end] == each.evidence.quote for each in found)
    assert len({fact.value for fact in reading.facts}) == len(reading.facts)


@pytest.mark.parametrize(
    "unit",
    [
        "remote ",
        "3 days ",
        "not a ",
        "in our a b c d e ",
        "hybrid ",
        "A, ",
        "must be based in A, ",
        "location: ",
        "only ",
        "| REMOTE ",
        "(",
        "office, ",
    ],
)
def test_hostile_length_takes_bounded_time(unit: str) -> None:
    start = time.perf_counter()
    find_arrangements("remote " + unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - start < 20
