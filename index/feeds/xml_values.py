"""One record element of an XML feed as a flat map of values, whatever the feed's nesting.

Keys are names in lower case, letters and digits only. Nested elements and attributes count under the joined name:
`<salary currency="EUR">` is "salarycurrency", `<salary><min>` is "salarymin".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from index.feeds.reading import texts
from index.feeds.xml_aliases import ALIASES, FALSE
from index.feeds.xml_stream import element_text, local_name
from index.types import FieldText

_MAX_DEPTH = 4
MAX_VALUES = 100
"""Of one name, at most so many values are read."""
_HTML_TAGS = frozenset(
    "a b br div em font h1 h2 h3 h4 h5 h6 hr i img li ol p section small span strong table u ul".split()
)
_OPENED = frozenset(
    (
        "location",
        "joblocation",
        "address",
        "place",
        "locations",
        "description",
        "compensation",
        "dates",
        "joblocations",
    )
)
"""Elements whose members count under their own names too (`<location><city>` is a city)."""

Values = dict[str, list[tuple[str, str]]]
"""Key -> the feed's name and the text of each value, in order."""


@lru_cache(maxsize=2048)  # a feed has some thirty names
def key_of(name: str) -> str:
    """A name as keys are compared: without namespace, case and punctuation."""
    return "".join(filter(str.isalnum, name.rsplit("}", 1)[-1].lower()))


def element_values(job: Any) -> Values:
    """The element's attributes and all below it."""
    values: Values = {}
    for name, text in job.attrib.items():
        _put(values, key_of(name), name, text)
    collect(job, "", values, _MAX_DEPTH)
    return values


def _put(values: Values, key: str, name: str, text: str) -> None:
    if text.strip() and len(held := values.setdefault(key, [])) < MAX_VALUES:
        held.append((name, text))


def collect(parent: Any, prefix: str, values: Values, depth: int) -> None:
    """Put every element below `parent` under its joined name; those of opened elements under their own name too."""
    opened = prefix in _OPENED
    for child in parent:
        name = local_name(child.tag)[0]
        key = key_of(child.tag)
        keys = [prefix + key, *([key] if opened else [])]
        for attribute, text in child.attrib.items():
            for each in keys:
                _put(values, each if attribute == "value" else each + key_of(attribute), name, text)
        if date := _split_date(child):
            text = date
        elif not len(child) or depth == 0 or any(key_of(inner.tag) in _HTML_TAGS for inner in child):
            text = element_text(child)
        else:
            collect(child, keys[-1], values, depth - 1)
            text = child.text or ""
        for each in keys:
            _put(values, each, name, text)


def _split_date(element: Any) -> str:
    """`<day>`, `<month>` and `<year>` as one ISO date; empty for anything else."""
    parts = {key_of(inner.tag): (inner.text or "").strip() for inner in element} if len(element) == 3 else {}
    return iso_date(parts.get("year", ""), parts.get("month", ""), parts.get("day", ""))


def iso_date(year: str, month: str, day: str) -> str:
    """The date in ISO 8601; empty when a part is missing or no number."""
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal() and len(year) == 4):
        return ""
    return f"{year}-{month.zfill(2)}-{day.zfill(2)}"


def named(values: Values, field: str) -> list[tuple[str, str]]:
    """All values of the best name that says something."""
    return next((values[alias] for alias in ALIASES[field] if alias in values), [])


class _Nothing(tuple[str, str]):
    """An empty name and text, false."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


NOTHING = _Nothing(("", ""))


def first(values: Values, field: str) -> tuple[str, str]:
    """The feed's name and the text of a field; two empty texts, together false, where it says nothing."""
    found = named(values, field)
    return found[0] if found else NOTHING


def said(values: Values, field: str) -> tuple[FieldText, ...]:
    """Every value of the field's best name; a bare no and its like are none."""
    stated = named(values, field)
    return (
        texts(stated[0][0], [text for _, text in stated if text.strip().lower() not in FALSE])
        if stated
        else ()
    )
