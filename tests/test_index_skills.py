"""Skills of a posting: required, preferred or mentioned, and what a feed adds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.normalize.html import clean
from index.normalize.skills import find_skills_in
from index.types import Evidence, FieldText, Section

BODY = """We run our shops on Kubernetes.

Responsibilities:

- Build services in Go

Requirements:

- Strong experience with Python and PostgreSQL
- Docker is a plus

Nice to have:

- Terraform, EKS, or MLOps experience

Benefits:

- Dental, and a Spotify account run on Kafka
"""


def levels(text: str, *skills: str, title: str = "") -> dict[str, str]:
    body = clean(text, is_html=False)
    fed = [FieldText(name="Skills", text=skill) for skill in skills]
    return {skill.name: skill.level for skill in find_skills_in(body.text, body.sections, fed, title=title)}


def test_levels_follow_section_and_wording() -> None:
    assert levels(BODY) == {
        "Kubernetes": "mentioned",
        "Go": "mentioned",
        "Python": "required",
        "PostgreSQL": "required",
        "Docker": "preferred",
        "Terraform": "preferred",
        "EKS": "preferred",
        "MLOps": "preferred",
    }


def test_the_strongest_mention_counts_and_is_quoted() -> None:
    text = "We use Rust.\nMust have Rust and k8s."
    rust, kubernetes = find_skills_in(text, (), ())
    assert (rust.level, rust.evidence.start) == ("required", 23)
    assert (kubernetes.name, kubernetes.evidence.quote) == ("Kubernetes", "k8s")


def test_wording_in_running_text_gives_the_level() -> None:
    assert levels("You must know Java. Knowledge of Scala would be great. We also run Redis.") == {
        "Java": "required",
        "Scala": "preferred",
        "Redis": "mentioned",
    }


def test_a_tool_in_the_title_is_required() -> None:
    skills = find_skills_in("", (), (), title="Senior Python Developer")
    assert [(each.name, each.level, each.evidence) for each in skills] == [
        ("Python", "required", Evidence("employer", "Python", "title"))
    ]


def test_a_feeds_skill_takes_its_level_from_the_text() -> None:
    found = levels(BODY, "postgres", "Terraform", "strong experience")
    assert found["PostgreSQL"] == "required"
    assert found["Terraform"] == "preferred"
    assert found["strong experience"] == "required"


def test_a_feeds_skill_without_support_is_mentioned_by_the_feed() -> None:
    skills = find_skills_in("We sell shoes.", (), [FieldText(name="Skills", text="ReactJS")])
    assert [(each.name, each.level, each.evidence) for each in skills] == [
        ("React", "mentioned", Evidence("feed", "ReactJS", "Skills"))
    ]


def test_composite_skills_of_a_feed_give_each_part() -> None:
    assert list(levels("", "Python/Java", "React/Redux", "CI/CD", "billing/contract mechanisms")) == [
        "Python",
        "Java",
        "React",
        "Redux",
        "CI/CD",
        "billing/contract mechanisms",
    ]


def test_everyday_skills_count_where_they_are_asked_for() -> None:
    assert levels("Communication is what we sell.") == {}
    assert levels("Requirements:\n\n- Communication and project management") == {
        "Communication": "required",
        "Project Management": "required",
    }


def test_an_employers_self_description_names_tools_but_no_trades() -> None:
    text = "About Acme: insurance for Kubernetes."
    section = (Section("about", "About Acme:", 0, len(text)),)
    assert [each.name for each in find_skills_in(text, section, ())] == ["Kubernetes"]


@given(
    st.lists(
        st.sampled_from(["Go", " and ", "Python", ", ", "must have ", "a plus", "\n", "- ", "İ", "k8s", ". "])
    ).map("".join),
    st.lists(st.sampled_from(["go", "Zig", "k8s", "must", " "])),
)
def test_evidence_is_verbatim_and_names_are_unique(text: str, fed: list[str]) -> None:
    skills = find_skills_in(text, (), [FieldText(name="Skills", text=each) for each in fed])
    assert len({skill.name.casefold() for skill in skills}) == len(skills)
    for skill in skills:
        if skill.evidence.field == "text":
            assert text[skill.evidence.start : skill.evidence.end] == skill.evidence.quote
        else:
            assert (skill.evidence.quote in fed, skill.level) == (True, "mentioned")
