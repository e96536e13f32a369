"""How long an answer takes, and what it costs: first hit, first sentence, first worded sentence, end.

    python bench/answers.py [--index data/index] [--questions 12] [--tokens-per-second 50]

The model is a stub on this machine that streams a fitting reply at a fixed speed, so that what is measured is ours:
understanding, search, prompt, checks. Tokens are the prompt's by our own estimate and the reply's by four characters.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chat_stub import Behaviour, field, reply, said, serving, shown_postings  # noqa: E402

from rag import JobSearch  # noqa: E402
from rag.settings import Settings  # noqa: E402
from rag.token_count import estimate  # noqa: E402
from rag.types import Done, HitsFound, SentenceReady  # noqa: E402

CHARS_A_TOKEN = 4
QUESTIONS = ROOT / "data" / "eval" / "questions.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--index", type=Path, default=ROOT / "data" / "index")
    parser.add_argument("--questions", type=int, default=12)
    parser.add_argument("--tokens-per-second", type=float, default=50.0)
    parser.add_argument("--price-in", type=float, default=0.25, help="dollars for a million tokens of prompt")
    parser.add_argument("--price-out", type=float, default=2.0, help="dollars for a million tokens of reply")
    options = parser.parse_args()
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text().splitlines()][
        : options.questions
    ]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, {len(questions)} questions of data/eval, "
        f"stub at {options.tokens_per_second:g} tokens a second"
    )
    with serving(lambda request: worded(request, options.tokens_per_second)) as stub:
        settings = Settings(
            _env_file=None,
            OPENAI_BASE_URL=stub.url,
            OPENAI_API_KEY="none",
            ROLECALL_MODEL="stub",
            ROLECALL_INDEX=options.index,
        )
        with JobSearch.open(options.index, settings=settings) as jobs:
            jobs.ask(questions[0])  # loads the embedding model and the client
            stub.requests.clear()
            rows = [measured(jobs, question, stub.requests) for question in questions]
    report(rows, options.price_in, options.price_out)


def worded(request: dict[str, Any], tokens_per_second: float) -> Behaviour:
    """What a good model might say: of each posting its pay or place, and one line of its text."""
    sentences = []
    for number, posting in list(shown_postings(request).items())[:4]:
        quote = " ".join(field(posting, "text").split()[:10])
        employer, pay = field(posting, "employer"), field(posting, "pay")
        if pay:
            sentences.append((f"{employer or 'The employer'} pays {pay}.", number, field(posting, "title")))
        sentences.append((f"The posting says: {quote}.", number, quote))
    return said(reply(*sentences), size=CHARS_A_TOKEN, delay_s=1 / tokens_per_second)


def measured(jobs: JobSearch, question: str, requests: list[dict[str, Any]]) -> dict[str, float]:
    began = time.perf_counter()
    row: dict[str, float] = {"asked": 0}
    before = len(requests)
    for event in jobs.ask_stream(question):
        spent = time.perf_counter() - began
        if isinstance(event, HitsFound):
            row["first hit"] = spent
        elif isinstance(event, SentenceReady):
            row.setdefault("first sentence", spent)
            if event.sentence.kind == "quoted":
                row.setdefault("first worded", spent)
        elif isinstance(event, Done):
            row["end"] = spent
            row["shown"] = sum(each.kind == "quoted" for each in event.answer.sentences)
            row["withheld"] = len(event.answer.withheld)
    for request in requests[before:]:
        row["asked"] += 1
        row["prompt"] = row.get("prompt", 0) + sum(estimate(each["content"]) for each in request["messages"])
        reply_text = worded(request, 1e9)
        row["reply"] = row.get("reply", 0) + len(text_of(reply_text)) / CHARS_A_TOKEN
    return row


def text_of(behaviour: Behaviour) -> str:
    """The text that a behaviour of `said` streams."""
    return next(
        cell.cell_contents
        for cell in behaviour.__closure__ or ()
        if isinstance(cell.cell_contents, str) and cell.cell_contents.startswith("{")
    )


def report(rows: list[dict[str, float]], price_in: float, price_out: float) -> None:
    for name in ("first hit", "first sentence", "first worded", "end"):
        values = sorted(row[name] for row in rows if name in row)
        if values:
            print(
                f"{name:15} median {statistics.median(values) * 1000:8.0f} ms   worst {values[-1] * 1000:8.0f} ms   n {len(values)}"
            )
    asked = [row for row in rows if row["asked"]]
    if asked:
        prompt, written = (statistics.mean(row[name] for row in asked) for name in ("prompt", "reply"))
        cost = (prompt * price_in + written * price_out) / 1e6
        print(
            f"tokens          prompt {prompt:8.0f}      reply {written:8.0f}      ${cost:.5f} an answer (${price_in:g} and ${price_out:g} a million)"
        )
        print(
            f"sentences       shown {statistics.mean(row['shown'] for row in asked):.1f}, withheld {statistics.mean(row['withheld'] for row in asked):.1f} an answer"
        )


if __name__ == "__main__":
    main()
