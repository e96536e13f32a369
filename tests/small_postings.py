"""Postings built by hand for tests of the index: some lines of text, what repeats and what does not."""

from __future__ import annotations

from typing import Any

from index.types import Evidence, Posting, Section

BOILERPLATE = (
    "We are an equal opportunity employer and welcome everybody who likes to build good things with us"
)
THINGS = ("billing", "search", "payments", "video", "maps", "robots", "trains", "weather")
TOOLS = ("kafka", "spark", "postgres", "rust", "python", "terraform", "react")


def posting(number: int, *, source: str = "board", revision: int = 0, **fields: Any) -> Posting:
    """Posting "<source>:<number>": one passage of duties (it names number and revision) and the boilerplate.

    Sources have their own employers: equal postings of one employer would be one role.
    """
    duties = (
        f"You will build {THINGS[number % len(THINGS)]} number{number} revision{revision} "
        f"with {TOOLS[number % len(TOOLS)]} and look after what you have built in production every day of the week"
    )
    text = f"{duties}\n{BOILERPLATE}"
    title = f"Engineer {THINGS[number % len(THINGS)]} {number}"
    return Posting(
        **{
            "id": f"{source}:{number}",
            "source": source,
            "title": title,
            "company": f"Company {number % 3}{'' if source == 'board' else ' of ' + source}",
            "text": text,
            "title_evidence": Evidence("feed", title, "title"),
            "sections": (
                Section("duties", "", 0, len(duties) + 1),
                Section("boilerplate", "", len(duties) + 1, len(text)),
            ),
        }
        | fields
    )


def postings(count: int, *, source: str = "board", revision: int = 0) -> list[Posting]:
    """Postings 0 to count - 1 of a source."""
    return [posting(number, source=source, revision=revision) for number in range(count)]
