"""The page: a chat beside the postings it speaks of, each with its ledger. Gradio only; no logic of its own.

Everything that comes from a posting, a question or a model is escaped; the only links are a posting's own apply
links, checked to be http or https.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from rag import (
    Answer,
    Done,
    HitsFound,
    JobSearch,
    LedgerLine,
    RankedHit,
    RolecallError,
    SearchResult,
    SentenceReady,
    Settings,
    Turn,
    constraint_words,
    day_words,
    posting_arrangement,
    posting_pay,
    posting_places,
)

EXAMPLES = (
    "remote backend roles with Kafka over $150k",
    "nursing jobs in Germany",
    "part-time work for someone with no experience",
    "data engineer in Canada or the UK with visa sponsorship",
    "hybrid design jobs, not senior, posted this month",
)
MAX_TURNS = 20
"""Earlier turns given to a question; older ones no longer matter to what "that one" means."""

CSS = """
.gradio-container { max-width: 1500px !important; margin: 0 auto !important; }
.rc-head h1 { font-size: 1.6rem; margin: .2rem 0; } .rc-head p { margin: 0; opacity: .8; }
.rc-mode { font-size: .85rem; opacity: .85; margin-top: .3rem; }
.rc-understood { font-size: .9rem; margin-bottom: .6rem; }
.rc-chip { display: inline-block; border: 1px solid var(--border-color-primary); border-radius: 1rem;
  padding: .05rem .6rem; margin: .1rem .2rem .1rem 0; }
.rc-card { border: 1px solid var(--border-color-primary); border-radius: .6rem; padding: .7rem .9rem; margin-bottom: .7rem;
  background: var(--background-fill-primary); }
.rc-card h3 { margin: 0; font-size: 1.05rem; } .rc-facts { margin: .15rem 0 .4rem; font-size: .9rem; opacity: .85; }
.rc-ledger { list-style: none; margin: 0; padding: 0; font-size: .9rem; }
.rc-ledger li { padding: .12rem 0 .12rem 1.4rem; position: relative; }
.rc-ledger li::before { position: absolute; left: .1rem; font-weight: 700; }
.rc-met::before { content: "✓"; color: #15803d; } .rc-unmet::before { content: "✗"; color: #b91c1c; }
.rc-unstated::before { content: "?"; color: #a16207; }
.rc-ledger q { font-style: italic; opacity: .9; } .rc-who { font-size: .78rem; opacity: .7; }
.rc-apply { font-size: .9rem; margin: .4rem 0 0; } .rc-out { opacity: .75; }
.rc-chat .message { font-size: .95rem; }
"""


def build_app(job_search: JobSearch) -> Any:
    """The page as a Gradio Blocks, not yet launched."""
    import gradio as gr

    with gr.Blocks(title="Rolecall", analytics_enabled=False) as page:
        gr.HTML(_header(job_search), elem_classes="rc-head")
        with gr.Row():
            with gr.Column(scale=5):
                chat = gr.Chatbot(
                    show_label=False, height=560, render_markdown=False, buttons=["copy"], elem_classes="rc-chat",
                    elem_id="chat", feedback_options=None, layout="bubble", placeholder="Ask for the work you want.",
                )  # fmt: skip
                question = gr.Textbox(
                    show_label=False, placeholder=EXAMPLES[0], submit_btn=True, stop_btn=True, autofocus=True,
                    max_length=2_000, elem_id="question",
                )  # fmt: skip
                gr.Examples(
                    [[each] for each in EXAMPLES], inputs=question, label="For example", cache_examples=False
                )
                clear = gr.Button("Start over", size="sm", variant="secondary")
            with gr.Column(scale=6):
                cards = gr.HTML(_empty(), elem_id="cards")
        turns = gr.State([])

        def answer(asked: str, said: list[Any], history: list[Any]) -> Iterator[tuple[Any, ...]]:
            yield from _converse(job_search, asked, said, history)

        question.submit(
            answer,
            [question, chat, turns],
            [question, chat, cards, turns],
            concurrency_limit=4,
            api_visibility="private",
        )
        clear.click(
            lambda: ("", [], _empty(), []),
            None,
            [question, chat, cards, turns],
            api_visibility="private",
            queue=False,
        )
    return page


def _converse(
    job_search: JobSearch, asked: str, said: list[Any], history: list[Any]
) -> Iterator[tuple[Any, ...]]:
    """Yields (question box, chat messages, cards, turns) as the answer grows."""
    import gradio as gr

    if not asked.strip():
        yield asked, said, _empty(), history
        return
    said = [*said, _message("user", asked), _message("assistant", "…")]
    cards = gr.skip()  # what stands there stays until there are other hits: a follow-up may be about them
    yield "", said, cards, history
    written: list[str] = []
    try:
        for event in job_search.ask_stream(asked, history=_turns(history)):
            match event:
                case HitsFound(result=result):
                    cards = _cards(result)
                case SentenceReady(sentence=sentence):
                    written.append(sentence.text)
                    said[-1] = _message("assistant", "\n\n".join(written))
                case Done(answer=final):
                    said[-1] = _message("assistant", _closing(final))
                    history = [*history, final.turn.model_dump(mode="json")][-MAX_TURNS:]
            yield "", said, cards, history
    except RolecallError as error:
        said[-1] = _message("assistant", str(error))
        yield asked, said, _empty(), history


def _turns(history: Sequence[Any]) -> list[Turn]:
    return [Turn.model_validate(each) for each in history]


def _message(role: str, text: str) -> dict[str, str]:
    """A chat message; escaped here, since the chat shows what looks like HTML as HTML even without Markdown."""
    return {"role": role, "content": escape(text, quote=False)}


def _closing(answer: Answer) -> str:
    how = (
        "Composed from the postings' own words; no language model was used."
        if answer.model is None
        else f"Worded by {answer.model}; each sentence was checked against the postings it cites."
    )
    withheld = (
        f" {len(answer.withheld)} sentences failed their check and are not shown." if answer.withheld else ""
    )
    told = [sentence.text for sentence in answer.sentences]
    return "\n\n".join([*told, *answer.notes, f"— {how}{withheld}"])


def _header(job_search: JobSearch) -> str:
    count = len(job_search)
    settings = job_search.settings
    mode = (
        f"Answers are worded by <b>{escape(settings.model)}</b> and checked, sentence by sentence."
        if settings.model_configured
        else "No language model is configured: answers are composed from the postings' own words. "
        "Set OPENAI_API_KEY or OPENAI_BASE_URL to have a model word them."
    )
    return (
        f"<h1>Rolecall</h1><p>{count:,} open postings. Ask as you would ask a person; "
        f"every filter is exact and every answer is cited.</p><p class='rc-mode' id='mode'>{mode}</p>"
    )


def _empty(words: str = "The postings will stand here, each with what it says about what you asked.") -> str:
    return f"<p>{escape(words)}</p>"


def _cards(result: SearchResult) -> str:
    asked = "".join(
        f"<span class='rc-chip'>{escape(words)}</span>"
        for words in (
            *([f"about: {result.query.text}"] if result.query.text else []),
            *(constraint_words(each) for each in result.query.constraints),
        )
    )
    notes = "".join(f"<p class='rc-who'>{escape(note)}</p>" for note in (*result.query.notes, *result.notes))
    total = (
        f"{result.total_met:,} meet everything, {result.total_possible:,} leave something unstated, "
        f"of {result.searched:,} open postings."
    )
    hits = "".join(_card(hit, result) for hit in result.hits)
    left_out = "".join(
        f"<div class='rc-card rc-out'><h3>Left out: {escape(each.posting.title)}</h3>"
        f"<p class='rc-facts'>{escape(each.posting.company)}</p>"
        f"<ul class='rc-ledger'>{''.join(_line(line) for line in each.ledger.lines if line.state == 'unmet')}</ul></div>"
        for each in result.excluded[:3]
    )
    offers = ", ".join(f"{each.words}: {each.hits}" for each in result.relaxations)
    more = f"<p class='rc-understood'>What would bring more — {escape(offers)}</p>" if offers else ""
    return f"<div class='rc-understood'>{asked}<p>{total}</p>{notes}</div>{hits}{more}{left_out}"


def _card(hit: RankedHit, result: SearchResult) -> str:
    posting = hit.posting
    age = f"posted {day_words(posting.posted_on, result.today)}" if posting.posted_on else "date not stated"
    facts = (
        posting.company or "employer not named",
        posting_places(posting) or "place not stated",
        posting_pay(posting) or "pay not stated",
        posting_arrangement(posting) or "arrangement not stated",
        age,
    )
    topic = hit.ledger.topic
    topic_line = ""
    if topic is not None:
        state = "met" if topic.state == "on" else "unstated"
        topic_line = _ledger_line(
            state, f"about “{topic.text}”: {topic.state}", topic.quote, topic.said_by, topic.note
        )
    lines = "".join(_line(line) for line in hit.ledger.lines)
    return (
        f"<div class='rc-card' data-posting='{escape(posting.id, quote=True)}'>"
        f"<h3>{hit.rank}. {escape(posting.title)}</h3><p class='rc-facts'>{escape(' · '.join(facts))}</p>"
        f"<ul class='rc-ledger'>{topic_line}{lines}</ul>{_apply(posting.apply_url)}</div>"
    )


def _apply(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return "<p class='rc-apply'>The source gives no apply link.</p>"
    link = escape(url, quote=True)
    return f"<p class='rc-apply'><a href='{link}' target='_blank' rel='noopener noreferrer nofollow'>Apply</a> <span class='rc-who'>{link}</span></p>"


def _line(line: LedgerLine) -> str:
    return _ledger_line(line.state, constraint_words(line.constraint), line.quote, line.said_by, line.note)


def _ledger_line(state: str, asked: str, quote: str, said_by: str | None, note: str) -> str:
    told = f" — <q>{escape(quote)}</q> <span class='rc-who'>{escape(said_by or '')}</span>" if quote else ""
    noted = f" <span class='rc-who'>({escape(note)})</span>" if note else ""
    return f"<li class='rc-{state}'><b>{escape(asked)}</b>{noted}{told}</li>"


def theme() -> Any:
    """Gradio's soft theme in the fonts of the reader's own system: nothing is fetched from elsewhere."""
    import gradio as gr

    return gr.themes.Soft(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])


def serve(*, settings: Settings, host: str, port: int) -> None:
    """Open the index, warm it up, and serve the page until interrupted."""
    with JobSearch.open(settings=settings) as job_search:
        job_search.warm_up()
        page = build_app(job_search)
        page.queue(max_size=64)
        page.launch(
            server_name=host, server_port=port or None, css=CSS, theme=theme(), show_error=False,
            footer_links=[], inbrowser=False, quiet=False,
        )  # fmt: skip


def main() -> None:
    """Serve the index of the environment's settings on 127.0.0.1."""
    from rag import load_settings

    serve(settings=load_settings(), host="127.0.0.1", port=7860)


if __name__ == "__main__":
    main()
