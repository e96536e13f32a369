"""Replies read as they stream: each sentence as soon as it is whole, whatever stands around it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reply import MAX_REPLY_CHARS, Drafted, Malformed, ReplyReader

SENTENCES = [
    {"text": 'A "quoted" {brace} and \\ more', "citations": [{"n": 1, "quote": "a}b]"}]},
    {"text": "Ünï", "citations": [{"n": 2, "quote": "x"}, {"n": 3, "quote": "y"}]},
]
DRAFTED = [Drafted('A "quoted" {brace} and \\ more', ((1, "a}b]"),)), Drafted("Ünï", ((2, "x"), (3, "y")))]
WHOLE = json.dumps({"sentences": SENTENCES, "follow_up": 2})


def _read(text: str, size: int = 1) -> tuple[ReplyReader, list[Drafted | Malformed]]:
    reader = ReplyReader()
    return reader, [
        each for start in range(0, len(text), size) for each in reader.add(text[start : start + size])
    ]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"<think>first {json.dumps({'sentences': []})}</think>{WHOLE}",
        f'so {{"a": 1}} it is </thinking> {WHOLE}',
        f'Well: {{"other": true}} {WHOLE} Bye',
        json.dumps({"follow_up": 2, "sentences": SENTENCES}, ensure_ascii=False, indent=2),
    ],
)
def test_every_way_of_sending_it_gives_the_same_sentences(text: str, size: int) -> None:
    reader, found = _read(text, size)
    assert found == DRAFTED
    assert reader.follow_up == 2


def test_a_sentence_counts_as_soon_as_it_closes_and_not_before() -> None:
    reader = ReplyReader()
    first = json.dumps(SENTENCES[0])
    assert reader.add('{"sentences": [' + first[:-1]) == []
    assert reader.add("}") == [DRAFTED[0]]
    assert reader.add(", " + json.dumps(SENTENCES[1])[:20]) == []


@given(st.integers(0, len(WHOLE)), st.integers(1, 50))
def test_a_reply_cut_anywhere_gives_only_whole_sentences(cut: int, size: int) -> None:
    _, found = _read(WHOLE[:cut], size)
    assert found == DRAFTED[: len(found)]


@pytest.mark.parametrize(
    "item",
    [
        {"text": "x"},
        {"text": 3, "citations": []},
        {"text": "x", "citations": [{"n": "one", "quote": "q"}]},
        "x",
        None,
        {"text": "x", "citations": [], "extra": 1},
    ],
)
def test_an_item_in_another_form_is_malformed_and_the_next_is_read(item: object) -> None:
    _, found = _read(json.dumps({"sentences": [item, SENTENCES[0]], "follow_up": None}))
    assert isinstance(found[0], Malformed)
    assert found[1] == DRAFTED[0]


@given(st.text(max_size=300), st.integers(1, 40))
def test_no_text_breaks_it(text: str, size: int) -> None:
    _read(text, size)


@pytest.mark.parametrize("piece", ["}", '{"a', "<think>", '{"', "[{", '{"a":1}', '"', '{"sentences":[{}'])
def test_a_reply_made_to_be_slow_is_not(piece: str) -> None:
    began = time.perf_counter()
    reader, _ = _read(piece * (MAX_REPLY_CHARS // len(piece) + 50), 3)
    assert time.perf_counter() - began < 6
    assert len(reader.text) <= MAX_REPLY_CHARS
