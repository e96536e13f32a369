"""Checks each sentence of a reply against the postings it cites; what fails is withheld with its reason. Pure.

The model is not trusted: a sentence is shown only when every quote is the posting's own, every figure, date, name
and term stands in what is cited, and nothing in it is a link, mark-up, an order to the reader or our own prompt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.types import Posting
from rag import claims
from rag.characters import has_contact, visible
from rag.injected import addressed_spans, overlaps, speaks_to_machine
from rag.material import Material, material, word_set, words_of
from rag.quotes import find_quote, plain
from rag.reply import Drafted
from rag.types import Citation, Sentence, Withheld

MAX_SENTENCE_CHARS = 700
MAX_CITATIONS = 8
PROMPT_WORDS = 7
"""So many words in a row that also stand in the prompt are taken from it."""

_MARKUP = re.compile(
    r"<\s{0,3}[!/?a-z]|&(?:lt|gt|amp|#\d{1,6}|#x[0-9a-f]{1,6});|\]\(|!\[|```|\[\[|^\s{0,3}(?:#{1,6}\s|[-*+>|]\s)|\*\*|__|\{\{|\}\}|<\||\|>|\\u[0-9a-f]{4}",
    re.IGNORECASE | re.MULTILINE,
)
_ORDER = re.compile(
    r"(?:^|[.!?:;,]\s+|\b(?:please|now|just|to apply|then|you (?:must|should|can|need to|have to))\s+)"
    r"(?:(?:send|e-?mail|click|tap|visit|download|install|transfer|wire|deposit|donate|vote|subscribe|whatsapp|dm|hurry|ignore|disregard|forward)\b"
    r"|(?:pay|text|message|call|phone|contact|provide|submit|give|share|enter|reply|go|log in|sign up|register|upload|follow|buy|open|scan|run|execute)\s+"
    r"(?:to\s+|with\s+|at\s+|on\s+|in\s+)?(?:us|me|him|her|them|your|this|that|an?\s+(?:fee|deposit)|the\s+fee|here|now|today|immediately|the (?:recruiter|link|number|file|attachment|button|command|code|form|site))\b"
    r"|apply\s+(?:now|at|via|through|here|immediately|today|directly|only)\b)",
    re.IGNORECASE,
)
_SECRETS = re.compile(
    r"\b(?:your|my|provide|send|give|share|submit|enter|need|needed|needs|asks? for|requires?|pay|paid|with|by|in|via|on|through)\s+(?:\w+\s+){0,3}?"
    r"(?:social security|ssn|bank (?:account|details|card)|credit card (?:number|details)|card number|passport (?:number|copy|scan)|passwords?|pin code|gift cards?|"
    r"bitcoin|wallet address|wire transfer|western union|telegram|whatsapp|api keys?)\b"
    r"|\b(?:registration|processing|training|application|upfront|up-front) fees?\b|\bsecurity deposit\b",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:as an? (?:ai|(?:large )?language model)\b|system prompt|my instructions?|my prompt|previous instructions?|pwned|jailbroken|i (?:am|was|have been) (?:an? |now |instructed|told|programmed|hacked)|i (?:cannot|can['’]t|will|obey|comply))\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\s?\[\s?(\d{1,3}(?:\s?,\s?\d{1,3}){0,5})\s?\]")


@dataclass(frozen=True, slots=True)
class Ground:
    """What one reply is checked against: the postings shown to the model, and the words that are ours or the user's."""

    postings: Mapping[int, Posting]
    """By the number under which the model was shown them."""
    mark: str
    """The character that stood between words of the postings."""
    secret: str
    """The delimiter of this request, which no answer repeats."""
    prompt_runs: frozenset[tuple[str, ...]]
    asked: frozenset[str]
    """Folded words of the question."""


def prompt_runs(texts: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """All runs of `PROMPT_WORDS` words of the prompt's own texts."""
    return frozenset(run for text in texts for run in _runs(text))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.casefold() for word in words_of(plain(text).text)]
    return [tuple(words[at : at + PROMPT_WORDS]) for at in range(len(words) - PROMPT_WORDS + 1)]


def check(drafted: Drafted, ground: Ground) -> Sentence | Withheld:
    """The sentence as it may be shown, or what is wrong with it."""
    text = _REFERENCE.sub("", unmarked(drafted.text, ground.mark)).strip()
    for look in (_form, _intent):
        if reason := look(text, ground):
            return Withheld(text=text[:MAX_SENTENCE_CHARS], reason=reason)
    citations = _citations(drafted, ground)
    if isinstance(citations, str):
        return Withheld(text=text, reason=citations)
    if reason := _support(text, citations, ground):
        return Withheld(text=text, reason=reason)
    numbers = {posting.id: number for number, posting in ground.postings.items()}
    cited = sorted({numbers[citation.posting_id] for citation in citations})
    return Sentence(kind="quoted", text=_numbered(text, cited), citations=citations)


def unmarked(text: str, mark: str) -> str:
    """A text of the model's without data marks and unseen characters, in single spaces."""
    return " ".join(visible(text.replace(mark, " ") if mark else text).split())


def _numbered(text: str, cited: Sequence[int]) -> str:
    return f"{''.join(f'[{number}]' for number in cited)} {text}"


def _form(text: str, ground: Ground) -> str:
    if not any(char.isalpha() for char in text):
        return "it is empty"
    if len(text) > MAX_SENTENCE_CHARS:
        return f"it is longer than {MAX_SENTENCE_CHARS} characters"
    if _MARKUP.search(text):
        return "it has mark-up"
    names = {posting.company for posting in ground.postings.values() if "." in posting.company}
    bare = text
    for name in names:
        bare = bare.replace(name, " ")
    if has_contact(bare):
        return "it has a link, an address or a telephone number"
    return ""


def _intent(text: str, ground: Ground) -> str:
    if ground.secret in text:
        return "it repeats the prompt"
    if any(run in ground.prompt_runs for run in _runs(text)):
        return "it repeats the prompt"
    if found := _ORDER.search(text):
        return f"it tells the reader what to do ({found.group().strip(' .,;:!?')!r})"
    if found := _SECRETS.search(text):
        return f"it speaks of {found.group()!r}"
    if found := _SELF.search(text):
        return f"it speaks of itself ({found.group()!r})"
    if speaks_to_machine(text):
        return "it repeats words that speak to a machine"
    return ""


def _citations(drafted: Drafted, ground: Ground) -> tuple[Citation, ...] | str:
    """The citations with the postings' own spans, or why one cannot stand."""
    if not drafted.citations:
        return "it cites nothing"
    if len(drafted.citations) > MAX_CITATIONS:
        return f"it has more than {MAX_CITATIONS} citations"
    found = []
    for number, quote in drafted.citations:
        posting = ground.postings.get(number)
        if posting is None:
            return f"it cites [{number}], which was not shown"
        citation = find_quote(posting, unmarked(quote, ground.mark))
        if citation is None:
            return f"its quote does not stand in [{number}]"
        if has_contact(citation.quote, keep=posting.company):
            return f"its quote from [{number}] has contact data or a link"
        if _quotes_order(posting, citation):
            return f"its quote from [{number}] speaks to a machine"
        found.append(citation)
    return tuple(dict.fromkeys(found))


def _quotes_order(posting: Posting, citation: Citation) -> bool:
    if citation.start is not None and citation.end is not None:
        return overlaps(addressed_spans(posting.text), citation.start, citation.end)
    whole = {"title": posting.title, "company": posting.company}.get(citation.field, citation.quote)
    return speaks_to_machine(whole)


Support = Callable[[str, Material], str]
_SUPPORT: tuple[Support, ...] = (
    claims.unsupported_figure,
    claims.unsupported_name,
    claims.unsupported_term,
    claims.unsupported_denial,
    claims.unsupported_ranking,
)


def _support(text: str, citations: Sequence[Citation], ground: Ground) -> str:
    by_id = {posting.id: posting for posting in ground.postings.values()}
    cited: dict[str, list[str]] = {}
    for citation in citations:
        cited.setdefault(citation.posting_id, []).append(citation.quote)
    held = material([(by_id[each], quotes) for each, quotes in cited.items()])
    for look in _SUPPORT:
        if reason := look(text, held):
            return reason
    return claims.unsupported_gist(text, held, also=ground.asked)


def asked_words(question: str) -> frozenset[str]:
    """Words of the question that a sentence may repeat."""
    return word_set(question)
