"""Whether a posting is about the topic at all: on, weak or off; and the words that say so. Pure.

Met-before-unstated orders only postings on the topic, so this verdict is what keeps a well-paid engineer out of
the answer to a question about nurses.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.types import Evidence, Hit, Posting
from rag.mentions import clause, find_mention
from rag.types import TopicLine, TopicState

Floats = npt.NDArray[np.float32]
States = npt.NDArray[np.int8]

ON, WEAK, OFF = 1, 0, -1
# Cosines of all-MiniLM-L6-v2 between topic and best passage, chosen on 1,142 judged pairs (40 questions): a topic
# said as postings say it has relevant ones at .3 to .8, one said in other words at .2 to .5.
ON_COSINE = 0.42
WEAK_COSINE = 0.30
WEAK_OF_BEST = 0.55
"""Where titles name the topic, a posting this far below the best one is about something else."""
PARAPHRASED_ON_COSINE = 0.33
PARAPHRASED_ON_OF_BEST = 0.8
"""Where no title names the topic, what comes near the best one is on topic from the lower cosine."""
FLOOR = 0.18
"""A posting whose title names the whole topic is on topic from this cosine; below it no passage is looked at."""

_NAMES: dict[int, TopicState] = {ON: "on", WEAK: "weak", OFF: "off"}


def topic_states(cosine: Floats, titled: npt.NDArray[np.bool_]) -> States:
    """int8 (n,): 1 on, 0 weak, -1 off; all off when none is on. `titled`: the title names every word of the topic."""
    best = float(cosine.max(initial=0.0))
    on = (cosine >= ON_COSINE) | (titled & (cosine >= FLOOR))
    if titled.any():
        weak = titled | (cosine >= max(WEAK_COSINE, WEAK_OF_BEST * best))
    else:
        on |= cosine >= max(PARAPHRASED_ON_COSINE, PARAPHRASED_ON_OF_BEST * best)
        weak = cosine >= WEAK_COSINE
    if not on.any():
        return np.full(len(cosine), OFF, np.int8)
    return np.where(on, ON, np.where(weak, WEAK, OFF)).astype(np.int8)


def topic_line(posting: Posting, text: str, state: int, spans: tuple[Hit, ...]) -> TopicLine:
    """The ledger's line on the topic, with the title, the clause that names it, or the start of the best passage."""
    evidence = _telling(posting, text, spans if state == ON else ()) if state != OFF else None
    note = "" if state == ON else f"says little of “{text}”" if state == WEAK else f"not about “{text}”"
    if evidence is None:
        return TopicLine(text=text, state=_NAMES[state], note=note)
    return TopicLine(
        text=text,
        state=_NAMES[state],
        quote=evidence.quote,
        said_by=evidence.said_by,
        note=note,
        field=evidence.field,
        start=evidence.start,
        end=evidence.end,
    )


def _telling(posting: Posting, text: str, spans: tuple[Hit, ...]) -> Evidence | None:
    words = [text, *sorted(text.split(), key=len, reverse=True)]
    title = posting.title.casefold()
    if any(word.casefold() in title for word in words if len(word) > 3 or word == text):
        return Evidence(posting.title_evidence.said_by, posting.title, "title")
    if named := find_mention(posting, [text]):
        return named
    if not spans or spans[0].start >= spans[0].end:
        return None
    start, end = clause(posting.text, spans[0].start, spans[0].start + 1)
    return Evidence("employer", posting.text[start:end], "text", start, end)
