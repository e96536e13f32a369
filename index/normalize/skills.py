"""The skills a posting names, and whether it requires, prefers or only mentions them.

The level is read from the section a skill stands in and from the wording of its clause ("a plus", "must have"); of
several mentions the strongest counts. What stands only among benefits, pay or legal boilerplate is no skill of the
job ("dental", "insurance"), and of an employer's description of itself only tools count, not trades.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.normalize.windows import hits, lowered, mentions
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
# Each wording holds one of these: most clauses end there.
_PREFERRED_KEYS = (
    "nice", "bonus", "prefer", "plus", "ideal", "desir", "advantage", "beneficial", "not ", "would be", "have", "optional", "asset",
    "extra ", "welcome", "appreciated", "vorteil", "wünschenswert", "deseable",
)  # fmt: skip
_REQUIRED_KEYS = (
    "must", "require", "mandatory", "essential", "minimum", "year", "have", "need", "zwingend", "erforderlich", "voraussetzung",
)  # fmt: skip
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
_SHORTEST = 3


def find_skills_in(
    text: str, sections: Sequence[Section], record_skills: Sequence[FieldText], *, title: str = ""
) -> tuple[Skill, ...]:
    """Skills of the title and text in reading order, then those that only the feed names ("mentioned").

    A skill of the feed that the text names under any spelling takes its level and evidence from the text.
    """
    body = _Body(text, sections)
    found = {name: Skill(name, "required", evidence) for name, evidence in _in_title(title)}
    for match in find_skills(text):
        known = found.get(match.name)
        if known is not None and known.level == "required":
            continue
        level = body.level_of(match.name, match.start)
        if level is not None and (known is None or _RANK[level] < _RANK[known.level]):
            quote = Evidence("employer", text[match.start : match.end], "text", match.start, match.end)
            found[match.name] = Skill(match.name, level, quote)
    seen = {name.casefold() for name in found}
    for said, name in _names(record_skills):
        if name.casefold() not in seen and len(found) < _MAX_SKILLS:
            seen.add(name.casefold())
            found[name] = _supported(name, body) or Skill(name, "mentioned", said)
    return tuple(found.values())


class _Body:
    """A posting's text with its sections and clauses, each clause judged once."""

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        self.text = text
        self.low = lowered(text)
        self._sections = sections
        self._section_starts = [section.start for section in sections]
        self._clause_starts = [0, *(end.end() for end in _CLAUSE_END.finditer(text))]
        self._worded: dict[int, SkillLevel | None] = {}

    def level_of(self, name: str, start: int) -> SkillLevel | None:
        """The level of a known or unknown skill named at `start`; None where it is no skill of the job."""
        position = bisect_right(self._section_starts, start) - 1
        kind: SectionKind = self._sections[position].kind if position >= 0 else "other"
        group = skill_group(name)
        if kind in _SKIPPED or (kind == "about" and group not in _TOOLS):
            return None
        if kind == "preferred":
            return "preferred"
        worded = self._wording(start)
        if worded == "preferred" or (worded == "required" and kind != "about"):
            return worded
        level: SkillLevel = "required" if kind == "requirements" else "mentioned"
        return None if level == "mentioned" and group in _ASKED_FOR else level

    def _wording(self, start: int) -> SkillLevel | None:
        """What the words of the clause around `start` say."""
        position = bisect_right(self._clause_starts, start) - 1
        if position not in self._worded:
            left = self._clause_starts[position]
            right = (
                self._clause_starts[position + 1]
                if position + 1 < len(self._clause_starts)
                else len(self.text)
            )
            left, right = max(left, start - _CLAUSE_CHARS), min(right, start + _CLAUSE_CHARS)
            low = self.low[left:right]
            if mentions(low, _PREFERRED_KEYS) and _PREFERRED.search(self.text, left, right):
                self._worded[position] = "preferred"
            elif mentions(low, _REQUIRED_KEYS) and _REQUIRED.search(self.text, left, right):
                self._worded[position] = "required"
            else:
                self._worded[position] = None
        return self._worded[position]


def _in_title(title: str) -> Iterator[tuple[str, Evidence]]:
    for match in find_skills(title):
        if skill_group(match.name) in _TOOLS:
            yield match.name, Evidence("employer", title[match.start : match.end], "title")


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


def _supported(name: str, body: _Body) -> Skill | None:
    """A feed's skill as the text words it, outside of benefits and boilerplate; None when the text does not name it."""
    key = name.casefold()
    if skill_group(name) or len(key) < _SHORTEST:
        return None
    for start in hits(body.low, key):
        end = start + len(key)
        around = body.low[max(0, start - 1) : start] + " " + body.low[end : end + 1]
        level = body.level_of(name, start)
        if level is not None and not any(letter.isalnum() for letter in around):
            return Skill(name, level, Evidence("employer", body.text[start:end], "text", start, end))
    return None
