"""Search results as a pandas DataFrame and as a table in a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from index.types import Posting
from rag.types import RankedHit, SearchResult
from rag.wording import constraint_words, posting_arrangement, posting_pay, posting_places

if TYPE_CHECKING:
    import pandas as pd

_MARKS = {"met": "✓", "unmet": "✗", "unstated": "?"}


def hit_row(hit: RankedHit) -> dict[str, Any]:
    """One hit as plain values: rank, score, id, title, company, places, pay, arrangement, posted, a state a constraint."""
    posting = hit.posting
    row: dict[str, Any] = {
        "rank": hit.rank,
        "score": hit.score,
        "id": posting.id,
        "title": posting.title,
        "company": posting.company,
        "places": posting_places(posting),
        "pay": posting_pay(posting),
        "arrangement": posting_arrangement(posting),
        "posted": posting.posted_on,
        "apply_url": posting.apply_url,
    }
    if hit.ledger.topic is not None:
        row["topic"] = hit.ledger.topic.state
    for line in hit.ledger.lines:
        row[constraint_words(line.constraint)] = line.state
    return row


def result_frame(result: SearchResult) -> pd.DataFrame:
    """One row a hit, in rank order; the columns exist also when there are no hits."""
    import pandas as pd

    columns = [
        "rank",
        "score",
        "id",
        "title",
        "company",
        "places",
        "pay",
        "arrangement",
        "posted",
        "apply_url",
    ]
    if result.query.text:
        columns.append("topic")
    columns += [constraint_words(each) for each in result.query.constraints]
    return pd.DataFrame([hit_row(hit) for hit in result.hits], columns=list(dict.fromkeys(columns)))


def result_html(result: SearchResult) -> str:
    """The result as an HTML table; everything that came from a posting is escaped."""
    asked = [constraint_words(each) for each in result.query.constraints]
    head = "".join(f"<th>{escape(name)}</th>" for name in ("", "posting", "pay", "topic", *asked))
    body = "".join(_html_row(hit) for hit in result.hits)
    total = f"{result.total_met} meet everything, {result.total_possible} leave something unstated"
    return f"<p>{escape(result.query.question or result.query.text)}: {total}</p><table><tr>{head}</tr>{body}</table>"


def _html_row(hit: RankedHit) -> str:
    topic = hit.ledger.topic.state if hit.ledger.topic else ""
    cells = [str(hit.rank), f"{hit.posting.title} · {hit.posting.company}", posting_pay(hit.posting), topic]
    plain = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    states = "".join(
        f'<td title="{escape(line.quote or line.note, quote=True)}">{_MARKS[line.state]}</td>'
        for line in hit.ledger.lines
    )
    return f"<tr>{plain}{states}</tr>"


def postings_frame(postings: Sequence[Posting]) -> pd.DataFrame:
    """One row a posting, with its stated values as plain columns."""
    import pandas as pd

    rows = [
        {
            "id": posting.id,
            "source": posting.source,
            "title": posting.title,
            "company": posting.company,
            "places": posting_places(posting),
            "arrangement": posting_arrangement(posting),
            "pay": posting_pay(posting),
            "pay_min_year": min(
                (s.min_year for s in posting.salaries if s.min_year is not None), default=None
            ),
            "pay_max_year": max(
                (s.max_year for s in posting.salaries if s.max_year is not None), default=None
            ),
            "currency": next((s.currency for s in posting.salaries if s.currency), None),
            "seniority": " or ".join(dict.fromkeys(fact.value for fact in posting.seniority)),
            "employment": " or ".join(dict.fromkeys(fact.value for fact in posting.employment)),
            "experience_years": posting.experience.min_years if posting.experience else None,
            "visa": posting.visa.sponsorship if posting.visa else None,
            "skills": [skill.name for skill in posting.skills],
            "posted": posting.posted_on,
            "apply_url": posting.apply_url,
            "text": posting.text,
        }
        for posting in postings
    ]
    return pd.DataFrame(rows)
