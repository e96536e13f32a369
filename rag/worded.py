"""Lets the model word an answer: streams its sentences through the checks, asks once more when the reply is unusable.

Whatever happens, it ends with an `Outcome`; a failure is a note in words, never an exception.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

import prompts
from index.errors import ChatError
from rag.chat_errors import ChatTooLong
from rag.guard_reply import Ground, check
from rag.llm import Chat, ChatReply, Message
from rag.reply import SCHEMA, Drafted, Malformed, ReplyReader
from rag.settings import Settings
from rag.types import Event, Sentence, SentenceReady, Usage, Withheld

MIN_REPAIR_S = 2.0
"""With less time left, asking once more is not worth the wait."""
MAX_REPEATED_CHARS = 3_000
"""Of an unusable reply, sent back with what was wrong with it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the model is asked, and what its reply is checked against."""

    prompt: str
    """Name and version."""
    messages: tuple[Message, ...]
    ground: Ground
    posting_tokens: int = 0
    """What the postings in it take."""
    may_be_empty: bool = False
    """An empty list of sentences is a reply: the posting does not say."""


@dataclass(slots=True)
class Outcome:
    """What came of it."""

    shown: list[Sentence] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)
    """Numbers of the postings that withheld sentences were about."""
    notes: list[str] = field(default_factory=list)
    model: str | None = None
    usage: Usage | None = None
    follow_up: int | None = None
    too_long: bool = False
    """The server says that the prompt does not fit."""
    unread: str = ""
    """The reply, when it had no sentence that could be read or shown."""


def word(
    task: Task, *, chat: Chat, settings: Settings, max_sentences: int, until: float | None = None
) -> Generator[Sentence, None, Outcome]:
    """Sentences as they pass their checks; returns the outcome. Closing it cancels the call.

    Args:
        task: what to ask.
        chat: whom to ask.
        settings: limits of time and tokens.
        max_sentences: shown at most.
        until: when it must be over, by `time.monotonic()`; the configured deadline from now when left out.
    """
    until = time.monotonic() + settings.deadline_s if until is None else until
    outcome = Outcome()
    yield from _ask(task, task.messages, outcome, chat, settings, until - time.monotonic(), max_sentences)
    left = until - time.monotonic()
    if outcome.unread and not outcome.shown and left >= MIN_REPAIR_S:
        first, outcome.unread = outcome.unread, ""
        yield from _ask(task, _again(task, first, outcome), outcome, chat, settings, left, max_sentences)
    if not outcome.shown and not outcome.notes and not (task.may_be_empty and not outcome.withheld):
        outcome.notes.append(
            "What the model wrote did not pass its checks; the answer is composed from the postings' own words."
        )
    return outcome


def events_of(sentences: Generator[Sentence, None, Outcome]) -> Generator[Event, None, Outcome]:
    """The same as events, with the same outcome."""
    while True:
        try:
            sentence = next(sentences)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        except GeneratorExit:
            sentences.close()
            raise
        yield SentenceReady(sentence=sentence)


def _again(task: Task, reply: str, outcome: Outcome) -> tuple[Message, ...]:
    reasons = list(dict.fromkeys(each.reason for each in outcome.withheld))
    problem = "; ".join(reasons[:3]) if reasons else "it is not the agreed JSON object"
    _system, user = prompts.load("repair").render(problem=problem)
    return (*task.messages, Message("assistant", reply[:MAX_REPEATED_CHARS]), Message("user", user))


def _ask(
    task: Task,
    messages: Sequence[Message],
    outcome: Outcome,
    chat: Chat,
    settings: Settings,
    deadline_s: float,
    max_sentences: int,
) -> Iterator[Sentence]:
    reader = ReplyReader()
    stream = chat.stream(messages, schema=SCHEMA, max_tokens=settings.answer_tokens, deadline_s=deadline_s)
    while True:
        try:
            piece = next(stream, None)
        except ChatError as error:
            _note(error, outcome)
            return
        if piece is None:
            break
        if isinstance(piece, ChatReply):
            _finish(piece, outcome)
            break
        for drafted in reader.add(piece):
            if len(outcome.shown) < max_sentences and (sentence := _checked(drafted, task.ground, outcome)):
                yield sentence
    outcome.follow_up = reader.follow_up
    if not outcome.shown and not (task.may_be_empty and reader.readable and not outcome.withheld):
        outcome.unread = reader.text or " "


def _checked(drafted: Drafted | Malformed, ground: Ground, outcome: Outcome) -> Sentence | None:
    if isinstance(drafted, Malformed):
        outcome.withheld.append(Withheld(text=drafted.text, reason="it is not in the agreed form"))
        return None
    verdict = check(drafted, ground)
    if isinstance(verdict, Withheld):
        outcome.withheld.append(verdict)
        outcome.failed.update(number for number, _ in drafted.citations if number in ground.postings)
        return None
    if any(verdict.text == each.text for each in outcome.shown):
        outcome.withheld.append(Withheld(text=verdict.text, reason="it was said already"))
        return None
    outcome.shown.append(verdict)
    return verdict


def _finish(reply: ChatReply, outcome: Outcome) -> None:
    before = outcome.usage or Usage()
    outcome.model = reply.model
    outcome.usage = Usage(
        prompt_tokens=before.prompt_tokens + reply.prompt_tokens,
        completion_tokens=before.completion_tokens + reply.completion_tokens,
    )
    if reply.finish_reason == "length":
        outcome.notes.append(
            "The model's answer was cut at its token limit; the rest is composed from the postings."
        )


def _note(error: ChatError, outcome: Outcome) -> None:
    outcome.too_long = isinstance(error, ChatTooLong)
    rest = "the rest of the answer" if outcome.shown else "the answer"
    words = str(error)
    outcome.notes.append(
        f"{words[:1].upper()}{words[1:]}. So {rest} is composed from the postings' own words."
    )
