"""Scores of readings against gold ones, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from rag.parse_scoring import ParseScore, exact_share, score_parse, score_turn, slot_f1, text_overlap


def slot(kind: str, negated: bool = False, **value: Any) -> dict[str, Any]:
    return {"kind": kind, "value": value, "negated": negated}


REMOTE = slot("arrangement", any=["remote"])
KAFKA = slot("skill", name="Kafka")
BERLIN = slot("place", city="Berlin", region=None, country=None, radius_km=None)


def test_order_does_not_matter_and_what_is_missing_and_extra_is_counted() -> None:
    assert score_parse([KAFKA, REMOTE], [REMOTE, KAFKA]) == ParseScore(
        exact=True, right=2, missing=0, extra=0
    )
    assert score_parse([REMOTE, BERLIN], [REMOTE, KAFKA]) == ParseScore(
        exact=False, right=1, missing=1, extra=1
    )


def test_the_best_alternative_counts() -> None:
    gold, other = [REMOTE, slot("place", city="Berlin", region=None, country="DE", radius_km=None)], []
    assert score_parse([], gold, [other]) == ParseScore(exact=True, right=0, missing=0, extra=0)
    assert score_parse([REMOTE], gold, [other, [REMOTE]]).exact


def test_f1_is_twice_right_over_all_slots_of_both_sides() -> None:
    scores = [ParseScore(True, 2, 0, 0), ParseScore(False, 1, 1, 0), ParseScore(False, 0, 0, 1)]
    assert slot_f1(scores) == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert exact_share(scores) == pytest.approx(1 / 3)
    assert slot_f1([]) == 1.0
    assert exact_share([]) == 0.0


@pytest.mark.parametrize(
    ("found", "gold", "same"),
    [
        (slot("skill", name="k8s"), slot("skill", name="Kubernetes"), True),
        (slot("skill", any=["Rust", "golang"]), slot("skill", any=["Go", "Rust"]), True),
        (slot("skill", name="Java"), slot("skill", name="JavaScript"), False),
        (slot("skill", True, name="PHP"), slot("skill", name="PHP"), False),
        (slot("company", name="NVIDIA Corporation"), slot("company", name="nvidia"), True),
        (slot("arrangement", any=["hybrid", "remote"]), slot("arrangement", any=["remote", "hybrid"]), True),
        (slot("salary", min=1, max=None, currency=None, period="year"), slot("salary", min=1, max=None, currency="USD", period="year"), False),
        (slot("place", city="Berlin", region=None, country="DE", radius_km=None), BERLIN, True),
        (slot("place", city="Berlin", region=None, country="US", radius_km=None), BERLIN, False),
        (slot("place", city="Munich", region=None, country=None, radius_km=None), slot("place", city="München", region=None, country=None, radius_km=None), True),
        (slot("place", city="Boston", region=None, country=None, radius_km=48.3), slot("place", city="Boston", region=None, country=None, radius_km=48), True),
        (slot("place", city="Boston", region=None, country=None, radius_km=50), slot("place", city="Boston", region=None, country=None, radius_km=48), False),
        (BERLIN, slot("place", city="Berlin", region=None, country=None, radius_km=48), False),
        (slot("place", any=["NL", "DE"]), slot("place", any=["DE", "NL"]), True),
        (slot("place", any=["DE"]), slot("place", any=["DE", "NL"]), False),
        (slot("posted", within_days=7), slot("posted", after="2026-11-15"), False),
        (slot("experience", max_years=3.0), slot("experience", max_years=3), True),
        (slot("topic", True, words="Blockchain"), slot("topic", True, words="blockchain"), True),
    ],
)  # fmt: skip
def test_two_constraints_say_the_same_or_not(found: dict[str, Any], gold: dict[str, Any], same: bool) -> None:
    assert score_parse([found], [gold]).exact is same


def test_long_country_lists_are_compared_by_overlap() -> None:
    europe = ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR"]
    assert score_parse([slot("place", any=europe)], [slot("place", any=[*europe, "GB", "CH"])]).exact
    assert not score_parse([slot("place", any=europe[:6])], [slot("place", any=europe)]).exact


def test_a_negated_list_and_negated_single_values_are_the_same() -> None:
    listed = [slot("skill", True, any=["PHP", "Java"])]
    assert score_parse([slot("skill", True, name="Java"), slot("skill", True, name="PHP")], listed).exact


def test_a_turn_is_right_with_its_move_constraints_and_ranks() -> None:
    gold = {"move": "refer", "refers_to": 2, "constraints": [REMOTE], "alternatives": []}
    found = {"move": "refer", "refers_to": [2], "constraints": [REMOTE]}
    assert score_turn(found, gold)
    assert not score_turn(found | {"refers_to": [1]}, gold)
    assert not score_turn(found | {"move": "ask"}, gold)
    assert not score_turn(found | {"constraints": []}, gold)
    assert score_turn(
        {"move": "refer", "refers_to": [1, 2], "constraints": []},
        {"move": "refer", "refers_to": [1, 2], "constraints": []},
    )


def test_topics_are_compared_by_their_words() -> None:
    assert text_overlap("product manager for internal tools", "product manager internal tools") == 1.0
    assert text_overlap("data engineer", "data analyst") == 0.5
    assert text_overlap("", "") == 1.0
