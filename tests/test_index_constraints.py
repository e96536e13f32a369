"""The constraint kinds: JSON as documented, both ways, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from index import constraints as kinds

ADAPTER: TypeAdapter[kinds.Constraint] = TypeAdapter(kinds.Constraint)

PAIRS = [
    (kinds.Arrangement(any=("remote", "hybrid")), {"any": ["remote", "hybrid"]}),
    (
        kinds.Salary(min=150_000, currency="USD"),
        {"min": 150_000, "max": None, "currency": "USD", "period": "year"},
    ),
    (kinds.Skill(name="Kafka"), {"name": "Kafka"}),
    (kinds.Skill(any=("Go", "Rust")), {"any": ["Go", "Rust"]}),
    (kinds.Seniority(any=("senior",)), {"any": ["senior"]}),
    (kinds.Employment(any=("part_time",)), {"any": ["part_time"]}),
    (
        kinds.Place(city="Toronto", region="ON", country="CA"),
        {"city": "Toronto", "region": "ON", "country": "CA", "radius_km": None},
    ),
    (
        kinds.Place(any=("DE", kinds.PlaceName(city="Paris"))),
        {"any": ["DE", {"city": "Paris", "region": None, "country": None, "radius_km": None}]},
    ),
    (kinds.Company(name="Orrery Stack"), {"name": "Orrery Stack"}),
    (kinds.Posted(within_days=7), {"within_days": 7}),
    (kinds.Posted(after=date(2026, 4, 1)), {"after": "2026-04-01"}),
    (kinds.Experience(max_years=3), {"max_years": 3}),
    (kinds.Visa(), {"sponsorship": True}),
    (kinds.Topic(topic="blockchain"), {"words": "blockchain"}),
]


@pytest.mark.parametrize(("constraint", "value"), PAIRS, ids=[str(value) for _, value in PAIRS])
def test_json_has_kind_value_negated_words_required_and_reads_back(
    constraint: kinds.Constraint, value: dict[str, Any]
) -> None:
    data = constraint.model_dump(mode="json")
    assert data == {
        "kind": constraint.kind,
        "value": value,
        "negated": constraint.kind == "topic",
        "words": "",
        "required": True,
    }
    assert ADAPTER.validate_python(data) == constraint
    assert ADAPTER.validate_json(ADAPTER.dump_json(constraint)) == constraint


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"kind": "skill", "value": {}}, "either a name or any"),
        ({"kind": "skill", "value": {"name": "  "}}, "at least 1 character"),
        ({"kind": "salary", "value": {"min": 200, "max": 100}}, "above max"),
        ({"kind": "salary", "value": {"min": float("nan")}}, "finite"),
        ({"kind": "salary", "value": {"currency": "USD"}}, "needs a min or a max"),
        ({"kind": "place", "value": {"radius_km": 5}}, "either its parts or any"),
        ({"kind": "place", "value": {"country": "Germany"}}, "pattern"),
        ({"kind": "posted", "value": {}}, "either within_days or after"),
        ({"kind": "arrangement", "value": {"any": []}}, "at least 1 item"),
        ({"kind": "topic", "value": {"words": "x"}, "negated": False}, "True"),
        ({"kind": "skill", "name": "Go", "value": {"name": "Go"}}, "both beside and inside"),
        ({"kind": "skill", "value": "Go"}, "must be an object"),
        ({"kind": "mood", "value": {}}, "mood"),
    ],
)
def test_what_is_not_a_constraint_is_refused_with_the_reason(data: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        ADAPTER.validate_python(data)
