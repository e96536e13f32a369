"""Questions about postings already shown: one alone, two side by side, all together; with and without a model."""

from __future__ import annotations

import pytest
from builders import TODAY, make_posting, make_result, stub_settings
from chat_stub import reply, said, serving

from index.constraints import Salary
from index.types import Posting
from rag.about import about
from rag.answer import answer_about
from rag.llm import make_chat
from rag.types import Answer, Done, JobQuery, SearchResult, Sentence

FERRY = make_posting("1")
LEEDS = make_posting("2", title="Data Engineer", company="Kettlebridge", body="You will move telemetry of wind turbines into a warehouse.\n\nRequirements\n- Python and Kafka\n- 3 years with SQL\n\nHybrid, two days a week in Leeds. £65,000 - £80,000 a year.", place="Leeds, UK", skills=("Kafka", "Python"), apply_url="")  # fmt: skip
BARE = make_posting(
    "3",
    title="Porter",
    company="",
    body="Carry things from here to there, in the evening and at weekends, with a friendly crew.",
    skills=(),
    posted="",
)


def _about(question: str, *postings: Posting, constraints: tuple[Salary, ...] = ()) -> tuple[Sentence, ...]:
    return about(list(enumerate(postings, start=1)), question=question, constraints=constraints, today=TODAY)


def _texts(question: str, *postings: Posting) -> list[str]:
    return [each.text for each in _about(question, *postings)]


def test_what_a_posting_states_is_quoted_with_its_place() -> None:
    _head, told = _about("does it sponsor visas?", FERRY)
    assert (told.kind, told.text) == (
        "quoted",
        "[1] visa sponsorship: does not sponsor a visa (“We do not sponsor visas.”).",
    )
    citation = told.citations[0]
    assert FERRY.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("does it say anything about visas?", "[1] does not state anything about visa sponsorship."),
        ("what does it pay?", "[1] does not state its pay."),
        ("how many years of experience?", "[1] does not state years of experience or a level."),
        ("when was it posted?", "[1] does not state a date."),
        ("does the first one have night shifts?", "[1] does not mention night shifts."),
        ("is there a canteen?", "[1] does not mention canteen."),
    ],
)
def test_what_a_posting_does_not_state_is_absent(question: str, text: str) -> None:
    told = _about(question, BARE)[-1]
    assert (told.kind, told.text) == ("absent", text)


def test_duties_are_quoted_line_by_line() -> None:
    told = _about("what would I do day to day?", FERRY)[-1]
    assert [each.quote for each in told.citations] == [
        "Design event pipelines with Kafka and PostgreSQL",
        "Review code of four teammates and write runbooks",
        "Reduce the error rate of settlement jobs by 15% in the first year",
    ]


def test_anything_else_is_looked_for_in_the_text() -> None:
    assert (
        _texts("does it have runbooks?", FERRY)[-1]
        == "[1] mentions runbooks: “Review code of four teammates and write runbooks”."
    )


def test_two_are_set_side_by_side() -> None:
    told = _texts("compare 1 and 2", FERRY, LEEDS)
    assert "Pay: [1] $160,000–$190,000 a year · [2] £65,000–£80,000 a year." in told
    assert any(each.startswith("Arrangement: [1] remote · [2] hybrid") for each in told)
    assert any(each.startswith("Skills in all: Kafka; only in [1]: Go") for each in told)


def test_a_question_with_a_condition_says_which_meet_it() -> None:
    asked = Salary(min=150_000, currency="USD", words="over $150k")
    first, *rest = _about("which of these pay over $150k?", FERRY, LEEDS, BARE, constraints=(asked,))
    assert first.text == "[1] meets pay of at least $150,000 a year."
    assert [each.kind for each in rest] == ["quoted", "quoted", "absent"]


def test_a_set_is_summed_up_by_code_and_only_as_far_as_asked() -> None:
    assert _texts("which skills are most asked?", FERRY, LEEDS, BARE)[0].startswith(
        "Most asked skills: Kafka (2)"
    )
    (pay,) = _texts("what is the pay range?", FERRY, LEEDS, BARE)
    assert pay == "Pay: 2 of 3 postings state it, £65,000 to £80,000 a year and $160,000 to $190,000 a year."
    assert len(_texts("give me a summary", FERRY, LEEDS, BARE)) == 6


def _ask(question: str, *postings: Posting, text: str | None = None, shown: tuple[str, ...] = ()) -> Answer:
    def ask(url: str) -> Answer:
        settings = stub_settings(url)
        chat = make_chat(settings) if url else None
        *_, done = answer_about(
            postings,
            question=question,
            query=JobQuery(move="refer"),
            chat=chat,
            settings=settings,
            today=TODAY,
            shown=shown,
        )
        assert isinstance(done, Done)
        return done.answer

    if text is None:
        return ask("")
    with serving(said(text)) as stub:
        return ask(stub.url)


def test_postings_keep_the_numbers_under_which_they_were_shown() -> None:
    answer = _ask("what does it pay?", LEEDS, shown=(FERRY.id, LEEDS.id))
    assert answer.text.startswith("[2] Data Engineer at Kettlebridge")
    assert answer.turn.shown == (FERRY.id, LEEDS.id)


def test_a_model_words_what_one_posting_says_from_that_posting_alone() -> None:
    good = reply(
        (
            "One would move telemetry of wind turbines into a warehouse.",
            2,
            "move telemetry of wind turbines into a warehouse",
        )
    )
    answer = _ask("what would I do?", LEEDS, text=good, shown=(FERRY.id, LEEDS.id))
    assert answer.sentences[0].text == "[2] One would move telemetry of wind turbines into a warehouse."
    assert (answer.model, answer.prompt) == ("stub-1", "posting@1")


def test_what_a_model_invents_about_a_posting_is_replaced_by_what_it_says() -> None:
    lie = reply(("It sponsors every visa.", 1, "Carry things from here to there"))
    answer = _ask("does it sponsor visas?", BARE, text=lie)
    assert answer.sentences[-1] == Sentence(
        kind="absent", text="[1] does not state anything about visa sponsorship."
    )
    assert answer.withheld
    assert answer.model is None


def test_an_empty_reply_about_one_posting_is_no_fault() -> None:
    answer = _ask("does it sponsor visas?", BARE, text='{"sentences": [], "follow_up": null}')
    assert answer.notes == ()
    assert answer.text.endswith("does not state anything about visa sponsorship.")


def test_why_there_are_so_few_is_counted_from_the_search() -> None:
    result = make_result([FERRY], constraints=(Salary(min=150_000, currency="USD"),))
    calls: list[JobQuery] = []

    def search(query: JobQuery) -> SearchResult:
        calls.append(query)
        return result

    query = JobQuery(text="backend", move="ask")
    *_, done = answer_about(
        [FERRY],
        question="why so few?",
        query=query,
        chat=None,
        settings=stub_settings(""),
        today=TODAY,
        search=search,
    )
    assert isinstance(done, Done)
    assert calls == [query]
    assert done.answer.text.startswith(
        "One posting about “backend” meets everything asked (pay of at least $150,000 a year)."
    )


def test_a_posting_that_was_not_shown_is_said_to_be_none() -> None:
    assert _ask("tell me more about the ninth one").text == "There is no such posting among those shown."
