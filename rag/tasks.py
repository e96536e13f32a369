"""Makes what the model is asked: prompt, postings within the token budget, and what its reply is checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import prompts
from prompts import Prompt
from rag.context import Context, Shown, make_context
from rag.guard_reply import Ground, asked_words, prompt_runs
from rag.llm import Message
from rag.settings import Settings
from rag.token_count import token_counter
from rag.types import JobQuery, Turn
from rag.worded import Task
from rag.wording import constraint_words

MAX_QUESTION_CHARS = 1_000
"""Of a question that the model is shown; a longer one is a text."""
OVERHEAD_TOKENS = 40
"""What servers add around two messages, with room to spare."""


def make_task(
    name: str,
    shown: Sequence[Shown],
    *,
    settings: Settings,
    max_sentences: int,
    at_most: int | None = None,
    values: Mapping[str, str],
) -> Task | None:
    """The task of a prompt for these postings, best first; None when not one posting fits.

    Args:
        name: of the prompt file.
        shown: the postings, best first.
        settings: with the token limits.
        max_sentences: asked for at most.
        at_most: tokens for the postings, after a server said that more is too much.
        values: what the prompt's own slots are filled with.
    """
    prompt = prompts.load(name)
    count = token_counter(settings.model)
    fixed = sum(count(text) for text in (prompt.system, prompt.user, *values.values())) + OVERHEAD_TOKENS
    budget = settings.context_tokens - settings.answer_tokens - fixed
    if at_most is not None:
        budget = min(budget, at_most)
    context = make_context(shown, budget=budget, count=count)
    if not context.postings:
        return None
    system, user = prompt.render(
        delimiter=context.delimiter,
        mark=context.mark,
        max_sentences=str(max_sentences),
        postings=context.text,
        **values,
    )
    return Task(
        prompt=prompt.tag,
        messages=(Message("system", system), Message("user", user)),
        ground=_ground(prompt, context, values),
        posting_tokens=count(context.text),
        may_be_empty=name == "posting",
    )


def _ground(prompt: Prompt, context: Context, values: Mapping[str, str]) -> Ground:
    return Ground(
        postings=context.postings,
        mark=context.mark,
        secret=context.delimiter,
        prompt_runs=prompt_runs([prompt.system, prompt.user]),
        asked=asked_words(" ".join((values.get("question", ""), values.get("understood", "")))),
    )


def understood(query: JobQuery, history: Sequence[Turn]) -> str:
    """The query in words, so that "only hybrid" is understood without the turns before it."""
    parts = [f"about {query.text}"] if query.text else []
    parts.extend(constraint_words(each) for each in query.constraints)
    if history:
        parts.append(f"asked before: {history[-1].question[:200]}")
    return "; ".join(parts) or "any posting"
