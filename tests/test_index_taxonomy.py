"""The vocabulary of skills in text: aliases, symbols, everyday words, spans; and the keys of employers."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.taxonomy import (
    KNOWN_SKILLS,
    canonical_company,
    canonical_skill,
    everyday_forms,
    find_skills,
    skill_forms,
    skill_group,
)


def names(text: str, *, any_case: bool = False) -> list[str]:
    return [match.name for match in find_skills(text, any_case=any_case)]


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("k8s", "Kubernetes"),
        ("postgres", "PostgreSQL"),
        ("Golang", "Go"),
        ("go", "Go"),
        ("JS", "JavaScript"),
        ("ts", "TypeScript"),
        ("node", "Node.js"),
        ("Node JS", "Node.js"),
        ("ReactJS", "React"),
        ("ML", "Machine Learning"),
        ("ci/cd", "CI/CD"),
        ("Google Cloud Platform", "GCP"),
        ("vue", "Vue.js"),
        ("rails", "Ruby on Rails"),
        ("LIDAR", "lidar"),
        ("c++", "C++"),
        ("C#", "C#"),
        (".net", ".NET"),
        ("dotnet", ".NET"),
        ("apache kafka", "Kafka"),
        ("  Underwater   Basket Weaving ", "Underwater Basket Weaving"),
        ("", ""),
    ],
)
def test_a_skill_has_one_usual_spelling(written: str, usual: str) -> None:
    assert canonical_skill(written) == usual


def test_forms_start_with_the_usual_spelling_and_hold_all_others() -> None:
    assert skill_forms("k8s") == ("Kubernetes", "k8s", "kube")
    assert skill_forms("no such skill") == ("no such skill",)


def test_every_spelling_leads_to_its_skill() -> None:
    for name in KNOWN_SKILLS:
        assert canonical_skill(name) == name
        for form in skill_forms(name):
            assert canonical_skill(form) in KNOWN_SKILLS


def test_groups_tell_trades_from_tools() -> None:
    assert skill_group("Python") == "programming languages"
    assert skill_group("wound care") == "healthcare"
    assert skill_group("no such skill") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python, Java, C++, or Go or another language", ["Python", "Java", "C++", "Go"]),
        ("C/C++ and C#", ["C", "C++", "C#"]),
        (".NET, ASP.NET Core and F#", [".NET", "ASP.NET", "F#"]),
        ("Objective-C, PL/SQL, T-SQL and CI/CD", ["Objective-C", "PL/SQL", "T-SQL", "CI/CD"]),
        ("Node.js / NodeJS / node js", ["Node.js", "Node.js", "Node.js"]),
        ("React/Redux, Python/Java", ["React", "Redux", "Python", "Java"]),
        ("React Native and React", ["React Native", "React"]),
        ("Spring Boot and Spring", ["Spring Boot", "Spring"]),
        ("experience with k8s on GCP", ["Kubernetes", "GCP"]),
        ("R, Python or SAS", ["R", "Python", "SAS"]),
        ("We use Go.", ["Go"]),
        ("written in Rust", ["Rust"]),
        ("Go developer", ["Go"]),
        ("- Go\n- Kubernetes", ["Go", "Kubernetes"]),
        ("MS Word, Excel and PowerPoint", ["Word", "Excel", "PowerPoint"]),
        ("Proficient in Excel", ["Excel"]),
        ("fluent in German and English", ["German", "English"]),
        ("wound care, phlebotomy and a valid NMC PIN", ["Wound Care", "Phlebotomy", "NMC Registration"]),
        ("accounts payable, VAT and month-end", ["Accounts Payable", "VAT", "Month-End Close"]),
        ("MIG welding and CNC machining", ["Welding", "CNC"]),
    ],
)
def test_skills_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "R&D spending",
        "C-level and the C-suite",
        "our Series C round",
        "vitamin C",
        "we go to market",
        "Ready, set, Go!",
        "You will Excel in a fast-paced team",
        "Spring 2026 internship",
        "Access to a gym",
        "Word of mouth",
        "Swift response to customers",
        "the German market",
        "an English breakfast",
        "American Express",
        "Chef de Partie",
        "Rust Belt",
        "$139,378-$189,378 CAD",
        "Javanese dancers and pythons",
        "reactive and rubyesque",
    ],
)
def test_everyday_words_are_no_skills(text: str) -> None:
    assert names(text) == []


def test_go_to_market_is_a_strategy_and_not_the_language() -> None:
    assert names("our go-to-market strategy") == ["Go-to-Market Strategy"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("go developer", ["Go"]),
        ("rust or go jobs", ["Rust", "Go"]),
        ("c programmer", ["C"]),
        ("swift engineer in berlin", ["Swift"]),
        ("i want to go to paris", []),
        ("excel", ["Excel"]),
        ("jobs with java and not c", ["Java", "C"]),
    ],
)
def test_questions_in_lower_case(question: str, expected: list[str]) -> None:
    assert names(question, any_case=True) == expected


def test_everyday_forms_are_those_that_need_their_context() -> None:
    assert {"go", "c", "r", "excel", "german"} <= everyday_forms()
    assert "kubernetes" not in everyday_forms()


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["Go", "C", "C++", ".NET", "R&D", "k8s", " ", ",", "\n", "İ", "ß", "and"])
    ).map("".join)
)
def test_spans_are_the_names_found_and_do_not_overlap(text: str) -> None:
    end = 0
    for match in find_skills(text):
        assert match.start >= end
        end = match.end
        assert canonical_skill(text[match.start : match.end]) in KNOWN_SKILLS


def test_every_skill_is_found_in_a_list_under_one_of_its_spellings() -> None:
    lost = [
        name
        for name in sorted(KNOWN_SKILLS)
        if not any(
            name in names(f"Kubernetes, {form}, Terraform; fluent {form}") for form in skill_forms(name)
        )
    ]
    assert lost == []


@pytest.mark.parametrize(
    "hostile", ["C" * 200_000, "Go, " * 50_000, ".net" * 50_000, "a/" * 100_000, "& " * 100_000]
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    find_skills(hostile)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Pinterest, Inc.", "pinterest"),
        ("PINTEREST", "pinterest"),
        ("SAP SE", "sap"),
        ("Müller GmbH & Co. KG", "muller"),
        ("Acme S.A.", "acme"),
        ("The Home Depot", "home depot"),
        ("Bloom (YC P26)", "bloom"),
        ("Hewlett-Packard Co", "hewlett packard"),
        ("L'Oréal", "loreal"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("Amazon.com", "amazon"),
        ("Inc.", "inc"),
        ("", ""),
    ],
)
def test_company_keys_fold_case_accents_and_legal_forms(name: str, key: str) -> None:
    assert canonical_company(name) == key


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_company_keys_are_stable(name: str) -> None:
    key = canonical_company(name)
    assert canonical_company(key) == key or not re.search(r"[a-z]", key)
