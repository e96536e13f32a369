"""Passages cover the posting, keep to the limit, and are alike where the postings are."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.passages import SMALL_TOKENS, TARGET_TOKENS, cut, embedded_text
from index.types import Evidence, Passage, Posting, Section, SectionKind


def words(texts):
    return [len(text.split()) for text in texts]


def characters(texts):
    """A tokenizer whose counts do not add up: joining costs extra."""
    return [len(text) + text.count("\n") * 3 for text in texts]


def posting(text, sections=(), title="Engineer", company="Acme"):
    evidence = Evidence("employer", title, "title")
    return Posting("a:1", "a", title, company, text, evidence, sections=tuple(sections))


def section(kind: SectionKind, text: str, part: str) -> Section:
    start = text.index(part)
    return Section(kind, "", start, start + len(part))


def test_a_short_section_is_one_passage_with_title_and_employer_before_it():
    text = "You build pipelines.\n- Kafka\n- Spark"
    assert cut(posting(text), count_tokens=words, max_tokens=254) == (
        Passage("a:1", 0, "other", 0, len(text), text, "Engineer · Acme"),
    )


def test_an_empty_body_gives_one_passage_of_the_title():
    (passage,) = cut(posting(" \n "), count_tokens=words, max_tokens=254)
    assert passage == Passage("a:1", 0, "other", 0, 0, "", "Engineer · Acme")
    assert embedded_text(passage) == "Engineer · Acme"


def test_nothing_at_all_still_gives_a_passage():
    (passage,) = cut(posting("", title="", company=""), count_tokens=words, max_tokens=254)
    assert (passage.text, passage.context) == ("", "")


def test_equal_boilerplate_embeds_as_the_same_text_under_every_title():
    equal = "We are an equal opportunity employer. " * 4

    def of(title, duties):
        text = f"{duties}\n\n{equal.strip()}"
        return cut(
            posting(
                text,
                [section("duties", text, duties + "\n\n"), section("boilerplate", text, equal.strip())],
                title,
            ),
            count_tokens=words,
            max_tokens=254,
        )

    one, two = of("Engineer", "You build pipelines " * 5), of("Nurse", "You care for patients " * 9)
    assert [embedded_text(p) for p in one if p.kind == "boilerplate"] == [equal.strip()]
    assert embedded_text(one[-1]) == embedded_text(two[-1])
    assert one[0].context == "Engineer · Acme"


def test_a_posting_of_boilerplate_alone_keeps_its_title_in_a_passage():
    text = "We are an equal opportunity employer."
    first, second = cut(
        posting(text, [section("boilerplate", text, text)]), count_tokens=words, max_tokens=254
    )
    assert (first.start, first.end, embedded_text(first)) == (0, 0, "Engineer · Acme")
    assert (second.kind, second.context, second.text) == ("boilerplate", "", text)
    assert (first.ordinal, second.ordinal) == (0, 1)


def test_sections_of_different_kinds_stay_apart():
    duties, needs = "You build " * 20, "You know " * 20
    text = f"{duties.strip()}\n\n{needs.strip()}"
    passages = cut(
        posting(
            text, [section("duties", text, duties.strip()), section("requirements", text, needs.strip())]
        ),
        count_tokens=words,
        max_tokens=254,
    )
    assert [(p.kind, p.text) for p in passages] == [
        ("duties", duties.strip()),
        ("requirements", needs.strip()),
    ]


def test_small_neighbours_of_one_kind_are_merged_and_a_bare_heading_joins_what_follows():
    text = "About\n\n" + "one " * 20 + "\n\n" + "two " * 20 + "\n\n" + "three " * 150
    parts = ["About\n\n", "one " * 20 + "\n\n", "two " * 20 + "\n\n", "three " * 150]
    kinds: list[SectionKind] = ["about", "duties", "duties", "duties"]
    start, sections = 0, []
    for kind, part in zip(kinds, parts, strict=True):
        sections.append(Section(kind, "", start, start + len(part)))
        start += len(part)
    passages = cut(posting(text, sections), count_tokens=words, max_tokens=254)
    assert [(p.kind, p.text) for p in passages] == [
        ("duties", "About\n\n" + "one " * 20 + "\n\n" + ("two " * 20).strip()),
        ("duties", ("three " * 150).strip()),
    ]


def test_a_long_section_is_cut_at_sentences_into_parts_of_about_one_length():
    sentence = "You will build and run the pipelines of our platform every day. "
    text = (sentence * 30).strip()
    passages = cut(posting(text), count_tokens=words, max_tokens=254)
    assert [len(p.text.split()) for p in passages] == [120, 120, 120]
    assert all(p.text.endswith("day.") and p.text.startswith("You") for p in passages)


def test_a_sentence_longer_than_the_limit_is_cut_at_words():
    text = "word " * 99 + "end"
    passages = cut(posting(text), count_tokens=words, max_tokens=40)
    assert " ".join(p.text for p in passages) == text
    assert max(words([embedded_text(p) for p in passages])) <= 40


def test_an_endless_title_is_cut_to_leave_room():
    passages = cut(posting("word " * 50, title="very " * 500), count_tokens=words, max_tokens=40)
    assert 0 < len(passages[0].context.split()) <= 10
    assert " ".join(p.text for p in passages) == ("word " * 50).strip()


@given(
    text=st.text(st.sampled_from("ab.!? \n\té漢😀-"), max_size=400),
    marks=st.lists(
        st.tuples(
            st.sampled_from(["duties", "boilerplate", "benefits", "pay"]),
            st.integers(0, 420),
            st.integers(0, 420),
        ),
        max_size=5,
    ),
    count=st.sampled_from([words, characters]),
    limit=st.integers(16, 60),
)
@settings(max_examples=300, deadline=None)
def test_every_word_is_in_exactly_one_passage_within_the_limit(text, marks, count, limit):
    sections = [Section(kind, "", start, end) for kind, start, end in marks]
    source = posting(text, sections, title="A b", company="")
    passages = cut(source, count_tokens=count, max_tokens=limit)
    covered = [0] * len(text)
    for number, passage in enumerate(passages):
        assert passage.ordinal == number
        assert passage.text == text[passage.start : passage.end] == passage.text.strip()
        assert len(passage.text) <= 1 or count([embedded_text(passage)])[0] <= limit
        for i in range(passage.start, passage.end):
            covered[i] += 1
    assert all(times <= 1 for times in covered)
    assert all(times == 1 for times, char in zip(covered, text, strict=True) if not char.isspace())
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    assert any("A b" in embedded_text(p) for p in passages)


def test_hostile_text_takes_linear_time():
    text = ". A" * 60_000 + "x" * 200_000 + "\n" * 100_000
    passages = cut(posting(text), count_tokens=words, max_tokens=254)
    assert "".join(p.text for p in passages).count("x") == 200_000
    assert TARGET_TOKENS > SMALL_TOKENS


@pytest.mark.corpus
def test_real_postings_keep_to_the_model_limit(corpus_dir: Path):
    from index.embed import Embedder
    from index.normalize.html import clean

    embedder = Embedder.open()
    with gzip.open(corpus_dir / "postings" / "builtin_ai_jobs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(20), lines, strict=False)]
    for row in rows:
        body = clean(row["description"], is_html=True)
        passages = cut(
            posting(body.text, body.sections, row["title"], row["company"] or ""),
            count_tokens=embedder.count_tokens,
            max_tokens=embedder.max_tokens,
        )
        assert max(embedder.count_tokens([embedded_text(p) for p in passages])) <= embedder.max_tokens
        assert "".join("".join(p.text for p in passages).split()) == "".join(body.text.split())
