"""A clean text -> sections that tile it: what stands under which heading, and what no heading names.

Headings are found as lines of their own, before a colon at the start of a line, and inside running text
where a flat export ran them in. Paragraphs that are boilerplate, pay or about the employer by their wording
are recognised without a heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from index.normalize.headings import heading_kind
from index.normalize.windows import mentions
from index.types import Section, SectionKind

_MAX_HEADING_CHARS = 90
_MAX_HEADING_WORDS = 12
_FLAT_CHARS = 220
"""Lines longer than this are searched for headings run into the text."""
_WORDING_CHARS = 1_500
"""How much of a paragraph its wording is judged by."""

_RUN_IN = re.compile(r"(?P<heading>[^\n:.!?;]{3,70}[?]?)\s{0,2}:(?=\s)")
_SENTENCE_END = re.compile(r"[.!?]$")

# Headings that flat exports run into the text. They begin a sentence, in capitals as a heading is written.
_FLAT_HEADINGS = re.compile(
    r"(?:^|(?<=[.!?;:)\]*”\"]\s)|(?<=[.!?;:)\]]\s\s)|(?<=[a-z0-9%+]\s))(?P<heading>"
    r"(?:(?:Key|Core|Main|Primary|Major|Essential|Job|Your|Position|Role|Specific|General|Principal|Minimum|Basic|Required|Preferred|"
    r"Desired|Additional|Special|Technical|Professional|Other|Mandatory|Education|Educational|Skill|Skills|Experience|and|And|&|/|Roles?|Duties)[ /]{1,2}){0,4}"
    r"(?:Responsibilities|Duties|Requirements|Qualifications|Competencies|Accountabilities|Essential Functions|Skills)"
    r"(?: (?:and|And|&) (?:Responsibilities|Duties|Requirements|Qualifications|Experience|Skills|Abilities|Competencies))?(?: (?:include|Include|Summary|Required))?"
    r"|Job (?:Description|Summary|Overview|Purpose)|(?:Position|Role) (?:Description|Summary|Overview|Purpose)"
    r"|About (?:[Tt]he (?:[Rr]ole|[Jj]ob|[Pp]osition|[Tt]eam|[Cc]ompany|[Oo]pportunity)|[Tt]his [Rr]ole|[Yy]ou|[Uu]s|[Oo]ur [Tt]eam)|The (?:Role|Opportunity|Position|Team)|Your (?:Role|Impact|Mission|Profile)"
    r"|(?:Company|Organization) (?:Overview|Description)|Who (?:[Ww]e|[Yy]ou) [Aa]re|Who You[’']re|What (?:[Ww]e [Oo]ffer|[Yy]ou(?:[’']ll| [Ww]ill) (?:[Dd]o|[Bb]e [Dd]oing|[Bb]ring|[Nn]eed|[Gg]et)|[Ww]e(?:[’']re| [Aa]re) [Ll]ooking [Ff]or|[Yy]ou (?:[Nn]eed|[Bb]ring|[Hh]ave))"
    r"|Nice[ -][Tt]o[ -][Hh]aves?|Bonus [Pp]oints|Ways [Tt]o [Ss]tand [Oo]ut [Ff]rom [Tt]he [Cc]rowd|(?:Our |Company |Employee )?Benefits(?: (?:&|and|And) Perks)?|Perks(?: (?:&|and) Benefits)?|Why [Jj]oin [Uu]s"
    r"|(?:Salary|Pay|Compensation)(?: Range)?|Compensation (?:&|and|And) Benefits|Equal (?:Employment )?Opportunity(?: Employer| Statement)?|Work Environment|Physical Requirements|How [Tt]o [Aa]pply|Additional Information"
    r"|(?:Deine|Ihre) Aufgaben|(?:Dein|Ihr) Profil|Wir bieten|Anforderungen|Über uns|Vos missions|Profil recherché|Nous offrons|Requisitos|Funciones|Responsabilidades|Ofrecemos|Beneficios)"
    r"(?P<end>\s?:\s|\s[-–—]\s|\?\s|\s(?=[A-Z•*-]))"
)
_FLAT_KEYS = (
    "Responsibilities", "Duties", "Requirements", "Qualifications", "Competencies", "Accountabilities", "Functions", "Skills",
    "Description", "Summary", "Overview", "Purpose", "About ", "The Role", "The Opportunity", "The Position", "The Team", "Your Role",
    "Your Impact", "Your Mission", "Your Profile", "Who ", "What ", "Nice", "Bonus ", "Ways ", "Benefits", "Perks", "Why ", "Salary",
    "Pay", "Compensation", "Opportunity", "Environment", "How ", "Additional", "Aufgaben", "Profil", "Wir ", "Anforderungen", "Über",
    "Vos ", "Nous ", "Requisitos", "Funciones", "Responsabilidades", "Ofrecemos", "Beneficios",
)  # fmt: skip
"""One of these stands in each heading that was run into the text."""
_NEEDS_COLON = re.compile(
    r"^(?:Salary|Pay|Compensation|Benefits|Perks|Skills|The (?:Role|Opportunity|Position|Team))$"
)


_Wording = tuple[SectionKind, tuple[str, ...], re.Pattern[str]]
"""A kind, the plain words of which one stands in each wording (they are found fast), and the wordings."""


def _compiled(*wordings: tuple[SectionKind, str, str]) -> tuple[_Wording, ...]:
    return tuple(
        (kind, tuple(keys.split("|")), re.compile(pattern, re.IGNORECASE)) for kind, keys, pattern in wordings
    )


_WORDINGS = _compiled(
        (
            "boilerplate",
            "equal|without regard|regardless of|accommodation|protected |discriminate|affirmative action|criminal histor|fair chance|your rights|"
            "privacy |personal |unsolicited |agenc|e-verify|fraudulent|scam|never ask |unabhängig von|chancengleichheit|schwerbehindert|"
            "datenschutz|égalité des|sans distinction|données personnelles|igualdad de|sin distinción|datos personales",
            r"equal[- ](?:employment[- ])?opportunit|without regard to (?:race|age|sex|gender|color|any)|regardless of (?:race|age|gender|sex|ethnic|background)|"
            r"reasonable accommodation|require (?:an |any )?(?:special )?accommodation|protected (?:veteran|characteristic|class|by (?:applicable |federal |state )?law)|do(?:es)? not discriminate|"
            r"affirmative action|criminal histor|fair chance|know your rights|privacy (?:policy|notice|statement)|personal (?:data|information) (?:will|is|in accordance|you)|"
            r"unsolicited (?:resumes|cvs)|(?:recruitment|staffing|recruiting) agenc(?:y|ies)|e-verify|fraudulent|scam(?:s|mers)?\b|never ask (?:you )?for (?:money|payment|bank)|"
            r"unabhängig von (?:geschlecht|herkunft|alter|ethnisch|nationalität)|chancengleichheit|schwerbehindert|datenschutz|"
            r"égalité des chances|sans distinction|données personnelles|igualdad de oportunidades|sin distinción|datos personales",
        ),
        (
            "pay",
            "salary|pay|compensation|wage|gehalt|rémunération|salario|fourchette|rango",
            r"(?:salary|pay|compensation|wage|base pay) (?:range|scale|band)|(?:base|annual|starting|hourly) (?:salary|pay|compensation|wage)s?\b.{0,80}[$€£\d]|"
            r"^(?:salary|compensation|pay(?: rate)?|gehalt|rémunération|salario)\s?:|gehaltsspanne|jahresgehalt|fourchette (?:salariale|de rémunération)|rango salarial",
        ),
)  # fmt: skip
_OPENINGS = _compiled(
        (
            "duties",
            "you|we|looking|seeking|hiring|searching|this role|the |responsible|wir|nous|buscamos",
            r"\b(?:you will|you[’']ll|we(?: are|[’']re)(?: currently)? (?:looking|seeking|hiring|searching)|is (?:looking|seeking|hiring|searching)|in this role|as (?:a|an|our) [^.]{2,60}, you|"
            r"the (?:ideal|successful) candidate|responsible for|wir suchen|nous recherchons|buscamos)\b",
        ),
        (
            "about",
            "founded|headquartered|our |we|is |backed|wir|nous|somos",
            r"\b(?:founded in|headquartered|our (?:mission|vision) is|we(?:[’']re| are) (?:an?|the|on a mission|building|one of)|"
            r"is (?:an?|the|one of) [^.]{0,60}(?:company|leader|leading|provider|platform|startup|start-up|firm|organi[sz]ation)|backed by|wir sind ein|nous sommes un|somos una?)\b",
        ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a section begins. Headings rule until the next cut; a wording rules its own paragraph."""

    start: int
    kind: SectionKind
    heading: str = ""
    lasting: bool = True


def find_sections(text: str, heading_starts: Collection[int] = ()) -> tuple[Section, ...]:
    """Sections in order that tile the text: the first starts at 0, each ends where the next starts.

    Args:
        text: A text as `html.clean` writes it: one blank line between paragraphs, "- " before items.
        heading_starts: Offsets of lines that the markup made headings.
    """
    cuts: list[_Cut] = []
    current: SectionKind = "other"
    headed = False
    for start, paragraph in _paragraphs(text):
        found = list(_cuts_in(paragraph, start, heading_starts))
        if not found or found[0].start > start:
            kind = _kind_by_wording(paragraph, start, current if headed else None)
            cuts.append(_Cut(start, kind or current, lasting=kind is None))
            if kind in ("boilerplate", "pay") and current != "benefits":
                current = "other"
        for cut in found:
            current, headed = cut.kind, True
            cuts.append(cut)
    return _tiles(text, cuts)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for paragraph in text.split("\n\n"):
        if paragraph:
            yield start, paragraph
        start += len(paragraph) + 2


def _cuts_in(paragraph: str, start: int, heading_starts: Collection[int]) -> Iterator[_Cut]:
    """Cuts at the headings of one paragraph, which may be several lines."""
    offset = start
    for line in paragraph.split("\n"):
        if not line.startswith("- "):
            cut = _run_in(line, offset) or _line_heading(line, offset, marked=offset in heading_starts)
            if cut:
                yield cut
            if len(line) > _FLAT_CHARS:
                yield from _flat_headings(line, offset, after=cut.start + len(cut.heading) if cut else -1)
        offset += len(line) + 1


def _line_heading(line: str, offset: int, *, marked: bool) -> _Cut | None:
    if len(line) > _MAX_HEADING_CHARS or len(line.split()) > _MAX_HEADING_WORDS:
        return None
    if not marked and _SENTENCE_END.search(line) and not line.endswith("?"):
        return None
    if not (marked or line.rstrip().endswith((":", "?", "...", "…")) or _written_as_heading(line)):
        return None
    kind = heading_kind(line)
    return _Cut(offset, kind, line.strip()) if kind else None


def _written_as_heading(line: str) -> bool:
    """Whether a bare line looks like a heading: it begins with a capital and has no sentence in it."""
    words = line.split()
    return bool(words) and not words[0][0].islower() and len(words) <= 8 and ", " not in line


def _run_in(line: str, offset: int) -> _Cut | None:
    match = _RUN_IN.match(line)
    if not match or len(match["heading"].split()) > 8 or match["heading"][0].islower():
        return None
    kind = heading_kind(match["heading"])
    return _Cut(offset, kind, match["heading"].strip()) if kind else None


def _flat_headings(line: str, offset: int, *, after: int) -> Iterator[_Cut]:
    if not mentions(line, _FLAT_KEYS):
        return
    for match in _FLAT_HEADINGS.finditer(line):
        heading, colon = match["heading"], ":" in match["end"]
        before = line[: match.start()].rstrip()[-1:]
        if not colon and (_NEEDS_COLON.match(heading) or (before.isalnum() and " " not in heading)):
            continue
        if before.isalnum() and not colon and not heading.istitle():
            continue
        kind = heading_kind(heading)
        if kind and offset + match.start() > after:
            yield _Cut(offset + match.start(), kind, heading)


def _kind_by_wording(paragraph: str, start: int, current: SectionKind | None) -> SectionKind | None:
    """What a paragraph without a heading is by its wording; None when it goes on with the section."""
    if paragraph.startswith("- "):
        return None
    head = paragraph[:_WORDING_CHARS]
    low = head.lower()
    wordings = (*(_WORDINGS if start else _WORDINGS[1:]), *(_OPENINGS if current is None else ()))
    return next(
        (kind for kind, keys, pattern in wordings if mentions(low, keys) and pattern.search(head)), None
    )


def _tiles(text: str, cuts: list[_Cut]) -> tuple[Section, ...]:
    if not text:
        return ()
    merged: list[_Cut] = []
    for cut in cuts:
        if merged and not cut.heading and merged[-1].kind == cut.kind:
            continue
        if merged and merged[-1].start == cut.start:
            merged.pop()
        merged.append(cut)
    if not merged or merged[0].start > 0:
        merged.insert(0, _Cut(0, "other"))
    ends = [cut.start for cut in merged[1:]] + [len(text)]
    return tuple(
        Section(cut.kind, cut.heading, cut.start, end) for cut, end in zip(merged, ends, strict=True)
    )
