"""Words for remote, hybrid and onsite where nothing else can be meant: a location field, a badge, a headline.

In running text the same words need their surroundings ("remote sensing"); that is `arrangement`.
"""

from __future__ import annotations

import re

from index.types import Arrangement

MAX_FIELD_CHARS = 600

_REMOTE = (
    r"(?:fully |100 ?% |completely |entirely |permanent(?:ly)? |partial(?:ly)? |mostly )?remote(?:ly)?"
    r"(?:[- ]?(?:first|friendly|only|ok(?:ay)?|possible|optional|eligible|allowed|available|welcome|working|work|job|position|role)\b)*"
    r"|work(?:ing)? from (?:home|anywhere)|wfh|home[- ]?based|tele(?:commut(?:e|ing)|work(?:ing)?)|telearbeit|home[- ]?office"
    r"|t[ée]l[ée]travail|teletrabajo|remoto|[àa] distance|ortsunabhängig|distributed"
)
_HYBRID = r"hybrid(?:e|o)?(?:[- ](?:remote|work(?:ing|place)?|model|schedule|onsite|role|position))*|h[íi]brido|alternating remote"
_ONSITE = (
    r"on[- ]?site|on[- ]?premises?|in[- ](?:the[- ])?office|in[- ]person|office[- ]based|vor ort|präsenz|presencial"
    r"|sur site|présentiel|in[- ]store|at the office"
)
_WORDS = re.compile(
    rf"(?<![\w])(?:(?P<no>(?:no|not|non|without|kein|pas de|sin)[- ](?:a |fully )?)?(?:(?P<remote>{_REMOTE})|(?P<hybrid>{_HYBRID})"
    rf"|(?P<onsite>{_ONSITE})))(?!\w)",
    re.IGNORECASE,
)


def arrangement_words(text: str) -> list[tuple[Arrangement, int, int]]:
    """Return value, start and end of each arrangement named in a short field; "no remote" counts as onsite.

    A second hybrid reading wins: "hybrid remote" and "partially remote" are hybrid, not remote.
    """
    found: list[tuple[Arrangement, int, int]] = []
    for match in _WORDS.finditer(text[:MAX_FIELD_CHARS]):
        value = _value(match)
        if value is not None:
            found.append((value, match.start(), match.end()))
    return found


def _value(match: re.Match[str]) -> Arrangement | None:
    words = match[0].casefold()
    if match["no"]:
        return "onsite" if match["remote"] else None
    if match["hybrid"] or words.startswith("partial"):
        return "hybrid"
    return "remote" if match["remote"] else "onsite"
