import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.normalize.visa import find_visa


@pytest.mark.parametrize(
    "text, sponsorship",
    [
        ("Visa sponsorship available", True), ("We will sponsor H1B visas", True), ("H-1B transfers are welcome.", True),
        ("H-1B transfer welcome", True), ("We offer Skilled Worker sponsorship", True), ("We support Blue Card sponsorship", True),
        ("relocation and visa support provided", True), ("Acme | Engineer | VISA | ONSITE", True), ("Wir bieten Unterstützung beim Visum", True),
        ("Perks:\n- Visa sponsorship\n- Lunch", True), ("We are unable to sponsor visas", False), ("No visa sponsorship", False),
        ("Must be authorized to work in the US without sponsorship", False), ("We do not offer visa sponsorship", False),
        ("This position is not eligible for visa sponsorship.", False), ("Sponsorship is not available", False), ("VISA: No", False),
        ("Applicants must not require sponsorship now or in the future", False), ("we cannot provide visa sponsorship at this time", False),
        ("Unfortunately we can't sponsor", False), ("Do you require visa sponsorship?", None), ("Must be authorized to work in the US", None),
        ("We sponsor the local football club", None), ("executive sponsor for the program", None), ("clients such as Amazon, Visa, and Acme", None),
        ("STEM OPT (no sponsorship needed)", None), ("", None),
    ],
)  # fmt: skip
def test_sponsorship_is_read_with_its_words(text: str, sponsorship: bool | None) -> None:
    visa = find_visa(text)
    assert (visa.sponsorship if visa else None) is sponsorship
    if visa:
        assert text[visa.evidence.start : visa.evidence.end] == visa.evidence.quote
        assert visa.evidence.said_by == "employer"


def test_a_contradiction_says_nothing_unless_one_side_is_about_this_role() -> None:
    assert find_visa("We sponsor visas.\nIn some teams we do not sponsor visas.") is None
    both = find_visa(
        "Visa sponsorship is not available for this role."
        + " x" * 100
        + " Elsewhere, visa sponsorship available."
    )
    assert both is not None
    assert both.sponsorship is False


@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(["visa ", "sponsorship ", "not ", "no ", "we ", "offer ", "\n"]), max_size=40
    ).map("".join)
)
def test_quotes_are_verbatim_for_any_text(text: str) -> None:
    visa = find_visa(text)
    assert visa is None or text[visa.evidence.start : visa.evidence.end] == visa.evidence.quote


@pytest.mark.parametrize("unit", ["visa ", "not a ", "no visa b ", "sponsor ", "without ", "we ", "| visa "])
def test_hostile_length_takes_bounded_time(unit: str) -> None:
    start = time.perf_counter()
    find_visa("visa " + unit * (1_000_000 // len(unit)))
    assert time.perf_counter() - start < 10
