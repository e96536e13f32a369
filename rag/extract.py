"""The answer without a model: composed from ledgers, in the postings' own words. Pure and deterministic.

`quoted` sentences carry the quotes they rest on; counts, reasons and offers are `computed`; what a posting does not
say is `absent`. The model path falls back to these sentences, so they must stand on their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.types import Evidence, Posting
from rag.injected import addressed_spans
from rag.showing import believed, is_usable, quotable_title, shown_employer, shown_text, shown_title
from rag.types import Citation, Excluded, Ledger, LedgerLine, RankedHit, SearchResult, Sentence, TopicLine
from rag.wording import constraint_words, pay_words, posting_arrangement, posting_places

MAX_HITS = 4
"""Hits worded in one answer; the others are counted and shown as cards."""
MAX_EXCLUDED = 2


def extractive(result: SearchResult) -> tuple[Sentence, ...]:
    """The answer to a search as checked sentences, best hits first."""
    sentences = [summary(result)]
    for hit in result.hits[:MAX_HITS]:
        sentences.append(describe(hit))
        sentences.extend(gaps(hit))
    sentences.extend(left_out(result))
    sentences.extend(offers(result))
    return tuple(sentences)


def left_out(result: SearchResult) -> Iterator[Sentence]:
    """The best postings on the topic that something asked shut out, and what."""
    return (_left_out(excluded) for excluded in result.excluded[:MAX_EXCLUDED])


def next_questions(result: SearchResult) -> tuple[str, ...]:
    """Questions that would go on from here, worded by code; a model may choose one, and no more."""
    ranks = [hit.rank for hit in result.hits]
    questions = [f"Compare {ranks[0]} and {ranks[1]}"] if len(ranks) > 1 else []
    if ranks:
        questions.append(f"What would I do day to day at {ranks[0]}?")
    if any(not hit.posting.salaries for hit in result.hits) and any(
        hit.posting.salaries for hit in result.hits
    ):
        questions.append("Which of these state their pay?")
    if ranks and not any(hit.posting.visa for hit in result.hits):
        questions.append("Do they say anything about visas?")
    questions.extend(f"Search again {each.words}" for each in result.relaxations[:1])
    return tuple(questions)


def summary(result: SearchResult) -> Sentence:
    """How many postings there are, counted by code."""
    asked = "; ".join(constraint_words(each) for each in result.query.constraints if each.required)
    topic = f"about “{result.query.text}”" if result.query.text else ""
    if result.status == "no_match":
        what = " ".join(each for each in (topic, f"that fit: {asked}" if asked else "") if each)
        text = f"None of the {result.searched:,} open postings matches{': ' + what if what else ''}."
        if topic and not asked:
            text = f"None of the {result.searched:,} open postings is {topic}."
        return Sentence(kind="computed", text=text)
    on_topic = f" {topic}" if topic else ""
    if not asked:
        total = result.total_met
        if not topic:
            return Sentence(
                kind="computed", text=f"There are {_postings(total).casefold()} open; name what to look for."
            )
        return Sentence(
            kind="computed", text=f"{_postings(total)} of {result.searched:,}{_are(total)}{on_topic}."
        )
    met, possible = result.total_met, result.total_possible
    text = f"{_postings(met)}{on_topic} {'meets' if met <= 1 else 'meet'} everything asked ({asked})"
    if possible:
        text += f"; {possible} more {'leaves' if possible == 1 else 'leave'} something unstated"
    return Sentence(kind="computed", text=text + ".")


def _postings(count: int) -> str:
    return "One posting" if count == 1 else f"{count:,} postings" if count else "No posting"


def _are(count: int) -> str:
    return " is" if count == 1 else " are"


def describe(hit: RankedHit) -> Sentence:
    """One hit: what it is, and for each thing asked the words that say so."""
    posting = hit.posting
    parts: list[str] = []
    citations = title_citations(posting)
    for line in hit.ledger.lines:
        if line.state == "met" and _quotable(posting, line):
            parts.append(f"{_claim(line)} (“{shown_text(line.quote)}”)")
            citations.append(cite(posting, line))
    topic = hit.ledger.topic
    if (
        topic is not None
        and topic.state == "on"
        and topic.field == "text"
        and not parts
        and _quotable(posting, topic)
    ):
        parts.append(f"“{shown_text(topic.quote)}”")
        citations.append(
            Citation(posting_id=posting.id, quote=topic.quote, field="text", start=topic.start, end=topic.end)
        )
    for words, evidence in _facts(hit):
        parts.append(words)
        citations.append(evidence_citation(posting, evidence))
    told = f": {'; '.join(parts)}" if parts else ""
    return Sentence(
        kind="quoted" if citations else "computed",
        text=f"[{hit.rank}] {headline(posting)}{told}.",
        citations=tuple(dict.fromkeys(citations)),
    )


def _quotable(posting: Posting, line: LedgerLine | TopicLine) -> bool:
    return bool(line.quote) and is_usable(posting, line.quote, line.field, line.start, line.end)


def _facts(hit: RankedHit) -> Iterator[tuple[str, Evidence]]:
    """Pay and arrangement, which everybody wants to know, where they were not asked for."""
    asked = {line.constraint.kind for line in hit.ledger.lines}
    posting = believed(hit.posting)
    if posting.salaries and "salary" not in asked:
        yield pay_words(posting.salaries[0]), posting.salaries[0].evidence
    if posting.arrangements and "arrangement" not in asked:
        yield posting_arrangement(posting), posting.arrangements[0].evidence


def headline(posting: Posting) -> str:
    """Such as "Senior Software Engineer at Pinterest, New York, NY, US"."""
    employer = shown_employer(posting)
    places = posting_places(posting)
    return f"{shown_title(posting)}{' at ' + employer if employer else ''}{', ' + places if places else ''}"


def title_citations(posting: Posting) -> list[Citation]:
    """The posting's title as a citation, as far as it can be shown; none when it cannot."""
    title = quotable_title(posting)
    return [Citation(posting_id=posting.id, quote=title, field="title")] if title else []


def evidence_citation(posting: Posting, evidence: Evidence) -> Citation:
    """What a value was read from, as a citation."""
    return Citation(
        posting_id=posting.id,
        quote=evidence.quote,
        field=evidence.field,
        start=evidence.start,
        end=evidence.end,
    )


def cite(posting: Posting, line: LedgerLine) -> Citation:
    """The quote of a ledger line as a citation."""
    return Citation(
        posting_id=posting.id, quote=line.quote, field=line.field or "text", start=line.start, end=line.end
    )


def _claim(line: LedgerLine) -> str:
    """What is asserted: the note where it carries the value (pay, place), else the thing asked."""
    if line.constraint.kind in ("salary", "place", "posted", "experience", "visa") and line.note:
        return shown_text(line.note)
    return constraint_words(line.constraint)


def gaps(hit: RankedHit) -> Iterator[Sentence]:
    """What the posting does not say, and whether it can be applied to from here."""
    unstated = [line for line in hit.ledger.lines if line.state == "unstated" and line.constraint.required]
    plain = [constraint_words(line.constraint) for line in unstated if not line.quote]
    if plain:
        yield Sentence(kind="absent", text=f"[{hit.rank}] does not state: {', '.join(plain)}.")
    for line in unstated:
        if line.quote:
            yield Sentence(
                kind="computed",
                text=f"[{hit.rank}] is undecided on {constraint_words(line.constraint)}: {shown_text(line.note)}.",
            )
    if addressed_spans(hit.posting.text):
        yield Sentence(
            kind="computed",
            text=f"[{hit.rank}] has text that speaks to machines; what it says there is not used.",
        )
    if not hit.posting.apply_url:
        yield Sentence(kind="absent", text=f"[{hit.rank}] gives no apply link.")


def _left_out(excluded: Excluded) -> Sentence:
    reasons = "; ".join(reason(line) for line in unmet(excluded.ledger))
    return Sentence(kind="computed", text=f"Left out: {headline(excluded.posting)}, because {reasons}.")


def unmet(ledger: Ledger) -> list[LedgerLine]:
    """The required lines that shut a posting out."""
    return [line for line in ledger.lines if line.state == "unmet" and line.constraint.required]


def reason(line: LedgerLine) -> str:
    """Why a line is unmet, in words."""
    asked = constraint_words(line.constraint)
    return f"it is {shown_text(line.note)}, not {asked}" if line.note else f"it is not {asked}"


def offers(result: SearchResult) -> Iterator[Sentence]:
    """What dropping or loosening a constraint would give, when there is little."""
    if result.relaxations:
        told = ", ".join(f"{each.words}: {each.hits}" for each in result.relaxations[:4])
        yield Sentence(kind="computed", text=f"What would bring more: {told}.")


def why(result: SearchResult) -> tuple[Sentence, ...]:
    """Why there are as many hits as there are: what each thing asked leaves and takes away, and what would bring more."""
    sentences = [summary(result)]
    for count in result.counts:
        words = constraint_words(count.constraint)
        told = f"{words}: {count.met} meet it, {count.unmet} do not, {count.unstated} do not say"
        sentences.append(Sentence(kind="computed", text=f"{told}."))
    sentences.extend(left_out(result))
    sentences.extend(offers(result))
    return tuple(sentences)
