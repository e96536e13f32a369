"""Postings and search results made by hand for tests; real rows become postings through the real normaliser."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from index import taxonomy
from index.columns import Columns
from index.constraints import Constraint
from index.normalize.posting import normalize
from index.types import Evidence, FieldText, Posting, Record, RecordPay, RecordPlace, Rejected, Section
from index.verdicts import verdicts
from rag.ledger import explain
from rag.mentions import find_mention
from rag.settings import Settings
from rag.types import JobQuery, Ledger, PassageSpan, RankedHit, SearchResult, TopicLine

TODAY = date(2026, 11, 22)
BODY = """About the role
We build the booking platform of 900 ferries and 12 railways.

What you will do
- Design event pipelines with Kafka and PostgreSQL
- Review code of four teammates and write runbooks
- Reduce the error rate of settlement jobs by 15% in the first year

What you bring
- 5+ years of backend experience in Go or Java
- German is nice to have

What we offer
The base salary is $160,000 - $190,000 a year. Fully remote within the United States. We do not sponsor visas."""


def make_posting(
    native_id: str = "1",
    *,
    title: str = "Senior Backend Engineer",
    company: str = "Ferryline",
    body: str = BODY,
    place: str = "",
    pay: str = "",
    posted: str = "2026-11-11",
    skills: Sequence[str] = ("Kafka", "Go"),
    apply_url: str = "https://jobs.example/1",
    body_is_html: bool = False,
) -> Posting:
    """A posting as the normaliser makes it from these words."""
    record = Record(
        source="hand",
        format="hand",
        position=1,
        native_id=native_id,
        title=title,
        company=company,
        body=body,
        body_is_html=body_is_html,
        places=(RecordPlace(name="location", text=place),) if place else (),
        pay=(RecordPay(name="salary", text=pay),) if pay else (),
        skills=tuple(FieldText(name="skills", text=skill) for skill in skills),
        posted=FieldText(name="posted", text=posted) if posted else None,
        apply_url=apply_url,
    )
    posting = normalize(record)
    assert isinstance(posting, Posting), posting
    return posting


def bare_posting(posting_id: str, *, title: str, text: str, company: str = "") -> Posting:
    """A posting with nothing read from its text."""
    section = Section("other", "", 0, len(text))
    return Posting(posting_id, "hand", title, company, text, Evidence("employer", title, "title"), (section,))


def make_result(
    postings: Sequence[Posting],
    *,
    text: str = "backend",
    constraints: Sequence[Constraint] = (),
    today: date = TODAY,
) -> SearchResult:
    """A search result with these hits in this order, its ledgers decided and explained by the real functions."""

    def named(phrase: str) -> np.ndarray:
        return np.array(
            [find_mention(each, taxonomy.skill_forms(phrase)) is not None for each in postings], np.bool_
        )

    table = verdicts(constraints, Columns.of(postings), named=named, today=today)
    met = int((table == 1).all(axis=0).sum())
    query = JobQuery(text=text, constraints=tuple(constraints), question=text)
    return SearchResult(
        query=query,
        hits=tuple(
            make_hit(posting, rank, query, table[:, rank - 1].tolist(), today)
            for rank, posting in enumerate(postings, start=1)
        ),
        total_met=met,
        total_possible=len(postings) - met,
        status="found" if postings else "no_match",
        searched=max(len(postings), 3),
        today=today,
    )


def make_hit(posting: Posting, rank: int, query: JobQuery, decided: Sequence[int], today: date) -> RankedHit:
    """One hit: its passages are the beginning of the text in pieces of 500 characters."""
    lines = tuple(
        explain(posting, constraint, verdict, today=today)
        for constraint, verdict in zip(query.constraints, decided, strict=True)
    )
    spans = [
        (start, min(start + 500, len(posting.text))) for start in range(0, min(len(posting.text), 1500), 500)
    ]
    return RankedHit(
        rank=rank,
        score=1.0 / rank,
        posting=posting,
        passages=tuple(
            PassageSpan(start=a, end=b, text=posting.text[a:b], kind="other", score=1.0) for a, b in spans
        ),
        ledger=Ledger(
            topic=TopicLine(text=query.text, state="on", quote=posting.title, field="title"), lines=lines
        ),
    )


def stub_settings(base_url: str, **changes: object) -> Settings:
    """Settings for a server on this machine, whatever the environment says."""
    values = {
        "OPENAI_BASE_URL": base_url,
        "OPENAI_API_KEY": "sk-secret-0123456789abcdef",
        "ROLECALL_MODEL": "stub",
    }
    return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]


def corpus_postings(folder: Path, name: str, *, every: int, most: int) -> Iterator[Posting]:
    """Real postings of one of the shared files, every so many rows, normalised."""
    found = 0
    with gzip.open(folder / "postings" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every or found >= most:
                continue
            row = json.loads(line)
            posting = normalize(_record(row, name, number + 1))
            if isinstance(posting, Rejected) or len(posting.text) < 200:
                continue
            found += 1
            yield posting


def _record(row: dict[str, object], name: str, position: int) -> Record:
    def text(key: str) -> str:
        value = row.get(key)
        return str(value) if value else ""

    low, high = (float(row[key]) if row.get(key) else None for key in ("salary_min", "salary_max"))  # type: ignore[arg-type]
    pay = RecordPay(name="salary", min=low, max=high, currency=text("currency"), period=text("period"))
    return Record(
        source=name,
        format="table",
        position=position,
        native_id=text("id"),
        verbatim_id=True,
        title=text("title"),
        company=text("company"),
        body=text("description"),
        body_is_html="<p" in text("description") or "<br" in text("description"),
        places=(RecordPlace(name="location", text=text("location")),) if text("location") else (),
        pay=(pay,) if low or high else (),
        arrangement=(FieldText(name="remote", text=text("remote")),) if text("remote") else (),
        posted=FieldText(name="posted_date", text=text("posted_date")) if text("posted_date") else None,
    )
