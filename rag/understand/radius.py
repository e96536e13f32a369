"""Reads the distance around a place: "within 30 miles of", "in a 20-mile radius of", "im Umkreis von 30 km um"."""

from __future__ import annotations

from collections.abc import Sequence

from rag.understand.numbers import whole_number
from rag.understand.tokens import Token

KM_PER_MILE = 1.609344
_MILES = frozenset({"mile", "miles", "mi", "meilen", "milles", "millas"})
_KILOMETRES = frozenset(
    {"km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometern", "kilometros"}
)
_RADIUS_LINKS = frozenset(
    """
    of from around to radius um von de the a distance away drive centre center central downtown autour
    alrededor near
    """.split()
)
"""Between the distance and the place."""
_RADIUS_LEADS = frozenset(
    """
    within a in the an radius of max maximum up to less than under about around im umkreis von dans un
    rayon de menos no more at most not
    """.split()
)
"""Before the distance."""


def radius_before(tokens: Sequence[Token], start: int) -> tuple[int, float] | None:
    """As in "within 30 miles of", "30 km around", "in a 20-mile radius of", "im Umkreis von 30 km um"."""
    linking = _RADIUS_LINKS
    index = start - 1
    while index >= 0 and start - index <= 5 and tokens[index].key in linking:
        index -= 1
    if index < 1 or index == start - 1 or tokens[index].key not in _MILES | _KILOMETRES:
        return None
    number = whole_number(tokens[index - 1])
    if not number or number > 20_000:
        return None
    factor = KM_PER_MILE if tokens[index].key in _MILES else 1.0
    first = index - 1
    leading = _RADIUS_LEADS
    while first > 0 and tokens[first - 1].key in leading:
        first -= 1
    return first, float(round(number * factor))
