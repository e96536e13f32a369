"""Any text becomes words: the names of techniques stay whole, nothing is query syntax."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.words import MAX_PART_CHARS, terms, words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("C++, C# and F#", ["c++", "c#", "and", "f#"]),
        ("C/C++ or C++17", ["c", "c++", "or", "c++", "17"]),
        (".NET, ASP.NET and .Net Core", [".net", "asp.net", "and", ".net", "core"]),
        ("Node.js node.JS", ["node.js", "node.js"]),
        ("CI/CD, TCP/IP, I/O, A/B tests", ["ci", "cd", "tcp", "ip", "i/o", "a/b", "tests"]),
        ("R&D at AT&T, R or Python", ["r&d", "at", "at&t", "r", "or", "python"]),
        ("full-stack e-commerce, Objective-C", ["full", "stack", "e-commerce", "objective-c"]),
        ("a bachelor’s degree, employer's choice", ["a", "bachelor", "degree", "employer", "choice"]),
        ("3.11 and k8s, 401(k), $150k+", ["3.11", "and", "k8s", "401", "k", "150k"]),
        ("years of experience.You will", ["years", "of", "experience", "you", "will"]),
        ('"quoted" (title:x) AND ~*^2 \\ [a TO b]', ["quoted", "title", "x", "and", "2", "a", "to", "b"]),
        ("Zürich, Łódź, São_Paulo, Straße", ["zurich", "lodz", "sao", "paulo", "strasse"]),
        ("Ｊａｖａ™ ﬁnance naïve", ["java", "finance", "naive"]),
        ("日本 engineer", ["日", "本", "engineer"]),
        ("हिन्दी 한국어", ["हिन्दी", "한국어"]),
        ("", []),
        (" \n\t—“”‘’…", []),
    ],
)  # fmt: skip
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Node.js", ["node", "js", "nodejs"]),
        ("full-stack", ["full", "stack", "fullstack"]),
        ("C++ .NET 3.11", ["c++", ".net", "3.11"]),
        ("up-to-date-ish", ["up", "to", "date", "ish"]),
    ],
)
def test_terms_hold_a_compound_in_its_parts_and_joined(text, expected):
    assert terms(text) == expected


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_words_of_any_text_hold_no_space_and_come_back_from_their_own_joining(text):
    for found in (words(text), terms(text)):
        assert all(word and not any(char.isspace() for char in word) for word in found)
        assert all(len(word) <= 6 * (MAX_PART_CHARS + 1) + 2 for word in found)
    assert words(" ".join(words(text))) == words(text)


def test_a_megabyte_without_a_space_takes_linear_time():
    for text in (
        "x" * 1_000_000,
        "a." * 500_000,
        "a-" * 500_000,
        "+" * 1_000_000,
        "&/" * 500_000,
        "a&" * 500_000,
    ):
        words(text)
        terms(text)
