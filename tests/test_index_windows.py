"""Stretches around key words."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.normalize.windows import hits, lowered, matches, windows


def test_windows_hold_the_words_around_a_key_and_are_merged() -> None:
    text = "one two three four five six seven eight nine ten"
    assert [text[start:end] for start, end in windows(text, ("four",), before=4, after=6)] == [" four five"]
    assert [text[start:end] for start, end in windows(text, ("four", "five"), before=4, after=6)] == [
        " four five six"
    ]
    assert windows(text, ("absent",), before=4, after=6) == []


def test_lower_case_keeps_every_character_at_its_place() -> None:
    assert lowered("GO İstanbul") == "go İstanbul"
    assert lowered("ÄÖ") == "äö"


def test_hits_are_bounded() -> None:
    assert len(list(hits("aa" * 10_000, "a"))) == 400


@given(st.text(max_size=200), st.sampled_from(["a", "b ", "full-t"]), st.integers(0, 20), st.integers(1, 20))
def test_every_hit_lies_in_a_window(text: str, key: str, before: int, after: int) -> None:
    low = lowered(text)
    assert len(low) == len(text)
    found = windows(low, (key,), before=before, after=after)
    assert all(right[0] >= left[0] for left, right in pairwise(found))
    for at in hits(low, key):
        assert any(start <= at + 1 and at <= end for start, end in found)


@given(
    st.lists(st.sampled_from(["remote", "REMOTE ", "in ", "Oslo", ", ", "x" * 60, "\n", "not "]), max_size=40)
)
def test_matches_finds_what_the_pattern_finds_in_the_whole_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    pattern = re.compile(r"\b(?:not )?remote\s{1,3}in\s{1,3}(?:Oslo(?:, )?){1,30}", re.IGNORECASE)
    found = matches(pattern, text, ("remote",), before=4, after=60)
    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(text)]
