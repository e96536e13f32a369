"""The skills a posting names, and whether it requires, prefers or only mentions them.

The level is read from the section a skill stands in and from the wording of its clause ("a plus", "must have"); of
several mentions the strongest counts. What stands only among benefits, pay or legal boilerplate is no skill of the
job ("dental", "insurance"), and of an employer's description of itself only tools count, not trades.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.taxonomy import canonical_skill, find_skills, skill_group
from index.types import Evidence, FieldText, Section, SectionKind, Skill, SkillLevel

_MAX_SKILLS = 200
_RANK: dict[SkillLevel, int] = {"required": 0, "preferred": 1, "mentioned": 2}
_PREFERRED = re.compile(
    r"\bnice[\s\-]to[\s\-]have|\bbonus\b|\bpreferred\b|\bpreferably\b|\bprefer\b|\bpreference\b|\ba (?:big |huge |strong |definite |real |major )?plus\b|\bpluses\b|\bideally\b|\bdesirable\b|\bdesired\b|\badvantage(?:ous)?\b|\bbeneficial\b"
    r"|\bnot (?:strictly |absolutely )?(?:required|necessary|essential|mandatory)\b|\bwould be (?:great|nice|good|ideal|helpful|useful)\b|\b(?:great|good|nice) to have\b|\boptional(?:ly)?\b|\b(?:an )?asset\b|\bextra (?:points|credit)\b|\bwelcome\b|\bappreciated\b|\bvon vorteil\b|\bwünschenswert\b|\bidealerweise\b|\bserait un plus\b|\bdeseable\b",
    re.I,
)
_REQUIRED = re.compile(
    r"\bmust[\s\-]have|\bmust (?:be|know|possess|hold)\b|\brequire[sd]?\b|\brequirements?\b|\bmandatory\b|\bessential\b|\bminimum\b|\bat least \w{1,6} (?:\(\d{1,2}\) )?(?:\+ )?years|\b\d{1,2}\+? years?\b|\byou have\b|\byou['’]ll need\b|\byou need\b|\bwe need\b|\bwe require\b|\bzwingend\b|\berforderlich\b|\bvoraussetzung",
    re.I,
)
_SKIPPED: frozenset[SectionKind] = frozenset({"benefits", "pay", "boilerplate"})
# Names from these groups are the names of tools; other groups hold everyday words for trades and tasks.
_TOOLS = frozenset(
    (
        "programming languages", "web frontend", "backend", "data stores", "data engineering", "machine learning", "analytics",
        "cloud and operations", "mobile and games", "testing", "embedded and hardware",
    )
)  # fmt: skip
# "Communication" and "documentation" stand in every posting: they count where they are asked for.
_ASKED_FOR = frozenset(("management and office", "sales and marketing", "legal and people"))
_CLAUSE_CHARS = 400
_CLAUSE_END = re.compile(r"\n|[.!?;](?=\s)")
_PARTS = re.compile(r"\s{0,3}[/,;|+]\s{0,3}|\s+(?:and|or|und|et|y)\s+", re.I)
_MAX_PARTS = 12


def find_skills_in(
    text: str, sections: Sequence[Section], record_skills: Sequence[FieldText], *, title: str = ""
) -> tuple[Skill, ...]:
    """Skills of the title and text in reading order, then those that only the feed names ("mentioned").

    A skill of the feed that the text names under any spelling takes its level and evidence from the text.
    """
    found = {name: Skill(name, "required", evidence) for name, evidence in _in_title(title)}
    for skill in _in_text(text, sections):
        known = found.get(skill.name)
        if known is None or _RANK[skill.level] < _RANK[known.level]:
            found[skill.name] = skill
    seen = {name.casefold() for name in found}
    for said, name in _names(record_skills):
        if name.casefold() not in seen and len(found) < _MAX_SKILLS:
            seen.add(name.casefold())
            found[name] = _supported(name, text, sections) or Skill(name, "mentioned", said)
    return tuple(found.values())


def _in_title(title: str) -> Iterator[tuple[str, Evidence]]:
    for match in find_skills(title):
        if skill_group(match.name) in _TOOLS:
            yield match.name, Evidence("employer", title[match.start : match.end], "title")


def _in_text(text: str, sections: Sequence[Section]) -> Iterator[Skill]:
    starts = [section.start for section in sections]
    clauses: dict[int, SkillLevel | None] = {}
    for match in find_skills(text):
        position = bisect_right(starts, match.start) - 1
        kind: SectionKind = sections[position].kind if position >= 0 else "other"
        if kind in _SKIPPED or (kind == "about" and skill_group(match.name) not in _TOOLS):
            continue
        level = _level(text, match.start, kind, clauses)
        if level == "mentioned" and skill_group(match.name) in _ASKED_FOR:
            continue
        quote = Evidence("employer", text[match.start : match.end], "text", match.start, match.end)
        yield Skill(match.name, level, quote)


def _level(text: str, start: int, kind: SectionKind, clauses: dict[int, SkillLevel | None]) -> SkillLevel:
    """The level that the clause around `start` gives, else its section's."""
    left, right = _clause(text, start)
    if left not in clauses:
        clauses[left] = _worded(text[left:right])
    worded = clauses[left]
    if kind == "preferred":
        return "preferred"
    if worded == "preferred" or (worded == "required" and kind != "about"):
        return worded
    return "required" if kind == "requirements" else "mentioned"


def _worded(clause: str) -> SkillLevel | None:
    if _PREFERRED.search(clause):
        return "preferred"
    return "required" if _REQUIRED.search(clause) else None


def _clause(text: str, start: int) -> tuple[int, int]:
    """The sentence or line around `start`, at most `_CLAUSE_CHARS` to either side."""
    floor = max(0, start - _CLAUSE_CHARS)
    left = floor
    for end in _CLAUSE_END.finditer(text, floor, start):
        left = end.end()
    closing = _CLAUSE_END.search(text, start, start + _CLAUSE_CHARS)
    return left, closing.start() if closing else min(len(text), start + _CLAUSE_CHARS)


def _names(record_skills: Sequence[FieldText]) -> Iterator[tuple[Evidence, str]]:
    """The skills of the feed in their usual spelling; "Python/Java" gives both, "client/server work" stays whole."""
    for said in record_skills:
        evidence = Evidence("feed", said.text, said.name)
        whole = canonical_skill(said.text)
        parts = [part for part in _PARTS.split(said.text.strip()) if part][:_MAX_PARTS]
        known = [canonical_skill(part) for part in parts if skill_group(part)]
        if not skill_group(whole) and len(parts) > 1 and len(known) == len(parts):
            yield from ((evidence, name) for name in known)
        elif whole:
            yield evidence, whole


def _supported(name: str, text: str, sections: Sequence[Section]) -> Skill | None:
    """A feed's skill as the text words it, outside of benefits and boilerplate; None when the text does not name it."""
    if skill_group(name) or len(name) < 3:
        return None
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I):
        position = bisect_right([section.start for section in sections], match.start()) - 1
        kind: SectionKind = sections[position].kind if position >= 0 else "other"
        if kind not in _SKIPPED:
            quote = Evidence("employer", match.group(0), "text", match.start(), match.end())
            return Skill(name, _level(text, match.start(), kind, {}), quote)
    return None
