"""The public face on the sample index: search in all its forms, paging, similar postings, frames, threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import rag
from rag import (
    Arrangement,
    IndexMissing,
    JobQuery,
    JobSearch,
    Place,
    PostingMissing,
    QueryError,
    RetrievalConfig,
    Salary,
    Settings,
    Skill,
)

NURSE_IN_TOKYO = JobQuery(text="intensive care nurse", constraints=(Place(city="Tokyo"),))
QUESTION = "remote backend roles with Kafka over $150k"


def test_a_query_built_by_hand_finds_what_the_sentence_finds(sample_jobs: JobSearch) -> None:
    by_hand = JobQuery(
        text="backend",
        constraints=(
            Arrangement(any=("remote",)),
            Skill(name="Kafka"),
            Salary(min=150_000, currency="USD"),
        ),
    )
    spoken, built = sample_jobs.search(QUESTION), sample_jobs.search(by_hand)
    assert [hit.posting.id for hit in built.hits] == [hit.posting.id for hit in spoken.hits]
    assert (built.total_met, built.total_possible) == (spoken.total_met, spoken.total_possible)


def test_everything_met_comes_before_something_unstated(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(QUESTION, k=50)
    on_topic = [hit for hit in result.hits if hit.ledger.topic is not None and hit.ledger.topic.state == "on"]
    met = [hit.ledger.all_met for hit in on_topic]
    assert met == sorted(met, reverse=True)
    assert sum(hit.ledger.all_met for hit in result.hits) == result.total_met
    assert len(result.hits) == result.total_met + result.total_possible
    assert all(line.state != "unmet" for hit in result.hits for line in hit.ledger.lines)


def test_strict_keeps_only_what_states_and_meets_everything(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(QUESTION, k=50, strict=True)
    assert len(result.hits) == result.total_met > 0
    assert all(hit.ledger.all_met for hit in result.hits)


def test_pages_follow_each_other(sample_jobs: JobSearch) -> None:
    whole = sample_jobs.search("engineer", k=9)
    pages = [sample_jobs.search("engineer", k=3, offset=offset) for offset in (0, 3, 6)]
    assert [hit.posting.id for page in pages for hit in page.hits] == [hit.posting.id for hit in whole.hits]
    assert [hit.rank for hit in pages[2].hits] == [7, 8, 9]


def test_sorting_is_within_what_fits(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search("backend", k=50, sort="date")
    on_topic = [hit for hit in result.hits if hit.ledger.topic and hit.ledger.topic.state == "on"]
    dates = [hit.posting.posted_on for hit in on_topic]
    assert dates == sorted(dates, reverse=True)


def test_excluded_postings_say_which_constraint_shut_them_out(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(QUESTION)
    shown = {hit.posting.id for hit in result.hits}
    assert result.excluded
    for each in result.excluded:
        assert each.posting.id not in shown
        assert [line for line in each.ledger.lines if line.state == "unmet"]


def test_nothing_found_is_explained(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(NURSE_IN_TOKYO)
    assert (result.hits, result.total_met, result.total_possible) == ((), 0, 0)
    assert result.status == "no_match"
    [place] = result.counts
    assert (place.met, place.unstated) == (0, 0)
    assert place.unmet > 0
    dropped = next(each for each in result.relaxations if each.words == "without in Tokyo")
    assert dropped.hits == place.unmet
    again = sample_jobs.search(dropped.query, k=100)
    assert again.total_met + again.total_possible == dropped.hits


def test_what_strict_would_bring_is_counted_strictly(sample_jobs: JobSearch) -> None:
    query = JobQuery(text="backend", constraints=(Skill(name="Kafka"), Salary(min=230_000, currency="USD")))
    result = sample_jobs.search(query, strict=True)
    for each in result.relaxations:
        assert sample_jobs.search(each.query, k=100, strict=True).total_met == each.hits


def test_without_filters_the_ledger_still_says_what_is_unmet(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(QUESTION, k=50, config=RetrievalConfig(filters=False))
    assert any(line.state == "unmet" for hit in result.hits for line in hit.ledger.lines)


def test_an_employer_cap_puts_further_roles_of_an_employer_last(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search("engineer", k=100, config=RetrievalConfig(employer_cap=1))
    companies = [hit.posting.company for hit in result.hits]
    first_repeat = next((i for i, name in enumerate(companies) if name in companies[:i]), len(companies))
    assert set(companies[first_repeat:]) <= set(companies[:first_repeat])


def test_similar_postings_leave_out_the_posting_itself(sample_jobs: JobSearch) -> None:
    nurse = sample_jobs.search("intensive care nurse", k=1).hits[0].posting
    near = sample_jobs.similar(nurse.id, k=3)
    assert nurse.id not in [hit.posting.id for hit in near]
    assert len(near) == 3
    assert [hit.rank for hit in near] == [1, 2, 3]


def test_frames_have_a_row_a_hit_and_their_columns_also_when_empty(sample_jobs: JobSearch) -> None:
    frame = sample_jobs.search(QUESTION, k=3).to_frame()
    assert frame["rank"].tolist() == [1, 2, 3]
    assert set(frame["Kafka"]) == {"met"}
    empty = sample_jobs.search(NURSE_IN_TOKYO).to_frame()
    assert len(empty) == 0
    assert {"rank", "in Tokyo", "topic"} <= set(empty.columns)
    assert len(sample_jobs.to_frame()) == len(sample_jobs)


def test_a_result_is_plain_json_and_reads_back(sample_jobs: JobSearch) -> None:
    result = sample_jobs.search(QUESTION, k=2)
    assert rag.SearchResult.model_validate_json(result.model_dump_json()) == result


def test_a_notebook_shows_what_postings_say_as_text(sample_jobs: JobSearch) -> None:
    shown = sample_jobs.search(QUESTION, k=2)._repr_html_()
    assert shown.count("<tr>") == 3
    assert "<script" not in shown


def test_many_threads_get_the_same_answer(sample_jobs: JobSearch) -> None:
    def ids(question: str) -> list[str]:
        return [hit.posting.id for hit in sample_jobs.search(question).hits]

    questions = [QUESTION, "nurse", "part-time", "data engineer in Canada"] * 4
    alone = [ids(each) for each in questions[:4]] * 4
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ids, questions)) == alone


@pytest.mark.parametrize("question", ["", "   ", "x" * 100_000])
def test_what_cannot_be_asked_is_refused_in_words(sample_jobs: JobSearch, question: str) -> None:
    with pytest.raises(QueryError):
        sample_jobs.search(question)


@pytest.mark.parametrize(
    "question",
    ["?!…", "🧑‍🍳🔥", "'; DROP TABLE postings; --", "c++ AND (NOT", "\x00\x1b[31m", "remote and not remote"],
)
def test_nonsense_gives_a_result(sample_jobs: JobSearch, question: str) -> None:
    assert sample_jobs.search(question).searched == len(sample_jobs)


def test_unknown_ids_and_numbers_out_of_range_are_named(sample_jobs: JobSearch) -> None:
    with pytest.raises(PostingMissing, match="nothing:1"):
        sample_jobs.posting("nothing:1")
    with pytest.raises(QueryError, match="k must be at least 1"):
        sample_jobs.search("x", k=0)


def test_a_missing_index_names_the_command_that_builds_one(tmp_path: object) -> None:
    with pytest.raises(IndexMissing, match="rolecall build"):
        JobSearch.open(settings=Settings(_env_file=None, index=f"{tmp_path}/none"))


def test_a_conversation_carries_on(sample_jobs: JobSearch) -> None:
    first = sample_jobs.ask(QUESTION)
    second = sample_jobs.ask("over $180k instead", history=(first.turn,))
    assert [each.kind for each in second.query.constraints] == [each.kind for each in first.query.constraints]
    assert second.query.constraints[-1].value["min"] == 180_000
    third = sample_jobs.ask("the second one", history=(first.turn, second.turn))
    assert [hit.posting.id for hit in third.hits] in ([], [second.turn.shown[1]])
    assert {c.posting_id for each in third.sentences for c in each.citations} <= {second.turn.shown[1]}


def test_more_goes_on_after_what_was_shown(sample_jobs: JobSearch) -> None:
    first = sample_jobs.ask("engineer")
    more = sample_jobs.ask("more", history=(first.turn,))
    assert not set(more.turn.shown) & set(first.turn.shown)
    assert more.hits[0].rank == len(first.turn.shown) + 1
