"""Understanding without a model, measured: slot F1, exact match, topic overlap, turns, milliseconds a question.

    python -m bench.understand [path/to/eval] [--postings path/to/postings] [--errors]

`eval` holds parse.jsonl and turns.jsonl; `postings` the jsonl.gz files whose employers and skills are the vocabulary.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import time
from collections import Counter
from datetime import date
from pathlib import Path

from rag.parse_scoring import exact_share, score_parse, score_turn, slot_f1, text_overlap
from rag.types import Turn
from rag.understand import Vocabulary, understand

TODAY = date(2026, 11, 22)
SHARED = Path(__file__).parents[2] / "shared" / "data"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("eval", type=Path, nargs="?", default=SHARED / "eval")
    parser.add_argument("--postings", type=Path, default=SHARED / "postings")
    parser.add_argument("--errors", action="store_true", help="print every question that is not exact")
    options = parser.parse_args()
    started = time.perf_counter()
    vocabulary = load_vocabulary(options.postings) if options.postings else Vocabulary.empty()
    print(
        f"Python {platform.python_version()}, {platform.machine()}; vocabulary of {len(vocabulary.companies):,} employers"
        f" and {len(vocabulary.skills):,} skills built in {time.perf_counter() - started:.1f} s"
    )
    report_questions(rows(options.eval / "parse.jsonl"), vocabulary, errors=options.errors)
    if (turns := options.eval / "turns.jsonl").exists():
        report_turns(rows(turns), vocabulary, errors=options.errors)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_vocabulary(folder: Path) -> Vocabulary:
    """The employers and skills of the four posting files that the questions were written for."""
    companies: Counter[str] = Counter()
    skills: Counter[str] = Counter()
    for name in ("builtin_ai_jobs", "hn_who_is_hiring", "zapply_ats", "pythonjobs"):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                listed = row["skills"] or []
                companies[row["company"] or ""] += 1
                skills.update(
                    listed if isinstance(listed, list) else [each.strip() for each in listed.split(",")]
                )
    return Vocabulary(
        companies={k: v for k, v in companies.items() if k}, skills={k: v for k, v in skills.items() if k}
    )


def report_questions(questions: list[dict], vocabulary: Vocabulary, *, errors: bool) -> None:
    understand("warm up in Berln with pyhton", vocabulary=vocabulary, today=TODAY)
    scores, overlaps, times = [], [], []
    for row in questions:
        started = time.process_time()
        query = understand(row["question"], vocabulary=vocabulary, today=TODAY)
        times.append((time.process_time() - started) * 1000)
        found = [each.model_dump(mode="json") for each in query.constraints]
        score = score_parse(found, row["constraints"], row.get("alternatives", ()))
        scores.append(score)
        overlaps.append(text_overlap(query.text, row["text"]))
        if errors and not score.exact:
            show_error(row["id"], row["question"], found, row["constraints"])
        if errors and overlaps[-1] < 0.99:
            print(f"  {row['id']} topic {query.text!r}, expected {row['text']!r}   ({row['question']})")
    times.sort()
    print(
        f"questions {len(questions)}   slot F1 {slot_f1(scores):.3f}   exact {exact_share(scores):.3f}"
        f"   topic overlap {sum(overlaps) / len(overlaps):.3f}"
        f"   CPU ms a question: median {times[len(times) // 2]:.2f}, p95 {times[int(len(times) * 0.95)]:.2f}, most {times[-1]:.2f}"
    )


def report_turns(conversations: list[dict], vocabulary: Vocabulary, *, errors: bool) -> None:
    right = total = 0
    for conversation in conversations:
        previous: Turn | None = None
        for turn in conversation["turns"]:
            query = understand(turn["question"], vocabulary=vocabulary, today=TODAY, previous=previous)
            found = query.model_dump(mode="json")
            exact = score_turn(found, turn)
            right, total = right + exact, total + 1
            if errors and not exact:
                show_error(
                    f"{conversation['id']} {query.move} {query.refers_to}, expected {turn['move']} {turn.get('refers_to')}",
                    turn["question"],
                    found["constraints"],
                    turn["constraints"],
                )
            if errors and text_overlap(query.text, turn["text"]) < 0.99:
                print(
                    f"  {conversation['id']} topic {query.text!r}, expected {turn['text']!r}   ({turn['question']})"
                )
            previous = Turn(
                question=turn["question"], query=query, shown=tuple(f"demo:{n}" for n in range(1, 11))
            )
    print(f"turns {total}   exactly right {right / total:.3f}")


def show_error(name: str, question: str, found: list[dict], gold: list[dict]) -> None:
    print(f"{name}: {question}")
    for title, slots in (("read", found), ("gold", gold)):
        print(
            f"    {title}: "
            + "; ".join(
                f"{'not ' * each['negated']}{each['kind']} {json.dumps(each['value'])}" for each in slots
            )
        )


if __name__ == "__main__":
    main()
