"""Where the work is done (remote, hybrid, onsite), read from the employer's text or a feed's field.

Labels and headlines are read first ("Location: Remote", "Acme | ONSITE"), then wordings about the role, then those about
the company; a word alone never counts in running text. A posting may offer several. See `arrangement_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from index.normalize.arrangement_patterns import (
    CONDITIONAL_BEFORE,
    HYBRID_LOOK_ALIKE,
    LOOK_ALIKE_AFTER,
    LOOK_ALIKE_BEFORE,
    NEGATED_AFTER,
    NEGATED_BEFORE,
    PERK,
    WORDINGS,
    Strength,
)
from index.normalize.arrangement_words import arrangement_words
from index.normalize.eligibility import find_eligibility
from index.normalize.place import parse_places
from index.normalize.windows import lowered, mentions, windows
from index.types import Arrangement, Evidence, Fact, FieldText, Place, SaidBy

MAX_TEXT_CHARS = 200_000
_MAX_HITS = 60
_WINDOW_CHARS = 110
_LOOK_CHARS = 70
_HEADLINE_CHARS = 400
_HEADLINES = 3
_TITLE_CHARS = 160
_AFTER_BAR_CHARS = 45
_STEMS = (
    "remot", "hybrid", "híbrid", "onsite", "on-site", "on site", "on\nsite", "office", "in-person", "in person", "in\nperson",
    "from home", "from-home", "from\nhome", "wfh", "telecommut", "telework", "based from home", "home-based", "home based",
    "homeoffice", "télétravail", "teletravail", "teletrabajo", "vor ort", "présentiel", "presencial", "distributed", "büro", "sur site",
    "mobiles arb", "mobile arb", "ortsunab", "distancia", "distance", "days ", "days\n", "day ", "/week", "tage ", "jours ", "días ", "anywhere",
    "wherever", "site-based",
)  # fmt: skip
_LABEL = re.compile(
    r"(?:^|\n)[^\w\n]{0,4}(?P<label>(?:[\w/’'-]{1,16} ){0,3}?(?:locations?|arrangements?|workplace(?: type)?|work ?site(?: flexibility)?"
    r"|(?:work|working|job|role|position|assignment|location|employment|workplace) ?(?:model|type|mode|style|set-?up|policy|location type|option)s?"
    r"|ability to work remotely|remote(?: work)?|telework(?: eligible)?|flexibility|work environment|standort|arbeitsort|arbeitsmodell"
    r"|arbeitsplatz|lieu|modalit\w{1,4}|modalidad|ubicación|where|what|schedule))(?:\(s\))?(?P<gap> ?[:?] ?\n?| ?[–-] |\n)(?P<value>[^\n]{2,140})",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"\W{0,3}(?P<answer>yes|no|true|false|eligible|not eligible)\b", re.IGNORECASE)
_SET_OFF = re.compile(r"[\[(|,;:/–—•·-]\s{0,2}$")
_SET_OFF_AFTER = re.compile(r"\s{0,2}(?:$|[\])|,;:/–—•·\n(-])")

_NOT = re.compile(r"\b(?:not|never|neither|cannot)\b|n['’]t\b", re.IGNORECASE)
_TAG = re.compile(r"[#(]")
_FULLY = re.compile(r"fully|100|entirely|completely|only", re.IGNORECASE)
_ANSWERED = re.compile(r"\s?[:?]\s?(?:yes|no|not|true|false|n/a)\b", re.IGNORECASE)
_DENIED = "remote work is denied"

_NOTHING = frozenset(
    {
        "", "unknown", "unspecified", "not mentioned", "onsite or unspecified", "none", "null", "n/a", "na", "nan", "other",
        "not specified", "any", "flexible", "varies", "false", "no", "0",
    }
)  # fmt: skip
_FIELD_VALUES: dict[str, tuple[Arrangement, ...]] = {
    "remote": ("remote",), "fully remote": ("remote",), "telecommute": ("remote",), "onsite": ("onsite",), "hybrid": ("hybrid",),
    "office": ("onsite",), "in office": ("onsite",), "onsite only": ("onsite",), "remote or office": ("remote", "onsite"),
    "in office or remote": ("remote", "onsite"), "remote or hybrid": ("remote", "hybrid"), "work from home": ("remote",),
    "covid 19": ("remote",), "temporarily remote": ("remote",), "physical": ("onsite",), "virtual": ("remote",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ArrangementReading:
    """The arrangements stated, and where applicants of a remote posting may live."""

    facts: tuple[Fact, ...] = ()
    eligibility: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: Arrangement
    strength: Strength
    start: int
    end: int
    note: str = ""


def find_arrangements(text: str, *, field: str = "text", said_by: SaidBy = "employer") -> ArrangementReading:
    """Return the arrangements that the text states for its work, each with its words, and its eligibility.

    A denied remote ("not a remote position") is onsite, unless hybrid is stated. Spans are given for `field` "text".
    """
    text = text[:MAX_TEXT_CHARS]
    facts = [_fact(each, text, field, said_by) for each in _decided(list(_candidates(text)))]
    return ArrangementReading(tuple(facts), find_eligibility(text, field=field, said_by=said_by))


def from_record(value: FieldText) -> ArrangementReading:
    """Return what a feed's field states: "TELECOMMUTE", "remote_or_office", "Remote (US)", a true or false flag.

    "unknown", "onsite_or_unspecified" and a false remote flag state nothing: "not remote" is all that they say.
    """
    said = value.text.strip()[:MAX_TEXT_CHARS]
    key = re.sub(r"[\s_-]+", " ", said.casefold())
    key = {"on site": "onsite", "on site only": "onsite only"}.get(key, key)
    if key in _NOTHING:
        return ArrangementReading()
    flagged = re.search(r"remote|telecommut|home", value.name, re.IGNORECASE)
    if key in ("true", "yes", "1"):
        values: tuple[Arrangement, ...] = ("remote",) if flagged else ()
    elif key in _FIELD_VALUES:
        values = _FIELD_VALUES[key]
    else:
        spaced = said.replace("_", " ")
        reading = parse_places(spaced, field=value.name)
        values = tuple(dict.fromkeys(word for word, _, _ in arrangement_words(spaced)))
        eligibility = reading.eligibility or (reading.places if values == ("remote",) else ())
        return ArrangementReading(_field_facts(values, value), eligibility)
    return ArrangementReading(_field_facts(values, value))


def _field_facts(values: tuple[Arrangement, ...], said: FieldText) -> tuple[Fact, ...]:
    return tuple(Fact(value, Evidence("feed", said.text.strip()[:200], said.name)) for value in values)


def _fact(candidate: _Candidate, text: str, field: str, said_by: SaidBy) -> Fact:
    quote = text[candidate.start : candidate.end]
    start, end = (candidate.start, candidate.end) if field == "text" else (None, None)
    return Fact(candidate.value, Evidence(said_by, quote, field, start, end, candidate.note))


def _candidates(text: str) -> Iterator[_Candidate]:
    yield from _headline(text)
    yield from _labels(text)
    low = lowered(text)
    for start, end in windows(low, _STEMS, before=_WINDOW_CHARS, after=_WINDOW_CHARS):
        stretch = low[start:end]
        for wording in (each for each in WORDINGS if mentions(stretch, each.keys)):
            for match in wording.pattern.finditer(text, start, end):
                candidate = _judged(text, wording.value, wording.strength, *match.span())
                if candidate is not None:
                    yield candidate


def _judged(text: str, value: Arrangement, strength: Strength, start: int, end: int) -> _Candidate | None:
    """Return the candidate, its denial, or None for a look-alike."""
    if PERK.search(text, start, end) or (strength != "label" and _is_look_alike(text, value, start, end)):
        return None
    before = text[max(0, start - _LOOK_CHARS) : start]
    if not _TAG.match(text, start) and CONDITIONAL_BEFORE.search(before):
        return None
    if (
        _NOT.search(text, start, end)
        or NEGATED_BEFORE.search(before)
        or NEGATED_AFTER.match(text, end, end + _LOOK_CHARS)
    ):
        fully = _FULLY.search(text, start, end)
        return _Candidate("onsite", "role", start, end, _DENIED) if value == "remote" and not fully else None
    if strength == "general" and LOOK_ALIKE_BEFORE.search(before):
        return None
    return _Candidate(value, strength, start, end)


def _is_look_alike(text: str, value: Arrangement, start: int, end: int) -> bool:
    """Whether what follows makes it another thing: "remote sensing", "hybrid cloud"; "fully remote" is always about work."""
    if value == "remote" and _FULLY.search(text, start, end):
        return False
    after = end + _LOOK_CHARS
    return bool(LOOK_ALIKE_AFTER.match(text, end, after)) or (
        value == "hybrid" and bool(HYBRID_LOOK_ALIKE.match(text, end, after))
    )


def _headline(text: str) -> Iterator[_Candidate]:
    """Yield the arrangements of the first lines: between bars, in capitals, or set off as in "Engineer (Remote)"."""
    start = 0
    for _ in range(_HEADLINES):
        end = text.find("\n", start)
        end = min(end if end >= 0 else len(text), start + _HEADLINE_CHARS)
        yield from _in_line(text, start, end)
        start = end + 1


def _in_line(text: str, start: int, end: int) -> Iterator[_Candidate]:
    line = text[start:end]
    last_bar = line.rfind("|")
    for value, low, high in arrangement_words(line):
        if (
            _is_look_alike(line, value, low, high)
            or _ANSWERED.match(line, high)
            or NEGATED_AFTER.match(line, high)
        ):
            continue
        shouted = line[low:high].isupper() and high - low > 3
        set_off = bool(_SET_OFF.search(line[:low]) or low == 0) and bool(_SET_OFF_AFTER.match(line[high:]))
        in_bars = last_bar >= 0 and low < last_bar + _AFTER_BAR_CHARS
        if in_bars or shouted or (set_off and low < _TITLE_CHARS):
            yield _Candidate(value, "label", start + low, start + high)


def _labels(text: str) -> Iterator[_Candidate]:
    """Yield the arrangements of lines such as "Work location: Hybrid, Austin" and "Telework eligible: No"."""
    for match in islice(_LABEL.finditer(text), _MAX_HITS):
        label, offset = match["label"].casefold(), match.start("value")
        if "remote" in label or "telework" in label:
            answer = _YES_NO.match(text, offset, match.end())
            if answer:
                yes = answer["answer"].casefold() in ("yes", "true", "eligible")
                yield _Candidate(
                    "remote" if yes else "onsite",
                    "label",
                    match.start("label"),
                    answer.end(),
                    "" if yes else _DENIED,
                )
                continue
        if match["gap"] == "\n" and len(match["value"]) > _LOOK_CHARS:
            continue
        for value, start, end in arrangement_words(match["value"]):
            if not _is_look_alike(match["value"], value, start, end) and not NEGATED_AFTER.match(
                match["value"], end
            ):
                yield _Candidate(value, "label", offset + start, offset + end)


def _decided(candidates: list[_Candidate]) -> list[_Candidate]:
    """Keep the first of each value among the strongest: labels always, the company's ways only when nothing else."""
    stated = [each for each in candidates if each.strength != "general"]
    chosen = stated or candidates
    labels = {each.value for each in chosen if each.strength == "label" and not each.note}
    if any(each.strength == "label" and each.note for each in chosen):
        labels.discard("remote")
    if any(each.value == "hybrid" for each in chosen):
        # "Three days onsite, the others remotely" describes hybrid.
        chosen = [
            each for each in chosen if each.value == "hybrid" or (each.value in labels and not each.note)
        ]
    elif "remote" in labels:
        chosen = [each for each in chosen if not each.note]
    elif any(each.note for each in chosen):
        chosen = [each for each in chosen if each.value != "remote"]
    first: dict[str, _Candidate] = {}
    for each in sorted(chosen, key=lambda each: ("label", "role", "general").index(each.strength)):
        first.setdefault(each.value, each)
    return sorted(first.values(), key=lambda each: each.start)
